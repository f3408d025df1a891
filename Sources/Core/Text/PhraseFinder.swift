/// Finds phrases in texts by their words: case, Unicode forms, punctuation and line ends between them
/// do not matter, as they do not for matching.
///
/// Not `Sendable`: it keeps the memory that it works in.
package final class PhraseFinder {
    private let walk = TextWalk()
    /// The folded words of each phrase, with one space between two; empty for one without words.
    private var phrases: [[UInt8]] = []

    package init(_ phrases: [String]) {
        for phrase in phrases {
            let words = Array(phrase.utf8).span.withUnsafeBufferPointer { text -> [UInt8] in
                var sink = Places()
                let length = walk.walk(text, &sink)
                return Array(UnsafeBufferPointer(start: walk.normal.base, count: length))
            }
            self.phrases.append(words)
        }
    }

    /// A phrase that stands in a text.
    package struct Hit: Hashable, Sendable {
        /// Its place among the phrases.
        package var phrase: Int
        /// From its first word to its last.
        package var bytes: Range<Int>
    }

    /// The first place of each phrase in a text, by phrase.
    ///
    /// O(bytes · phrases).
    package func hits(in text: Span<UInt8>) -> [Hit] {
        text.withUnsafeBufferPointer { bytes in
            var sink = Places()
            let length = walk.walk(bytes, &sink)
            // The walk's buffer holds the folded words, and is not written before the next walk.
            let folded = UnsafeBufferPointer(start: walk.normal.base, count: length)
            return phrases.indices.compactMap { number in
                let phrase = phrases[number]
                guard !phrase.isEmpty, let at = Self.place(of: phrase, in: folded) else {
                    return nil
                }
                let first = folded[..<at].count { $0 == 0x20 }
                let last = first + phrase.count { $0 == 0x20 }
                guard sink.words.indices.contains(last) else { return nil }
                return Hit(
                    phrase: number,
                    bytes: sink.words[first].lowerBound..<sink.words[last].upperBound)
            }
        }
    }

    /// Where a phrase begins among folded words, as a whole.
    private static func place(of phrase: [UInt8], in folded: UnsafeBufferPointer<UInt8>) -> Int? {
        guard phrase.count <= folded.count else { return nil }
        var at = 0
        let last = folded.count - phrase.count
        while at <= last {
            // Phrases begin where words do.
            if folded[at] == phrase[0], at == 0 || folded[at - 1] == 0x20,
                at == last || folded[at + phrase.count] == 0x20
            {
                var same = 1
                while same < phrase.count, folded[at + same] == phrase[same] { same += 1 }
                if same == phrase.count { return at }
            }
            at += 1
        }
        return nil
    }

    /// The bytes of each word.
    private struct Places: TokenSink {
        var words: [Range<Int>] = []

        mutating func token(_ hash: UInt64, _ start: Int, _ end: Int) { words.append(start..<end) }

        mutating func line(_ normal: Range<Int>) {}
    }
}
