extension CreditReader {
    /// The line as the reader sees it.
    struct Line {
        let index: Int
        let text: FoldedText
        let wordCount: Int
        let byte: Int
        /// The line is longer than what was read of it.
        let isCut: Bool

        /// Reads at most `limit` bytes of the line.
        init(_ page: Page, _ index: Int, limit: Int = 6000) {
            self.index = index
            let range = page.lines[index]
            byte = range.lowerBound
            var end = min(range.upperBound, range.lowerBound + limit)
            while end < range.upperBound, end > range.lowerBound, page.text[end] & 0xC0 == 0x80 {
                end -= 1
            }
            isCut = end < range.upperBound
            text = FoldedText(utf8: page.text.span.extracting(range.lowerBound..<end))
            wordCount = text.wordCount()
            parts = LineParts()
        }

        /// Found when they are first asked for: most lines are only counted.
        private let parts: LineParts
        var words: [FoldedWord] { parts.words(text) }

        var isBlank: Bool { wordCount == 0 && !isCut }
        var isProse: Bool { isCut || wordCount >= PageLine.proseWords }

        func anchors(_ anchors: CreditAnchors) -> [UInt64] { parts.found(text, anchors) }

        /// Whether the pattern can fit this line by the words that it has.
        func mayFit(_ pattern: CreditPattern, _ anchors: CreditAnchors) -> Bool {
            anchors.mayFit(pattern, parts.found(text, anchors))
        }
    }

    /// The words of a line and the anchors among them, each found once.
    private final class LineParts {
        private var words: [FoldedWord]?
        private var found: [UInt64]?

        func words(_ text: FoldedText) -> [FoldedWord] {
            if let words { return words }
            let made = text.words()
            words = made
            return made
        }

        func found(_ text: FoldedText, _ anchors: CreditAnchors) -> [UInt64] {
            if let found { return found }
            let made = anchors.found(in: text)
            found = made
            return made
        }
    }

    /// FNV-1a of the bytes of a line.
    static func hash(_ page: Page, _ line: Int) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in page.lines[line] {
            hash = (hash ^ UInt64(page.text[index])) &* 0x100_0000_01b3
        }
        return hash
    }
}
