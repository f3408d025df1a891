import Glibc

/// A place in the bytes of one JSON row.
///
/// The pointer is valid for the row alone, and every read is behind a comparison with `end`; loads
/// of eight bytes are made only where eight bytes are left.
struct RowCursor {
    /// Lists and objects within one another; one bit of a word says which each is.
    static let deepest = 64

    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let colon = UInt8(ascii: ":")
    static let comma = UInt8(ascii: ",")

    private let base: UnsafeRawPointer
    private let end: Int
    var at = 0

    /// A cursor at the start of a row; nil for an empty buffer, which may have no address.
    init?(_ line: UnsafeBufferPointer<UInt8>) {
        guard let start = line.baseAddress else { return nil }
        base = UnsafeRawPointer(start)
        end = line.count
    }

    var peek: UInt8? { at < end ? byte(at) : nil }

    private func byte(_ place: Int) -> UInt8 { base.load(fromByteOffset: place, as: UInt8.self) }

    mutating func step() { at += 1 }

    mutating func skipSpace() {
        while at < end {
            switch byte(at) {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    mutating func expect(_ wanted: UInt8) throws(RowProblem) {
        guard at < end else { throw .cutShort }
        guard byte(at) == wanted else { throw .unexpected(byte: byte(at), at: at) }
        at += 1
    }

    /// Goes through the items of a list or an object, from behind its opening bracket.
    ///
    /// The body is called at the first byte of each item and leaves the cursor behind it; the
    /// closing bracket is stepped over.
    mutating func items(
        until close: UInt8, _ item: (inout RowCursor) throws(RowProblem) -> Void
    ) throws(RowProblem) {
        skipSpace()
        if peek == close {
            step()
            return
        }
        while true {
            skipSpace()
            try item(&self)
            skipSpace()
            guard peek == Self.comma else { return try expect(close) }
            step()
        }
    }

    /// Whether a range of the row holds these bytes.
    func holds(_ name: [UInt8], in range: Range<Int>) -> Bool {
        guard range.count == name.count else { return false }
        return name.withUnsafeBytes { bytes in
            bytes.baseAddress.map { memcmp($0, base + range.lowerBound, name.count) == 0 } ?? true
        }
    }

    func ascii(_ range: Range<Int>) -> String {
        String(
            decoding: UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count),
            as: UTF8.self)
    }

    // MARK: Stepping over

    /// Steps over a string, from its first quotation mark to behind its last.
    ///
    /// - Returns: whether it has escapes.
    mutating func skipString() throws(RowProblem) -> Bool {
        try expect(Self.quote)
        let start = at
        var escaped = false
        while at < end {
            guard let found = memchr(base + at, Int32(Self.quote), end - at) else { break }
            let place = base.distance(to: UnsafeRawPointer(found))
            // A quotation mark after an odd number of backslashes is part of the string.
            var before = place
            while before > start, byte(before - 1) == Self.backslash { before -= 1 }
            escaped = escaped || before < place
            at = place + 1
            if (place - before) % 2 == 0 {
                escaped =
                    escaped || memchr(base + start, Int32(Self.backslash), place - start) != nil
                return escaped
            }
        }
        at = end
        throw .cutShort
    }

    /// Steps over any value.
    ///
    /// Strings and brackets are checked, what stands between them only for bytes that no JSON has
    /// there.
    mutating func skipValue() throws(RowProblem) {
        var kinds: UInt64 = 0
        var depth = 0
        repeat {
            skipSpace()
            guard at < end else { throw .cutShort }
            let byte = byte(at)
            switch byte {
            case Self.quote: _ = try skipString()
            case Self.openBrace, Self.openBracket:
                guard depth < Self.deepest else { throw .tooDeep }
                kinds = kinds << 1 | (byte == Self.openBrace ? 1 : 0)
                depth += 1
                at += 1
            case Self.closeBrace, Self.closeBracket:
                guard depth > 0, (kinds & 1 == 1) == (byte == Self.closeBrace) else {
                    throw .unexpected(byte: byte, at: at)
                }
                kinds >>= 1
                depth -= 1
                at += 1
            case Self.comma, Self.colon:
                guard depth > 0 else { throw .unexpected(byte: byte, at: at) }
                at += 1
            default: try skipWord()
            }
        } while depth > 0
    }

    /// A number, `true`, `false` or `null`; also `NaN`, which some programs write.
    private mutating func skipWord() throws(RowProblem) {
        let start = at
        while at < end {
            switch byte(at) {
            case 48...57, 65...90, 97...122, 0x2B, 0x2D, 0x2E: at += 1
            default:
                guard at > start else { throw .unexpected(byte: byte(at), at: at) }
                return
            }
        }
    }

    // MARK: Decoding

    /// The bytes of a string, unescaped, as valid UTF-8; and how often they had to be repaired.
    ///
    /// A lone surrogate stands as one U+FFFD, as does each stretch of damaged bytes. Control
    /// characters that should have been escaped are taken as they are.
    mutating func string() throws(RowProblem) -> (bytes: [UInt8], repaired: Int) {
        let start = at
        _ = try skipString()
        let last = at - 1
        // No escape is shorter than what it stands for, so that the string and one more word hold
        // every store.
        let capacity = last - start + 8
        var problem: RowProblem?
        var repaired = 0
        var high: UInt64 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { room, count in
            guard let base = room.baseAddress else { return }
            var out = UnsafeMutableRawPointer(base)
            var place = start + 1
            while place < last {
                place = copyPlain(from: place, to: last, &out, &high)
                guard place < last else { break }
                do throws(RowProblem) {
                    repaired += try unescape(&place, last, &out)
                } catch {
                    problem = error
                    break
                }
            }
            count = UnsafeMutableRawPointer(base).distance(to: out)
        }
        if let problem { throw problem }
        guard high & 0x8080_8080_8080_8080 != 0, !UTF8Sequence.isValid(bytes.span) else {
            return (bytes, repaired)
        }
        let (text, more) = repairedUTF8(bytes.span)
        return (text, repaired + more)
    }

    /// Copies up to the next backslash, eight bytes at a time.
    private func copyPlain(
        from start: Int, to last: Int, _ out: inout UnsafeMutableRawPointer, _ high: inout UInt64
    ) -> Int {
        var place = start
        while place + 8 <= last {
            let word = base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            out.storeBytes(of: word, as: UInt64.self)
            let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
            let hit = (slash &- 0x0101_0101_0101_0101) & ~slash & 0x8080_8080_8080_8080
            high |= word
            if hit != 0 {
                let plain = UInt64(littleEndian: hit).trailingZeroBitCount / 8
                out += plain
                return place + plain
            }
            out += 8
            place += 8
        }
        while place < last, byte(place) != Self.backslash {
            high |= UInt64(byte(place))
            out.storeBytes(of: byte(place), as: UInt8.self)
            out += 1
            place += 1
        }
        return place
    }

    /// Writes what the escape at `place` stands for; gives how many repairs it took.
    private func unescape(
        _ place: inout Int, _ last: Int, _ out: inout UnsafeMutableRawPointer
    ) throws(RowProblem) -> Int {
        guard place + 1 < last else { throw .cutShort }
        let plain: UInt8
        switch byte(place + 1) {
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "\""): plain = Self.quote
        case UInt8(ascii: "\\"): plain = Self.backslash
        case UInt8(ascii: "/"): plain = UInt8(ascii: "/")
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "u"): return try unescapeUnit(&place, last, &out)
        case let other: throw .unexpected(byte: other, at: place + 1)
        }
        out.storeBytes(of: plain, as: UInt8.self)
        out += 1
        place += 2
        return 0
    }

    private func unescapeUnit(
        _ place: inout Int, _ last: Int, _ out: inout UnsafeMutableRawPointer
    ) throws(RowProblem) -> Int {
        var value = try unit(place, last)
        var repaired = 0
        place += 6
        if (0xD800...0xDFFF).contains(value) {
            let next =
                value < 0xDC00 && place + 6 <= last && byte(place) == Self.backslash
                    && byte(place + 1) == UInt8(ascii: "u") ? try unit(place, last) : 0
            if (0xDC00...0xDFFF).contains(next) {
                value = 0x1_0000 + (value - 0xD800) << 10 + (next - 0xDC00)
                place += 6
            } else {
                value = 0xFFFD
                repaired = 1
            }
        }
        guard let encoded = Unicode.Scalar(value).flatMap({ UTF8.encode($0) }) else {
            throw .cutShort
        }
        for byte in encoded {
            out.storeBytes(of: byte, as: UInt8.self)
            out += 1
        }
        return repaired
    }

    /// The four hexadecimal digits of an escape at `place`.
    private func unit(_ place: Int, _ last: Int) throws(RowProblem) -> UInt32 {
        guard place + 6 <= last else { throw .cutShort }
        var value: UInt32 = 0
        for offset in 2..<6 {
            let byte = byte(place + offset)
            let digit: UInt8
            switch byte {
            case 48...57: digit = byte - 48
            case 65...70: digit = byte - 55
            case 97...102: digit = byte - 87
            default: throw .unexpected(byte: byte, at: place + offset)
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

/// The first line feed from `start` on, or `end`.
func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
    precondition(start <= end && end <= bytes.count)
    guard let base = bytes.baseAddress, let found = memchr(base + start, 0x0A, end - start) else {
        return end
    }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
}
