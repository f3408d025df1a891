/// The encoding that an HTML document names in its first bytes, as `<meta charset=…>` or in the
/// content of a `<meta http-equiv>`; nil when it names none.
///
/// Looks at the bytes that the HTML standard lets a browser look at.
func declaredCharset(of document: Span<UInt8>) -> String? {
    let head = document.extracting(0..<min(document.count, 1024))
    let text = head.withUnsafeBufferPointer { bytes in
        String(decoding: bytes.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self).lowercased()
    }
    guard let word = text.firstRange(of: "charset") else { return nil }
    let rest = text[word.upperBound...].drop { $0 == " " }
    guard rest.first == "=" else { return nil }
    let value = rest.dropFirst().drop { $0 == " " || $0 == "\"" || $0 == "'" }
    let name = value.prefix { $0.isLetter || $0.isNumber || "-_.:".contains($0) }
    return name.isEmpty ? nil : String(name)
}
