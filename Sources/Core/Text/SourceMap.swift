/// Where each byte of a text that was made of a document stands in that document.
///
/// A text is made of runs: bytes of the document as they are, and bytes that stand for others (a
/// character reference, a border between two blocks).
package struct SourceMap: Hashable, Sendable {
    /// A run of the text, up to the next one.
    private struct Run: Hashable {
        var made: UInt32
        var source: UInt32
        var sourceEnd: UInt32
        /// Byte for byte the document's.
        var isCopy: Bool
    }

    private var runs: [Run] = []

    package init() {}

    /// Says that the text's bytes from `made` on were taken from `source`.
    ///
    /// Calls come in the order of the text.
    package mutating func add(made: Int, source: Range<Int>, isCopy: Bool) {
        if isCopy, let last = runs.last, last.isCopy, Int(last.sourceEnd) == source.lowerBound,
            made - Int(last.made) == Int(last.sourceEnd - last.source)
        {
            runs[runs.count - 1].sourceEnd = UInt32(clamping: source.upperBound)
            return
        }
        runs.append(
            Run(
                made: UInt32(clamping: made), source: UInt32(clamping: source.lowerBound),
                sourceEnd: UInt32(clamping: source.upperBound), isCopy: isCopy))
    }

    /// The bytes of the document that a range of the text was made of, from its first to its last.
    ///
    /// O(log runs).
    package func source(of made: Range<Int>) -> Range<Int> {
        let start = place(of: made.lowerBound, isEnd: false)
        guard !made.isEmpty else { return start..<start }
        return start..<max(start, place(of: made.upperBound - 1, isEnd: true))
    }

    /// Where the byte at an offset of the text begins, or ends, in the document.
    private func place(of offset: Int, isEnd: Bool) -> Int {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if Int(runs[middle].made) <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        let run = runs[low - 1]
        if !run.isCopy { return Int(isEnd ? run.sourceEnd : run.source) }
        return min(
            Int(run.source) + offset - Int(run.made) + (isEnd ? 1 : 0), Int(run.sourceEnd))
    }
}
