/// The mark that Unicode text may begin with.
struct ByteOrderMark {
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
func signature(of bytes: Span<UInt8>) -> String? {
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
