/// Finds the texts that may name one of some outlets, however it is written there.
///
/// Outlets are known by the letters and figures of their names alone (see `OutletNames`), so that a text
/// that asks for one has these letters on a stretch of it, whatever stands between them. A text in which
/// they are not to be found reads the same whether the outlets are known or not. The other way round
/// it may be wrong: letters may stand together by chance.
package struct NameSearch: Sendable {
    /// Letters of the names, by the key of their first three.
    private var names: [UInt64: [[UInt32]]] = [:]
    /// A bit for each of so many stretches of keys.
    private var bits = [UInt64](repeating: 0, count: 1 << 10)
    /// Whether there is a name so short that any text may hold it.
    private var isAnywhere = false

    /// A search for names, with and without the article before them.
    package init(_ names: [String]) {
        for name in names {
            let letters = OutletNames.letters(FoldedText(name))
            for part in [letters.whole, letters.rest] {
                if let part { insert(part.map(\.value)) }
            }
        }
    }

    private mutating func insert(_ letters: [UInt32]) {
        guard letters.count >= 3 else {
            isAnywhere = true
            return
        }
        let key = Self.key(letters[0], letters[1], letters[2])
        let bit = Self.bit(key)
        bits[bit >> 6] |= 1 << UInt64(bit & 63)
        names[key, default: []].append(letters)
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        FoldedText.isWord(scalar) && !FoldedText.isInvisible(scalar) && !FoldedText.isMark(scalar)
    }

    /// Scalars have 21 bits.
    @inline(__always)
    private static func key(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> UInt64 {
        UInt64(a) << 42 | UInt64(b) << 21 | UInt64(c)
    }

    @inline(__always)
    private static func bit(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 48)
    }

    /// Whether a text, in UTF-8, may hold one of the names.
    ///
    /// Linear in the text.
    package func mayStand(in text: Span<UInt8>) -> Bool {
        if isAnywhere { return true }
        if names.isEmpty { return false }
        var letters: [UInt32] = []
        letters.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                index += 1
                let letter = Self.lettersOfASCII[Int(byte)]
                if letter != 0 { letters.append(letter) }
            } else {
                let scalar = FoldedText.fold(FoldedText.scalar(text, &index))
                if Self.isLetter(scalar) { letters.append(scalar.value) }
            }
        }
        guard letters.count >= 3 else { return false }
        for start in 0...(letters.count - 3) {
            let key = Self.key(letters[start], letters[start + 1], letters[start + 2])
            let bit = Self.bit(key)
            if bits[bit >> 6] >> UInt64(bit & 63) & 1 != 0,
                names[key]?.contains(where: { letters[start...].starts(with: $0) }) == true
            {
                return true
            }
        }
        return false
    }

    package func mayStand(in text: String) -> Bool { mayStand(in: Array(text.utf8).span) }

    /// The folded letter of each byte; 0 for what is none.
    private static let lettersOfASCII = (0..<128).map { byte in
        let scalar = FoldedText.fold(Unicode.Scalar(UInt8(byte)))
        return isLetter(scalar) ? scalar.value : 0
    }
}
