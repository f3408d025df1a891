/// A text as verification needs it: its tokens with their bytes, its shingles, and a table that
/// finds a shingle's first position.
///
/// Unsafe memory: one block of exactly the bytes needed, divided in `init` into rows of `count`
/// (tokens) or `positions` (shingles) elements; `table` has a power of two of slots, at least one
/// and a half times `positions`. Not `Sendable`: one worker owns it.
final class PreparedText {
    /// Bits of `marks`.
    enum Mark {
        /// A name or a figure: a capital that does not begin a sentence, or a digit.
        static let specific: UInt8 = 1
        /// The first position of its shingle.
        static let first: UInt8 = 2
        /// An opening quotation mark stands directly before the token.
        static let opens: UInt8 = 4
        /// A closing quotation mark stands directly after it.
        static let closes: UInt8 = 8
    }

    let piece: UInt32
    let count: Int
    let positions: Int
    /// Number of different shingles.
    private(set) var distinct = 0
    /// Bytes of memory that the text takes.
    let weight: Int

    let shingles: UnsafeMutablePointer<UInt64>
    /// Low halves of the token hashes.
    let tokens: UnsafeMutablePointer<UInt32>
    let starts: UnsafeMutablePointer<UInt32>
    let ends: UnsafeMutablePointer<UInt32>
    /// `specificsBefore[i]`: how many of the first `i` tokens are names or figures.
    let specificsBefore: UnsafeMutablePointer<UInt32>
    /// Bytes of punctuation that stand directly before and after each token.
    let heads: UnsafeMutablePointer<UInt8>
    let tails: UnsafeMutablePointer<UInt8>
    let marks: UnsafeMutablePointer<UInt8>
    /// Eight bits of the first three bytes of each token and of its last three; 0 for a token too
    /// short to be like another.
    let outlines: UnsafeMutablePointer<UInt16>
    /// Positions of shingles plus one, 0 where a slot is empty.
    private let table: UnsafeMutablePointer<UInt32>
    private let mask: Int
    private let block: UnsafeMutableRawPointer
    private let pool: BlockPool

    /// Reads the text of `piece` without its lines `excluded` (numbers among the non-empty lines).
    init(
        piece: UInt32, text: UnsafeBufferPointer<UInt8>, excluded: [Int],
        scratch: PreparationScratch
    ) {
        self.piece = piece
        scratch.tokens.reserve(text.count / 2 + 64)
        var sink = Sink(scratch: scratch, bytes: text, excluded: excluded)
        _ = scratch.walk.walk(text, &sink)
        sink.between(sink.lastEnd, text.count)
        let n = sink.count
        count = n
        positions = Shingle.positions(count)
        var slots = 8
        while 2 * slots < positions * 3 { slots *= 2 }
        mask = slots - 1
        let words = positions * 8
        let quarters = (count * 4 + 1 + slots) * 4
        weight = words + quarters + count * 5 + 16
        pool = scratch.pool
        block = pool.take(weight)
        shingles = block.bindMemory(to: UInt64.self, capacity: positions)
        var at = block + words
        func row(_ length: Int) -> UnsafeMutablePointer<UInt32> {
            let start = at.bindMemory(to: UInt32.self, capacity: length)
            at += length * 4
            return start
        }
        tokens = row(count)
        starts = row(count)
        ends = row(count)
        specificsBefore = row(count + 1)
        table = row(slots)
        outlines = at.bindMemory(to: UInt16.self, capacity: n)
        at += n * 2
        func bytes() -> UnsafeMutablePointer<UInt8> {
            let start = at.bindMemory(to: UInt8.self, capacity: n)
            at += n
            return start
        }
        heads = bytes()
        tails = bytes()
        marks = bytes()
        table.update(repeating: 0, count: slots)
        shingle(scratch.tokens.base)
    }

    deinit { pool.giveBack(block, weight) }

    /// Divides the raw tokens into rows, rolls the shingles and enters them in the table.
    private func shingle(_ raw: UnsafeMutablePointer<RawToken>) {
        var roller = ShingleRoller()
        var specifics: UInt32 = 0
        for i in 0..<count {
            // Rolling over half a token hash: exact sets are compared, and two of 2³² tokens that
            // fall together cost nothing but a shingle in 2³² of those compared.
            let token = raw[i]
            tokens[i] = token.token
            starts[i] = token.start
            ends[i] = token.end
            heads[i] = token.head
            tails[i] = token.tail
            marks[i] = token.marks
            outlines[i] = token.outline
            let hash = roller.take(UInt64(token.token) &* Mixing.lengthKey)
            if i >= Shingle.size - 1 { shingles[i &- Shingle.size &+ 1] = hash }
            specificsBefore[i] = specifics
            specifics &+= UInt32(token.marks & Mark.specific)
        }
        specificsBefore[count] = specifics
        if count > 0 && count < Shingle.size { shingles[0] = roller.partial }
        let mask = mask
        var different = 0
        for i in 0..<positions {
            let hash = shingles[i]
            var slot = Int(truncatingIfNeeded: hash) & mask
            while true {
                let held = table[slot]
                if held == 0 {
                    table[slot] = UInt32(truncatingIfNeeded: i &+ 1)
                    different &+= 1
                    marks[i] |= Mark.first
                    break
                }
                if shingles[Int(held &- 1)] == hash { break }
                slot = (slot &+ 1) & mask
            }
        }
        distinct = different
    }

    /// Whether token `i` and token `j` of `other` are one word or begin or end alike.
    @inline(__always)
    func resembles(_ i: Int, _ other: PreparedText, _ j: Int) -> Bool {
        if tokens[i] == other.tokens[j] { return true }
        let x = outlines[i]
        let y = other.outlines[j]
        if x == 0 || y == 0 { return false }
        return (x ^ y) & 0xFF == 0 || (x ^ y) >> 8 == 0
    }

    /// The first position of a shingle, or -1.
    @inline(__always)
    func position(of hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let held = table[slot]
            if held == 0 { return -1 }
            if shingles[Int(held &- 1)] == hash { return Int(held &- 1) }
            slot = (slot &+ 1) & mask
        }
    }

    private struct Sink: TokenSink {
        let scratch: PreparationScratch
        var tokens: UnsafeMutablePointer<RawToken>
        var capacity: Int
        let bytes: UnsafeBufferPointer<UInt8>
        let excluded: [Int]
        var count = 0
        var lineStart = 0
        var lineNumber = 0
        var nextExcluded = 0
        var lastEnd = 0

        init(scratch: PreparationScratch, bytes: UnsafeBufferPointer<UInt8>, excluded: [Int]) {
            self.scratch = scratch
            tokens = scratch.tokens.base
            capacity = scratch.tokens.capacity
            self.bytes = bytes
            self.excluded = excluded
        }

        @inline(__always)
        mutating func token(_ hash: UInt64, _ start: Int, _ end: Int, _ normalEnd: Int) {
            if count >= capacity { grow() }
            let byte = bytes[start]
            var specific = false
            if byte >= 0x30 && byte <= 0x39 {
                specific = true
            } else if (byte >= 0x41 && byte <= 0x5A) || (byte >= 0xC3 && byte <= 0xD4) {
                specific = isName(start, end)
            }
            tokens[count] = RawToken(
                token: UInt32(truncatingIfNeeded: hash), start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: end),
                marks: specific ? PreparedText.Mark.specific : 0, head: 0, tail: 0,
                outline: outline(start, end))
            if start != lastEnd &+ 1 || bytes[lastEnd] != 0x20 { between(lastEnd, start) }
            count &+= 1
            lastEnd = end
        }

        /// What a misread word keeps: its beginning or its end.
        ///
        /// Bytes are folded as ASCII is, which is enough for a hint.
        @inline(__always)
        private func outline(_ start: Int, _ end: Int) -> UInt16 {
            if end &- start < 4 { return 0 }
            let fold: UInt32 = 0x20_2020
            let front =
                (UInt32(bytes[start]) << 16 | UInt32(bytes[start &+ 1]) << 8
                    | UInt32(bytes[start &+ 2])) | fold
            let back =
                (UInt32(bytes[end &- 3]) << 16 | UInt32(bytes[end &- 2]) << 8
                    | UInt32(bytes[end &- 1])) | fold
            let mixed = ((front &* 0x9E37_79B1) >> 16 & 0xFF00) | (back &* 0x85EB_CA77) >> 24
            return UInt16(truncatingIfNeeded: mixed) | 0x0101
        }

        /// Whether a capital stands within a sentence: what is before it is one space or a mark
        /// that does not end a sentence.
        @inline(never)
        private func isName(_ start: Int, _ end: Int) -> Bool {
            // A word in capitals throughout is emphasis.
            if count == lineStart || end - start < 2 { return false }
            if bytes[start + 1] >= 0x41 && bytes[start + 1] <= 0x5A { return false }
            let first = bytes[start]
            if first >= 0x80 {
                guard let base = bytes.baseAddress,
                    let scalar = Unicode.Scalar(TextWalk.decode(base, start, bytes.count).0),
                    scalar.properties.isUppercase
                else { return false }
            }
            for at in lastEnd..<start {
                switch bytes[at] {
                case 0x2E, 0x21, 0x3F, 0x3A, 0x22, 0xE2, 0xC2, 0x0A: return false
                default: continue
                }
            }
            return true
        }

        /// Notes the punctuation in `from ..< to`, which stands after the token before and before
        /// the token that is being taken.
        @inline(never)
        func between(_ from: Int, _ to: Int) {
            var tail = 0
            while from + tail < to && bytes[from + tail] > 0x20 && tail < 255 { tail += 1 }
            // A no-break space ends the punctuation after a word as a space does.
            if count > 0 && lastEnd == from && from > 0 {
                if to == bytes.count || tail < to - from {
                    tokens[count - 1].tail = UInt8(tail)
                }
                if tail > 0 && quotes(from, from + tail) {
                    tokens[count - 1].marks |= PreparedText.Mark.closes
                }
            }
            var head = 0
            while head < to - from && bytes[to - 1 - head] > 0x20 && head < 255 { head += 1 }
            // Past the last token there is no token to note anything at.
            if to < bytes.count && (from == 0 || head < to - from) {
                tokens[count].head = UInt8(head)
            }
            if to < bytes.count && head > 0 && quotes(to - head, to) {
                tokens[count].marks |= PreparedText.Mark.opens
            }
        }

        /// Whether a quotation mark of some house style stands in a stretch of punctuation.
        private func quotes(_ from: Int, _ to: Int) -> Bool {
            for at in from..<to {
                if bytes[at] == 0x22 { return true }
                if at + 1 < to && bytes[at] == 0xC2 {
                    if bytes[at + 1] == 0xAB || bytes[at + 1] == 0xBB { return true }
                }
                if at + 2 < to && bytes[at] == 0xE2 && bytes[at + 1] == 0x80 {
                    let third = bytes[at + 2]
                    if (third >= 0x98 && third <= 0x9F) || third == 0xB9 || third == 0xBA {
                        return true
                    }
                }
            }
            return false
        }

        @inline(never)
        private mutating func grow() {
            scratch.tokens.reserve(count * 2 + 64, keeping: count)
            tokens = scratch.tokens.base
            capacity = scratch.tokens.capacity
        }

        @inline(__always)
        mutating func line(_ normal: Range<Int>) {
            if nextExcluded < excluded.count && excluded[nextExcluded] == lineNumber {
                nextExcluded += 1
                count = lineStart
            }
            lineNumber &+= 1
            lineStart = count
        }
    }
}

/// A token while a text is taken apart.
struct RawToken: BitwiseCopyable {
    var token: UInt32
    var start: UInt32
    var end: UInt32
    var marks: UInt8
    var head: UInt8
    var tail: UInt8
    var outline: UInt16
}

/// Where a worker takes a text apart before it knows how much memory the text needs.
final class PreparationScratch {
    let walk = TextWalk()
    let pool = BlockPool()
    let tokens = ScratchBuffer<RawToken>(capacity: 4096)
}
