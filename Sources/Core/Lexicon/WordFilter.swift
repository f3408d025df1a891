/// Tells of a word that it is none of those that are looked for, by a look at its first letters or at
/// its hash; now and then it says so of none.
///
/// Small enough for the processor's nearest memory.
struct WordFilter: Sendable {
    /// By the first eight letters and the length of the longest run of ASCII letters in a word.
    private var runs = [UInt64](repeating: 0, count: Self.size)
    /// By the hashes of words.
    private var hashes = [UInt64](repeating: 0, count: Self.size)

    /// Words of 64 bits: a power of two.
    private static let size = 128

    /// Adds a folded word.
    mutating func insert(_ word: String) {
        let hash = FoldedText.hash(ofWord: word)
        hashes[Self.place(ofHash: hash)] |= 1 &<< hash
        let letters = word.utf8.split { $0 &- 97 >= 26 }
        // A word without ASCII letters is only met by its hash.
        guard let longest = letters.max(by: { $0.count < $1.count }) else { return }
        var first: UInt64 = 0
        for (at, letter) in longest.prefix(8).enumerated() {
            first |= UInt64(letter) << UInt64(8 * at)
        }
        let run = Self.hash(first, longest.count)
        runs[Self.place(ofRun: run)] |= 1 &<< run
    }

    /// Whether a word of this hash (see `FoldedText.hash(ofWord:)`) may be one of them.
    @inline(__always)
    func mayHave(hash: UInt64) -> Bool {
        hashes[Self.place(ofHash: hash)] & 1 &<< hash != 0
    }

    /// Whether a run of ASCII letters may be one of them, or their longest run.
    ///
    /// - Parameters:
    ///   - first: its first eight letters in small letters, the first in the lowest byte, and zeros
    ///     where it has fewer.
    ///   - count: how many letters it has.
    @inline(__always)
    func mayHave(run first: UInt64, count: Int) -> Bool {
        let hash = Self.hash(first, count)
        return runs[Self.place(ofRun: hash)] & 1 &<< hash != 0
    }

    @inline(__always)
    private static func hash(_ first: UInt64, _ count: Int) -> UInt64 {
        // The high bits of the product depend on all letters.
        ((first ^ UInt64(truncatingIfNeeded: count) &<< 59) &* 0x9E37_79B9_7F4A_7C15) &>> 51
    }

    @inline(__always)
    private static func place(ofRun hash: UInt64) -> Int { Int(hash &>> 6) & (size - 1) }

    @inline(__always)
    private static func place(ofHash hash: UInt64) -> Int { Int(hash &>> 6 & UInt64(size - 1)) }
}
