/// Where a token stands, and what is around it.
struct TokenPlace: BitwiseCopyable {
    var start: UInt32
    var end: UInt32
    /// Eight bits of the first three bytes of the token and of its last three; 0 for a token too
    /// short to be like another.
    var outline: UInt16
    /// Bytes of punctuation that stand directly before and after the token.
    var head: UInt8
    var tail: UInt8
}

/// Where a worker takes a text apart before it knows how much memory the text needs.
final class PreparationScratch {
    let walk = TextWalk()
    let pool = BlockPool()
    let tokens = ScratchBuffer<UInt32>(capacity: 4096)
    let places = ScratchBuffer<TokenPlace>(capacity: 4096)
    let marks = ScratchBuffer<UInt8>(capacity: 4096)

    func reserve(_ count: Int, keeping kept: Int = 0) {
        tokens.reserve(count, keeping: kept)
        places.reserve(count, keeping: kept)
        marks.reserve(count, keeping: kept)
    }

    /// Tokens for which there is room.
    var capacity: Int { min(tokens.capacity, places.capacity, marks.capacity) }
}

/// Takes a text apart: tokens with their bytes, and what stands around them.
///
/// What is done seldom is done by functions that do not reach the sink itself, so that it can stay in
/// registers.
struct PreparationSink: TokenSink {
    let scratch: PreparationScratch
    var tokens: UnsafeMutablePointer<UInt32>
    var places: UnsafeMutablePointer<TokenPlace>
    var marks: UnsafeMutablePointer<UInt8>
    var capacity: Int
    let bytes: UnsafeBufferPointer<UInt8>
    let excluded: [Int]
    var count = 0
    var lineStart = 0
    var lineNumber = 0
    var nextExcluded = 0
    var lastEnd = 0

    /// A sink for the text `bytes` without its lines `excluded`.
    init(scratch: PreparationScratch, bytes: UnsafeBufferPointer<UInt8>, excluded: [Int]) {
        self.scratch = scratch
        scratch.reserve(bytes.count / 2 + 64)
        tokens = scratch.tokens.base
        places = scratch.places.base
        marks = scratch.marks.base
        capacity = scratch.capacity
        self.bytes = bytes
        self.excluded = excluded
    }

    @inline(__always)
    mutating func token(_ hash: UInt64, _ start: Int, _ end: Int) {
        if count >= capacity {
            var larger = self
            larger.grow()
            self = larger
        }
        let byte = bytes[start]
        var specific = false
        if byte >= 0x30 && byte <= 0x39 {
            specific = true
        } else if (byte >= 0x41 && byte <= 0x5A) || (byte >= 0xC3 && byte <= 0xD4) {
            // A word in capitals throughout is emphasis.
            if count != lineStart, end &- start >= 2,
                bytes[start &+ 1] < 0x41 || bytes[start &+ 1] > 0x5A
            {
                specific = Self.isName(bytes, start, lastEnd)
            }
        }
        tokens[count] = UInt32(truncatingIfNeeded: hash)
        places[count] = TokenPlace(
            start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
            outline: outline(start, end), head: 0, tail: 0)
        marks[count] = specific ? PreparedText.Mark.specific : 0
        if start != lastEnd &+ 1 || bytes[lastEnd] != 0x20 {
            Self.between(bytes, lastEnd, start, places + count, marks + count, isFirst: count == 0)
        }
        count &+= 1
        lastEnd = end
    }

    /// What a misread word keeps: its beginning or its end.
    ///
    /// Bytes are folded as ASCII is, which is enough for a hint.
    @inline(__always)
    private func outline(_ start: Int, _ end: Int) -> UInt16 {
        if end &- start < 4 { return 0 }
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return 0 }
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

    /// Whether a capital stands within a sentence: what is before it is one space or a mark
    /// that does not end a sentence.
    @inline(never)
    private static func isName(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ lastEnd: Int
    ) -> Bool {
        let first = bytes[start]
        if first >= 0x80 {
            guard let base = bytes.baseAddress,
                let scalar = Unicode.Scalar(TextWalk.decode(base, start, bytes.count).0),
                scalar.properties.isUppercase
            else { return false }
        }
        // Tokens of one character share its bytes, so the last may end behind this start.
        for at in min(lastEnd, start)..<start {
            switch bytes[at] {
            case 0x2E, 0x21, 0x3F, 0x3A, 0x22, 0xE2, 0xC2, 0x0A: return false
            default: continue
            }
        }
        return true
    }

    /// Notes the punctuation behind the last token.
    func end() {
        Self.between(
            bytes, lastEnd, bytes.count, places + count, marks + count, isFirst: count == 0)
    }

    /// Notes the punctuation in `from ..< to`, which stands after the token before, the end of which
    /// is `from`, and before the token that is being taken, which `place` and `mark` are of.
    @inline(never)
    private static func between(
        _ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int,
        _ place: UnsafeMutablePointer<TokenPlace>, _ mark: UnsafeMutablePointer<UInt8>,
        isFirst: Bool
    ) {
        var tail = 0
        while from + tail < to && bytes[from + tail] > 0x20 && tail < 255 { tail += 1 }
        // A no-break space ends the punctuation after a word as a space does.
        if !isFirst && from > 0 {
            if to == bytes.count || tail < to - from { place[-1].tail = UInt8(tail) }
            if tail > 0 && quotes(bytes, from, from + tail) {
                mark[-1] |= PreparedText.Mark.closes
            }
        }
        var head = 0
        while head < to - from && bytes[to - 1 - head] > 0x20 && head < 255 { head += 1 }
        // Past the last token there is no token to note anything at.
        if to < bytes.count && (from == 0 || head < to - from) {
            place.pointee.head = UInt8(head)
        }
        if to < bytes.count && head > 0 && quotes(bytes, to - head, to) {
            mark.pointee |= PreparedText.Mark.opens
        }
    }

    /// Whether a quotation mark of some house style stands in a stretch of punctuation.
    private static func quotes(
        _ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int
    ) -> Bool {
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
        scratch.reserve(count * 2 + 64, keeping: count)
        tokens = scratch.tokens.base
        places = scratch.places.base
        marks = scratch.marks.base
        capacity = scratch.capacity
    }

    @inline(__always)
    mutating func line(_ normal: Range<Int>) {
        if nextExcluded < excluded.count && excluded[nextExcluded] == lineNumber {
            nextExcluded += 1
            count = lineStart
            // What follows stands behind the last token that is kept.
            lastEnd = count > 0 ? Int(places[count &- 1].end) : 0
        }
        lineNumber &+= 1
        lineStart = count
    }
}
