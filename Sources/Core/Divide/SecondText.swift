/// Parts a post that holds two texts: one that closes with the name of its outlet, and after it
/// another with a title of its own.
struct SecondText {
    let credits: CreditReader
    let view: PageView

    /// Fewest lines that each of the two texts has.
    private static let fewestLines = 4
    /// Fewest words of the second title; a heading such as "Notes" has fewer.
    private static let fewestTitleWords = 4

    func parted(_ piece: PieceDraft, _ page: Page) -> [PieceDraft] {
        let filled = (piece.body...max(piece.body, piece.lines.upperBound)).filter {
            !view.lines[$0].isBlank
        }
        guard filled.count >= Self.fewestLines * 2, !isList(filled) else { return [piece] }
        for position in Self.fewestLines..<(filled.count - Self.fewestLines) {
            let line = filled[position]
            guard view.lines[line].shape == .short, line + 1 < view.lines.count,
                view.lines[line + 1].isBlank,
                credits.namesOutlet(credits.line(page, line)),
                let title = title(filled[(position + 1)...])
            else { continue }
            var first = piece
            first.lines = piece.lines.lowerBound...line
            var second = PieceDraft(
                lines: filled[position + 1]...piece.lines.upperBound, body: title)
            second.title = title
            second.heading = .belowCredit
            second.captions = filled[(position + 1)...].filter { $0 < title }
            second.body = view.next(after: title) ?? title
            second.posted = piece.posted
            return [first, second]
        }
        return [piece]
    }

    /// The title of the second text: in the block of at most three short lines under the credit,
    /// the first that has the words of a title and isn't a caption (which is printed again below).
    private func title(_ lines: ArraySlice<Int>) -> Int? {
        var block: [Int] = []
        for line in lines {
            if let last = block.last, line > last + 1 { break }
            guard block.count < 3, view.isTitleLike(line) else { return nil }
            block.append(line)
        }
        let title = block.first { line in
            view.lines[line].words >= Self.fewestTitleWords
                && !lines.contains { $0 > line && view.lines[$0].mask == view.lines[line].mask }
        }
        guard let title else { return nil }
        let after = lines.filter { $0 > title }
        let prose = after.count { view.lines[$0].shape == .prose }
        return after.count >= Self.fewestLines && prose >= 2 ? title : nil
    }

    /// Digests and newsletters name outlets after each of their parts.
    private func isList(_ lines: [Int]) -> Bool {
        var marked = 0
        for line in lines {
            guard let text = view.lines[line].text, let first = text.folded.first else { continue }
            if first == "+" || first == "-" || view.lines[line].bulleted { marked += 1 }
        }
        return marked >= 3
    }
}
