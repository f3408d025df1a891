extension CreditReader {
    /// What is found of a line, each once.
    final class LineParts {
        private let page: [UInt8]
        private let bytes: Range<Int>
        private let numbers: CreditAnchors

        init(_ page: [UInt8], _ bytes: Range<Int>, _ numbers: CreditAnchors) {
            self.page = page
            self.numbers = numbers
            self.bytes = bytes
        }

        private var foldedText: FoldedText?
        private var scanned: WordScan?
        private var opened: WordSurvey?
        private var openingLists: WordLists.Lists?
        private var openingWords: [UInt64]?
        private var marked: LineMarks?
        private var found: CreditAnchors.Bits?
        private var mentioned: WordLists.Lists?

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

        /// How many words it has, and whether one of the words that patterns ask for may be among them.
        var scan: WordScan {
            if let scanned { return scanned }
            let page = page
            let made = WordScan(page.span, bytes, keys: numbers.keys)
            scanned = made
            return made
        }

        func has(words: Int) -> Bool {
            if let scanned { return scanned.words >= words }
            let page = page
            // Words of this length are enough to know it of running text.
            let head = bytes.prefix(12 * words)
            if WordScan.leastWords(page.span, head) >= words { return true }
            return scan.words >= words
        }

        /// The first word.
        var opener: WordSurvey {
            if let opened { return opened }
            let page = page
            let made = WordSurvey(page.span.extracting(bytes), most: 1) { _ in }
            opened = made
            return made
        }

        var anchors: CreditAnchors.Bits {
            if let found { return found }
            let page = page
            let numbers = numbers
            var anchors = CreditAnchors.Bits()
            let survey = WordSurvey(page.span.extracting(bytes)) { numbers.add($0, to: &anchors) }
            if survey.hasRunTogether {
                text.eachWordHash(camel: true) { numbers.add($0, to: &anchors) }
            }
            found = anchors
            return anchors
        }

        var marks: LineMarks {
            if let marked { return marked }
            let page = page
            let made = LineMarks(page.span.extracting(bytes))
            marked = made
            return made
        }

        func opening(_ list: Lexicon.List, of lexicon: Lexicon) -> Int {
            guard let first = opener.first else { return 0 }
            let lists = openingLists ?? lexicon.begun(by: first)
            openingLists = lists
            guard lists.contains(.init(list)) else { return 0 }
            let words = openingWords ?? words(most: lexicon.longestEntry)
            openingWords = words
            return lexicon.phrase(words, at: 0, list)
        }

        /// Hashes of the words, of the first `most` at least.
        private func words(most: Int = .max) -> [UInt64] {
            let page = page
            var words: [UInt64] = []
            words.reserveCapacity(min(bytes.count / 5, most) + 2)
            _ = WordSurvey(page.span.extracting(bytes), most: most) { words.append($0) }
            return words
        }

        var leastWords: Int {
            if let scanned { return scanned.words }
            let page = page
            return WordScan.leastWords(page.span, bytes)
        }

        func lists(_ lexicon: Lexicon) -> WordLists.Lists {
            if let mentioned { return mentioned }
            let made = lexicon.mentioned(words())
            mentioned = made
            return made
        }

        var opening: Unicode.Scalar? {
            guard let first = page[bytes].first(where: { $0 > 0x20 }), first < 0x80 else {
                return nil
            }
            return FoldedText.fold(Unicode.Scalar(first))
        }

        func has(_ byte: UInt8, among most: Int) -> Bool {
            for at in bytes.prefix(most) where page[at] == byte { return true }
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
            if !mayHaveColon(&end) { return nil }
            scalars = end - bytes.lowerBound
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

        /// Moves `at`, which is at the beginning, over eight bytes at a time while they are ASCII and no
        /// colon; false when forty have none.
        private func mayHaveColon(_ at: inout Int) -> Bool {
            let page = page
            return page.withUnsafeBytes { text in
                // Words of eight bytes within the line.
                while at &+ 8 <= bytes.upperBound {
                    if at &- bytes.lowerBound >= 40 { return false }
                    let word = text.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                    if Self.holds(word, ":") { return true }
                    at &+= 8
                }
                return true
            }
        }

        var mayOpenWithDateline: Bool {
            var isBehindSpace = false
            let head = bytes.prefix(120)
            var next = head.lowerBound
            while next < head.upperBound {
                if hasNoDatelineMark(next, head.upperBound) {
                    isBehindSpace = page[next &+ 7] == 0x20
                    next &+= 8
                    continue
                }
                let at = next
                next &+= 1
                let byte = page[at]
                // The long dashes begin with the byte E2.
                if byte == UInt8(ascii: "(")
                    || (isBehindSpace && (byte == UInt8(ascii: "-") || byte == 0xE2))
                {
                    return hasDateline
                }
                isBehindSpace = byte == 0x20
            }
            return false
        }

        /// Whether eight bytes from `at` on are before `end`, and all are ASCII and neither brackets nor
        /// dashes.
        private func hasNoDatelineMark(_ at: Int, _ end: Int) -> Bool {
            guard at &+ 8 <= end else { return false }
            let page = page
            // Within the line.
            let word = page.withUnsafeBytes {
                $0.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            }
            return !Self.holds(word, "(") && !Self.holds(word, "-")
        }

        /// Whether eight bytes have the ASCII character, or anything beyond ASCII.
        @inline(__always)
        private static func holds(_ word: UInt64, _ character: Unicode.Scalar) -> Bool {
            let ones: UInt64 = 0x0101_0101_0101_0101
            let other = word ^ UInt64(character.value) &* ones
            // A high bit where a byte is zero.
            return ((other &- ones) & ~other | word) & 0x8080_8080_8080_8080 != 0
        }

        /// Whether brackets, or a dash behind white space, stand among the first scalars.
        private var hasDateline: Bool {
            let page = page
            let line = page.span.extracting(bytes)
            var at = 0
            var isBehindSpace = false
            var isBracketed = false
            for _ in 0..<CreditReader.datelineReach where at < line.count {
                let scalar = FoldedText.folded(line, &at)
                switch scalar {
                case "(": isBracketed = true
                case ")" where isBracketed: return true
                case "-" where isBehindSpace: return true
                default: break
                }
                isBehindSpace = FoldedText.isSpace(scalar)
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

        var mayEndGlued: Bool {
            let page = page
            var line = page.span.extracting(bytes)
            // Without white space at its end.
            while let start = Self.lastScalar(line) {
                var at = start
                let last = FoldedText.folded(line, &at)
                if last == ")" { return true }
                guard FoldedText.isSpace(last) else { break }
                line = line.extracting(0..<start)
            }
            return Self.hasGluedCapital(line)
        }

        /// Whether a capital stands right behind the end of a sentence or a figure among the last
        /// scalars of the line.
        private static func hasGluedCapital(_ line: Span<UInt8>) -> Bool {
            if let found = line.withUnsafeBytes(hasGluedCapital(plain:)) { return found }
            var at = line.count
            // One more, which may be what the first stands behind.
            for _ in 0...CreditReader.gluedReach {
                at = lastScalar(line.extracting(0..<at)) ?? 0
            }
            var isBehindMark = false
            while at < line.count {
                let byte = line[at]
                var folded = Unicode.Scalar(byte)
                if byte < 0x80 {
                    at += 1
                    if isBehindMark, byte &- 65 < 26 { return true }
                } else {
                    let scalar = FoldedText.scalar(line, &at)
                    if isBehindMark, FoldedText.isUpper(scalar) { return true }
                    folded = FoldedText.fold(scalar)
                }
                switch folded {
                case ".", "!", "?", "\"", "0"..."9": isBehindMark = true
                default: isBehindMark = false
                }
            }
            return false
        }

        /// The same of the last 64 bytes, if they are ASCII; they may have one more.
        private static func hasGluedCapital(plain line: UnsafeRawBufferPointer) -> Bool? {
            guard line.count >= ByteBlock.size, let start = line.baseAddress else { return nil }
            // Within the line.
            let block = ByteBlock(start + (line.count - ByteBlock.size))
            if block.hasHighBit { return nil }
            let marks =
                block.digits | block.equal(to: 0x2E2E_2E2E_2E2E_2E2E)
                | block.equal(to: 0x2121_2121_2121_2121)
                | block.equal(to: 0x3F3F_3F3F_3F3F_3F3F)
                | block.equal(to: 0x2222_2222_2222_2222)
            // The bit that sets small letters apart, moved to the high one.
            let capitals = block.letters & ~(block &<< 2)
            return marks.highBits &<< 1 & capitals.highBits != 0
        }

        /// Where the last scalar begins.
        private static func lastScalar(_ line: Span<UInt8>) -> Int? {
            guard !line.isEmpty else { return nil }
            var at = line.count - 1
            while at > 0, line[at] & 0xC0 == 0x80 { at -= 1 }
            return at
        }
    }
}
