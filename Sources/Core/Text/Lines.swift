/// The lines of a decoded page, as half-open byte ranges without their line ends.
///
/// A line ends with LF, with CR LF, or with a CR that no LF follows; U+2028, U+2029, U+0085, vertical
/// tab and form feed end none. A line end closes its line and opens no other, so `"a\n"` has one line
/// and an empty page has none. Indices start at 0; line *numbers*, as exports and reports show them,
/// start at 1.
///
/// Building takes one pass over the text; five bytes are kept for each line.
package struct Lines: Hashable, Sendable {
    /// Length of the text in bytes.
    package let length: Int
    private var starts: [UInt32] = []
    /// Bytes of each line's end: 0 (the last line may have none), 1 or 2.
    private var ends: [UInt8] = []

    /// Finds the lines of a text of at most 4 GiB.
    ///
    /// O(bytes).
    package init(of text: Span<UInt8>) {
        self = text.withUnsafeBufferPointer { Lines(of: $0) }
    }

    /// Finds the lines of a text of at most 4 GiB.
    ///
    /// O(bytes).
    package init(of text: [UInt8]) { self.init(of: text.span) }

    /// Looks at 64 bytes at a time while none of them is below 0x0E, where both line ends lie.
    ///
    /// Unsafe memory: a window is read where all of it lies within the text.
    private init(of text: UnsafeBufferPointer<UInt8>) {
        precondition(text.count <= Int(UInt32.max), "a page holds at most 4 GiB")
        length = text.count
        guard let bytes = UnsafeRawPointer(text.baseAddress) else { return }
        // As many as a text has that is written in short lines; grown where it has more.
        starts.reserveCapacity(Swift.min(length / 64, 1024) + 2)
        ends.reserveCapacity(Swift.min(length / 64, 1024) + 2)
        var start = 0
        var window = 0
        while window &+ Self.window <= length {
            let words = (bytes + window).loadUnaligned(as: SIMD8<UInt64>.self)
            // The high bit of each byte below 0x0E, and of some that stand behind one.
            let low = (words &- 0x0E0E_0E0E_0E0E_0E0E) & ~words & 0x8080_8080_8080_8080
            let four = low.lowHalf | low.highHalf
            let two = four.lowHalf | four.highHalf
            if two[0] | two[1] != 0 {
                for word in 0..<8 {
                    var left = UInt64(littleEndian: low[word])
                    while left != 0 {
                        let at = window &+ word &* 8 &+ left.trailingZeroBitCount / 8
                        left &= left &- 1
                        see(at, of: text, &start)
                    }
                }
            }
            window &+= Self.window
        }
        for at in window..<length { see(at, of: text, &start) }
        if start < length { close(start, 0) }
    }

    /// Bytes that are looked at together.
    private static let window = 64

    /// Closes the line that begins at `start` if the byte at `at` is its end.
    @inline(__always)
    private mutating func see(_ at: Int, of text: UnsafeBufferPointer<UInt8>, _ start: inout Int) {
        let byte = text[at]
        if byte == Self.lineFeed {
            // One before the start belongs to the CR before it.
            guard at >= start else { return }
            close(start, 1)
            start = at &+ 1
        } else if byte == Self.carriageReturn {
            let isPair = at &+ 1 < length && text[at &+ 1] == Self.lineFeed
            close(start, isPair ? 2 : 1)
            start = at &+ (isPair ? 2 : 1)
        }
    }

    private mutating func close(_ start: Int, _ end: UInt8) {
        starts.append(UInt32(truncatingIfNeeded: start))
        ends.append(end)
    }

    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D
}

extension Lines: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { starts.count }

    /// The bytes of a line without its line end.
    ///
    /// O(1).
    package subscript(index: Int) -> Range<Int> {
        let next = index + 1 < starts.count ? Int(starts[index + 1]) : length
        return Int(starts[index])..<(next - Int(ends[index]))
    }
}

extension Lines {
    /// The 1-based number of the line that a byte offset lies in; a line end belongs to its line.
    ///
    /// Offsets before the text count as its first byte, offsets after it as its last; an empty page
    /// answers 1. O(log lines).
    package func number(at offset: Int) -> Int {
        Swift.max(starts.firstPlace { Int($0) > offset }, 1)
    }

    /// The 1-based numbers of the lines that a range of bytes touches.
    ///
    /// O(log lines).
    package func numbers(of bytes: Range<Int>) -> ClosedRange<Int> {
        let first = number(at: bytes.lowerBound)
        return first...Swift.max(first, number(at: bytes.upperBound - 1))
    }

    /// The bytes from the start of the first numbered line to the end of the last, its line end
    /// left out; nil when the page has no such lines.
    ///
    /// O(1).
    package func bytes(of numbers: ClosedRange<Int>) -> Range<Int>? {
        guard numbers.lowerBound >= 1, numbers.upperBound <= count else { return nil }
        return self[numbers.lowerBound - 1].lowerBound..<self[numbers.upperBound - 1].upperBound
    }
}
