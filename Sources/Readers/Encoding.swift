import CUchardet

/// Finds out how captured bytes are encoded, and makes valid UTF-8 of them.
///
/// In this order: a byte-order mark is believed; UTF-16 without one is known by its zeros; bytes that
/// hold NULs, many control characters or a known signature are no text; valid UTF-8 is taken as it
/// stands; mostly valid UTF-8 is repaired; the rest is in the encoding that its server or its markup
/// names, when every byte means something there, else in the one that uchardet names, from a sample
/// around the first byte beyond ASCII, and is converted by iconv. Nothing that is repaired goes
/// uncounted. O(bytes).
package func decodePage(
    _ bytes: Span<UInt8>, declared: String? = nil
) throws(Undecodable) -> DecodedPage {
    guard !bytes.isEmpty else { throw .empty }
    if let kind = signature(of: bytes) { throw .binary(kind) }
    if let mark = ByteOrderMark(of: bytes) {
        return try pageAfter(mark, bytes)
    }
    let survey = UTF8Survey(bytes)
    if survey.nuls > 0 {
        guard let wide = WideEncoding.unmarked(bytes) else { throw .binary("NUL bytes") }
        return try widePage(wide, bytes, from: 0)
    }
    guard isText(survey, of: bytes.count) else { throw .binary("mostly control characters") }
    // Escape sequences in text of seven bits may shift between the scripts of ISO 2022.
    let isPlain = survey.isValid && survey.escapes == 0
    if isPlain || isDamagedUTF8(survey) {
        return page8(bytes, from: 0, isValid: survey.isValid)
    }
    if let declared, let page = declaredPage(bytes, declared) { return page }
    return olderPage(bytes, survey)
}

private func pageAfter(
    _ mark: ByteOrderMark, _ bytes: Span<UInt8>
) throws(Undecodable) -> DecodedPage {
    guard bytes.count > mark.length else { throw .empty }
    if let wide = mark.wide { return try widePage(wide, bytes, from: mark.length) }
    let rest = bytes.extracting(mark.length..<bytes.count)
    let survey = UTF8Survey(rest)
    guard survey.nuls == 0 else { throw .binary("NUL bytes") }
    guard isText(survey, of: rest.count) else { throw .binary("mostly control characters") }
    return page8(bytes, from: mark.length, isValid: survey.isValid)
}

private func widePage(
    _ encoding: WideEncoding, _ bytes: Span<UInt8>, from start: Int
) throws(Undecodable) -> DecodedPage {
    let (text, repaired) = encoding.decode(bytes, from: start)
    let survey = UTF8Survey(text.span)
    guard survey.nuls == 0 else { throw .binary("NUL characters") }
    // Numbers read two by two are always some characters; where many are none, it is no text.
    guard isText(survey, of: text.count), repaired * 4 <= max(text.count, 64) else {
        throw .binary("bytes that are no \(encoding.rawValue)")
    }
    return DecodedPage(text: text, encoding: encoding.rawValue, repaired: repaired)
}

private func page8(_ bytes: Span<UInt8>, from start: Int, isValid: Bool) -> DecodedPage {
    let rest = bytes.extracting(start..<bytes.count)
    if isValid {
        return DecodedPage(text: copy(rest), encoding: "UTF-8", repaired: 0)
    }
    let (text, repaired) = repairedUTF8(rest)
    return DecodedPage(text: text, encoding: "UTF-8", repaired: repaired)
}

/// Whether bytes that are not all valid are UTF-8 that was damaged.
///
/// A sequence of two bytes or more is hardly ever valid by chance: in text of one byte a character
/// letters are not followed by 0x80…0xBF, and of the pairs of East Asian encodings about one in
/// twelve is. Bytes 0xFE and 0xFF alone are damage: no language writes so few of its letters.
private func isDamagedUTF8(_ survey: UTF8Survey) -> Bool {
    survey.multibyte * 2 >= survey.damaged && survey.multibyte > 0
        || survey.damaged > 0 && survey.damagedAtTheTop == survey.damaged
}

/// A page in an encoding older than Unicode; in damaged UTF-8 where neither library knows better.
private func olderPage(_ bytes: Span<UInt8>, _ survey: UTF8Survey) -> DecodedPage {
    let detected = detectedEncoding(bytes, around: survey.firstNonASCII ?? 0)
    if detected == "UTF-8" || detected == "ASCII" || (detected == nil && survey.isValid) {
        return page8(bytes, from: 0, isValid: survey.isValid)
    }
    return olderEncodingPage(bytes, detected: detected)
        ?? page8(bytes, from: 0, isValid: survey.isValid)
}

/// Text has few control characters: at most one in fifty bytes, and one in a shorter page.
private func isText(_ survey: UTF8Survey, of count: Int) -> Bool {
    survey.controls * 50 <= max(count, 50)
}

private func copy(_ bytes: Span<UInt8>) -> [UInt8] {
    bytes.withUnsafeBufferPointer { Array($0) }
}

/// What uchardet takes a page for, by a quarter of a mebibyte of it; nil when it has no answer.
private func detectedEncoding(_ bytes: Span<UInt8>, around offset: Int) -> String? {
    guard let detector = uchardet_new() else { return nil }
    defer { uchardet_delete(detector) }
    let start = max(0, offset - 4096)
    let sample = bytes.extracting(start..<min(bytes.count, start + 1 << 18))
    let status = sample.withUnsafeBytes { buffer in
        uchardet_handle_data(
            detector, buffer.assumingMemoryBound(to: CChar.self).baseAddress, buffer.count)
    }
    guard status == 0 else { return nil }
    uchardet_data_end(detector)
    let name = String(cString: uchardet_get_charset(detector))
    return name.isEmpty ? nil : name.uppercased()
}
