// DEFLATE and its gzip wrapping. Used by Readers/Streams and Readers/Warc alone.
#include <zlib.h>

// A macro that hands over the version and the size of the struct, as zlib asks for.
static inline int stemma_inflate_init(z_stream *stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}
