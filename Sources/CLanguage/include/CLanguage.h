// A C face for the Compact Language Detector 2, which has only a C++ one.
// Used by Readers/Language.swift alone.
#ifndef STEMMA_CLANGUAGE_H
#define STEMMA_CLANGUAGE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The language of `length` bytes of valid UTF-8 text, as a lower-case BCP 47 code that lives as
/// long as the process, or NULL when the detector finds no reliable answer.
const char *stemma_detect_language(const char *text, int32_t length);

#ifdef __cplusplus
}
#endif

#endif
