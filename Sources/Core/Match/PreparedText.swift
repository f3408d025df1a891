/// A text as verification needs it: its tokens with their bytes, its shingles, and a table that
/// finds a shingle's first position.
///
/// Unsafe memory: every buffer holds `count` (tokens) or `positions` (shingles) elements; `table`
/// has a power of two of slots, at least twice `positions`. Not `Sendable`: one worker owns it.
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

    private(set) var piece: UInt32 = .max
    private(set) var count = 0
    private(set) var positions = 0
    /// Number of different shingles.
    private(set) var distinct = 0
    private(set) var bytes = 0

    /// Low halves of the token hashes.
    let tokens = ScratchBuffer<UInt32>(capacity: 1024)
    let starts = ScratchBuffer<UInt32>(capacity: 1024)
    let ends = ScratchBuffer<UInt32>(capacity: 1024)
    let marks = ScratchBuffer<UInt8>(capacity: 1024)
    /// Bytes of punctuation that stand directly before and after each token.
    let heads = ScratchBuffer<UInt8>(capacity: 1024)
    let tails = ScratchBuffer<UInt8>(capacity: 1024)
    let shingles = ScratchBuffer<UInt64>(capacity: 1024)
    /// `specificsBefore[i]`: how many of the first `i` tokens are names or figures.
    let specificsBefore = ScratchBuffer<UInt32>(capacity: 1024)
    private let table = ScratchBuffer<UInt64>(capacity: 4096)
    private var mask = 0

    /// About how many bytes of memory the text takes.
    var weight: Int { count * 48 }

    /// Reads the text of `piece` without its lines `excluded` (numbers among the non-empty lines).
    func prepare(
        piece: UInt32, text: UnsafeBufferPointer<UInt8>, excluded: [Int], walk: TextWalk
    ) {
        self.piece = piece
        bytes = text.count
        let room = text.count / 2 + 64
        tokens.reserve(room)
        starts.reserve(room)
        ends.reserve(room)
        marks.reserve(room)
        heads.reserve(room)
        tails.reserve(room)
        var sink = Sink(text: self, bytes: text, excluded: excluded)
        _ = walk.walk(text, &sink)
        sink.between(sink.lastEnd, text.count)
        count = sink.count
        shingle()
    }

    private func shingle() {
        positions = Shingle.positions(count)
        shingles.reserve(positions + 1)
        specificsBefore.reserve(count + 1)
        var roller = ShingleRoller()
        var specifics: UInt32 = 0
        for i in 0..<count {
            // Rolling over half a token hash: exact sets are compared, and two of 2³² tokens that
            // fall together cost nothing but a shingle in 2³² of those compared.
            let hash = roller.take(UInt64(tokens.base[i]) &* Mixing.lengthKey)
            if i >= Shingle.size - 1 { shingles.base[i - Shingle.size + 1] = hash }
            specificsBefore.base[i] = specifics
            specifics += UInt32(marks.base[i] & Mark.specific)
        }
        specificsBefore.base[count] = specifics
        if count > 0 && count < Shingle.size { shingles.base[0] = roller.partial }
        var slots = 16
        while slots < positions * 2 { slots *= 2 }
        table.reserve(slots)
        table.base.update(repeating: .max, count: slots)
        mask = slots - 1
        distinct = 0
        let hashes = shingles.base
        let places = table.base
        for i in 0..<positions {
            let hash = hashes[i]
            let tag = hash & 0xFFFF_FFFF_0000_0000
            var slot = Int(truncatingIfNeeded: hash) & mask
            while true {
                let held = places[slot]
                if held == .max {
                    places[slot] = tag | UInt64(i)
                    distinct &+= 1
                    marks.base[i] |= Mark.first
                    break
                }
                if held & 0xFFFF_FFFF_0000_0000 == tag && hashes[Int(held & 0xFFFF_FFFF)] == hash {
                    break
                }
                slot = (slot &+ 1) & mask
            }
        }
    }

    /// The first position of a shingle, or -1.
    @inline(__always)
    func position(of hash: UInt64) -> Int {
        let tag = hash & 0xFFFF_FFFF_0000_0000
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let held = table.base[slot]
            if held == .max { return -1 }
            if held & 0xFFFF_FFFF_0000_0000 == tag {
                let at = Int(held & 0xFFFF_FFFF)
                if shingles.base[at] == hash { return at }
            }
            slot = (slot &+ 1) & mask
        }
    }

    private struct Sink: TokenSink {
        let text: PreparedText
        let bytes: UnsafeBufferPointer<UInt8>
        let excluded: [Int]
        var count = 0
        var lineStart = 0
        var lineNumber = 0
        var nextExcluded = 0
        var lastEnd = 0

        init(text: PreparedText, bytes: UnsafeBufferPointer<UInt8>, excluded: [Int]) {
            self.text = text
            self.bytes = bytes
            self.excluded = excluded
        }

        @inline(__always)
        mutating func token(_ hash: UInt64, _ start: Int, _ end: Int, _ normalEnd: Int) {
            if count >= text.tokens.capacity { grow() }
            text.tokens.base[count] = UInt32(truncatingIfNeeded: hash)
            text.starts.base[count] = UInt32(truncatingIfNeeded: start)
            text.ends.base[count] = UInt32(truncatingIfNeeded: end)
            let byte = bytes[start]
            var specific = false
            if byte >= 0x30 && byte <= 0x39 {
                specific = true
            } else if (byte >= 0x41 && byte <= 0x5A) || (byte >= 0xC3 && byte <= 0xD4) {
                specific = isName(start, end)
            }
            text.marks.base[count] = specific ? PreparedText.Mark.specific : 0
            text.heads.base[count] = 0
            text.tails.base[count] = 0
            if start != lastEnd &+ 1 || bytes[lastEnd] != 0x20 { between(lastEnd, start) }
            count &+= 1
            lastEnd = end
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
                    text.tails.base[count - 1] = UInt8(tail)
                }
                if tail > 0 && quotes(from, from + tail) {
                    text.marks.base[count - 1] |= PreparedText.Mark.closes
                }
            }
            var head = 0
            while head < to - from && bytes[to - 1 - head] > 0x20 && head < 255 { head += 1 }
            if to < bytes.count && (from == 0 || head < to - from) {
                text.heads.base[count] = UInt8(head)
            }
            if to < bytes.count && head > 0 && quotes(to - head, to) {
                text.marks.base[count] |= PreparedText.Mark.opens
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
        private func grow() {
            let room = count * 2
            text.tokens.reserve(room, keeping: count)
            text.starts.reserve(room, keeping: count)
            text.ends.reserve(room, keeping: count)
            text.marks.reserve(room, keeping: count)
            text.heads.reserve(room, keeping: count)
            text.tails.reserve(room, keeping: count)
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
