/// Tells of a word that it is none of those that are looked for, by a look at its first letters or at
/// its hash; now and then it says of a word that it may be one, and it is none.
///
/// Small enough for the processor's nearest memory.
struct WordFilter: Sendable {
    /// What words are looked for, as bits.
    typealias Sorts = UInt8

    /// By the first eight letters and the length of the longest run of ASCII letters in a word.
    private var runs = [Sorts](repeating: 0, count: Self.size)
    /// By the hashes of words.
    private var hashes = [Sorts](repeating: 0, count: Self.size)

    private static let bits: UInt64 = 12
    private static let size = 1 << Int(bits)

    /// Adds a folded word.
    mutating func insert(_ word: String, _ sorts: Sorts) {
        hashes[Self.place(ofHash: FoldedText.hash(ofWord: word))] |= sorts
        let letters = word.utf8.split { $0 &- 97 >= 26 }
        // A word without ASCII letters is only met by its hash.
        guard let longest = letters.max(by: { $0.count < $1.count }) else { return }
        var first: UInt64 = 0
        for (at, letter) in longest.prefix(8).enumerated() {
            first |= UInt64(letter) << UInt64(8 * at)
        }
        runs[Self.place(ofRun: first, longest.count)] |= sorts
    }

    /// The sorts of which a word of this hash (see `FoldedText.hash(ofWord:)`) may be.
    @inline(__always)
    func sorts(hash: UInt64) -> Sorts { hashes[Self.place(ofHash: hash)] }

    /// The sorts of which a word may be that is a run of ASCII letters or has one, by how many there are
    /// and the first eight: in small letters, the first in the lowest byte, and zeros behind the last.
    @inline(__always)
    func sorts(run first: UInt64, count: Int) -> Sorts { runs[Self.place(ofRun: first, count)] }

    @inline(__always)
    private static func place(ofRun first: UInt64, _ count: Int) -> Int {
        let mixed = (first ^ UInt64(truncatingIfNeeded: count) &<< 59) &* 0x9E37_79B9_7F4A_7C15
        // The high bits of the product depend on all letters.
        return Int(mixed &>> (64 &- bits))
    }

    @inline(__always)
    private static func place(ofHash hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash) & (size &- 1)
    }
}
