/// Sixty-four bytes of a text with one bit for each, the first byte's lowest.
///
/// One look at all bytes costs as much as a look at ten of them one by one, and then the ends of
/// words are found by counting zeros, without a branch that a processor could guess wrong.
struct TextWindow {
    static let size = 64
    /// Bytes behind a window that must be readable: two words of the longest token that is read in
    /// one piece, or a quotation mark, may begin at its last byte.
    static let beyond = 24

    /// What a walk stops at, and has not come to: the first bytes of runs of ASCII letters and
    /// digits, the lowest control characters, line feeds among them, and bytes outside ASCII.
    private(set) var events: UInt64
    /// The bytes behind those runs.
    private var ends: UInt64
    private let words: UInt64

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
        let printed = low &+ 0x7070_7070_7070_7070
        self.words = Self.gather(words)
        events = Self.gather(~printed | all) | self.words & ~(self.words &<< 1)
        ends = ~self.words & self.words &<< 1
    }

    /// Takes the next event; there is one.
    @inline(__always)
    mutating func next() -> Int {
        let at = events.trailingZeroBitCount
        events &= events &- 1
        return at
    }

    /// Whether the byte at `at` is an ASCII letter or digit.
    @inline(__always)
    func isWord(_ at: Int) -> Bool { words &>> UInt64(at) & 1 != 0 }

    /// Takes the end of the run that `next` has come to; 64 when it reaches to the end of the window,
    /// or beyond.
    @inline(__always)
    mutating func end() -> Int {
        let end = ends.trailingZeroBitCount
        ends &= ends &- 1
        return end
    }

    /// Leaves out what is before `at`, which is below 64 and not within a run.
    @inline(__always)
    mutating func skip(to at: Int) {
        events &= ~0 &<< UInt64(at)
        ends &= ~1 &<< UInt64(at)
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
