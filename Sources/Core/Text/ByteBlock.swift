/// Sixty-four bytes that are worked on together, as words of eight.
///
/// Four pairs, which is what the processor takes at once: of one vector of eight, halves are taken word
/// by word, and then all that is done to it is.
struct ByteBlock {
    private let pairs: (SIMD2<UInt64>, SIMD2<UInt64>, SIMD2<UInt64>, SIMD2<UInt64>)

    static let size = 64

    /// Looks at the 64 bytes at `bytes`.
    @inline(__always)
    init(_ bytes: UnsafeRawPointer) {
        pairs = (
            bytes.loadUnaligned(as: SIMD2<UInt64>.self),
            (bytes + 16).loadUnaligned(as: SIMD2<UInt64>.self),
            (bytes + 32).loadUnaligned(as: SIMD2<UInt64>.self),
            (bytes + 48).loadUnaligned(as: SIMD2<UInt64>.self)
        )
    }

    @inline(__always)
    private init(
        _ first: SIMD2<UInt64>, _ second: SIMD2<UInt64>, _ third: SIMD2<UInt64>,
        _ fourth: SIMD2<UInt64>
    ) {
        pairs = (first, second, third, fourth)
    }

    @inline(__always)
    static func & (one: ByteBlock, two: ByteBlock) -> ByteBlock {
        ByteBlock(
            one.pairs.0 & two.pairs.0, one.pairs.1 & two.pairs.1, one.pairs.2 & two.pairs.2,
            one.pairs.3 & two.pairs.3)
    }

    @inline(__always)
    static func | (one: ByteBlock, two: ByteBlock) -> ByteBlock {
        ByteBlock(
            one.pairs.0 | two.pairs.0, one.pairs.1 | two.pairs.1, one.pairs.2 | two.pairs.2,
            one.pairs.3 | two.pairs.3)
    }

    @inline(__always)
    static prefix func ~ (block: ByteBlock) -> ByteBlock {
        ByteBlock(~block.pairs.0, ~block.pairs.1, ~block.pairs.2, ~block.pairs.3)
    }

    @inline(__always)
    static func & (block: ByteBlock, word: UInt64) -> ByteBlock {
        let pair = SIMD2(repeating: word)
        return ByteBlock(
            block.pairs.0 & pair, block.pairs.1 & pair, block.pairs.2 & pair, block.pairs.3 & pair)
    }

    @inline(__always)
    static func | (block: ByteBlock, word: UInt64) -> ByteBlock {
        let pair = SIMD2(repeating: word)
        return ByteBlock(
            block.pairs.0 | pair, block.pairs.1 | pair, block.pairs.2 | pair, block.pairs.3 | pair)
    }

    @inline(__always)
    static func ^ (block: ByteBlock, word: UInt64) -> ByteBlock {
        let pair = SIMD2(repeating: word)
        return ByteBlock(
            block.pairs.0 ^ pair, block.pairs.1 ^ pair, block.pairs.2 ^ pair, block.pairs.3 ^ pair)
    }

    @inline(__always)
    static func &+ (block: ByteBlock, word: UInt64) -> ByteBlock {
        let pair = SIMD2(repeating: word)
        return ByteBlock(
            block.pairs.0 &+ pair, block.pairs.1 &+ pair, block.pairs.2 &+ pair,
            block.pairs.3 &+ pair)
    }

    @inline(__always)
    static func &<< (block: ByteBlock, bits: UInt64) -> ByteBlock {
        let pair = SIMD2(repeating: bits)
        return ByteBlock(
            block.pairs.0 &<< pair, block.pairs.1 &<< pair, block.pairs.2 &<< pair,
            block.pairs.3 &<< pair)
    }

    /// Whether the high bit of a byte is set.
    @inline(__always)
    var hasHighBit: Bool {
        let all = pairs.0 | pairs.1 | pairs.2 | pairs.3
        return (all[0] | all[1]) & 0x8080_8080_8080_8080 != 0
    }

    /// How often the high bit is set, of the four bytes that have the same place in a pair of words.
    @inline(__always)
    var highBitCounts: SIMD2<UInt64> {
        let ones = SIMD2<UInt64>(repeating: 0x0101_0101_0101_0101)
        return (pairs.0 &>> 7 & ones) &+ (pairs.1 &>> 7 & ones) &+ (pairs.2 &>> 7 & ones)
            &+ (pairs.3 &>> 7 & ones)
    }

    /// The high bits of the bytes, the first byte's lowest.
    @inline(__always)
    var highBits: UInt64 {
        let ones = SIMD2<UInt64>(repeating: 0x0101_0101_0101_0101)
        let joined =
            (pairs.0 &>> 7) & ones | ((pairs.1 &>> 7) & ones) &<< 2
            | ((pairs.2 &>> 7) & ones) &<< 4 | ((pairs.3 &>> 7) & ones) &<< 6
        // Bit `k` of byte `j` is that of byte `8 k + j`: the square is turned over its diagonal.
        var square = joined[0] | joined[1] &<< 1
        var turned = (square ^ square &>> 7) & 0x00AA_00AA_00AA_00AA
        square ^= turned ^ turned &<< 7
        turned = (square ^ square &>> 14) & 0x0000_CCCC_0000_CCCC
        square ^= turned ^ turned &<< 14
        turned = (square ^ square &>> 28) & 0x0000_0000_F0F0_F0F0
        return square ^ turned ^ turned &<< 28
    }

    /// The high bits of the bytes that are ASCII letters; the other bits mean nothing.
    @inline(__always)
    var letters: ByteBlock {
        let folded = self & 0x7F7F_7F7F_7F7F_7F7F | 0x2020_2020_2020_2020
        // The high bit of each byte from a bound on, and below another.
        return (folded &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(folded &+ 0x0505_0505_0505_0505) & ~self
    }

    /// The same for ASCII digits.
    @inline(__always)
    var digits: ByteBlock {
        let low = self & 0x7F7F_7F7F_7F7F_7F7F
        return (low &+ 0x5050_5050_5050_5050) & ~(low &+ 0x4646_4646_4646_4646) & ~self
    }

    /// The same for a byte, given eight times.
    @inline(__always)
    func equal(to word: UInt64) -> ByteBlock {
        let other = self ^ word
        return ~((other & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F | other)
    }
}
