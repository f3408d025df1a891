/// Sixty-four bytes of a text with one bit for each, the first byte's lowest.
///
/// One look at all bytes costs as much as a look at ten of them one by one, and then the ends of
/// words are found by counting zeros, without a branch that a processor could guess wrong.
struct TextWindow {
    static let size = ByteBlock.size
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
        let all = ByteBlock(bytes)
        let printed = all & 0x7F7F_7F7F_7F7F_7F7F &+ 0x7070_7070_7070_7070
        words = (all.letters | all.digits).highBits
        events = (~printed | all).highBits | words & ~(words &<< 1)
        ends = ~words & words &<< 1
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
}
