/// Tells what sort of item a piece is by the words of its header and the way it opens and closes.
struct KindReader {
    let lexicon: Lexicon

    func kind(
        title: CreditReader.Line?, above: [CreditReader.Line], body: [CreditReader.Line],
        signed: Bool, isCredit: (CreditReader.Line) -> Bool
    ) -> PieceKind {
        let inTitle = title?.lists(lexicon) ?? []
        let captions = above
        let above = above.reduce(into: WordLists.Lists()) { $0.formUnion($1.lists(lexicon)) }
        let header = inTitle.union(above)
        func isNumbered() -> Bool {
            title?.text.words().contains { $0.number != nil } ?? false
        }
        // `By A. Name for the Town Bulletin` makes no newsletter.
        if inTitle.contains(.init(.newsletter))
            || body.prefix(2).contains(where: {
                !$0.has(words: 7) && mentions($0, .newsletter) && !isCredit($0)
                    && !isRepeated($0, captions)
            })
        {
            return .newsletter
        }
        let items = body.count(where: isItem)
        // A section may be named for digests and hold articles: above the title the word says little.
        if items >= 2 || (header.contains(.init(.digest)) && items > 0)
            || (inTitle.contains(.init(.digest))
                && (above.contains(.init(.digest)) || isNumbered()))
        {
            return .digest
        }
        if isInterview(inTitle, body) { return .interview }
        var letter = 0
        // `Open letter to …`, `Petition for …` above or as the first line.
        if let first = body.first, !first.isProse, first.wordCount <= 14, mentions(first, .letter) {
            letter += 1
        }
        if inTitle.contains(.init(.letter)) { letter += 1 }
        if body.prefix(8).contains(where: isSalutation) { letter += 2 }
        if signed { letter += 2 }
        if letter >= 3 { return .openLetter }
        if title.map({ startsWith($0, .video) }) ?? false { return .video }
        if isShort(body), body.contains(where: { mentions($0, .video) }) { return .video }
        if header.contains(.init(.announcement))
            || body.first.map({ startsWith($0, .announcement) }) ?? false
        {
            return .announcement
        }
        if let last = body.last, !last.isProse,
            mentions(last, .excerpt)
                || last.text.keyHash(0..<last.text.count).map({ lexicon.has($0, .truncation) })
                    ?? false
        {
            return .excerpt
        }
        return .article
    }

    /// Whether the line is printed above the title as well.
    private func isRepeated(_ line: CreditReader.Line, _ above: [CreditReader.Line]) -> Bool {
        let key = line.text.keyHash(0..<line.text.count)
        return above.contains { $0.text.keyHash(0..<$0.text.count) == key }
    }

    /// `++ …`, `>> …`: a doubled sign opens an item of a digest.
    func isItem(_ line: CreditReader.Line) -> Bool {
        guard line.mayBeginWithDoubledSign else { return false }
        let start = line.text.trimmed(0..<line.text.count)
        guard start.count > 3 else { return false }
        let first = line.text.folded[start.lowerBound]
        return first == line.text.folded[start.lowerBound + 1] && !FoldedText.isWord(first)
            && first != "\"" && first != "." && first != "-"
            && FoldedText.isSpace(line.text.folded[start.lowerBound + 2])
    }

    private func mentions(_ line: CreditReader.Line, _ list: Lexicon.List) -> Bool {
        line.lists(lexicon).contains(.init(list))
    }

    private func isShort(_ body: [CreditReader.Line]) -> Bool {
        var least = 0
        for line in body {
            least += line.leastWords
            if least >= Self.shortWords { return false }
        }
        var words = 0
        for line in body {
            words += line.wordCount
            if words >= Self.shortWords { return false }
        }
        return true
    }

    private static let shortWords = 220

    private func startsWith(_ line: CreditReader.Line, _ list: Lexicon.List) -> Bool {
        line.opening(list, of: lexicon) > 0
    }

    /// A short line that addresses somebody and ends with a comma or a colon.
    private func isSalutation(_ line: CreditReader.Line) -> Bool {
        guard line.byteCount <= 240 else { return false }
        let addressed = line.opening(.salutations, of: lexicon) > 0
        guard addressed || line.mayEndWithComma, line.wordCount <= 12,
            let last = line.text.folded[..<line.text.trimmed(0..<line.text.count).upperBound].last
        else { return false }
        if last == "," || last == "\u{60C}" { return addressed || line.wordCount <= 5 }
        return addressed && line.wordCount <= 6
            && (last == ":" || last == "!" || FoldedText.isWord(last))
    }

    /// At least four lines that begin with one of two names and a colon, in turn.
    private func isInterview(_ title: WordLists.Lists, _ body: [CreditReader.Line]) -> Bool {
        var speakers: [UInt64: Int] = [:]
        for line in body {
            guard let name = line.speaker else { continue }
            speakers[name, default: 0] += 1
        }
        let turns = speakers.values.filter { $0 >= 2 }
        if turns.count >= 2 { return true }
        let named =
            title.contains(.init(.interview))
            || body.prefix(4).contains {
                !$0.has(words: 11) && mentions($0, .interview)
            }
        return named && (turns.reduce(0, +) >= 2 || body.count { $0.text.folded.last == "?" } >= 3)
    }
}
