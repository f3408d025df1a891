/// How many words a line has, and whether any that is looked for may be among them: a look at 64 bytes
/// at a time, where `WordSurvey` takes them one by one.
///
/// The words are those of `WordSurvey`, which is asked for those that have more than ASCII, the usual
/// quotation marks and dashes apart.
struct WordScan: Sendable {
    private(set) var words = 0
    /// A capital stands after a small letter, so that words may have run together.
    private(set) var hasRunTogether = false
    /// The sorts of words of the filter that may stand in it.
    private(set) var keys: WordFilter.Sorts = 0

    /// Bytes behind a block that must be readable: a word may begin at its last byte.
    private static let beyond = 8

    /// Looks at a line of a text of valid UTF-8.
    ///
    /// Unsafe memory: a block of the text is read where it and what is beyond it lie within the text,
    /// and is copied to a place with room where they do not.
    init(_ text: Span<UInt8>, _ line: Range<Int>, keys: WordFilter) {
        precondition(line.lowerBound >= 0 && line.upperBound <= text.count)
        text.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress else { return }
            var at = line.lowerBound
            while at < line.upperBound {
                let cut = Self.cut(text, at, line.upperBound)
                if cut &- at > ByteBlock.size {
                    survey(text, at..<cut, keys)
                } else if at &+ ByteBlock.size &+ Self.beyond <= text.count {
                    look(base + at, count: cut &- at, keys)
                } else {
                    lookAside(base + at, count: cut &- at, keys)
                }
                at = cut
            }
        }
    }

    /// Where the stretch from `at` ends: behind the last space of a block, so that no word is parted.
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
    ) {
        withUnsafeTemporaryAllocation(
            of: UInt8.self, capacity: ByteBlock.size + Self.beyond
        ) { room in
            room.initialize(repeating: 0)
            guard let start = room.baseAddress else { return }
            start.update(from: bytes, count: count)
            look(start, count: count, keys)
        }
    }

    /// Takes bytes one by one, which begin and end with words.
    @inline(never)
    private mutating func survey(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ keys: WordFilter
    ) {
        var found: WordFilter.Sorts = 0
        let survey = WordSurvey(bytes.span.extracting(range)) { found |= keys.sorts(hash: $0) }
        words += survey.words
        self.keys |= found
        hasRunTogether = hasRunTogether || survey.hasRunTogether
    }

    /// Looks at the first `count` bytes, at most 64.
    @inline(__always)
    private mutating func look(
        _ bytes: UnsafePointer<UInt8>, count: Int, _ keys: WordFilter
    ) {
        let all = ByteBlock(bytes)
        var inside = UInt64.max &>> UInt64(ByteBlock.size &- count)
        let alike = all.letters
        var letters = alike.highBits & inside
        if all.hasHighBit {
            let wide = WideMarks(
                UnsafeBufferPointer(start: bytes, count: count), all.highBits & inside,
                spaces: all.equal(to: 0x2020_2020_2020_2020).highBits, letters: letters)
            words &-= wide.joins
            surveyRuns(of: wide.others, UnsafeBufferPointer(start: bytes, count: count), keys)
            inside &= ~wide.others
            letters &= inside
        }
        let apostrophes = all.equal(to: 0x2727_2727_2727_2727)
        if apostrophes.hasHighBit {
            let found = apostrophes.highBits & letters &<< 1 & letters &>> 1
            words &-= found.nonzeroBitCount
        }
        let figures = all.digits
        if figures.hasHighBit {
            let found = figures.highBits & inside
            words &+= (found & ~(found &<< 1)).nonzeroBitCount
        }
        // The bit that sets small letters apart, moved to the high one.
        let large = alike & ~(all &<< 2)
        if large.hasHighBit {
            let capitals = large.highBits & letters
            if capitals & (letters & ~capitals) &<< 1 != 0 { hasRunTogether = true }
        }
        var starts = letters & ~(letters &<< 1)
        words &+= starts.nonzeroBitCount
        var found: WordFilter.Sorts = 0
        while starts != 0 {
            let start = starts.trailingZeroBitCount
            starts &= starts &- 1
            let length = (~(letters &>> UInt64(start))).trailingZeroBitCount
            let first =
                UnsafeRawPointer(bytes + start).loadUnaligned(as: UInt64.self)
                | 0x2020_2020_2020_2020
            let mask = length >= 8 ? UInt64.max : ~(UInt64.max &<< UInt64(8 &* length))
            found |= keys.sorts(run: first & mask, count: length)
        }
        self.keys |= found
    }

    /// Takes the bytes one by one that have a bit.
    private mutating func surveyRuns(
        of bits: UInt64, _ bytes: UnsafeBufferPointer<UInt8>, _ keys: WordFilter
    ) {
        var left = bits
        while left != 0 {
            let start = left.trailingZeroBitCount
            let length = (~(left &>> UInt64(start))).trailingZeroBitCount
            survey(bytes, start..<(start + length), keys)
            left &= length < 64 ? ~(~(UInt64.max &<< UInt64(length)) &<< UInt64(start)) : 0
        }
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
                    // Counted byte by byte, and a count holds no more than 255.
                    let end = min(bytes.count &- ByteBlock.size, at &+ 60 &* ByteBlock.size)
                    var counts = SIMD2<UInt64>()
                    while at <= end {
                        let spaces = ByteBlock(start + (at &- 1)).equal(to: 0x2020_2020_2020_2020)
                        counts &+= (ByteBlock(start + at).letters & spaces).highBitCounts
                        at &+= ByteBlock.size
                    }
                    // Neighbours are added first, so that none runs over.
                    let pairs =
                        (counts & 0x00FF_00FF_00FF_00FF)
                        &+ (counts &>> 8 & 0x00FF_00FF_00FF_00FF)
                    let sums = (pairs &* 0x0001_0001_0001_0001) &>> 48
                    found &+= Int(sums[0] &+ sums[1])
                }
                if at > 1, at < bytes.count {
                    // The last block reaches back over what was counted.
                    let last = bytes.count &- ByteBlock.size
                    let spaces = ByteBlock(start + (last &- 1)).equal(to: 0x2020_2020_2020_2020)
                    let starts = (ByteBlock(start + last).letters & spaces).highBits
                    return found &+ (starts &>> UInt64(at &- last)).nonzeroBitCount
                }
            }
            while at < bytes.count {
                if bytes[at &- 1] == 0x20, (bytes[at] | 0x20) &- 97 < 26 { found &+= 1 }
                at &+= 1
            }
            return found
        }
    }
}

/// What stands beyond ASCII in at most 64 bytes that a space or the end of a line is behind.
private struct WideMarks {
    /// How many apostrophes join letters.
    private(set) var joins = 0
    /// The bytes, as bits, of the stretches between spaces that have more than the usual marks.
    private(set) var others: UInt64 = 0

    @inline(never)
    init(
        _ bytes: UnsafeBufferPointer<UInt8>, _ wide: UInt64, spaces: UInt64, letters: UInt64
    ) {
        var left = wide
        while left != 0 {
            let at = left.trailingZeroBitCount
            let next = at + 1 < bytes.count ? bytes[at + 1] : 0
            if bytes[at] == 0xC2, next == 0xA0 || next == 0xAB || next == 0xBB {
                // The no-break space and the guillemets.
                left &= ~(0b11 &<< UInt64(at))
                continue
            }
            let mark = at + 2 < bytes.count ? bytes[at + 2] : 0
            // Dashes and quotation marks, and the ellipsis.
            if bytes[at] == 0xE2, next == 0x80, mark &- 0x90 < 0x10 || mark == 0xA6 {
                left &= ~(0b111 &<< UInt64(at))
                let isApostrophe = mark &- 0x98 < 3
                if isApostrophe, at > 0, at + 3 < bytes.count,
                    letters &>> UInt64(at - 1) & 1 != 0, letters &>> UInt64(at + 3) & 1 != 0
                {
                    joins += 1
                }
                continue
            }
            take(bytes, at, spaces)
            left &= ~others
        }
        if others != 0 { recount(bytes, wide, letters) }
    }

    /// Adds the stretch around a byte.
    private mutating func take(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ spaces: UInt64
    ) {
        let before = spaces & ~(UInt64.max &<< UInt64(at))
        let start = 64 - before.leadingZeroBitCount
        let end = min(bytes.count, (spaces & UInt64.max &<< UInt64(at)).trailingZeroBitCount)
        let length = end - start
        let run = length < 64 ? ~(UInt64.max &<< UInt64(length)) : UInt64.max
        others |= run &<< UInt64(start)
    }

    /// Leaves out the apostrophes that stand in those stretches.
    private mutating func recount(
        _ bytes: UnsafeBufferPointer<UInt8>, _ wide: UInt64, _ letters: UInt64
    ) {
        joins = 0
        var left = wide & ~others & letters &<< 1
        while left != 0 {
            let at = left.trailingZeroBitCount
            left &= left &- 1
            if bytes[at] == 0xE2, at + 3 < bytes.count, bytes[at + 2] &- 0x98 < 3,
                letters &>> UInt64(at + 3) & 1 != 0
            {
                joins += 1
            }
        }
    }
}
