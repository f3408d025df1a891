/// The Unicode encodings in units of two or four bytes.
enum WideEncoding: String, CaseIterable {
    case utf16LE = "UTF-16LE"
    case utf16BE = "UTF-16BE"
    case utf32LE = "UTF-32LE"
    case utf32BE = "UTF-32BE"

    private var width: Int { self == .utf16LE || self == .utf16BE ? 2 : 4 }
    private var isLittleEndian: Bool { self == .utf16LE || self == .utf32LE }

    /// The bytes from an offset on as UTF-8.
    ///
    /// A lone surrogate, a number that is no character, and bytes at the end that make no whole
    /// unit each become one U+FFFD. O(bytes).
    func decode(_ bytes: Span<UInt8>, from start: Int) -> (text: [UInt8], repaired: Int) {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count - start) / width * 3 / 2 + 8)
        var repaired = 0
        var at = start
        while at + width <= bytes.count {
            var value = unit(bytes, at)
            at += width
            if width == 2, (0xD800..<0xDC00).contains(value), at + 2 <= bytes.count {
                let low = unit(bytes, at)
                if (0xDC00..<0xE000).contains(low) {
                    value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
                    at += 2
                }
            }
            if let scalar = Unicode.Scalar(value) {
                text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            } else {
                text.append(contentsOf: replacementCharacter)
                repaired += 1
            }
        }
        if at < bytes.count {
            text.append(contentsOf: replacementCharacter)
            repaired += 1
        }
        return (text, repaired)
    }

    private func unit(_ bytes: Span<UInt8>, _ at: Int) -> UInt32 {
        var value: UInt32 = 0
        for offset in 0..<width {
            let place = isLittleEndian ? offset : width - 1 - offset
            value |= UInt32(bytes[at + offset]) << UInt32(8 * place)
        }
        return value
    }

    /// Text in units of two bytes without a mark: in most scripts the high byte of spaces, digits and
    /// line ends is zero, so nearly all zeros of real text stand on one side.
    static func unmarked(_ bytes: Span<UInt8>) -> WideEncoding? {
        let sample = min(bytes.count, 1 << 16) & ~1
        guard sample >= 4 else { return nil }
        var even = 0
        var odd = 0
        var at = 0
        while at < sample {
            if bytes[at] == 0 { even += 1 }
            if bytes[at + 1] == 0 { odd += 1 }
            at += 2
        }
        let needed = max(1, sample / 2 / 10)
        if odd > needed, even * 16 <= odd { return .utf16LE }
        if even > needed, odd * 16 <= even { return .utf16BE }
        return nil
    }
}
