/// Sorts words by some of their bits, stably, in time linear in their number.
///
/// Least significant digit first, of eleven bits or fewer; all digits are counted in one pass, and
/// passes over a digit that is the same in all words are skipped. Unsafe memory: both buffers hold
/// `count` words, and every target index comes from the prefix sums of the digit counts, so it is
/// below `count`.
final class RadixSorter {
    private static let widest = 11

    private let other = ScratchBuffer<UInt64>(capacity: 1)
    /// For each digit, how many words have each value, and then where the next of them goes.
    private let places = ScratchBuffer<Int>(capacity: 1)

    /// Sorts the first `count` words by the bits in `bits`.
    func sort(_ words: ScratchBuffer<UInt64>, count: Int, bits: Range<Int>) {
        guard count > 1, !bits.isEmpty else { return }
        other.reserve(count)
        let digits = (bits.count + Self.widest - 1) / Self.widest
        let width = (bits.count + digits - 1) / digits
        let size = 1 << width
        places.reserve(digits * size)
        let places = places.base
        places.update(repeating: 0, count: digits * size)
        let low = UInt64(bits.lowerBound)
        // The bits above the last digit are not of the key.
        let key: UInt64 = ~0 >> UInt64(UInt64.bitWidth - bits.count)
        let start = words.base
        for i in 0..<count {
            let word = start[i] &>> low & key
            for digit in 0..<digits {
                let value = Self.digit(word, UInt64(digit &* width), size)
                places[digit &* size &+ value] &+= 1
            }
        }
        var isInOther = false
        for digit in 0..<digits {
            let (from, to) = isInOther ? (other.base, words.base) : (words.base, other.base)
            let places = places + digit * size
            let shift = UInt64(digit * width)
            if places[Self.digit(from[0] &>> low & key, shift, size)] == count { continue }
            var sum = 0
            for value in 0..<size {
                let here = places[value]
                places[value] = sum
                sum &+= here
            }
            for i in 0..<count {
                let word = from[i]
                let value = Self.digit(word &>> low & key, shift, size)
                to[places[value]] = word
                places[value] &+= 1
            }
            isInOther.toggle()
        }
        if isInOther { words.base.update(from: other.base, count: count) }
    }

    @inline(__always)
    private static func digit(_ key: UInt64, _ shift: UInt64, _ size: Int) -> Int {
        Int(truncatingIfNeeded: key &>> shift) & (size &- 1)
    }
}
