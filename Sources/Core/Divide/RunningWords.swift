/// The words of a running text, line by line: read once for all who count them.
struct RunningWords {
    /// The capitalised words of each line, by hash; each once.
    private(set) var capitalised: [[UInt64]] = []
    /// The other words of each line, but short ones; each once.
    private(set) var small: [[UInt64]] = []
    private var inside: Set<UInt64> = []
    private var begunSmall: Set<UInt64> = []

    /// Bytes of a line that are looked at.
    private static let lineLimit = 6000
    private static let fewestLetters = 3
    /// Letters of a word that says what a text is about, where letters are cased.
    private static let subjectLetters = 4

    init(_ text: [RunningLine], of page: Page, lexicon: Lexicon) {
        for line in text {
            // Who writes much is named under many pieces.
            if line.isCredit {
                capitalised.append([])
                small.append([])
                continue
            }
            let line = line.line
            if let short = line.text {
                add(short, line.tokens, lexicon)
            } else {
                let range = line.bytes.prefix(Self.lineLimit)
                let long = FoldedText(utf8: page.text.span.extracting(range))
                add(long, long.words(), lexicon)
            }
        }
    }

    /// Whether a capitalised word stands inside a sentence somewhere and nowhere begins small.
    func isName(_ word: UInt64) -> Bool { inside.contains(word) && !begunSmall.contains(word) }

    private mutating func add(_ text: FoldedText, _ words: [FoldedWord], _ lexicon: Lexicon) {
        var names: [UInt64] = []
        var others: [UInt64] = []
        defer {
            capitalised.append(names)
            small.append(others)
        }
        guard !isShouted(text) else { return }
        for word in words where word.number == nil {
            let first = text.scalars[word.range.lowerBound]
            if FoldedText.isUpper(first) {
                guard word.range.count >= Self.fewestLetters else { continue }
                let hash = owner(text, word)
                if lexicon.month(hash) != nil || lexicon.has(hash, .weekdays) { continue }
                if !beginsSentence(text, word.range.lowerBound) { inside.insert(hash) }
                if !names.contains(hash) { names.append(hash) }
                continue
            }
            if FoldedText.isLower(first) {
                begunSmall.insert(word.hash)
                if word.range.count >= Self.subjectLetters { others.append(word.hash) }
            } else if FoldedText.isUncased(first), word.range.count >= Self.fewestLetters {
                others.append(word.hash)
            }
        }
        var seen: Set<UInt64> = []
        others.removeAll { !seen.insert($0).inserted }
    }

    /// More capitals than small letters.
    private func isShouted(_ text: FoldedText) -> Bool {
        var upper = 0
        var lower = 0
        for scalar in text.scalars.prefix(400) {
            if FoldedText.isUpper(scalar) {
                upper += 1
            } else if FoldedText.isLower(scalar) {
                lower += 1
            }
        }
        return upper > lower
    }

    /// The hash of a name without `’s`.
    private func owner(_ text: FoldedText, _ word: FoldedWord) -> UInt64 {
        let folded = text.folded[word.range]
        guard folded.count > 3, folded.last == "s", folded[folded.endIndex - 2] == "'" else {
            return word.hash
        }
        return text.keyHash(word.range.lowerBound..<(word.range.upperBound - 2)) ?? word.hash
    }

    private func beginsSentence(_ text: FoldedText, _ start: Int) -> Bool {
        var at = start - 1
        while at >= 0, FoldedText.isSpace(text.folded[at]) { at -= 1 }
        guard at >= 0 else { return true }
        switch text.folded[at] {
        case ".", "!", "?", ":", ";", "\"", "'", "(", "-", "+", "\u{2026}": return true
        default: return false
        }
    }
}
