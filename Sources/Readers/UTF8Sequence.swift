/// One encoded character of UTF-8, as table 3-7 of the Unicode Standard allows it: no overlong forms,
/// no surrogates, nothing above U+10FFFF.
enum UTF8Sequence {
    /// Bytes of the valid sequence that starts at an offset, 1…4; 0 when none does.
    static func length(in bytes: Span<UInt8>, at start: Int) -> Int {
        let expected = expectedLength(bytes[start])
        return expected > 0 && prefix(in: bytes, at: start) == expected ? expected : 0
    }

    /// Bytes from an offset that a single U+FFFD stands for when no valid sequence starts there: the
    /// longest beginning of a valid one, and at least one byte (Unicode 3.9, "maximal subpart").
    static func damage(in bytes: Span<UInt8>, at start: Int) -> Int {
        max(1, prefix(in: bytes, at: start))
    }

    /// Whether bytes are nothing but valid sequences.
    ///
    /// O(bytes); stretches of ASCII are passed 32 bytes at a time, or eight.
    static func isValid(_ bytes: Span<UInt8>) -> Bool {
        let raw = bytes.bytes
        let mask: UInt64 = 0x8080_8080_8080_8080
        func word(_ at: Int) -> UInt64 {
            raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
        }
        var at = 0
        while at < bytes.count {
            if at &+ 32 <= bytes.count {
                let all = word(at) | word(at &+ 8) | word(at &+ 16) | word(at &+ 24)
                if all & mask == 0 {
                    at &+= 32
                    continue
                }
            }
            if at &+ 8 <= bytes.count {
                let high = UInt64(littleEndian: word(at)) & mask
                if high == 0 {
                    at &+= 8
                    continue
                }
                at &+= high.trailingZeroBitCount / 8
            }
            let length = length(in: bytes, at: at)
            if length == 0 { return false }
            at &+= length
        }
        return true
    }

    /// The scalar of a valid sequence.
    static func scalar(in bytes: Span<UInt8>, at start: Int, length: Int) -> UInt32 {
        guard length > 1 else { return UInt32(bytes[start]) }
        var scalar = UInt32(bytes[start]) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { scalar = scalar << 6 | UInt32(bytes[start + offset] & 0x3F) }
        return scalar
    }

    private static func expectedLength(_ lead: UInt8) -> Int {
        switch lead {
        case 0x00...0x7F: 1
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    }

    /// Bytes from `start` on that agree with the sequence that the first of them promises.
    private static func prefix(in bytes: Span<UInt8>, at start: Int) -> Int {
        let lead = bytes[start]
        let expected = expectedLength(lead)
        guard expected > 1 else { return expected }
        guard start + 1 < bytes.count else { return 1 }
        let second: ClosedRange<UInt8> =
            switch lead {
            case 0xE0: 0xA0...0xBF
            case 0xED: 0x80...0x9F
            case 0xF0: 0x90...0xBF
            case 0xF4: 0x80...0x8F
            default: 0x80...0xBF
            }
        guard second.contains(bytes[start + 1]) else { return 1 }
        var length = 2
        while length < expected, start + length < bytes.count,
            bytes[start + length] & 0xC0 == 0x80
        {
            length += 1
        }
        return length
    }
}

/// What a walk over bytes that may be UTF-8 found.
///
/// One pass, O(bytes).
struct UTF8Survey {
    /// Valid sequences of two bytes or more.
    private(set) var multibyte = 0
    /// Damaged stretches, each of which one U+FFFD would stand for.
    private(set) var damaged = 0
    /// Of these, the ones that begin with 0xFE or 0xFF.
    private(set) var damagedAtTheTop = 0
    /// Where the first byte above 0x7F stands.
    private(set) var firstNonASCII: Int?
    /// Control characters other than tab, LF, VT, FF, CR and ESC; NUL is counted apart.
    private(set) var controls = 0
    private(set) var nuls = 0
    private(set) var escapes = 0

    var isValid: Bool { damaged == 0 }

    init(_ bytes: Span<UInt8>) {
        let raw = bytes.bytes
        var at = 0
        while at < bytes.count {
            if at + 8 <= bytes.count {
                let word = raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
                // No byte above 0x7F and none below 0x20.
                let low = (word &- 0x2020_2020_2020_2020) & ~word
                if (word | low) & 0x8080_8080_8080_8080 == 0 {
                    at += 8
                    continue
                }
            }
            let byte = bytes[at]
            if byte < 0x80 {
                count(byte)
                at += 1
            } else {
                if firstNonASCII == nil { firstNonASCII = at }
                let length = UTF8Sequence.length(in: bytes, at: at)
                if length > 0 {
                    multibyte += 1
                    at += length
                } else {
                    damaged += 1
                    if byte >= 0xFE { damagedAtTheTop += 1 }
                    at += UTF8Sequence.damage(in: bytes, at: at)
                }
            }
        }
    }

    private mutating func count(_ byte: UInt8) {
        switch byte {
        case 0: nuls += 1
        case 0x1B: escapes += 1
        case 0x09...0x0D, 0x20...0x7E: break
        default: controls += 1
        }
    }
}

/// The bytes as valid UTF-8, each damaged stretch replaced by one U+FFFD.
///
/// O(bytes).
func repairedUTF8(_ bytes: Span<UInt8>) -> (text: [UInt8], repaired: Int) {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 16)
    var repaired = 0
    var at = 0
    while at < bytes.count {
        let length = UTF8Sequence.length(in: bytes, at: at)
        if length > 0 {
            for offset in at..<(at + length) { text.append(bytes[offset]) }
            at += length
        } else {
            text.append(contentsOf: replacementCharacter)
            repaired += 1
            at += UTF8Sequence.damage(in: bytes, at: at)
        }
    }
    return (text, repaired)
}

/// U+FFFD in UTF-8.
let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]
