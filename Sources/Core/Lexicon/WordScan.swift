/// How many words a line has, and whether any that is looked for may be among them: a look at 64 bytes
/// at a time, where `WordSurvey` takes them one by one.
///
/// The words are those of `WordSurvey`, which is asked wherever more than ASCII and the usual quotation
/// marks and dashes stand.
struct WordScan: Sendable {
    private(set) var words = 0
    /// A capital stands after a small letter, so that words may have run together.
    private(set) var hasRunTogether = false
    /// One of the words of the filter may stand in it.
    private(set) var mayHaveKey = false

    /// Bytes behind a window that must be readable: a word may begin at its last byte.
    private static let beyond = 8

    /// Looks at a line of a text of valid UTF-8.
    ///
    /// Unsafe memory: a window of the text is read where it and what is beyond it lie within the text,
    /// and is copied to a place with room where they do not.
    init(_ text: Span<UInt8>, _ line: Range<Int>, keys: WordFilter) {
        precondition(line.lowerBound >= 0 && line.upperBound <= text.count)
        text.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress else { return }
            var at = line.lowerBound
            while at < line.upperBound {
                let cut = Self.cut(text, at, line.upperBound)
                let isSeen =
                    cut - at <= ByteBlock.size
                    && (at &+ ByteBlock.size &+ Self.beyond <= text.count
                        ? look(base + at, count: cut &- at, keys)
                        : lookAside(base + at, count: cut &- at, keys))
                if !isSeen {
                    survey(
                        Span(_unsafeElements: UnsafeBufferPointer(rebasing: text[at..<cut])), keys)
                }
                at = cut
            }
        }
    }

    /// Where the stretch from `at` ends: behind the last space of a window, so that no word is parted.
    @inline(__always)
    private static func cut(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        guard end &- at > ByteBlock.size else { return end }
        var cut = at &+ ByteBlock.size
        while cut > at {
            if text[cut &- 1] == 0x20 { return cut }
            cut &-= 1
        }
        cut = at &+ ByteBlock.size
        while cut < end, text[cut] != 0x20 { cut &+= 1 }
        return cut
    }

    /// The same as `look` for bytes near the end of the text.
    private mutating func lookAside(
        _ bytes: UnsafePointer<UInt8>, count: Int, _ keys: WordFilter
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ByteBlock.size + Self.beyond) {
            room in
            room.initialize(repeating: 0)
            guard let start = room.baseAddress else { return false }
            start.update(from: bytes, count: count)
            return look(start, count: count, keys)
        }
    }

    private mutating func survey(_ bytes: Span<UInt8>, _ keys: WordFilter) {
        var hasKey = false
        let survey = WordSurvey(bytes) { hasKey = hasKey || keys.mayHave(hash: $0) }
        words += survey.words
        mayHaveKey = mayHaveKey || hasKey
        hasRunTogether = hasRunTogether || survey.hasRunTogether
    }

    /// Looks at the first `count` bytes, at most 64; false, and nothing is counted, when they take a
    /// closer look.
    @inline(__always)
    private mutating func look(
        _ bytes: UnsafePointer<UInt8>, count: Int, _ keys: WordFilter
    ) -> Bool {
        let all = ByteBlock(bytes)
        let inside = UInt64.max &>> UInt64(ByteBlock.size &- count)
        let alike = all.letters
        let letters = alike.highBits & inside
        // The bit that sets small letters apart, moved to the high one.
        let small = (alike & all &<< 2).highBits
        var joins = 0
        if all.hasHighBit {
            let wide = all.highBits & inside
            guard let found = Self.joins(bytes, wide, letters, count) else { return false }
            joins = found
        }
        let apostrophes = all.equal(to: 0x2727_2727_2727_2727)
        if apostrophes.hasHighBit {
            let found = apostrophes.highBits & letters &<< 1 & letters &>> 1
            joins &+= found.nonzeroBitCount
        }
        let figures = all.digits
        if figures.hasHighBit {
            let found = figures.highBits & inside
            words &+= (found & ~(found &<< 1)).nonzeroBitCount
        }
        if letters & ~small & small &<< 1 != 0 { hasRunTogether = true }
        var starts = letters & ~(letters &<< 1)
        words &+= starts.nonzeroBitCount &- joins
        if mayHaveKey { return true }
        while starts != 0 {
            let start = starts.trailingZeroBitCount
            starts &= starts &- 1
            let length = (~(letters &>> UInt64(start))).trailingZeroBitCount
            let first =
                UnsafeRawPointer(bytes + start).loadUnaligned(as: UInt64.self)
                | 0x2020_2020_2020_2020
            let mask = length >= 8 ? UInt64.max : ~(UInt64.max &<< UInt64(8 &* length))
            if keys.mayHave(run: first & mask, count: length) {
                mayHaveKey = true
                return true
            }
        }
        return true
    }

    /// Some number of words that the line has at least: how often an ASCII letter stands behind a space.
    ///
    /// Unsafe memory: words of eight bytes are read where all of them lie within the line.
    static func leastWords(_ text: Span<UInt8>, _ line: Range<Int>) -> Int {
        text.extracting(line).withUnsafeBytes { bytes in
            var found = 0
            var at = 1
            if let start = bytes.baseAddress {
                while at &+ ByteBlock.size <= bytes.count {
                    let spaces = ByteBlock(start + (at &- 1)).equal(to: 0x2020_2020_2020_2020)
                    let starts = ByteBlock(start + at).letters & spaces
                    found &+= starts.highBits.nonzeroBitCount
                    at &+= ByteBlock.size
                }
            }
            while at < bytes.count {
                if bytes[at &- 1] == 0x20, (bytes[at] | 0x20) &- 97 < 26 { found &+= 1 }
                at &+= 1
            }
            return found
        }
    }

    /// How many apostrophes beyond ASCII join letters; nil when other than the usual marks stand there.
    @inline(never)
    private static func joins(
        _ bytes: UnsafePointer<UInt8>, _ wide: UInt64, _ letters: UInt64, _ count: Int
    ) -> Int? {
        var left = wide
        var joins = 0
        while left != 0 {
            let at = left.trailingZeroBitCount
            guard at + 1 < count else { return nil }
            let next = bytes[at + 1]
            if bytes[at] == 0xC2 {
                // The no-break space and the guillemets.
                guard next == 0xA0 || next == 0xAB || next == 0xBB else { return nil }
                left &= ~(0b11 &<< UInt64(at))
                continue
            }
            guard bytes[at] == 0xE2, next == 0x80, at + 2 < count else { return nil }
            // Dashes and quotation marks, and the ellipsis.
            let mark = bytes[at + 2]
            guard mark &- 0x90 < 0x10 || mark == 0xA6 else { return nil }
            left &= ~(0b111 &<< UInt64(at))
            let isApostrophe = mark &- 0x98 < 3
            if isApostrophe, at > 0, at + 3 < count,
                letters &>> UInt64(at - 1) & 1 != 0, letters &>> UInt64(at + 3) & 1 != 0
            {
                joins += 1
            }
        }
        return joins
    }
}
