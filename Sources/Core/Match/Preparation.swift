/// Where a token stands.
struct TokenPlace: BitwiseCopyable {
    var start: UInt32
    var end: UInt32
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

/// Takes a text apart: tokens with their bytes, and which of them are names or figures.
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
            start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end))
        marks[count] = specific ? PreparedText.Mark.specific : 0
        count &+= 1
        lastEnd = end
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
