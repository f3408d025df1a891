/// Sorts words by some of their bits, stably, in time linear in their number.
///
/// Least significant digit first, eleven bits a pass; passes over a digit that is the same in all
/// words are skipped. Unsafe memory: both buffers hold `count` words, and every target index comes
/// from the prefix sums of the digit counts, so it is below `count`.
final class RadixSorter {
    private let other = ScratchBuffer<UInt64>(capacity: 1)

    /// Sorts the first `count` words by the bits in `bits`.
    func sort(_ words: ScratchBuffer<UInt64>, count: Int, bits: Range<Int>) {
        guard count > 1 else { return }
        other.reserve(count)
        var from = words.base
        var to = other.base
        var low = bits.lowerBound
        var swapped = false
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 2048) { places in
            while low < bits.upperBound {
                let width = min(11, bits.upperBound - low)
                let mask = UInt64(1) << UInt64(width) - 1
                let shift = UInt64(low)
                low += width
                places.initialize(repeating: 0)
                for i in 0..<count { places[Int((from[i] >> shift) & mask)] &+= 1 }
                if places[Int((from[0] >> shift) & mask)] == count { continue }
                var sum = 0
                for digit in 0...Int(mask) {
                    let here = places[digit]
                    places[digit] = sum
                    sum &+= here
                }
                for i in 0..<count {
                    let word = from[i]
                    let digit = Int((word >> shift) & mask)
                    to[places[digit]] = word
                    places[digit] &+= 1
                }
                swap(&from, &to)
                swapped.toggle()
            }
        }
        if swapped { words.base.update(from: other.base, count: count) }
    }
}
