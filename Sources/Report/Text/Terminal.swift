/// How text is laid out for a terminal.
package struct TextStyle: Hashable, Sendable {
    /// Whether colour and weight may be used (ANSI escape sequences, ECMA-48).
    package var ansi: Bool
    /// Columns of a line, 40…160.
    package var width: Int

    package init(ansi: Bool = false, width: Int = 80) {
        self.ansi = ansi
        self.width = min(max(width, 40), 160)
    }
}

/// What a terminal makes of characters.
package enum Terminal {
    /// The text with nothing in it that a terminal would obey: control characters stand as their
    /// pictures (␛ for escape), line ends and tabs as spaces, and characters that turn the direction
    /// of text or cannot be seen are dropped, but for the joiners that scripts need.
    package static func safe(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}":
                safe.append(" ")
            case "\u{0}"..."\u{1F}":
                safe.append(UnicodeScalar(0x2400 + scalar.value) ?? "\u{FFFD}")
            case "\u{7F}": safe.append("\u{2421}")
            case "\u{80}"..."\u{9F}": safe.append("\u{FFFD}")
            case "\u{200C}", "\u{200D}": safe.append(scalar)
            default:
                switch scalar.properties.generalCategory {
                case .format, .surrogate, .unassigned, .privateUse: continue
                default: safe.append(scalar)
                }
            }
        }
        return String(safe)
    }

    /// Columns that the text takes: two for wide East Asian signs, none for marks that combine.
    static func columns(_ text: String) -> Int {
        var columns = 0
        for scalar in text.unicodeScalars { columns += self.columns(scalar) }
        return columns
    }

    static func columns(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar {
        case "\u{1100}"..."\u{115F}", "\u{2E80}"..."\u{303E}", "\u{3041}"..."\u{33FF}",
            "\u{3400}"..."\u{4DBF}", "\u{4E00}"..."\u{9FFF}", "\u{A000}"..."\u{A4CF}",
            "\u{AC00}"..."\u{D7A3}", "\u{F900}"..."\u{FAFF}", "\u{FE30}"..."\u{FE6F}",
            "\u{FF00}"..."\u{FF60}", "\u{FFE0}"..."\u{FFE6}", "\u{1F300}"..."\u{1F64F}",
            "\u{1F900}"..."\u{1F9FF}", "\u{20000}"..."\u{3FFFD}":
            return 2
        default: return 1
        }
    }

    /// The longest beginning of safe text that fits in so many columns, with an ellipsis when
    /// something was cut off.
    static func fitted(_ text: String, columns limit: Int) -> String {
        guard columns(text) > limit else { return text }
        guard limit > 0 else { return "" }
        return (limit == 1 ? "" : prefix(text, columns: limit - 1).head) + "…"
    }

    /// Text cut after so many columns, but never before its first character.
    static func prefix(_ text: String, columns limit: Int) -> (head: String, tail: String) {
        var used = 0
        var end = text.unicodeScalars.startIndex
        for index in text.unicodeScalars.indices {
            let width = columns(text.unicodeScalars[index])
            if used + width > limit, index > text.unicodeScalars.startIndex { break }
            used += width
            end = text.unicodeScalars.index(after: index)
        }
        return (String(text.unicodeScalars[..<end]), String(text.unicodeScalars[end...]))
    }
}
