/// Receives what a walk over a text finds, in order.
protocol TokenSink {
    /// A token: its hash, its half-open byte range in the text. Its folded bytes end at
    /// `normalEnd` in the walk's buffer.
    mutating func token(_ hash: UInt64, _ start: Int, _ end: Int, _ normalEnd: Int)
    /// The end of a line that held at least one token; its folded tokens, with one space between
    /// two, stand at `normal` in the walk's buffer.
    mutating func line(_ normal: Range<Int>)
}

/// One pass over the UTF-8 bytes of a text: lower case, compatibility forms, tokens, lines.
///
/// A token is a maximal run of letters, digits and marks after compatibility decomposition, with
/// format characters removed; a character of a script without spaces is a token of its own. ASCII
/// is read eight bytes at a time. The folded tokens are left in `normal`, with one space between
/// two, so that digests are taken of exactly what is compared.
///
/// Unsafe memory: `text` is read within `0 ..< text.count` (words that would cross the end are put
/// together byte by byte); `normal` is reserved for the bytes still to come plus 64 whenever
/// something is written that may be longer than what was read.
final class TextWalk {
    let normal = ScratchBuffer<UInt8>(capacity: 1 << 14)
    let forms = ScalarForms()

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let high: UInt64 = 0x8080_8080_8080_8080

    /// The high bit of each byte of `word` that is an ASCII letter or digit.
    @inline(__always)
    private static func words(_ word: UInt64) -> UInt64 {
        let low = word & ~high
        let folded = low | (ones &* 0x20)
        let letters = (folded &+ ones &* 0x1F) & ~(folded &+ ones &* 0x05)
        let digits = (low &+ ones &* 0x50) & ~(low &+ ones &* 0x46)
        return (letters | digits) & ~word & high
    }

    /// Walks over `text` and tells `sink` what it finds; returns the length of the folded text.
    @inline(__always)
    func walk<Sink: TokenSink>(_ text: UnsafeBufferPointer<UInt8>, _ sink: inout Sink) -> Int {
        let n = text.count
        guard n > 0, let bytes = text.baseAddress else { return 0 }
        normal.reserve(n + 64)
        var out = normal.base
        var o = 0
        var lineStart = 0
        var i = 0
        while i < n {
            let word: UInt64
            if i &+ 8 <= n {
                word = UnsafeRawPointer(bytes + i).loadUnaligned(as: UInt64.self)
            } else {
                word = Self.tail(bytes + i, n - i)
            }
            let mask = Self.words(word)
            if mask & 0x80 == 0 {
                let byte = UInt8(truncatingIfNeeded: word)
                if byte < 0x80 {
                    i &+= 1
                    if byte == 0x0A, o > lineStart {
                        sink.line(lineStart..<o)
                        out[o] = 0x20
                        o &+= 1
                        lineStart = o
                    }
                    continue
                }
                // General punctuation (quotation marks, dashes) without a look into the table.
                if byte == 0xE2, (word >> 8) & 0xFF == 0x80, i &+ 2 < n {
                    let third = (word >> 16) & 0xFF
                    if third >= 0x90 && third <= 0xA7 {
                        i &+= 3
                        continue
                    }
                }
            } else {
                let stop = ~mask & Self.high
                let begin = o > lineStart ? o &+ 1 : o
                if stop != 0 {
                    let shift = UInt64(stop.trailingZeroBitCount &- 7)  // 8 … 56 bits of token
                    let count = Int(shift >> 3)
                    if UInt8(truncatingIfNeeded: word >> shift) < 0x80
                        || Self.isQuote(bytes, i &+ count, n)
                    {
                        let folded = (word | (Self.ones &* 0x20)) & ~(~0 << shift)
                        out[o] = 0x20
                        UnsafeMutableRawPointer(out + begin).storeBytes(of: folded, as: UInt64.self)
                        o = begin &+ count
                        sink.token(Mixing.short(folded, count: count), i, i &+ count, o)
                        i &+= count
                        continue
                    }
                } else {
                    let count = Self.long(bytes, i, n, word, out + begin)
                    if count > 0 {
                        out[o] = begin > o ? 0x20 : out[o]
                        o = begin &+ count
                        sink.token(Mixing.token(out + begin, count: count), i, i &+ count, o)
                        i &+= count
                        continue
                    }
                }
            }
            // A longer token, or one with something outside ASCII.
            let room = o &+ (n &- i) &+ 64
            if room > normal.capacity {
                normal.reserve(room + room / 4, keeping: o)
                out = normal.base
            }
            slow(bytes, n, &i, &o, &lineStart, &sink)
            out = normal.base
        }
        if o > lineStart { sink.line(lineStart..<o) }
        // A space may stand after the last line.
        return o == lineStart && o > 0 ? o - 1 : o
    }

    /// Copies an ASCII token of eight bytes or more, in lower case, to `out`; returns its length, or
    /// 0 when something outside ASCII may belong to it.
    @inline(__always)
    private static func long(
        _ bytes: UnsafePointer<UInt8>, _ i: Int, _ n: Int, _ first: UInt64,
        _ out: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var word = first
        var count = 0
        while true {
            UnsafeMutableRawPointer(out + count).storeBytes(
                of: word | (ones &* 0x20), as: UInt64.self)
            let stop = ~words(word) & high
            if stop != 0 {
                let shift = UInt64(stop.trailingZeroBitCount &- 7)
                count &+= Int(shift >> 3)
                let next = UInt8(truncatingIfNeeded: word >> shift)
                return next < 0x80 || isQuote(bytes, i &+ count, n) ? count : 0
            }
            count &+= 8
            let at = i &+ count
            if at &+ 8 <= n {
                word = UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt64.self)
            } else {
                word = at < n ? tail(bytes + at, n - at) : 0
            }
        }
    }

    /// Whether a quotation mark or dash of General Punctuation (U+2010 … U+2027) stands at `i`.
    @inline(__always)
    private static func isQuote(_ bytes: UnsafePointer<UInt8>, _ i: Int, _ n: Int) -> Bool {
        i &+ 2 < n && bytes[i] == 0xE2 && bytes[i &+ 1] == 0x80 && bytes[i &+ 2] >= 0x90
            && bytes[i &+ 2] <= 0xA7
    }

    /// Up to seven bytes as a word, the rest of it zero (a separator).
    @inline(never)
    private static func tail(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var word: UInt64 = 0
        for k in 0..<min(count, 8) { word |= UInt64(bytes[k]) << UInt64(8 * k) }
        return word
    }

    /// Reads scalar by scalar from `i` until a token has ended (and was told), or a separator was
    /// passed, or the text has ended.
    @inline(never)
    private func slow<Sink: TokenSink>(
        _ bytes: UnsafePointer<UInt8>, _ n: Int, _ i: inout Int, _ o: inout Int,
        _ lineStart: inout Int, _ sink: inout Sink
    ) {
        var out = normal.base
        let space = o > lineStart ? 1 : 0
        var begin = o + space  // where the folded token begins
        var end = begin
        var start = i
        var last = i  // end of the last character that belongs to the token
        var single = false

        /// Tells the token that stands at `begin ..< end`, if there is one.
        func finish() {
            guard end > begin else { return }
            if begin > lineStart { out[begin - 1] = 0x20 }
            o = end
            // Eight bytes after the end are readable: 64 are reserved beyond what was written.
            sink.token(Mixing.token(out + begin, count: end - begin), start, last, o)
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
                            begin = o + (o > lineStart ? 1 : 0)
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
                sink.line(lineStart..<o)
                out[o] = 0x20
                o += 1
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
