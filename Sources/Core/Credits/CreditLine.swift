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
        var wordCount: Int { parts.survey.words }
        var byteCount: Int { parts.byteCount }
        /// Its length in scalars.
        var count: Int { parts.survey.scalars }

        var isBlank: Bool { !isCut && parts.isBlank }
        var isProse: Bool { isCut || wordCount >= PageLine.proseWords }

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

        /// The words that patterns ask for, as bits.
        var anchors: CreditAnchors.Bits { parts.anchors }

        /// Length in words of the longest entry of `list` that it begins with; 0 if there is none.
        func opening(_ list: Lexicon.List, of lexicon: Lexicon) -> Int {
            guard let first = parts.survey.first, lexicon.mayBegin(first, list) else { return 0 }
            return lexicon.phrase(parts.words, at: 0, list)
        }

        /// The lists of the lexicon of which an entry stands in it.
        func lists(_ lexicon: Lexicon) -> WordLists.Lists { parts.lists(lexicon) }
    }

    /// A line of the page, of which at most `limit` bytes are read.
    func line(_ page: Page, _ index: Int, limit: Int = 6000) -> Line {
        Line(page, index, anchors, limit: limit)
    }

    /// What is found of a line, each once.
    private final class LineParts {
        private let page: [UInt8]
        private let bytes: Range<Int>
        private let numbers: CreditAnchors

        init(_ page: [UInt8], _ bytes: Range<Int>, _ numbers: CreditAnchors) {
            self.page = page
            self.numbers = numbers
            self.bytes = bytes
        }

        private var foldedText: FoldedText?
        private var surveyed: WordSurvey?
        private var found = CreditAnchors.Bits()
        private var mentioned: WordLists.Lists?

        var byteCount: Int { bytes.count }

        var text: FoldedText {
            if let foldedText { return foldedText }
            let page = page
            let made = FoldedText(utf8: page.span.extracting(bytes))
            foldedText = made
            return made
        }

        var survey: WordSurvey { surveyed ?? look() }

        var anchors: CreditAnchors.Bits {
            if surveyed == nil { _ = look() }
            return found
        }

        /// Walks over the words, once for all that is asked of most lines.
        private func look() -> WordSurvey {
            let page = page
            let numbers = numbers
            var anchors = CreditAnchors.Bits()
            let survey = WordSurvey(page.span.extracting(bytes)) { numbers.add($0, to: &anchors) }
            if survey.hasRunTogether {
                text.eachWordHash(camel: true) { numbers.add($0, to: &anchors) }
            }
            found = anchors
            surveyed = survey
            return survey
        }

        var words: [UInt64] {
            let page = page
            var words: [UInt64] = []
            words.reserveCapacity(bytes.count / 5 + 2)
            _ = WordSurvey(page.span.extracting(bytes)) { words.append($0) }
            return words
        }

        func lists(_ lexicon: Lexicon) -> WordLists.Lists {
            if let mentioned { return mentioned }
            let made = lexicon.mentioned(words)
            mentioned = made
            return made
        }

        /// Whether there is no word in it; true of most lines at their first byte or at none.
        var isBlank: Bool {
            for at in bytes {
                let byte = page[at]
                if byte >= 0x80 { return !hasWord(from: at) }
                if byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 { return false }
            }
            return true
        }

        private func hasWord(from start: Int) -> Bool {
            let page = page
            let rest = page.span.extracting(start..<bytes.upperBound)
            var at = 0
            while at < rest.count {
                let byte = rest[at]
                if byte < 0x80 { at += 1 }
                let scalar =
                    byte < 0x80 ? Unicode.Scalar(byte) : FoldedText.scalar(rest, &at)
                if FoldedText.isWord(FoldedText.fold(scalar)) { return true }
            }
            return false
        }

        func has(_ byte: UInt8, among most: Int) -> Bool {
            for at in bytes.prefix(most) where page[at] == byte { return true }
            return false
        }

        var opening: Unicode.Scalar? {
            guard let first = page[bytes].first(where: { $0 > 0x20 }), first < 0x80 else {
                return nil
            }
            return FoldedText.fold(Unicode.Scalar(first))
        }

        var mayEndGlued: Bool {
            guard let last = page[bytes].last(where: { $0 > 0x20 }) else { return false }
            // A bracket, or what may be an invisible mark behind one.
            if last == UInt8(ascii: ")") || last >= 0x80 { return true }
            var isBehindMark = false
            for at in bytes.suffix(240) {
                let byte = page[at]
                if isBehindMark, byte >= 0x80 || byte &- 65 < 26 { return true }
                // The curly quotation marks end with bytes beyond ASCII.
                isBehindMark =
                    byte &- 48 < 10 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!")
                    || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "\"") || byte >= 0x80
            }
            return false
        }

        var mayOpenWithDateline: Bool {
            var isBehindSpace = false
            for at in bytes.prefix(120) {
                let byte = page[at]
                // The long dashes begin with the byte E2.
                if byte == UInt8(ascii: "(")
                    || (isBehindSpace && (byte == UInt8(ascii: "-") || byte == 0xE2))
                {
                    return true
                }
                isBehindSpace = byte == 0x20
            }
            return false
        }

        var mayBeginWithDoubledSign: Bool {
            guard let first = page[bytes].first(where: { $0 > 0x20 }) else { return false }
            return !((first | 0x20) &- 97 < 26 || first &- 48 < 10)
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
