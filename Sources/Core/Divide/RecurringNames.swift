/// The names that recur in a running text, line by line: who and what its stretches speak of.
///
/// A name is a capitalised word that stands inside a sentence somewhere on the page and nowhere begins
/// small. Names that stand once say nothing about where a text ends, and neither do those of most
/// of the page. Scripts without capitals have no names here.
struct RecurringNames {
    /// The names of each line, numbered from 0; each once.
    private(set) var lines: [[Int]] = []
    /// How many lines each name stands in.
    private(set) var counts: [Int] = []

    /// Most lines from one mention of a name to the next for it to recur.
    static let reach = 8
    /// Bytes of a line that are looked at.
    private static let lineLimit = 6000
    private static let fewestLetters = 3

    /// Lines in which no name recurs.
    init(without count: Int) { lines = Array(repeating: [], count: count) }

    init(_ text: [RunningLine], of page: Page, lexicon: Lexicon) {
        var reader = NameReader(lexicon: lexicon)
        var found: [[UInt64]] = []
        for line in text {
            // Who writes much is named under many pieces.
            if line.isCredit {
                found.append([])
                continue
            }
            let line = line.line
            if let short = line.text {
                found.append(reader.names(short, line.tokens))
            } else {
                let bytes = page.text
                let range = line.bytes.prefix(Self.lineLimit)
                let long = FoldedText(utf8: bytes.span.extracting(range))
                found.append(reader.names(long, long.words()))
            }
        }
        var places: [UInt64: [Int]] = [:]
        for (index, names) in found.enumerated() {
            for name in names where reader.isName(name) { places[name, default: []].append(index) }
        }
        let most = max(4, text.count * 3 / 20)
        var numbers: [UInt64: Int] = [:]
        for names in found {
            var line: [Int] = []
            for name in names {
                guard let at = places[name], at.count <= most,
                    zip(at, at.dropFirst()).contains(where: { $1 - $0 <= Self.reach })
                else { continue }
                let number = numbers[name] ?? numbers.count
                if number == numbers.count {
                    numbers[name] = number
                    counts.append(at.count)
                }
                line.append(number)
            }
            lines.append(line)
        }
    }

    /// Finds capitalised words, and learns which of them are no names.
    private struct NameReader {
        let lexicon: Lexicon
        private var inside: Set<UInt64> = []
        private var small: Set<UInt64> = []

        init(lexicon: Lexicon) { self.lexicon = lexicon }

        func isName(_ word: UInt64) -> Bool { inside.contains(word) && !small.contains(word) }

        /// The capitalised words of a line, each once.
        mutating func names(_ text: FoldedText, _ words: [FoldedWord]) -> [UInt64] {
            guard !isShouted(text) else { return [] }
            var names: [UInt64] = []
            for word in words where word.number == nil {
                let first = text.scalars[word.range.lowerBound]
                if FoldedText.isLower(first) {
                    small.insert(word.hash)
                } else if FoldedText.isUpper(first), word.range.count >= fewestLetters {
                    let hash = owner(text, word)
                    if lexicon.month(hash) != nil || lexicon.has(hash, .weekdays) { continue }
                    if !beginsSentence(text, word.range.lowerBound) { inside.insert(hash) }
                    if !names.contains(hash) { names.append(hash) }
                }
            }
            return names
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
}
