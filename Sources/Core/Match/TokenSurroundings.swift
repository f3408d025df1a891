/// What the bytes of a token and around it say: asked for few tokens of a text, and so not noted for
/// all of them.
extension PreparedText {
    /// What a misread word keeps: its beginning or its end.
    ///
    /// Eight bits of the first three bytes of the token and of its last three; 0 for a token too short
    /// to be like another. Bytes are folded as ASCII is, which is enough for a hint.
    @inline(__always)
    func outline(_ token: Int) -> UInt16 {
        let (start, end) = (Int(places[token].start), Int(places[token].end))
        if end &- start < 4 { return 0 }
        let base = UnsafeRawPointer(text)
        let fold: UInt32 = 0x20_2020
        // Three bytes each, the first one highest.
        let front =
            base.loadUnaligned(fromByteOffset: start, as: UInt32.self).byteSwapped >> 8 | fold
        let back =
            base.loadUnaligned(fromByteOffset: end &- 4, as: UInt32.self).byteSwapped & 0xFF_FFFF
            | fold
        let mixed = ((front &* 0x9E37_79B1) >> 16 & 0xFF00) | (back &* 0x85EB_CA77) >> 24
        return UInt16(truncatingIfNeeded: mixed) | 0x0101
    }

    /// Whether token `i` and token `j` of `other` are one word or begin or end alike.
    @inline(__always)
    func resembles(_ i: Int, _ other: PreparedText, _ j: Int) -> Bool {
        if tokens[i] == other.tokens[j] { return true }
        let x = outline(i)
        let y = other.outline(j)
        if x == 0 || y == 0 { return false }
        return (x ^ y) & 0xFF == 0 || (x ^ y) >> 8 == 0
    }

    /// Where a token begins with the punctuation that stands directly before it.
    func startWithPunctuation(_ token: Int) -> Int {
        let before = before(token)
        let isApart = token == 0 || before.lowerBound > end(before: token)
        return isApart ? before.lowerBound : before.upperBound
    }

    /// Where a token ends with the punctuation that stands directly after it.
    func endWithPunctuation(_ token: Int) -> Int {
        let after = after(token)
        let isApart = token + 1 == count || after.upperBound < Int(places[token + 1].start)
        return isApart ? after.upperBound : after.lowerBound
    }

    /// Whether an opening quotation mark stands directly before a token.
    func opens(_ token: Int) -> Bool { quotes(before(token)) }

    /// Whether a closing quotation mark stands directly after a token.
    func closes(_ token: Int) -> Bool { quotes(after(token)) }

    /// Punctuation that is looked at.
    private static let longest = 255

    private func end(before token: Int) -> Int { token > 0 ? Int(places[token - 1].end) : 0 }

    /// The punctuation before a token, as far as no token and no space stands there.
    ///
    /// A no-break space ends it as a space does.
    private func before(_ token: Int) -> Range<Int> {
        let end = Int(places[token].start)
        let first = max(self.end(before: token), end - Self.longest)
        var start = end
        while start > first && text[start - 1] > 0x20 { start -= 1 }
        return start..<end
    }

    private func after(_ token: Int) -> Range<Int> {
        let start = Int(places[token].end)
        let next = token + 1 < count ? Int(places[token + 1].start) : length
        let last = min(next, start + Self.longest)
        var end = start
        while end < last && text[end] > 0x20 { end += 1 }
        return start..<end
    }

    /// Whether a quotation mark of some house style stands in a stretch of punctuation.
    private func quotes(_ stretch: Range<Int>) -> Bool {
        let to = stretch.upperBound
        for at in stretch {
            if text[at] == 0x22 { return true }
            if at + 1 < to && text[at] == 0xC2 {
                if text[at + 1] == 0xAB || text[at + 1] == 0xBB { return true }
            }
            if at + 2 < to && text[at] == 0xE2 && text[at + 1] == 0x80 {
                let third = text[at + 2]
                if (third >= 0x98 && third <= 0x9F) || third == 0xB9 || third == 0xBA {
                    return true
                }
            }
        }
        return false
    }
}
