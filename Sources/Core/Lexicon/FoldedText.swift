/// A short text as Unicode scalars, with a folded twin of the same length for comparing.
///
/// Folding maps scalar to scalar (case, dashes, quotation marks, spaces, digits of other scripts,
/// letters of full width, Arabic letter variants), so every index of the folded text is an index of the captured one.
package struct FoldedText: Sendable {
    package let scalars: [Unicode.Scalar]
    package let folded: [Unicode.Scalar]

    package init(_ text: some StringProtocol) { self.init(String(text)) }

    package init(_ text: String) {
        var text = text
        self = text.withUTF8 { FoldedText(utf8: $0.span) }
    }

    /// The text of valid UTF-8 bytes; what is none of it becomes U+FFFD.
    package init(utf8 bytes: Span<UInt8>) {
        let room = bytes.count
        var twin: [Unicode.Scalar] = []
        scalars = [Unicode.Scalar](unsafeUninitializedCapacity: room) { scalars, count in
            twin = [Unicode.Scalar](unsafeUninitializedCapacity: room) { folded, foldedCount in
                var index = 0
                // Each turn takes one byte or more and writes one scalar.
                while index < room {
                    let byte = bytes[unchecked: index]
                    if byte < 0x80 {
                        scalars[count] = Unicode.Scalar(byte)
                        folded[count] = Unicode.Scalar(byte &- 65 < 26 ? byte | 0x20 : byte)
                        index &+= 1
                    } else {
                        let scalar = Self.scalar(bytes, &index)
                        scalars[count] = scalar
                        folded[count] = Self.fold(scalar)
                    }
                    count &+= 1
                }
                foldedCount = count
            }
        }
        folded = twin
    }

    /// The scalar beyond ASCII at `index`, which is moved behind it.
    static func scalar(_ bytes: Span<UInt8>, _ index: inout Int) -> Unicode.Scalar {
        let lead = UInt32(bytes[index])
        index += 1
        let width = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0
        guard width > 0, index + width <= bytes.count else { return "\u{FFFD}" }
        var value = lead & (0x3F >> UInt32(width))
        for at in index..<(index + width) {
            let byte = UInt32(bytes[at])
            guard byte & 0xC0 == 0x80 else { return "\u{FFFD}" }
            value = value << 6 | byte & 0x3F
        }
        index += width
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// The folded scalar at `index`, which is moved behind it.
    static func folded(_ bytes: Span<UInt8>, _ index: inout Int) -> Unicode.Scalar {
        let byte = bytes[index]
        guard byte < 0x80 else { return fold(scalar(bytes, &index)) }
        index += 1
        return fold(Unicode.Scalar(byte))
    }

    package var count: Int { scalars.count }

    /// The captured words of a range.
    package func text(_ range: Range<Int>) -> String {
        Self.string(scalars[range])
    }

    /// The scalars as a string, through their bytes: appending scalars one by one takes ten times
    /// as long.
    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        if scalars.allSatisfy(\.isASCII) {
            return String(unsafeUninitializedCapacity: scalars.count) { bytes in
                for (at, scalar) in scalars.enumerated() {
                    bytes[at] = UInt8(truncatingIfNeeded: scalar.value)
                }
                return scalars.count
            }
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scalars.count)
        for scalar in scalars { append(scalar, to: &bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        if scalar.value < 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
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
        return isInvisible(scalar) || ScalarTable.kinds(scalar).contains(.space)
    }

    /// Whether the scalar is a capital letter.
    package static func isUpper(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return value < 0x80
            ? (65...90).contains(value) : ScalarTable.kinds(scalar).contains(.upper)
    }

    /// Whether the scalar is a small letter.
    package static func isLower(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return value < 0x80
            ? (97...122).contains(value) : ScalarTable.kinds(scalar).contains(.lower)
    }

    /// Whether the scalar is a letter of a script without capitals, or one in title case.
    package static func isUncased(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x80 && ScalarTable.kinds(scalar).contains(.uncased)
    }

    package static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return value < 0x80
            ? isUpper(scalar) || isLower(scalar) : ScalarTable.kinds(scalar).contains(.letter)
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
        return ScalarTable.kinds(scalar).contains(.word)
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
        // The wide forms of ASCII.
        case 0xFF01...0xFF5E: return fold(Unicode.Scalar(UInt8(33 + value - 0xFF01)))
        case 0x64A, 0x649: return "\u{6CC}"
        case 0x643: return "\u{6A9}"
        case 0x622, 0x623, 0x625: return "\u{627}"
        case 0x629: return "\u{647}"
        case 0x130: return "i"
        default: return ScalarTable.folded(scalar)
        }
    }

    /// Folded words with single spaces between them: the form that lexicon entries are kept in.
    package static func key(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var pending = false
        for scalar in text.unicodeScalars {
            let folded = fold(scalar)
            if isInvisible(folded) || isMark(folded) { continue }
            if isWord(folded) || folded == "'" {
                if pending, !bytes.isEmpty { bytes.append(0x20) }
                pending = false
                append(folded, to: &bytes)
            } else {
                pending = true
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A word of a folded text: a maximal run of letters, digits and marks, or of digits alone.
package struct FoldedWord: Sendable {
    package var range: Range<Int>
    /// Of its letters (see `FoldedText.hash(ofWord:)`): words are told apart by it.
    package var hash: UInt64
    /// The number it writes, when it is nothing but digits (at most nine).
    package var number: Int?

    package func reads(_ word: StaticString) -> Bool { hash == FoldedText.hash(ofASCII: word) }
}

extension FoldedText {
    /// Words in order.
    ///
    /// Digits and letters that touch (`April4`, `27th`) are parted, and with `camel` so are words
    /// that ran together (`WebsiteApril`).
    package func words(in range: Range<Int>? = nil, camel: Bool = false) -> [FoldedWord] {
        var words: [FoldedWord] = []
        let range = range ?? 0..<count
        words.reserveCapacity(range.count / 6 + 2)
        var hash = Self.hashSeed
        var number = 0
        var length = 0
        eachWord(in: range, camel: camel) { scalar in
            hash = (hash ^ UInt64(scalar.value)) &* Self.hashFactor
            length += 1
            if length <= 9 { number = number &* 10 &+ Int(scalar.value) &- 48 }
        } end: { place, digits in
            words.append(
                FoldedWord(range: place, hash: hash, number: digits && length <= 9 ? number : nil))
            hash = Self.hashSeed
            number = 0
            length = 0
        }
        return words
    }

    /// The folded letters of a word, without marks.
    package func string(_ word: FoldedWord) -> String {
        var bytes: [UInt8] = []
        eachWord(in: word.range, camel: false) {
            Self.append($0, to: &bytes)
        } end: { _, _ in
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Hashes of the words (see `hash(ofWord:)`), in order.
    package func eachWordHash(camel: Bool, _ body: (UInt64) -> Void) {
        var hash = Self.hashSeed
        eachWord(in: 0..<count, camel: camel) { scalar in
            hash = (hash ^ UInt64(scalar.value)) &* Self.hashFactor
        } end: { _, _ in
            body(hash)
            hash = Self.hashSeed
        }
    }

    /// FNV-1a over the scalars of a folded word.
    package static func hash(ofWord word: some StringProtocol) -> UInt64 {
        word.unicodeScalars.reduce(hashSeed) { ($0 ^ UInt64($1.value)) &* hashFactor }
    }

    /// The hash of a word with one more letter.
    static func hash(_ word: UInt64, adding scalar: Unicode.Scalar) -> UInt64 {
        (word ^ UInt64(scalar.value)) &* hashFactor
    }

    fileprivate static func hash(ofASCII word: StaticString) -> UInt64 {
        word.withUTF8Buffer { $0.reduce(hashSeed) { ($0 ^ UInt64($1)) &* hashFactor } }
    }

    /// The hash of a phrase from those of its words: it begins with that of its first word.
    package static func hash(_ phrase: UInt64, and word: UInt64) -> UInt64 {
        (phrase &* 0x9e37_79b9_7f4a_7c15) ^ word
    }

    /// The hash of the key of a stretch (see `key`), as `Lexicon.hash` has it of a string; nil when
    /// there is no word in it.
    package func keyHash(_ range: Range<Int>) -> UInt64? {
        var phrase: UInt64?
        eachKeyWord(range) { word in
            phrase = phrase.map { Self.hash($0, and: word) } ?? word
        }
        return phrase
    }

    /// Hashes of the words of the key of a stretch.
    func eachKeyWord(_ range: Range<Int>, _ body: (UInt64) -> Void) {
        var hash = Self.hashSeed
        var open = false
        for index in range {
            let scalar = folded[index]
            if Self.isInvisible(scalar) || Self.isMark(scalar) { continue }
            if Self.isWord(scalar) || scalar == "'" {
                hash = (hash ^ UInt64(scalar.value)) &* Self.hashFactor
                open = true
            } else if open {
                body(hash)
                hash = Self.hashSeed
                open = false
            }
        }
        if open { body(hash) }
    }

    static let hashSeed: UInt64 = 0xcbf2_9ce4_8422_2325
    static let hashFactor: UInt64 = 0x100_0000_01b3

    /// Walks over the words: every scalar of a word that counts, then the word's range and whether
    /// it is of digits.
    @inline(__always)
    private func eachWord(
        in range: Range<Int>, camel: Bool, _ add: (Unicode.Scalar) -> Void,
        end: (Range<Int>, _ digits: Bool) -> Void
    ) {
        var index = range.lowerBound
        while index < range.upperBound {
            guard Self.isWord(folded[index]) else {
                index += 1
                continue
            }
            let start = index
            let digits = Self.isDigit(folded[index])
            while index < range.upperBound {
                let scalar = folded[index]
                if scalar.value < 0x80 ? scalar == "'" : true,
                    Self.isInvisible(scalar) || Self.isMark(scalar)
                        || (!digits && scalar == "'" && index + 1 < range.upperBound
                            && Self.isWord(folded[index + 1]))
                {
                    if scalar == "'" { add(scalar) }
                    index += 1
                    continue
                }
                guard Self.isWord(scalar), Self.isDigit(scalar) == digits else { break }
                if camel, index > start, FoldedText.isUpper(scalars[index]),
                    FoldedText.isLower(scalars[index - 1])
                {
                    break
                }
                add(scalar)
                index += 1
            }
            end(start..<index, digits)
        }
    }
}
