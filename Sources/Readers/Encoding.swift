import CUchardet
import Glibc

/// Finds out how captured bytes are encoded, and makes valid UTF-8 of them.
///
/// In this order: a byte-order mark is believed; UTF-16 without one is known by its zeros; bytes that
/// hold NULs, many control characters or a known signature are no text; valid UTF-8 is taken as it
/// stands; mostly valid UTF-8 is repaired; the rest is named by uchardet, from a sample around the
/// first byte beyond ASCII, and converted by iconv. Nothing that is repaired goes uncounted. O(bytes).
package func decodePage(_ bytes: Span<UInt8>) throws(Undecodable) -> DecodedPage {
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
    if survey.escapes == 0, survey.isValid || survey.multibyte > 2 * survey.damaged {
        return page8(bytes, from: 0, isValid: survey.isValid)
    }
    return convertedPage(bytes, survey)
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

/// A page in an encoding older than Unicode; in damaged UTF-8 where neither library knows better.
private func convertedPage(_ bytes: Span<UInt8>, _ survey: UTF8Survey) -> DecodedPage {
    let detected = detectedEncoding(bytes, around: survey.firstNonASCII ?? 0)
    switch detected {
    case "UTF-8", "ASCII": return page8(bytes, from: 0, isValid: survey.isValid)
    case nil where survey.isValid: return page8(bytes, from: 0, isValid: true)
    default: break
    }
    for name in [detected ?? "WINDOWS-1252", "WINDOWS-1252"] {
        // The control characters that ISO 8859-1 has at 0x80…0x9F are never meant on the web.
        let name = name == "ISO-8859-1" ? "WINDOWS-1252" : name
        if let (text, repaired) = converted(bytes, from: name) {
            let survey = UTF8Survey(text.span)
            guard survey.isValid, survey.nuls == 0 else { continue }
            return DecodedPage(text: text, encoding: name, repaired: repaired)
        }
    }
    return page8(bytes, from: 0, isValid: survey.isValid)
}

/// Text has few control characters: at most one in fifty bytes, and one in a shorter page.
private func isText(_ survey: UTF8Survey, of count: Int) -> Bool {
    survey.controls * 50 <= max(count, 50)
}

private func copy(_ bytes: Span<UInt8>) -> [UInt8] {
    bytes.withUnsafeBufferPointer { Array($0) }
}

// MARK: - Marks and signatures

/// The mark that Unicode text may begin with.
private struct ByteOrderMark {
    let length: Int
    /// Nil for UTF-8.
    let wide: WideEncoding?

    init?(of bytes: Span<UInt8>) {
        func begins(_ mark: [UInt8]) -> Bool { starts(bytes, with: mark) }
        if begins([0xEF, 0xBB, 0xBF]) {
            (length, wide) = (3, nil)
        } else if begins([0xFF, 0xFE, 0, 0]), bytes.count % 4 == 0 {
            // Else it is UTF-16 whose first character is NUL, which is refused as such.
            (length, wide) = (4, .utf32LE)
        } else if begins([0, 0, 0xFE, 0xFF]) {
            (length, wide) = (4, .utf32BE)
        } else if begins([0xFF, 0xFE]) {
            (length, wide) = (2, .utf16LE)
        } else if begins([0xFE, 0xFF]) {
            (length, wide) = (2, .utf16BE)
        } else {
            return nil
        }
    }
}

/// What a file of a well-known binary kind is called; such files are often misnamed as text.
private func signature(of bytes: Span<UInt8>) -> String? {
    let kinds: [([UInt8], String)] = [
        (Array("%PDF-".utf8), "a PDF document"), ([0x1F, 0x8B, 0x08], "gzip data"),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or office document"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd data"), ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"), (Array("GIF8".utf8), "a GIF image"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"), (Array("SQLite format 3".utf8), "a database"),
    ]
    return kinds.first { starts(bytes, with: $0.0) }?.1
}

private func starts(_ bytes: Span<UInt8>, with prefix: [UInt8]) -> Bool {
    guard bytes.count >= prefix.count else { return false }
    for index in prefix.indices where bytes[index] != prefix[index] { return false }
    return true
}

// MARK: - uchardet and iconv

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

/// The bytes as UTF-8 by iconv, one U+FFFD for each byte that it refuses; nil when it does not know
/// the encoding.
///
/// O(bytes).
private func converted(
    _ bytes: Span<UInt8>, from encoding: String
) -> (text: [UInt8], repaired: Int)? {
    guard let converter = iconv_open("UTF-8", encoding), converter != iconv_t(bitPattern: -1) else {
        return nil
    }
    defer { iconv_close(converter) }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 2)
    var repaired = 0
    var block = [CChar](repeating: 0, count: 1 << 16)
    // `input` stays within `buffer` and `output` within `block`: iconv moves both by no more than the
    // counts that it is given and lowers them by as much; a refused byte moves `input` by one while
    // `left` says that there is one.
    bytes.withUnsafeBytes { buffer in
        var input = UnsafeMutablePointer(
            mutating: buffer.assumingMemoryBound(to: CChar.self).baseAddress)
        var left = buffer.count
        while left > 0 {
            var failure: Int32 = 0
            let written = block.withUnsafeMutableBufferPointer { room in
                var output = room.baseAddress
                var free = room.count
                if iconv(converter, &input, &left, &output, &free) == -1 { failure = errno }
                return room.count - free
            }
            text.append(contentsOf: block[..<written].lazy.map { UInt8(bitPattern: $0) })
            guard failure != 0, failure != E2BIG else { continue }
            text.append(contentsOf: replacementCharacter)
            repaired += 1
            // Refused outright: go on behind the byte. Cut off at the end: that was all.
            guard failure == EILSEQ, left > 0 else { break }
            input = input?.advanced(by: 1)
            left -= 1
        }
    }
    return (text, repaired)
}
