#include "CLanguage.h"

#include <cstdio>

#include <cld2/public/compact_lang_det.h>

const char *stemma_detect_language(const char *text, int32_t length) {
    bool reliable = false;
    const CLD2::Language language = CLD2::DetectLanguage(text, length, true, &reliable);
    if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) {
        return nullptr;
    }
    return CLD2::LanguageCode(language);
}
