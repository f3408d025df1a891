/// Finds paragraphs in a text again: the lines that hold a token, counted from 0, as a fingerprint
/// counts them.
///
/// Not `Sendable`: one worker owns it.
package final class ParagraphFinder {
    private let walk = TextWalk()

    package init() {}

    /// Byte range from the first token of the paragraph to its last.
    package func range(of number: Int, in text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        var sink = Sink(wanted: number)
        _ = walk.walk(text, &sink)
        return sink.found
    }

    private struct Sink: TokenSink {
        let wanted: Int
        var found: Range<Int>?
        private var line = 0

        init(wanted: Int) { self.wanted = wanted }

        mutating func token(_ hash: UInt64, _ start: Int, _ end: Int) {
            if line == wanted { found = (found?.lowerBound ?? start)..<end }
        }

        mutating func line(_ normal: Range<Int>) { line += 1 }
    }
}
