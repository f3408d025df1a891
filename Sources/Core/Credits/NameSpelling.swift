internal import Foundation

/// A name as its spellings are compared: words of plain letters, without case, accents and points.
struct NameSpelling: Hashable, Sendable {
    /// Plain letters of each word.
    var words: [String]

    /// Names longer than this, in words, are compared as they stand.
    static let mostWords = 12

    /// Accents dropped: `Đorđe Müller` is *dorde muller*.
    init(_ name: some StringProtocol) { words = Self.words(name) { Self.bare[$0] } }

    /// Accents dropped, and those letters written out that are no others with an accent:
    /// *djordje muller*.
    init(halfWrittenOut name: some StringProtocol) {
        words = Self.words(name) { Self.crossed[$0] ?? Self.bare[$0] }
    }

    /// Accents written out, as those do who have no such letters: *djordje mueller*.
    init(writtenOut name: some StringProtocol) {
        words = Self.words(name) { Self.writtenOut[$0] ?? Self.bare[$0] }
    }

    /// The words run together.
    var letters: String { words.joined() }

    private static func words(
        _ name: some StringProtocol, _ spelled: (Unicode.Scalar) -> String?
    ) -> [String] {
        var words: [String] = []
        var word = ""
        func close() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for scalar in String(name).precomposedStringWithCompatibilityMapping.unicodeScalars {
            let folded = FoldedText.fold(scalar)
            if FoldedText.isInvisible(folded) || FoldedText.isMark(folded) || folded == "'" {
                continue
            }
            guard FoldedText.isWord(folded) else {
                close()
                continue
            }
            if let letters = spelled(folded) {
                word += letters
            } else {
                for part in String(Character(folded)).decomposedStringWithCanonicalMapping
                    .unicodeScalars where part.properties.generalCategory != .nonspacingMark
                {
                    word.unicodeScalars.append(part)
                }
            }
        }
        close()
        return words
    }

    /// Letters that Unicode does not take apart.
    private static let bare: [Unicode.Scalar: String] = [
        "đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th",
        "ð": "d", "ħ": "h",
    ]

    private static let crossed: [Unicode.Scalar: String] = ["đ": "dj", "ø": "oe"]

    private static let writtenOut: [Unicode.Scalar: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "đ": "dj", "š": "sh", "č": "ch",
        "ć": "ch", "ž": "zh", "ş": "sh", "ç": "ch", "ñ": "ny", "ë": "e",
    ]

    /// The word as it sounds, roughly: doubled letters once, and letters alike that transcriptions
    /// exchange (`y` and `i`, `q` and `k`, `ou` and `u`).
    ///
    /// The same for many words that are not the same name; short words keep their letters.
    static func sound(_ word: String) -> String {
        guard word.utf8.count >= longWord else { return word }
        var text = word
        for (written, sounded) in sounds { text = text.replacing(written, with: sounded) }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            var letter = scalar
            switch scalar {
            case "q": letter = "k"
            case "w": letter = "v"
            case "y" where !kept.isEmpty: letter = "i"
            default: break
            }
            if kept.last != letter { kept.append(letter) }
        }
        return String(kept)
    }

    /// Letters of a word whose spelling may vary.
    static let longWord = 5

    private static let sounds: [(String, String)] = [
        ("ph", "f"), ("ck", "k"), ("ey", "y"), ("ie", "i"), ("ee", "i"), ("ou", "u"), ("oo", "u"),
        ("gh", "g"),
    ]
}
