/// Adds up the weights of proposed pairs in bounded memory.
///
/// A proposal is one word, `a << 36 | b << 8 | weight` with `a < b < 2²⁸`. When the buffer is full
/// it is sorted and equal pairs become one with the sum of their weights (at most 255).
final class PairCounter {
    static let largestPiece = 1 << 28
    private let words: ScratchBuffer<UInt64>
    private let sorter: RadixSorter
    private var count = 0
    private var limit: Int
    private let pieceBits: Int

    init(pieces: Int, room: Int = 1 << 20, sorter: RadixSorter = RadixSorter()) {
        self.sorter = sorter
        pieceBits = Self.bits(pieces)
        limit = room
        words = ScratchBuffer(capacity: room)
    }

    /// Bits that the numbers of so many pieces have.
    static func bits(_ pieces: Int) -> Int {
        max(1, Int.bitWidth - pieces.leadingZeroBitCount)
    }

    @inline(__always)
    func add(_ a: UInt32, _ b: UInt32, _ weight: UInt64) {
        if count == limit { compactOrGrow() }
        let low = UInt64(min(a, b))
        let high = UInt64(max(a, b))
        words.base[count] = low << 36 | high << 8 | weight
        count &+= 1
    }

    /// Adds a word that another counter made.
    func add(_ word: UInt64) {
        if count == limit { compactOrGrow() }
        words.base[count] = word
        count &+= 1
    }

    @inline(never)
    private func compactOrGrow() {
        compact()
        if count > limit / 2 {
            limit *= 2
            words.reserve(limit, keeping: count)
        }
    }

    private func compact() {
        sorter.sort(words, count: count, bits: 8..<(8 + pieceBits))
        sorter.sort(words, count: count, bits: 36..<(36 + pieceBits))
        let base = words.base
        var made = 0
        var i = 0
        while i < count {
            let pair = base[i] >> 8
            var weight: UInt64 = 0
            while i < count && base[i] >> 8 == pair {
                weight &+= base[i] & 255
                i &+= 1
            }
            base[made] = pair << 8 | min(weight, 255)
            made &+= 1
        }
        count = made
    }

    /// All pairs with their weights, sorted; begins anew after that.
    func finish() -> [UInt64] {
        compact()
        defer { count = 0 }
        return Array(UnsafeBufferPointer(start: words.base, count: count))
    }
}
