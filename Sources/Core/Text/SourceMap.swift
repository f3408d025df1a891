/// Where each byte of a text that was made of a document stands in that document.
///
/// A text is made of runs: bytes of the document as they are, and bytes that stand for others (a
/// character reference, a border between two blocks). No run but one that stands for others goes
/// over the end of a line of the document.
package struct SourceMap: Hashable, Sendable {
    private struct Run: Hashable {
        /// Where the run begins in the text; it ends where the next one begins.
        var made: Int
        var source: Range<Int>
        /// 1-based line of the document.
        var line = 1
        /// Byte for byte the document's.
        var isCopy: Bool
    }

    private var runs: [Run] = []

    package init() {}

    /// Says that the text's bytes from `made` on were taken from `source`.
    ///
    /// Calls come in the order of the text.
    package mutating func add(made: Int, source: Range<Int>, isCopy: Bool) {
        if isCopy, let last = runs.last, last.isCopy,
            last.source.upperBound == source.lowerBound, made - last.made == last.source.count
        {
            runs[runs.count - 1].source = last.source.lowerBound..<source.upperBound
            return
        }
        runs.append(Run(made: made, source: source, isCopy: isCopy))
    }

    /// Memory that the runs take.
    package var byteCount: Int { runs.count * MemoryLayout<Run>.stride }

    /// Gives the runs the numbers of the document's lines.
    ///
    /// O(runs log lines).
    package mutating func number(by lines: Lines) {
        for index in runs.indices {
            runs[index].line = lines.number(at: runs[index].source.lowerBound)
        }
    }

    /// The bytes of the document that a range of the text was made of, from its first to its last.
    ///
    /// O(log runs).
    package func source(of made: Range<Int>) -> Range<Int> {
        guard !runs.isEmpty else { return 0..<0 }
        let first = run(at: made.lowerBound)
        let start =
            first.isCopy
            ? min(first.source.lowerBound + made.lowerBound - first.made, first.source.upperBound)
            : first.source.lowerBound
        guard !made.isEmpty else { return start..<start }
        let last = run(at: made.upperBound - 1)
        let end =
            last.isCopy
            ? min(last.source.lowerBound + made.upperBound - last.made, last.source.upperBound)
            : last.source.upperBound
        return start..<max(start, end)
    }

    /// The lines of the document, counted from 1, that a range of the text was made of.
    ///
    /// O(log runs).
    package func lines(of made: Range<Int>) -> ClosedRange<Int> {
        guard !runs.isEmpty else { return 1...1 }
        let first = run(at: made.lowerBound).line
        return first...max(first, run(at: max(made.lowerBound, made.upperBound - 1)).line)
    }

    private func run(at offset: Int) -> Run {
        runs[max(0, runs.firstPlace { $0.made > offset } - 1)]
    }
}

extension SourceMap {
    /// The map in few bytes: of each run the differences to the one before, as numbers of seven bits
    /// a byte.
    package var packed: [UInt8] {
        var writer = ByteWriter()
        // Small numbers of either sign are few bytes.
        func put(_ number: Int) { writer.add(short: (number << 1) ^ (number >> 63)) }
        var before = Run(made: 0, source: 0..<0, isCopy: true)
        for run in runs {
            put((run.made - before.made) << 1 | (run.isCopy ? 1 : 0))
            put(run.source.lowerBound - before.source.upperBound)
            put(run.source.count)
            put(run.line - before.line)
            before = run
        }
        return writer.bytes
    }

    /// The map that `packed` gave; empty for other bytes.
    package init(packed bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        func take() -> Int? {
            reader.short().map {
                let number = UInt64(bitPattern: Int64($0))
                return Int(truncatingIfNeeded: number >> 1) ^ -Int(number & 1)
            }
        }
        var before = Run(made: 0, source: 0..<0, isCopy: true)
        while !reader.isAtEnd {
            guard let made = take(), let gap = take(), let count = take(), let line = take(),
                count >= 0, let start = Self.sum(before.source.upperBound, gap), start >= 0,
                let end = Self.sum(start, count), let place = Self.sum(before.made, made >> 1),
                let number = Self.sum(before.line, line)
            else {
                runs = []
                return
            }
            before = Run(made: place, source: start..<end, line: number, isCopy: made & 1 == 1)
            runs.append(before)
        }
    }

    /// Nil for what no number can hold: the bytes may be damaged.
    private static func sum(_ one: Int, _ two: Int) -> Int? {
        let (sum, overflows) = one.addingReportingOverflow(two)
        return overflows ? nil : sum
    }
}
