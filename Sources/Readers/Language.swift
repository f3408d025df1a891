import CLanguage

/// The language that a text is written in, by the Compact Language Detector 2, as a BCP 47 code; nil
/// when the detector is not sure or the bytes are not valid UTF-8.
///
/// Judges by the first `sample` bytes, cut at a character, so the cost has a bound.
package func languageOf(utf8 text: Span<UInt8>, sample: Int = 1 << 16) -> String? {
    var end = min(text.count, sample)
    if end < text.count {
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    }
    guard end > 0 else { return nil }
    let judged = text.extracting(0..<end)
    // The detector steps by lead bytes and trusts them; it must never see damaged text.
    guard UTF8Sequence.isValid(judged) else { return nil }
    let code = judged.withUnsafeBytes { buffer -> String? in
        guard let start = buffer.assumingMemoryBound(to: CChar.self).baseAddress else { return nil }
        return stemma_detect_language(start, Int32(buffer.count)).map { String(cString: $0) }
    }
    return code.flatMap(currentCode)
}

/// The language of one text in one language, by few of its bytes.
///
/// Detection takes longer than fingerprinting. What markup says is often the language of the site.
///
/// Measured on 2,889 paragraphs of news pages in many languages: as sure of itself as the detector has to
/// be, it names another language than for the whole page 2 times by 160 bytes and by 256, and 4 times
/// by 128.
package func languageOf(piece text: Span<UInt8>) -> String? {
    languageOf(utf8: text, sample: 160) ?? languageOf(utf8: text, sample: 1024)
}

/// The language that a text is written in, as a BCP 47 code; nil when the detector is not sure.
package func languageOf(utf8 text: ArraySlice<UInt8>) -> String? { languageOf(utf8: text.span) }

/// The language that a text is written in, as a BCP 47 code; nil when the detector is not sure.
package func languageOf(utf8 text: [UInt8]) -> String? { languageOf(utf8: text.span) }

/// The code that BCP 47 uses now, where the detector has an older one; nil for its codes of scripts
/// and jokes, which name no language.
private func currentCode(_ code: String) -> String? {
    switch code {
    case "iw": "he"
    case "jw": "jv"
    case "in": "id"
    case "mo": "ro"
    case "sh": "sr-Latn"
    case "un", "xxx", "zzp", "zzb", "zze", "zzh", "tlh": nil
    default: code.hasPrefix("xx-") ? nil : code
    }
}
