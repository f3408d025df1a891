extension CreditReader {
    /// The line as the reader sees it.
    ///
    /// Most lines of a text are running text and are looked at for little more than their length, so
    /// that all else is made when it is first asked for.
    struct Line {
        let index: Int
        let byte: Int
        /// The line is longer than what was read of it.
        let isCut: Bool
        private let parts: LineParts

        fileprivate init(_ page: Page, _ index: Int, _ anchors: CreditAnchors, limit: Int) {
            self.index = index
            let range = page.lines[index]
            byte = range.lowerBound
            var end = min(range.upperBound, range.lowerBound + limit)
            while end < range.upperBound, end > range.lowerBound, page.text[end] & 0xC0 == 0x80 {
                end -= 1
            }
            isCut = end < range.upperBound
            parts = LineParts(page.text, range.lowerBound..<end, anchors)
        }

        var text: FoldedText { parts.text }
        /// How many words it has.
        var wordCount: Int { parts.scan.words }
        var byteCount: Int { parts.byteCount }

        /// Whether it is at most so long.
        func has(atMost scalars: Int) -> Bool { parts.has(atMost: scalars) }
        /// Some number of words that it has at least, by a quick count.
        var leastWords: Int { parts.leastWords }
        /// Whether it has at least so many words: cheaper than their number where it has many.
        func has(words: Int) -> Bool { parts.has(words: words) }

        var isProse: Bool { isCut || has(words: PageLine.proseWords) }

        /// Whether the ASCII character stands among the first scalars: a cheap look before `text` is
        /// asked for.
        func has(_ character: Unicode.Scalar, among scalars: Int) -> Bool {
            parts.has(UInt8(truncatingIfNeeded: character.value), among: 4 * scalars)
        }

        /// The folded scalar that it begins with; nil where that takes more than a look at a byte.
        var opening: Unicode.Scalar? { parts.opening }

        /// Whether it ends with a bracket, or a capital stands right behind the end of a sentence among
        /// its last bytes: a cheap look, as above.
        var mayEndGlued: Bool { parts.mayEndGlued }

        /// Whether a bracket, or a dash behind a space, stands among its first bytes: a cheap look, as
        /// above.
        var mayOpenWithDateline: Bool { parts.mayOpenWithDateline }

        /// Whether it may begin with two of one sign and white space.
        var mayBeginWithDoubledSign: Bool { parts.mayBeginWithDoubledSign }

        /// Whether a comma may be its last sign: a cheap look, as above.
        var mayEndWithComma: Bool { parts.mayEndWithComma }

        /// The hash of the one to four words before a colon among its first forty scalars.
        var speaker: UInt64? { parts.speaker }

        /// The words that patterns ask for, as bits.
        var anchors: CreditAnchors.Bits { parts.anchors }

        /// Whether a word may stand in it of those sorts, of the words of patterns that a line may begin
        /// with anything to fit.
        func mayHave(_ sorts: WordFilter.Sorts) -> Bool {
            parts.scan.keys & sorts != 0 || parts.scan.hasRunTogether
        }

        /// The hash of its first word.
        var firstWord: UInt64? { parts.opener.first }

        /// Whether a pattern that begins with a word begins with the first word of the line: no
        /// apostrophe, no invisible mark and no missing space makes that doubtful.
        var beginsPlainly: Bool { parts.opener.isPlain && !parts.scan.hasRunTogether }

        /// Its marks and figures.
        var marks: LineMarks { parts.marks }

        /// Length in words of the longest entry of `list` that it begins with; 0 if there is none.
        func opening(_ list: Lexicon.List, of lexicon: Lexicon) -> Int {
            parts.opening(list, of: lexicon)
        }

        /// The lists of the lexicon of which an entry stands in it.
        func lists(_ lexicon: Lexicon) -> WordLists.Lists { parts.lists(lexicon) }
    }

    /// Whether there is no word in the bytes; true of most lines at their first byte or at none.
    static func isBlank(_ line: Span<UInt8>) -> Bool {
        var at = 0
        while at < line.count {
            if FoldedText.isWord(FoldedText.folded(line, &at)) { return false }
        }
        return true
    }

    /// A line of the page, of which at most `limit` bytes are read.
    func line(_ page: Page, _ index: Int, limit: Int = 6000) -> Line {
        Line(page, index, anchors, limit: limit)
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
