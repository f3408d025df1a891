/// Turns nodes into bytes, and is the only place where text is escaped.
struct HTMLWriter {
    private(set) var bytes: [UInt8] = []

    /// - Complexity: O(bytes written); recursion is as deep as the page is nested, which is a
    ///   property of the report and not of what it shows.
    mutating func write(_ html: HTML) {
        switch html.kind {
        case .text(let text): write(text: text, quoted: false)
        case .fragment(let parts): for part in parts { write(part) }
        case .written(let bytes): self.bytes.append(contentsOf: bytes)
        case .style(let css):
            write("<style>")
            write(css)
            write("</style>")
        case .element(let name, let attributes, let contents):
            write("<")
            write(name)
            for attribute in attributes {
                write(" ")
                write(attribute.name)
                guard let value = attribute.value else { continue }
                write("=\"")
                write(text: value, quoted: true)
                write("\"")
            }
            write(">")
            if Self.isVoid(name) { return }
            for part in contents { write(part) }
            write("</")
            write(name)
            write(">")
            if Self.endsLine(name) { write("\n") }
        }
    }

    private mutating func write(_ markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Writes text so that it can neither end its element or attribute, nor hide, nor turn around
    /// what stands beside it: control characters become U+FFFD, and the characters that embed or
    /// override direction are dropped (direction comes from `dir="auto"`).
    private mutating func write(text: String, quoted: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": write("&amp;")
            case "<": write("&lt;")
            case ">": write("&gt;")
            case "\"" where quoted: write("&quot;")
            case "'" where quoted: write("&#39;")
            case "\t", "\n": bytes.append(UInt8(scalar.value))
            case "\r", "\u{2028}", "\u{2029}": bytes.append(UInt8(ascii: "\n"))
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
                bytes.append(contentsOf: "\u{FFFD}".utf8)
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FEFF}",
                "\u{E0000}"..."\u{E0FFF}":
                continue
            default:
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    private static func isVoid(_ name: StaticString) -> Bool {
        isOne(name, of: ["meta", "br", "hr"])
    }

    private static func endsLine(_ name: StaticString) -> Bool {
        isOne(
            name,
            of: [
                "div", "section", "article", "header", "footer", "main", "nav", "head", "title",
                "li", "p", "h1", "h2", "h3", "h4", "details", "figure", "tr", "svg", "dd",
            ])
    }

    private static func isOne(_ name: StaticString, of names: [StaticString]) -> Bool {
        names.contains { other in
            name.utf8CodeUnitCount == other.utf8CodeUnitCount
                && name.withUTF8Buffer { left in other.withUTF8Buffer { left.elementsEqual($0) } }
        }
    }
}
