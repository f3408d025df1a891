/// What one line of a page looks like, before anything is known about its neighbours.
struct PageLine {
    enum Shape {
        case blank
        /// Running text: a sentence or more.
        case prose
        /// A heading, caption, name, menu entry … anything short.
        case short
        /// Nothing but strokes, stars or dots.
        case rule
    }

    var shape: Shape
    /// 0-based index of the line in the page.
    var index: Int
    /// Bytes of the page without white space at the ends.
    var bytes: Range<Int>
    /// Words, as far as they were counted (up to `PageLine.wordLimit`).
    var words: Int
    /// Hash of the folded text; equal for lines that say the same.
    var mask: UInt64
    /// The folded text, for short lines alone.
    var text: FoldedText?
    /// Its words, for short lines alone.
    var tokens: [FoldedWord] = []
    /// White space before the first character, and a list mark after it.
    var indented = false
    var bulleted = false
    /// Begins with a dash and a space: an entry of a list, or a heading inside a text.
    var dashed = false
    var marks: Marks = []

    /// What the words of a short line say that it is.
    struct Marks: OptionSet {
        let rawValue: Int
        static let share = Marks(rawValue: 1)
        static let pager = Marks(rawValue: 2)
        static let sidebar = Marks(rawValue: 4)
        static let advert = Marks(rawValue: 8)
        static let comments = Marks(rawValue: 16)
        static let furniture = Marks(rawValue: 32)
        static let copyright = Marks(rawValue: 64)
        static let menu = Marks(rawValue: 128)
        static let repeated = Marks(rawValue: 256)
        static let site = Marks(rawValue: 512)
        static let truncation = Marks(rawValue: 1024)

        /// Words that never belong to a piece.
        static let chrome: Marks = [
            .share, .pager, .sidebar, .advert, .comments, .furniture, .copyright, .menu, .repeated,
            .site,
        ]
    }

    /// The host's date that the line gives, when the line is little more than that.
    var stamp: Stamp?

    struct Stamp {
        var date: PartialDate
        /// Scalars of the date in the line's text.
        var range: Range<Int>
        /// Lines that give a date in the same way have the same form.
        var form: String
        /// A name after "by".
        var by: Range<Int>?
    }

    var isBlank: Bool { shape == .blank }

    /// Lines of more bytes than this are running text whatever they hold.
    static let shortLimit = 400
    /// A line with a sentence's worth of words is running text.
    static let proseWords = 14
}

/// Looks at each line of a page on its own.
///
/// Linear in the bytes of the page.
struct LineReader {
    let lexicon: Lexicon
    let dates: DateReader

    init(lexicon: Lexicon) {
        self.lexicon = lexicon
        self.dates = DateReader(lexicon: lexicon)
    }

    func read(_ page: Page) -> [PageLine] {
        page.lines.indices.map { read(page, $0) }
    }

    private func read(_ page: Page, _ index: Int) -> PageLine {
        let whole = page.lines[index]
        let bytes = trim(page.text, whole)
        var line = PageLine(
            shape: .blank, index: index, bytes: bytes, words: 0, mask: 0)
        guard !bytes.isEmpty else { return line }
        line.indented = bytes.lowerBound > whole.lowerBound
        if bytes.count > PageLine.shortLimit {
            line.shape = .prose
            line.words = PageLine.proseWords
            line.mask = mask(page.text, bytes)
            return line
        }
        let text = FoldedText(utf8: page.text.span.extracting(bytes))
        line.mask = mask(page.text, bytes)
        line.text = text
        line.tokens = text.words()
        line.words = line.tokens.count
        if isRule(text) {
            line.shape = .rule
            if isOmission(text) { line.marks.insert(.truncation) }
            return line
        }
        line.bulleted = isBullet(text)
        line.dashed = text.count > 2 && text.folded[0] == "-" && text.folded[1] == " "
        // A long entry of a list is still an entry.
        let long = line.dashed ? PageLine.proseWords + 10 : PageLine.proseWords
        line.shape = line.words >= long && !line.bulleted ? .prose : .short
        if line.words <= 24 { line.stamp = stamp(text) }
        line.marks = marks(line, text)
        return line
    }

    /// Without ASCII white space, no-break spaces and zero-width marks at the ends.
    private func trim(_ text: [UInt8], _ range: Range<Int>) -> Range<Int> {
        func invisible(_ at: Int, _ end: Int) -> Int {
            let byte = text[at]
            if byte == 0x20 || (0x09...0x0D).contains(byte) { return 1 }
            if byte == 0xC2, at + 1 < end, text[at + 1] == 0xA0 { return 2 }
            if byte == 0xE2, at + 2 < end, text[at + 1] == 0x80,
                (0x80...0x8F).contains(text[at + 2]) || text[at + 2] == 0xAF
            {
                return 3
            }
            if byte == 0xEF, at + 2 < end, text[at + 1] == 0xBB, text[at + 2] == 0xBF { return 3 }
            return 0
        }
        var lower = range.lowerBound
        while lower < range.upperBound {
            let width = invisible(lower, range.upperBound)
            if width == 0 { break }
            lower += width
        }
        var upper = range.upperBound
        while upper > lower {
            if text[upper - 1] <= 0x20 {
                upper -= 1
            } else if upper - 2 >= lower, invisible(upper - 2, upper) == 2 {
                upper -= 2
            } else if upper - 3 >= lower, invisible(upper - 3, upper) == 3 {
                upper -= 3
            } else {
                break
            }
        }
        return lower..<upper
    }

    /// FNV-1a over the bytes, ASCII folded, runs of spaces as one; runs of digits as one where no
    /// letter stands beside them.
    ///
    /// `#1204` and `#1205` are the same line to a reader of pages, `Digest No 40` and `Digest No 41`
    /// are two titles.
    private func mask(_ text: [UInt8], _ range: Range<Int>) -> UInt64 {
        let hasLetters = range.contains { text[$0] >= 0x80 || (65...90).contains(text[$0] & 0xDF) }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var last: UInt8 = 0
        for index in range {
            var byte = text[index]
            if (65...90).contains(byte) { byte += 32 }
            if !hasLetters, (48...57).contains(byte) { byte = 48 }
            if byte <= 0x20 { byte = 0x20 }
            if byte == last, byte == 0x20 || (byte == 48 && !hasLetters) { continue }
            last = byte
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return hash
    }

    private func isRule(_ text: FoldedText) -> Bool {
        var strokes = 0
        for scalar in text.folded where !FoldedText.isSpace(scalar) {
            if FoldedText.isWord(scalar) || scalar == "\"" || scalar == "?" || scalar == "!" {
                return false
            }
            strokes += 1
        }
        return strokes >= 3
    }

    /// `[…]`, `(...)`: what follows was left out.
    private func isOmission(_ text: FoldedText) -> Bool {
        let signs = text.folded.filter { !FoldedText.isSpace($0) }
        guard let first = signs.first, let last = signs.last, signs.count <= 8,
            first == "[" && last == "]" || first == "(" && last == ")"
        else { return false }
        return signs.dropFirst().dropLast().allSatisfy { $0 == "." || $0 == "\u{2026}" }
    }

    private func isBullet(_ text: FoldedText) -> Bool {
        guard let first = text.folded.first, text.count > 2 else { return false }
        switch first.value {
        case 0x2022, 0x25CF, 0x25AA, 0x25E6, 0xB7, 0x2023: return true
        case 0x2A: return text.folded[1] == " "
        default: return false
        }
    }

    /// A line that gives a date and little more.
    private func stamp(_ text: FoldedText) -> PageLine.Stamp? {
        let words = text.words(camel: true)
        let found = dates.dates(in: text, words: words)
        guard let date = found.first(where: { $0.date.day != nil }), found.count <= 2 else {
            return nil
        }
        var form: [String] = []
        var unknown = 0
        var by: Range<Int>?
        var index = 0
        var said = false
        while index < words.count {
            let word = words[index]
            if let inside = found.first(where: { $0.range.contains(word.range.lowerBound) }) {
                if !said, inside.range == date.range { form.append("date") }
                said = said || inside.range == date.range
                index += 1
                continue
            }
            var step = lexicon.phrase(words, at: index, .comments)
            if step > 0 {
                if form.last != "comments" { form.append("comments") }
                index += step
                continue
            }
            step = lexicon.phrase(words, at: index, .by)
            if step > 0, index + step < words.count, words[index + step].number == nil {
                form.append("by")
                var end = index + step
                while end < words.count, end - index - step < 5,
                    !found.contains(where: { $0.range.contains(words[end].range.lowerBound) }),
                    !separated(text, words[end - 1], words[end], after: end > index + step)
                {
                    end += 1
                }
                if end > index + step {
                    by = words[index + step].range.lowerBound..<words[end - 1].range.upperBound
                }
                index = end
                continue
            }
            step = lexicon.phrase(words, at: index, .stamp)
            if step > 0 {
                // Words after the date (a time of day, a rubric) change from post to post.
                if !said {
                    form.append(text.string(words[index]))
                } else if form.last == "date" {
                    form.append("+")
                }
                index += step
                continue
            }
            step = max(
                lexicon.phrase(words, at: index, .weekdays),
                lexicon.phrase(words, at: index, .dateWords))
            if step > 0 {
                index += step
                continue
            }
            if word.number != nil {
                index += 1
                continue
            }
            unknown += 1
            index += 1
        }
        guard unknown <= 3 else { return nil }
        if unknown > 0 { form.append("?") }
        return PageLine.Stamp(
            date: date.date, range: date.range, form: form.joined(separator: " "), by: by)
    }

    private func separated(_ text: FoldedText, _ one: FoldedWord, _ two: FoldedWord, after: Bool)
        -> Bool
    {
        guard after, one.range.upperBound <= two.range.lowerBound else { return false }
        return text.folded[one.range.upperBound..<two.range.lowerBound].contains {
            $0 == "|" || $0 == "," || $0 == "\u{B7}" || $0 == "\u{2022}" || $0 == "/"
        }
    }

    private func marks(_ line: PageLine, _ text: FoldedText) -> PageLine.Marks {
        guard line.words > 0, line.words <= 24 else { return [] }
        let words = line.tokens
        var marks: PageLine.Marks = []
        func covered(_ list: Lexicon.List) -> Int {
            var index = 0
            var count = 0
            while index < words.count {
                let step = lexicon.phrase(words, at: index, list)
                if step > 0 { count += step }
                index += max(1, step)
            }
            return count
        }
        let figures = words.count { $0.number != nil }
        if line.words <= 20, isShareBar(words, text) { marks.insert(.share) }
        if covered(.pager) + figures >= words.count, covered(.pager) > 0 { marks.insert(.pager) }
        if isArrow(text) { marks.insert(.pager) }
        if covered(.sidebar) * 2 >= words.count { marks.insert(.sidebar) }
        if covered(.advert) >= words.count { marks.insert(.advert) }
        if covered(.comments) + figures >= words.count, covered(.comments) > 0 {
            marks.insert(.comments)
        }
        if words.count <= 12, hasCommentPart(text, words) { marks.insert(.comments) }
        let start = lexicon.phrase(words, at: 0, .furniture)
        if start > 0, start == words.count || next(text, words[start - 1]) == ":" {
            marks.insert(.furniture)
        }
        if covered(.truncation) >= words.count { marks.insert(.truncation) }
        if text.folded.contains("\u{A9}") || words.first?.reads("copyright") == true {
            marks.insert(.copyright)
        }
        if isMenu(text, words) { marks.insert(.menu) }
        return marks
    }

    /// `Posted in Harbours | Leave a comment`: one part of a parted line is a link to the comments.
    private func hasCommentPart(_ text: FoldedText, _ words: [FoldedWord]) -> Bool {
        var starts = [0]
        for index in words.indices.dropFirst() {
            let between = text.folded[
                words[index - 1].range
                    .upperBound..<max(
                        words[index - 1].range.upperBound, words[index].range.lowerBound)]
            if between.contains(where: { $0 == "|" || $0 == "\u{B7}" || $0 == "\u{2022}" }) {
                starts.append(index)
            }
        }
        guard starts.count > 1 else { return false }
        for (position, start) in starts.enumerated() {
            let end = position + 1 < starts.count ? starts[position + 1] : words.count
            let first = words[start].number == nil ? start : start + 1
            guard first < end else { continue }
            if lexicon.phrase(words, at: first, .comments) == end - first { return true }
        }
        return false
    }

    private func next(_ text: FoldedText, _ word: FoldedWord) -> Unicode.Scalar? {
        var index = word.range.upperBound
        while index < text.count, FoldedText.isSpace(text.folded[index]) { index += 1 }
        return index < text.count ? text.folded[index] : nil
    }

    /// `« Title of the post before`, `Next →`: an arrow at one end that isn't a quotation mark.
    private func isArrow(_ text: FoldedText) -> Bool {
        guard let first = text.scalars.first, let last = text.scalars.last else { return false }
        let opens = ["\u{AB}", "\u{2039}", "\u{2190}"].contains(first)
        let closes = ["\u{BB}", "\u{203A}", "\u{2192}"].contains(last)
        guard opens != closes else { return false }
        let quotes = text.scalars.count { $0 == "\u{AB}" || $0 == "\u{BB}" }
        return quotes <= 1
    }

    /// `Home | Articles | Media`, `Home » Archive » Page 3`.
    private func isMenu(_ text: FoldedText, _ words: [FoldedWord]) -> Bool {
        let marks = text.folded.count {
            $0 == "|" || $0 == "\"" || $0 == ">" || $0 == "\u{203A}" || $0 == "\u{2192}"
        }
        let arrows = text.scalars.count {
            $0 == "\u{BB}" || $0 == "\u{203A}" || $0 == "|" || $0 == ">" || $0 == "\u{2192}"
        }
        guard marks == arrows, arrows >= 2, let first = words.first else { return false }
        // The signs stand between entries, not before a sentence.
        let inside = text.scalars[first.range.lowerBound...].count {
            $0 == "\u{BB}" || $0 == "\u{203A}" || $0 == "|" || $0 == ">" || $0 == "\u{2192}"
        }
        return inside >= 2 && words.count <= (arrows + 1) * 3
    }

    /// Names of networks and words for sharing, one after another or run together
    /// (`FacebookTwitterEmail`).
    private func isShareBar(_ words: [FoldedWord], _ text: FoldedText) -> Bool {
        var bytes: [UInt8] = []
        for word in words where word.number == nil { bytes += text.string(word).utf8 }
        guard !bytes.isEmpty, bytes.count <= 240 else { return false }
        if isMadeOfShareWords(bytes) { return true }
        // A word of another kind among many.
        let known = words.count { lexicon.has($0, .share) }
        return known >= 3 && known * 3 >= words.count * 2
    }

    private func isMadeOfShareWords(_ bytes: [UInt8]) -> Bool {
        var reached = [Bool](repeating: false, count: bytes.count + 1)
        reached[0] = true
        for start in bytes.indices where reached[start] {
            for end in (start + 1)...bytes.count where end - start <= 40 {
                if !reached[end],
                    lexicon.has(String(decoding: bytes[start..<end], as: UTF8.self), .share)
                {
                    reached[end] = true
                }
            }
        }
        return reached[bytes.count]
    }
}
