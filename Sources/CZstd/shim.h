// Zstandard compression. Used by Store/Zstandard.swift and Readers/Rows/ZstandardStream.swift alone.
#include <zstd.h>
#include <zstd_errors.h>
