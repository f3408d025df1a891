/// Receives what a walk over a text finds, in order.
protocol TokenSink {
    /// A token: its hash, its half-open byte range in the text.
    mutating func token(_ hash: UInt64, _ start: Int, _ end: Int)
    /// The end of a line that held at least one token; its folded tokens, with one space between
    /// two, stand at `normal` in the walk's buffer.
    mutating func line(_ normal: Range<Int>)
}

/// One pass over the UTF-8 bytes of a text: lower case, compatibility forms, tokens, lines.
///
/// A token is a maximal run of letters, digits and marks after compatibility decomposition, with
/// format characters removed; a character of a script without spaces is a token of its own. ASCII
/// is read in windows of 64 bytes. The folded tokens are left in `normal`, with one space between
/// two, so that digests are taken of exactly what is compared.
///
/// Unsafe memory: `text` is read within `0 ..< text.count` (a window that would cross the end looks
/// at a copy of it); `normal` is reserved for the bytes still to come plus 64 whenever
/// something is written that may be longer than what was read.
final class TextWalk {
    let normal = ScratchBuffer<UInt8>(capacity: 1 << 14)
    let forms = ScalarForms()

    /// The end of a text and zeros behind it, as long as a window looks.
    private let tail = ScratchBuffer<UInt8>(capacity: TextWindow.size + TextWindow.beyond)

    private static let small: UInt64 = 0x2020_2020_2020_2020

    /// Walks over `text` and tells `sink` what it finds; returns the length of the folded text.
    @inline(__always)
    func walk<Sink: TokenSink>(_ text: UnsafeBufferPointer<UInt8>, _ sink: inout Sink) -> Int {
        let n = text.count
        guard n > 0, let bytes = text.baseAddress else { return 0 }
        normal.reserve(n + 64)
        var out = normal.base
        var o = 0  // where the next token is written; a space stands before it
        var lineStart = 0
        var base = 0  // where the window begins
        windows: while base < n {
            let here = bytesOfWindow(bytes, base, n)
            var window = TextWindow(here)
            var next = TextWindow.size
            while window.events != 0 {
                let at = window.next()
                if window.isWord(at) {
                    let end = window.end()
                    if end < TextWindow.size {
                        if here[end] < 0x80 || Self.isQuote(here + end) {
                            let count = end &- at
                            let hash = Self.fold(here + at, count, to: out + o)
                            out[o &+ count] = 0x20
                            o &+= count &+ 1
                            sink.token(hash, base &+ at, base &+ end)
                            continue
                        }
                    } else if at > 0 {
                        next = at
                        break
                    }
                } else if here[at] < 0x80 {
                    if here[at] == 0x0A, o > lineStart {
                        sink.line(lineStart..<(o &- 1))
                        lineStart = o
                    }
                    continue
                }
                var i = base &+ at
                if Self.isQuote(here + at) {
                    i &+= 3
                } else {
                    // A token that fills the window, or something outside ASCII.
                    let room = o &+ (n &- i) &+ 64
                    if room > normal.capacity { normal.reserve(room + room / 4, keeping: o) }
                    // Lent as others: what a call can reach stays in memory all the while, and the
                    // fast path is to have it in registers.
                    var (end, start, lent) = (o, lineStart, consume sink)
                    slow(bytes, n, &i, &end, &start, &lent)
                    (o, lineStart) = (end, start)
                    sink = consume lent
                    out = normal.base
                }
                if i &- base >= TextWindow.size {
                    next = i &- base
                    break
                }
                window.skip(to: i &- base)
            }
            base &+= next
        }
        if o > lineStart { sink.line(lineStart..<(o &- 1)) }
        return max(0, o &- 1)
    }

    /// The bytes from `base` on: as many as a window looks at can be read.
    @inline(__always)
    private func bytesOfWindow(
        _ bytes: UnsafePointer<UInt8>, _ base: Int, _ n: Int
    ) -> UnsafePointer<UInt8> {
        if base &+ tail.capacity <= n { return bytes + base }
        tail.base.update(from: bytes + base, count: n - base)
        (tail.base + (n - base)).update(repeating: 0, count: tail.capacity - (n - base))
        return UnsafePointer(tail.base)
    }

    /// Copies an ASCII token of 1 to 63 bytes, in lower case, to `out` and returns its hash.
    ///
    /// Up to 16 bytes are written whatever the length.
    @inline(__always)
    private static func fold(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, to out: UnsafeMutablePointer<UInt8>
    ) -> UInt64 {
        let from = UnsafeRawPointer(bytes)
        let to = UnsafeMutableRawPointer(out)
        let first = from.loadUnaligned(as: UInt64.self) | small
        let second = from.loadUnaligned(fromByteOffset: 8, as: UInt64.self) | small
        to.storeBytes(of: first, as: UInt64.self)
        to.storeBytes(of: second, toByteOffset: 8, as: UInt64.self)
        if count <= 16 { return Mixing.token(first, second, count: count) }
        var at = 16
        while at < count {
            let word = from.loadUnaligned(fromByteOffset: at, as: UInt64.self) | small
            to.storeBytes(of: word, toByteOffset: at, as: UInt64.self)
            at &+= 8
        }
        return Mixing.token(out, count: count)
    }

    /// Whether a quotation mark or dash of General Punctuation (U+2010 … U+2027) stands at `bytes`.
    @inline(__always)
    private static func isQuote(_ bytes: UnsafePointer<UInt8>) -> Bool {
        bytes[0] == 0xE2 && bytes[1] == 0x80 && bytes[2] >= 0x90 && bytes[2] <= 0xA7
    }

    /// Reads scalar by scalar from `i` until a token has ended (and was told), or a separator was
    /// passed, or the text has ended.
    @inline(never)
    private func slow<Sink: TokenSink>(
        _ bytes: UnsafePointer<UInt8>, _ n: Int, _ i: inout Int, _ o: inout Int,
        _ lineStart: inout Int, _ sink: inout Sink
    ) {
        var out = normal.base
        var begin = o  // where the folded token begins
        var end = begin
        var start = i
        var last = i  // end of the last character that belongs to the token
        var single = false

        /// Tells the token that stands at `begin ..< end`, if there is one.
        func finish() {
            guard end > begin else { return }
            // Eight bytes after the end are readable: 64 are reserved beyond what was written.
            sink.token(Mixing.token(out + begin, count: end - begin), start, last)
            out[end] = 0x20
            o = end + 1
        }
        while i < n {
            let byte = bytes[i]
            if byte < 0x80 {
                let folded = byte | 0x20
                let isWord = (folded >= 0x61 && folded <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
                if !isWord || single {
                    finish()
                    return
                }
                out[end] = isWord && byte >= 0x41 ? folded : byte
                if end == begin { start = i }
                end += 1
                i += 1
                last = i
                continue
            }
            let (scalar, length) = Self.decode(bytes, i, n)
            let form = forms.form(scalar)
            let kind = UInt32(truncatingIfNeeded: form & 0xFF)
            if kind == ScalarForms.Kind.letters || kind == ScalarForms.Kind.single
                || kind == ScalarForms.Kind.mixed
            {
                let isSingle = kind == ScalarForms.Kind.single
                let isMark = kind == ScalarForms.Kind.letters && single && Self.isMark(scalar)
                if (isSingle || (single && !isMark)) && end > begin {
                    finish()
                    return
                }
                let count = Int((form >> 8) & 0xFF)
                let offset = Int(form >> 16)
                let room = end + count + (n - i) + 64
                if room > normal.capacity {
                    normal.reserve(room + room / 4, keeping: end)
                    out = normal.base
                }
                if end == begin { start = i }
                let folded = forms.pool.base + offset
                i += length
                if kind == ScalarForms.Kind.mixed {
                    // Parts before and after the gap are tokens that share the character's bytes.
                    last = i
                    for k in 0..<count {
                        if folded[k] == 0x20 {
                            finish()
                            begin = o
                            end = begin
                            start = i - length
                        } else {
                            out[end] = folded[k]
                            end += 1
                        }
                    }
                    continue
                }
                for k in 0..<count { out[end + k] = folded[k] }
                end += count
                last = i
                single = isSingle || single
                continue
            }
            if kind == ScalarForms.Kind.nothing {
                i += length
                continue
            }
            finish()
            i += length
            if kind == ScalarForms.Kind.lineEnd, o > lineStart {
                sink.line(lineStart..<(o - 1))
                lineStart = o
            }
            return
        }
        finish()
    }

    private static func isMark(_ value: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(value) else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: return false
        }
    }

    /// The scalar at `i` and its length; bytes that are not UTF-8 are read one by one as U+FFFD.
    @inline(__always)
    static func decode(_ bytes: UnsafePointer<UInt8>, _ i: Int, _ n: Int) -> (UInt32, Int) {
        let first = UInt32(bytes[i])
        if first < 0xE0 {
            guard first >= 0xC2, i + 1 < n, bytes[i + 1] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            return ((first & 0x1F) << 6 | UInt32(bytes[i + 1] & 0x3F), 2)
        }
        if first < 0xF0 {
            guard i + 2 < n, bytes[i + 1] & 0xC0 == 0x80, bytes[i + 2] & 0xC0 == 0x80 else {
                return (0xFFFD, 1)
            }
            let value =
                (first & 0x0F) << 12 | UInt32(bytes[i + 1] & 0x3F) << 6
                | UInt32(bytes[i + 2] & 0x3F)
            return (value, 3)
        }
        guard i + 3 < n, bytes[i + 1] & 0xC0 == 0x80, bytes[i + 2] & 0xC0 == 0x80,
            bytes[i + 3] & 0xC0 == 0x80
        else { return (0xFFFD, 1) }
        let high = (first & 0x07) << 18 | UInt32(bytes[i + 1] & 0x3F) << 12
        return (high | UInt32(bytes[i + 2] & 0x3F) << 6 | UInt32(bytes[i + 3] & 0x3F), 4)
    }
}
