/// Tells what sort of item a piece is by the words of its header and the way it opens and closes.
struct KindReader {
    let lexicon: Lexicon

    func kind(
        title: CreditReader.Line?, above: [CreditReader.Line], body: [CreditReader.Line],
        signed: Bool
    ) -> PieceKind {
        let titleWords = title?.words ?? []
        let aboveWords = above.map(\.words)
        func header(_ list: Lexicon.List) -> Bool {
            lexicon.mentions(titleWords, list) || aboveWords.contains { lexicon.mentions($0, list) }
        }
        let numbered = titleWords.contains { $0.number != nil }
        if lexicon.mentions(titleWords, .newsletter)
            || body.prefix(2).contains(where: {
                $0.wordCount <= 6 && lexicon.mentions($0.words, .newsletter)
            })
        {
            return .newsletter
        }
        let items = body.count(where: isItem)
        if items >= 2
            || (header(.digest)
                && (numbered || items > 0 || aboveWords.contains { lexicon.mentions($0, .digest) }))
        {
            return .digest
        }
        if isInterview(titleWords, body) { return .interview }
        var letter = 0
        if lexicon.mentions(titleWords, .letter) { letter += 1 }
        if body.prefix(8).contains(where: isSalutation) { letter += 2 }
        if signed { letter += 2 }
        if letter >= 3 { return .openLetter }
        if lexicon.phrase(titleWords, at: 0, .video) > 0 { return .video }
        let short = body.reduce(0) { $0 + $1.wordCount } < 220
        if short, body.contains(where: { lexicon.mentions($0.words, .video) }) { return .video }
        if header(.announcement) || body.first.map({ startsWith($0, .announcement) }) ?? false {
            return .announcement
        }
        if let last = body.last, !last.isProse,
            lexicon.mentions(last.words, .excerpt)
                || lexicon.matches(last.text.text(0..<last.text.count), .truncation)
        {
            return .excerpt
        }
        return .article
    }

    /// `++ …`, `>> …`: a doubled sign opens an item of a digest.
    private func isItem(_ line: CreditReader.Line) -> Bool {
        let start = line.text.trimmed(0..<line.text.count)
        guard start.count > 3 else { return false }
        let first = line.text.folded[start.lowerBound]
        return first == line.text.folded[start.lowerBound + 1] && !FoldedText.isWord(first)
            && first != "\"" && first != "." && first != "-"
            && FoldedText.isSpace(line.text.folded[start.lowerBound + 2])
    }

    private func startsWith(_ line: CreditReader.Line, _ list: Lexicon.List) -> Bool {
        lexicon.phrase(line.words, at: 0, list) > 0
    }

    /// A short line that addresses somebody and ends with a comma or a colon.
    private func isSalutation(_ line: CreditReader.Line) -> Bool {
        guard line.wordCount <= 12,
            let last = line.text.folded[..<line.text.trimmed(0..<line.text.count).upperBound].last
        else { return false }
        let addressed = lexicon.phrase(line.words, at: 0, .salutations) > 0
        if last == "," || last == "\u{60C}" { return addressed || line.wordCount <= 5 }
        return addressed && line.wordCount <= 6
            && (last == ":" || last == "!" || FoldedText.isWord(last))
    }

    /// At least four lines that begin with one of two names and a colon, in turn.
    private func isInterview(_ title: [FoldedWord], _ body: [CreditReader.Line]) -> Bool {
        var speakers: [String: Int] = [:]
        for line in body {
            guard let colon = line.text.folded.prefix(40).firstIndex(of: ":") else { continue }
            let words = line.text.words(in: 0..<colon)
            guard (1...4).contains(words.count) else { continue }
            speakers[words.map(\.text).joined(separator: " "), default: 0] += 1
        }
        let turns = speakers.values.filter { $0 >= 2 }
        if turns.count >= 2 { return true }
        let named =
            lexicon.mentions(title, .interview)
            || body.prefix(4).contains {
                $0.wordCount <= 10 && lexicon.mentions($0.words, .interview)
            }
        return named && (turns.reduce(0, +) >= 2 || body.count { $0.text.folded.last == "?" } >= 3)
    }
}
