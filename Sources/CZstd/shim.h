// Zstandard compression. Used by Store/Zstandard.swift and by Readers/Streams and Readers/Warc alone.
#include <zstd.h>
#include <zstd_errors.h>
