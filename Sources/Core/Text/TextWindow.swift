/// Sixty-four bytes of a text with one bit for each, the first byte's lowest.
///
/// One look at all bytes costs as much as a look at ten of them one by one, and then the ends of
/// words are found by counting zeros, without a branch that a processor could guess wrong.
struct TextWindow {
    static let size = 64
    /// Bytes behind a window that must be readable: two words of the longest token that is read in
    /// one piece, or a quotation mark, may begin at its last byte.
    static let beyond = 24

    /// ASCII letters and digits.
    let words: UInt64
    /// Everything that a walk does not simply pass over: words, line feeds, bytes outside ASCII.
    let events: UInt64

    /// Looks at the 64 bytes at `bytes`.
    @inline(__always)
    init(_ bytes: UnsafePointer<UInt8>) {
        let all = UnsafeRawPointer(bytes).loadUnaligned(as: SIMD8<UInt64>.self)
        let low = all & 0x7F7F_7F7F_7F7F_7F7F
        let folded = low | 0x2020_2020_2020_2020
        // The high bit of each byte from a bound on, and below another.
        let letters = (folded &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(folded &+ 0x0505_0505_0505_0505)
        let digits = (low &+ 0x5050_5050_5050_5050) & ~(low &+ 0x4646_4646_4646_4646)
        let words = (letters | digits) & ~all
        let other = (low ^ 0x0A0A_0A0A_0A0A_0A0A) &+ 0x7F7F_7F7F_7F7F_7F7F
        self.words = Self.gather(words)
        events = Self.gather(words | ~other | all)
    }

    /// The high bits of 64 bytes.
    @inline(__always)
    private static func gather(_ bytes: SIMD8<UInt64>) -> UInt64 {
        let high = (bytes &>> 7) & 0x0101_0101_0101_0101
        let low = high.lowHalf
        let top = high.highHalf
        let pairs =
            low.lowHalf | low.highHalf &<< 2 | top.lowHalf &<< 4 | top.highHalf &<< 6
        // Bit `k` of byte `j` is that of byte `8 k + j`: the square is turned over its diagonal.
        var square = pairs[0] | pairs[1] &<< 1
        var turned = (square ^ square &>> 7) & 0x00AA_00AA_00AA_00AA
        square ^= turned ^ turned &<< 7
        turned = (square ^ square &>> 14) & 0x0000_CCCC_0000_CCCC
        square ^= turned ^ turned &<< 14
        turned = (square ^ square &>> 28) & 0x0000_0000_F0F0_F0F0
        return square ^ turned ^ turned &<< 28
    }
}
