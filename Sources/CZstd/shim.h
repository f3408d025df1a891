// Zstandard compression. Used by Store/Zstandard.swift alone.
#include <zstd.h>
#include <zstd_errors.h>
