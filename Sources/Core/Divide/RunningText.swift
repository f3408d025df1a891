/// Divides running text without titles, dates or blank lines: what a main-text extractor leaves.
///
/// Nothing parts the pieces of such a text. That one ends and the next begins is told by credits,
/// datelines and the forms of letters, by the names that a stretch of the text has to itself, and by
/// where its paragraphs stand elsewhere in the archive; the division that all of it together speaks
/// for most is taken (`BorderEvidence`, `BestDivision`).
struct RunningText {
    let credits: CreditReader
    let page: Page
    let view: PageView
    let neighbours: ParagraphNeighbours

    /// Whether a page has hardly a blank line and is text for the most part.
    static func isRunning(blank: Int, prose: Int, of lines: Int) -> Bool {
        let filled = lines - blank
        return filled >= 4 && blank * 10 <= lines && prose * 2 >= filled
    }

    private var filled: [PageLine] {
        view.lines.filter { !$0.isBlank && !view.isChrome($0.index) }
    }

    private var isRunning: Bool {
        let filled = filled
        let blank = view.lines.count { $0.isBlank }
        let prose = filled.count { $0.shape == .prose }
        return Self.isRunning(blank: blank, prose: prose, of: blank + filled.count)
    }

    /// Paragraphs to a date beyond which dates without titles mark no posts.
    private static let longestPost = 24

    /// Whether the dates that may mark posts stand inside running text: they are those of its credits,
    /// of digests and of notices.
    ///
    /// One or two are, below text; more when they are few for so much text and have no titles.
    func hasDatesInside(_ markers: Markers) -> Bool {
        guard let first = markers.lines.first, markers.reason != .closedBelowDate, isRunning else {
            return false
        }
        let isBelowText =
            filled.prefix { $0.index < first }.count { $0.shape == .prose } >= 2
        if isBelowText, markers.lines.count <= 2 { return true }
        switch markers.reason {
        case .textAboveFirst, .titlesBelow(above: 0, below: 0, dates: _): break
        default: return false
        }
        // Words beside a date that no host prints there are those of a notice.
        return (isBelowText || markers.form.contains("?"))
            && filled.count { $0.shape == .prose } > Self.longestPost * markers.lines.count
    }

    /// Lines that may part the pieces, without those that stand above a credit as a flourish does and
    /// those that say that a text goes on elsewhere.
    func withoutFlourishes(_ separators: [Int]) -> [Int] {
        guard isRunning else { return separators }
        let kept = separators.filter { line in
            if view.lines[line].marks.contains(.truncation) { return false }
            guard let next = view.lines[(line + 1)...].first(where: { !$0.isBlank }),
                next.shape == .short
            else { return true }
            return credits.standing(credits.line(page, next.index)) == nil
        }
        // Above the byline of every piece they part after all.
        return kept.isEmpty && separators.count > 2 ? separators : kept
    }

    private func repeated(_ lines: [PageLine]) -> [Int?] {
        var last: [UInt64: Int] = [:]
        return lines.enumerated().map { index, line in
            guard line.shape == .prose else { return nil }
            defer { last[line.mask] = index }
            return last[line.mask]
        }
    }

    /// For each line the one that says who wrote a piece which ends there: itself, or the one above
    /// the stock lines that stand under many pieces.
    private func closings(_ lines: [RunningLine], _ isStock: [Bool]) -> [Int?] {
        var last: Int?
        return lines.indices.map { index in
            if lines[index].closesWithAuthor {
                last = index
            } else if !isStock[index] {
                last = nil
            }
            return last
        }
    }

    /// The pieces, or nil when the page isn't running text.
    ///
    /// Why they begin and end where they do goes into the record, where there is one.
    func pieces(_ record: inout DivisionRecord?) -> [PieceDraft]? {
        guard isRunning else { return nil }
        let filled = filled
        let lines = RunningLineReader(credits: credits, page: page).read(filled)
        let evidence = BorderEvidence(lines, neighbours)
        let borders = lines.indices.dropFirst().map { evidence.border(before: $0) }
        let isStock = lines.map { neighbours[$0.line.mask]?.isStock == true }
        let isText = zip(lines, isStock).map { line, isStock in
            (line.role == .text || line.line.shape == .prose) && !isStock
        }
        let words = RunningWords(lines, of: page, lexicon: credits.lexicon)
        let starts = BestDivision(
            borders: [0] + borders.map(\.score),
            isText: isText,
            repeated: repeated(filled),
            names: RecurringNames(words),
            subjects: SubjectContrast(words.small, isText: isText),
            opensWithAuthor: lines.map(\.opensWithAuthor),
            closesWithAuthor: closings(lines, isStock)
        ).starts()
        if record != nil {
            let last = Set(starts.dropFirst().map { $0 - 1 } + [lines.count - 1])
            for (index, line) in lines.enumerated()
            where [.closes, .lastSignature].contains(line.role)
                || (line.isCredit && last.contains(index))
            {
                record?.reasons[line.line.index, default: []].append(.closesPiece)
            }
            for start in starts.dropFirst() {
                record?.reasons[filled[start].index, default: []].append(borders[start - 1].reason)
            }
        }
        return starts.indices.map { index in
            let low = filled[starts[index]].index
            let high = filled[(index + 1 < starts.count ? starts[index + 1] : filled.count) - 1]
                .index
            return PieceDraft(lines: low...high, body: low)
        }
    }
}
