/// The decoded text of one source, with the places of its lines.
package struct Page: Sendable {
    /// Path of the source, as `Source.path`.
    package let source: String
    /// Valid UTF-8, without a byte-order mark; line ends as captured.
    package let text: [UInt8]
    package let lines: Lines

    package init(source: String, text: [UInt8]) {
        self.source = source
        self.text = text
        self.lines = Lines(of: text)
    }

    package func string(_ range: Range<Int>) -> String {
        String(decoding: text[range], as: UTF8.self)
    }
}
