/// A word as it stands in a passage.
struct PassageWord: Hashable, Sendable {
    var text: String
    /// What it is compared by: its letters and digits in lower case.
    var key: String
    /// What parts it from the next word: a line end, a space or nothing.
    var space: String
}

/// The first words of a passage.
struct PassageWords: Sendable {
    private(set) var words: [PassageWord] = []
    /// Whether there are more.
    private(set) var goesOn = false

    /// Scalars of a word that are kept, for a megabyte without a space is one word.
    private static let wordScalars = 60

    /// - Complexity: O(scalars of the first `limit` words).
    init(_ passage: String, limit: Int) {
        var text = String.UnicodeScalarView()
        var length = 0
        for scalar in passage.unicodeScalars {
            if Self.isSpace(scalar) {
                finish(&text, &length)
                guard !words.isEmpty else { continue }
                if scalar == "\n" || scalar == "\u{2028}" || scalar == "\u{2029}" {
                    words[words.count - 1].space = "\n"
                } else if words[words.count - 1].space.isEmpty {
                    words[words.count - 1].space = " "
                }
                continue
            }
            if Self.standsAlone(scalar) { finish(&text, &length) }
            if words.count == limit {
                goesOn = true
                return
            }
            if length < Self.wordScalars { text.append(scalar) }
            length += 1
            if Self.standsAlone(scalar) { finish(&text, &length) }
        }
        if words.count < limit { finish(&text, &length) }
    }

    private mutating func finish(_ text: inout String.UnicodeScalarView, _ length: inout Int) {
        guard !text.isEmpty else { return }
        if length > Self.wordScalars { text.append("…") }
        let word = String(text)
        words.append(PassageWord(text: word, key: Self.key(word), space: ""))
        text = String.UnicodeScalarView()
        length = 0
    }

    /// The tables of Unicode are asked for what is not ASCII alone: they take longer than all else.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return scalar.properties.isWhitespace }
        return scalar.value == 32 || (9...13).contains(scalar.value)
    }

    private static func isCompared(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else {
            return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        return (48...57).contains(scalar.value) || (97...122).contains(scalar.value | 32)
    }

    /// Scripts that put no space between words are compared sign by sign.
    private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{3040}"..."\u{30FF}", "\u{3400}"..."\u{9FFF}", "\u{F900}"..."\u{FAFF}",
            "\u{20000}"..."\u{3FFFF}", "\u{0E00}"..."\u{0E7F}":
            true
        default: false
        }
    }

    private static func key(_ word: String) -> String {
        var key = String.UnicodeScalarView()
        for scalar in word.lowercased().unicodeScalars {
            switch scalar {
            case "\u{640}": continue
            case "\u{64A}": key.append("\u{6CC}")
            case "\u{643}": key.append("\u{6A9}")
            default:
                if isCompared(scalar) { key.append(scalar) }
            }
        }
        return key.isEmpty ? word : String(key)
    }
}
