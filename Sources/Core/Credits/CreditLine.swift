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
        /// How many words it has; of a line with more than sixteen, some number above that.
        var wordCount: Int { parts.survey.words }
        var byteCount: Int { parts.byteCount }

        /// Whether it is at most so long.
        func has(atMost scalars: Int) -> Bool { parts.has(atMost: scalars) }
        /// Some number of words that it has at least, by a quick count.
        var leastWords: Int { parts.leastWords }
        /// How many words it has, whatever their number.
        var wholeWordCount: Int { parts.wholeWordCount }

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

        /// Whether a comma may be its last sign: a cheap look, as above.
        var mayEndWithComma: Bool { parts.mayEndWithComma }

        /// The hash of the one to four words before a colon among its first forty scalars.
        var speaker: UInt64? { parts.speaker }

        /// The words that patterns ask for, as bits.
        var anchors: CreditAnchors.Bits { parts.anchors }

        /// Length in words of the longest entry of `list` that it begins with; 0 if there is none.
        func opening(_ list: Lexicon.List, of lexicon: Lexicon) -> Int {
            guard let first = parts.first, lexicon.mayBegin(first, list) else { return 0 }
            return lexicon.phrase(parts.words(most: lexicon.longestEntry), at: 0, list)
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
        private var firstWord: UInt64??
        /// The words of the bits; none when no bit is set, as on most lines.
        private var found: [UInt64]?
        private var mentioned: WordLists.Lists?

        /// Words up to which lines are counted: more than any credit has, and a look at a part of most
        /// lines.
        private static let counted = 16

        var byteCount: Int { bytes.count }

        func has(atMost scalars: Int) -> Bool {
            if bytes.count <= scalars { return true }
            if bytes.count > 4 * scalars { return false }
            // Every scalar has one byte that continues none.
            return page[bytes].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } <= scalars
        }

        var text: FoldedText {
            if let foldedText { return foldedText }
            let page = page
            let made = FoldedText(utf8: page.span.extracting(bytes))
            foldedText = made
            return made
        }

        var survey: WordSurvey { surveyed ?? look(most: Self.counted + 1) }

        var wholeWordCount: Int {
            survey.isWhole ? survey.words : look(most: .max).words
        }

        /// The hash of the first word.
        var first: UInt64? {
            if let surveyed { return surveyed.first }
            if let firstWord { return firstWord }
            let page = page
            let first = WordSurvey(page.span.extracting(bytes), most: 1) { _ in }.first
            firstWord = first
            return first
        }

        var anchors: CreditAnchors.Bits {
            if found == nil, !survey.isWhole { _ = look(most: .max) }
            guard let found, !found.isEmpty else { return CreditAnchors.Bits() }
            return CreditAnchors.Bits(found)
        }

        /// Walks over the words, once for all that is asked of most lines.
        private func look(most: Int) -> WordSurvey {
            let page = page
            let numbers = numbers
            var anchors = CreditAnchors.Bits()
            let survey = WordSurvey(page.span.extracting(bytes), most: most) {
                numbers.add($0, to: &anchors)
            }
            surveyed = survey
            guard survey.isWhole else { return survey }
            if survey.hasRunTogether {
                text.eachWordHash(camel: true) { numbers.add($0, to: &anchors) }
            }
            found = anchors == CreditAnchors.Bits() ? [] : anchors.indices.map { anchors[$0] }
            return survey
        }

        /// Hashes of the words, of the first `most` at least.
        func words(most: Int = .max) -> [UInt64] {
            let page = page
            var words: [UInt64] = []
            words.reserveCapacity(min(bytes.count / 5, most) + 2)
            _ = WordSurvey(page.span.extracting(bytes), most: most) { words.append($0) }
            return words
        }

        var leastWords: Int {
            let page = page
            let line = page.span.extracting(bytes)
            var found = 0
            // Without a branch, and within `0..<line.count`, so that many bytes are looked at at once.
            var at = 1
            while at < line.count {
                let space = line[unchecked: at &- 1] == 0x20 ? 1 : 0
                let letter = (line[unchecked: at] | 0x20) &- 97 < 26 ? 1 : 0
                found &+= space & letter
                at &+= 1
            }
            return found
        }

        func lists(_ lexicon: Lexicon) -> WordLists.Lists {
            if let mentioned { return mentioned }
            let made = lexicon.mentioned(words())
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
                if FoldedText.isWord(FoldedText.folded(rest, &at)) { return true }
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

        var mayEndWithComma: Bool {
            guard let last = page[bytes].last(where: { $0 > 0x20 }) else { return false }
            return last == UInt8(ascii: ",") || last >= 0x80
        }

        var speaker: UInt64? {
            let page = page
            var isPlain = true
            var scalars = 0
            var end = bytes.lowerBound
            while end < bytes.upperBound, scalars < 40, page[end] != UInt8(ascii: ":") {
                if page[end] >= 0x80 { isPlain = false }
                if page[end] & 0xC0 != 0x80 { scalars += 1 }
                end += 1
            }
            guard end < bytes.upperBound, scalars < 40 else { return nil }
            if !isPlain {
                // A wide colon may stand before this one.
                guard let colon = text.folded.prefix(40).firstIndex(of: ":") else { return nil }
                end = bytes.lowerBound + text.utf8Offset(colon)
            }
            var words = 0
            var name: UInt64?
            _ = WordSurvey(page.span.extracting(bytes.lowerBound..<end)) { word in
                words += 1
                name = name.map { FoldedText.hash($0, and: word) } ?? word
            }
            return words <= 4 ? name : nil
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
            let page = page
            guard let start = bytes.first(where: { page[$0] != 0x20 }) else { return false }
            let rest = page.span.extracting(start..<bytes.upperBound)
            var at = 0
            let first = FoldedText.folded(rest, &at)
            // White space of other kinds and what no reader sees take a closer look.
            if FoldedText.isSpace(first) { return true }
            if FoldedText.isWord(first) || at == rest.count { return false }
            return FoldedText.folded(rest, &at) == first
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
