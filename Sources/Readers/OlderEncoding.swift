import Glibc

/// A page in an encoding older than Unicode, by the name that a detector gave it or none; nil when it
/// cannot be converted.
///
/// A detector that knows no Albanian takes `ë` for a Lithuanian letter, and three quotation marks in an
/// English page for Hungarian ones. The language of the converted text is the better judge: where it is
/// one that Windows-1252 writes whole, and all bytes mean something there, that is the encoding.
func olderEncodingPage(_ bytes: Span<UInt8>, detected: String?) -> DecodedPage? {
    let western = "WINDOWS-1252"
    let name = detected.map { wider[$0] ?? $0 } ?? western
    let page = convertedPage(bytes, from: name)
    guard let page, page.encoding != western else {
        return page ?? convertedPage(bytes, from: western)
    }
    guard writesLatin(name), let language = languageOf(utf8: page.text),
        westernLanguages.contains(language), let other = convertedPage(bytes, from: western),
        other.repaired == 0
    else { return page }
    return other
}

/// A page in the encoding that is said of it; nil when that is none, or not the one it is in.
func declaredPage(_ bytes: Span<UInt8>, _ declared: String) -> DecodedPage? {
    let name = declared.uppercased()
    // Anything else in a name would be an order to iconv.
    guard name.utf8.count <= 40, !["UTF-8", "UTF8"].contains(name),
        name.utf8.allSatisfy({
            (48...57).contains($0) || (65...90).contains($0)
                || [0x2D, 0x2E, 0x3A, 0x5F].contains($0)
        }), let page = convertedPage(bytes, from: wider[name] ?? name), page.repaired == 0
    else { return nil }
    return page
}

/// The encodings of Windows that hold all of an older one and letters where that has only controls,
/// which no page means.
private let wider = ["ISO-8859-1": "WINDOWS-1252", "ISO-8859-9": "WINDOWS-1254"]

/// Whether an encoding of one byte a character is one for Latin letters.
private func writesLatin(_ encoding: String) -> Bool {
    switch encoding {
    case "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-10", "ISO-8859-13", "ISO-8859-14",
        "ISO-8859-16", "WINDOWS-1250", "WINDOWS-1254", "WINDOWS-1257", "WINDOWS-1258",
        "MAC-CENTRALEUROPE", "IBM852", "IBM865":
        true
    default: false
    }
}

/// Languages whose letters all stand in Windows-1252.
private let westernLanguages: Set<String> = [
    "af", "br", "ca", "da", "de", "en", "es", "eu", "fi", "fo", "fr", "ga", "gl", "id", "is", "it",
    "lb", "ms", "nl", "nn", "no", "oc", "pt", "rm", "sq", "sv", "sw",
]

private func convertedPage(_ bytes: Span<UInt8>, from encoding: String) -> DecodedPage? {
    guard let (text, repaired) = converted(bytes, from: encoding) else { return nil }
    let survey = UTF8Survey(text.span)
    guard survey.isValid, survey.nuls == 0 else { return nil }
    return DecodedPage(text: text, encoding: encoding, repaired: repaired)
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
