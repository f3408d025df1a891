/// The hash functions of the engine.
///
/// They are ours and stored, so they never change without `Fingerprint.version` changing too.
enum Mixing {
    static let lengthKey: UInt64 = 0x9E37_79B9_7F4A_7C15
    static let longKey: UInt64 = 0xD6E8_FEB8_6659_FD93
    static let lastKey: UInt64 = 0xA076_1D64_78BD_642F
    static let shingleKey: UInt64 = 0xE703_7ED1_A0B4_28DB

    /// The product of two words, its halves folded together (Wang Yi's multiply-and-fold).
    @inline(__always)
    static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// Hash of a token of 1 to 16 bytes that begin `first` and `second`; what follows them there does
    /// not count.
    ///
    /// Without a branch: the lengths of words are what a processor guesses worst.
    @inline(__always)
    static func token(_ first: UInt64, _ second: UInt64, count: Int) -> UInt64 {
        let length = UInt64(truncatingIfNeeded: count)
        let start = length &* lengthKey
        let long = UInt64(bitPattern: Int64(8 &- count) &>> 63)
        // As many bits as the last word lacks to be full; a shift counts modulo 64.
        let mask = ~0 &>> ((0 &- length &* 8) & 63)
        let before = start ^ (start ^ fold(first ^ start, longKey)) & long
        return fold((first ^ (first ^ second) & long) & mask ^ before, lastKey)
    }

    /// Hash of `count` bytes at `bytes`; eight bytes past the end must be readable.
    @inline(__always)
    static func token(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: count) &* lengthKey
        var at = bytes
        var left = count
        while left > 8 {
            let word = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)
            hash = fold(word ^ hash, longKey)
            at += 8
            left -= 8
        }
        let word = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)
        return fold((word & (~0 >> (64 &- 8 &* UInt64(truncatingIfNeeded: left)))) ^ hash, lastKey)
    }
}

/// What a shingle is: five consecutive tokens; a text of one to four tokens has one, all of them.
package enum Shingle {
    package static let size = 5

    /// Number of shingle positions of a text of `tokens` tokens.
    static func positions(_ tokens: Int) -> Int {
        tokens >= size ? tokens - size + 1 : min(tokens, 1)
    }

    private static let base: UInt64 = 0x2545_F491_4F6C_DD1D
    private static let leaving: UInt64 = base &* base &* base &* base &* base

    /// Calls `body` with the hash of every shingle of the tokens `0 ..< count`, in order.
    ///
    /// A polynomial over the token hashes modulo 2⁶⁴ (Karp and Rabin), rolled from token to token and
    /// finished by a bijective mix, so that the order of the tokens counts and every bit of the
    /// result is usable. The tokens are read again when they leave the shingle: five that are kept
    /// and shifted cost more than all the arithmetic.
    @inline(__always)
    static func each(
        of count: Int, token: (_ at: Int) -> UInt64, _ body: (_ at: Int, _ hash: UInt64) -> Void
    ) {
        var sum: UInt64 = 0
        for at in 0..<min(count, size) { sum = sum &* base &+ token(at) }
        if count > 0 { body(0, finish(sum)) }
        var at = size
        while at < count {
            sum = sum &* base &+ token(at) &- token(at &- size) &* leaving
            body(at &- size &+ 1, finish(sum))
            at &+= 1
        }
    }

    @inline(__always)
    private static func finish(_ sum: UInt64) -> UInt64 {
        let mixed = (sum ^ (sum >> 32)) &* Mixing.shingleKey
        return mixed ^ (mixed >> 29)
    }
}
