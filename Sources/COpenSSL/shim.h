// libcrypto, as far as digests need it. Used by Core/Fingerprint/Digest.swift alone.
#include <openssl/err.h>
#include <openssl/evp.h>
