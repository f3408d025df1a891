/// Counts the words that two short stretches of texts have in common, in order: the length of their
/// longest common subsequence.
///
/// Sixty-four cells of the table of that problem are worked out in one addition (Hyyrö 2004). Which
/// words of a stretch are equal to a word is looked up by eight bits of its hash, and then looked at.
///
/// Unsafe memory: a table has 256 rows of `row` words, one bit for each word of the second stretch;
/// all of its bits are zero between two calls. Not `Sendable`: one worker owns it.
final class CommonWords {
    private let tokens = BitRows()
    private let fronts = BitRows()
    private let backs = BitRows()
    private let open = ScratchBuffer<UInt64>(capacity: 4)

    /// Words that are equal.
    func equal(_ a: PreparedText, _ i: Range<Int>, _ b: PreparedText, _ j: Range<Int>) -> Int {
        tokens.enter(j) { Int(b.tokens[$0] & 255) }
        defer { tokens.leave(j) { Int(b.tokens[$0] & 255) } }
        return inOrder(i, j) { at, word in equal(a.tokens[at], b, j, word) }
    }

    /// Words that are equal, or begin or end alike.
    func alike(_ a: PreparedText, _ i: Range<Int>, _ b: PreparedText, _ j: Range<Int>) -> Int {
        func front(_ at: Int) -> Int { Int(b.outline(at) & 255) }
        func back(_ at: Int) -> Int { Int(b.outline(at) >> 8) }
        tokens.enter(j) { Int(b.tokens[$0] & 255) }
        fronts.enter(j, front)
        backs.enter(j, back)
        defer {
            tokens.leave(j) { Int(b.tokens[$0] & 255) }
            fronts.leave(j, front)
            backs.leave(j, back)
        }
        return inOrder(i, j) { at, word in
            let same = equal(a.tokens[at], b, j, word)
            let outline = Int(a.outline(at))
            // Words too short to be like another have no outline; row 0 holds those of `b`.
            if outline == 0 { return same }
            return same | fronts[outline & 255, word] | backs[outline >> 8, word]
        }
    }

    /// The words of `j` that are equal to `token`, of those that stand in `word` of a row.
    @inline(__always)
    private func equal(_ token: UInt32, _ b: PreparedText, _ j: Range<Int>, _ word: Int) -> UInt64 {
        let known = tokens[Int(token & 255), word]
        var (found, left) = (known, known)
        while left != 0 {
            let bit = left.trailingZeroBitCount
            left &= left &- 1
            if b.tokens[j.lowerBound &+ word &* 64 &+ bit] != token { found ^= 1 &<< UInt64(bit) }
        }
        return found
    }

    /// The length of the longest common subsequence: `mask` gives the partners of a word of `i`.
    @inline(__always)
    private func inOrder(
        _ i: Range<Int>, _ j: Range<Int>, _ mask: (_ at: Int, _ word: Int) -> UInt64
    ) -> Int {
        let row = (j.count + 63) / 64
        open.reserve(row)
        let open = open.base
        open.update(repeating: ~0, count: row)
        for at in i {
            var carry: UInt64 = 0
            for word in 0..<row {
                let partners = mask(at, word)
                let (half, over) = open[word].addingReportingOverflow(open[word] & partners)
                let (sum, more) = half.addingReportingOverflow(carry)
                carry = over || more ? 1 : 0
                open[word] = sum | (open[word] & ~partners)
            }
        }
        // A bit that was closed is a word in common; those behind the last word never are.
        return (0..<row).reduce(0) { $0 + (~open[$1]).nonzeroBitCount }
    }
}

/// 256 rows of bits.
private final class BitRows {
    private let bits = ScratchBuffer<UInt64>(capacity: 256)
    private var row = 1

    init() { bits.base.update(repeating: 0, count: 256) }

    @inline(__always)
    subscript(number: Int, word: Int) -> UInt64 { bits.base[number &* row &+ word] }

    /// Sets a bit for each of `range`, in the row that `number` gives it.
    @inline(__always)
    func enter(_ range: Range<Int>, _ number: (_ at: Int) -> Int) {
        row = (range.count + 63) / 64
        if 256 * row > bits.capacity {
            bits.reserve(256 * row)
            bits.base.update(repeating: 0, count: bits.capacity)
        }
        for at in range {
            let bit = at &- range.lowerBound
            bits.base[number(at) &* row &+ bit >> 6] |= 1 &<< UInt64(bit & 63)
        }
    }

    /// Clears what `enter` set.
    @inline(__always)
    func leave(_ range: Range<Int>, _ number: (_ at: Int) -> Int) {
        for at in range { bits.base[number(at) &* row &+ (at &- range.lowerBound) >> 6] = 0 }
    }
}
