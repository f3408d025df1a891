/// A short text as Unicode scalars, with a folded twin of the same length for comparing.
///
/// Folding maps scalar to scalar (case, dashes, quotation marks, spaces, digits of other scripts,
/// Arabic letter variants), so every index of the folded text is an index of the captured one.
package struct FoldedText: Sendable {
    package let scalars: [Unicode.Scalar]
    package let folded: [Unicode.Scalar]

    package init(_ text: some StringProtocol) {
        scalars = Array(text.unicodeScalars)
        folded = scalars.map(Self.fold)
    }

    package var count: Int { scalars.count }

    /// The captured words of a range.
    package func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    /// The range without white space and invisible marks at its ends.
    package func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, Self.isSpace(folded[lower]) { lower += 1 }
        while upper > lower, Self.isSpace(folded[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    /// UTF-8 length of the scalars before `index`.
    package func utf8Offset(_ index: Int) -> Int {
        scalars[..<index].reduce(0) { $0 + UTF8.width($1) }
    }

    package static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x80 { return value == 0x20 || (0x09...0x0D).contains(value) }
        return isInvisible(scalar) || scalar.properties.isWhitespace
    }

    /// Whether the scalar is a capital letter.
    package static func isUpper(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return value < 0x80 ? (65...90).contains(value) : scalar.properties.isUppercase
    }

    /// Whether the scalar is a small letter.
    package static func isLower(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return value < 0x80 ? (97...122).contains(value) : scalar.properties.isLowercase
    }

    package static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return value < 0x80 ? isUpper(scalar) || isLower(scalar) : scalar.properties.isAlphabetic
    }

    /// Zero-width and direction marks and the soft hyphen: no reader sees them.
    package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    /// Marks that Arabic script writes above or below letters, and its lengthening stroke: a word
    /// is the same with and without them.
    package static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x610...0x61A, 0x640, 0x64B...0x65F, 0x670: true
        default: false
        }
    }

    package static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x80 {
            return (48...57).contains(value) || (65...90).contains(value)
                || (97...122).contains(value)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
    }

    package static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        (48...57).contains(scalar.value)
    }

    package static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = scalar.value
        if value < 0x80 {
            return (65...90).contains(value) ? Unicode.Scalar(UInt8(value + 32)) : scalar
        }
        switch value {
        case 0xA0, 0x2000...0x200A, 0x202F, 0x3000, 0x2028, 0x2029, 0x85: return " "
        case 0x2010...0x2015, 0x2212: return "-"
        case 0x2018, 0x2019, 0x201A, 0x2BC, 0x2032, 0xB4: return "'"
        case 0x201C...0x201F, 0xAB, 0xBB, 0x2033: return "\""
        case 0x660...0x669: return Unicode.Scalar(UInt8(48 + value - 0x660))
        case 0x6F0...0x6F9: return Unicode.Scalar(UInt8(48 + value - 0x6F0))
        case 0xFF10...0xFF19: return Unicode.Scalar(UInt8(48 + value - 0xFF10))
        case 0x64A, 0x649: return "\u{6CC}"
        case 0x643: return "\u{6A9}"
        case 0x622, 0x623, 0x625: return "\u{627}"
        case 0x629: return "\u{647}"
        case 0x130: return "i"
        default: break
        }
        let lower = scalar.properties.lowercaseMapping.unicodeScalars
        guard let first = lower.first, lower.count == 1 else { return scalar }
        return first
    }

    /// Folded words with single spaces between them: the form that lexicon entries are kept in.
    package static func key(_ text: some StringProtocol) -> String {
        var view = String.UnicodeScalarView()
        var pending = false
        for scalar in text.unicodeScalars {
            let folded = fold(scalar)
            if isInvisible(folded) || isMark(folded) { continue }
            if isWord(folded) || folded == "'" {
                if pending, !view.isEmpty { view.append(" ") }
                pending = false
                view.append(folded)
            } else {
                pending = true
            }
        }
        return String(view)
    }
}

/// A word of a folded text: a maximal run of letters, digits and marks, or of digits alone.
package struct FoldedWord: Sendable {
    package var range: Range<Int>
    package var text: String
    /// The number it writes, when it is nothing but digits (at most nine).
    package var number: Int?
}

extension FoldedText {
    /// Words in order.
    ///
    /// Digits and letters that touch (`April4`, `27th`) are parted, and with `camel` so are words
    /// that ran together (`WebsiteApril`).
    package func words(in range: Range<Int>? = nil, camel: Bool = false) -> [FoldedWord] {
        var words: [FoldedWord] = []
        let range = range ?? 0..<count
        var index = range.lowerBound
        while index < range.upperBound {
            guard Self.isWord(folded[index]) else {
                index += 1
                continue
            }
            let start = index
            let digits = Self.isDigit(folded[index])
            var view = String.UnicodeScalarView()
            while index < range.upperBound {
                let scalar = folded[index]
                if Self.isInvisible(scalar) || Self.isMark(scalar)
                    || (!digits && scalar == "'" && index + 1 < range.upperBound
                        && Self.isWord(folded[index + 1]))
                {
                    if scalar == "'" { view.append(scalar) }
                    index += 1
                    continue
                }
                guard Self.isWord(scalar), Self.isDigit(scalar) == digits else { break }
                if camel, index > start, FoldedText.isUpper(scalars[index]),
                    FoldedText.isLower(scalars[index - 1])
                {
                    break
                }
                view.append(scalar)
                index += 1
            }
            let text = String(view)
            words.append(
                FoldedWord(
                    range: start..<index, text: text,
                    number: digits && text.utf8.count <= 9 ? Int(text) : nil))
        }
        return words
    }
}
