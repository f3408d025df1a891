/// Divides running text without titles, dates or blank lines: what a main-text extractor leaves.
///
/// A piece ends with its credit line, its signature or a closing note, and begins with a byline, a
/// dateline or a salutation; nothing else parts the pieces of such a text.
struct RunningText {
    let credits: CreditReader
    let page: Page
    let view: PageView

    private enum Role { case text, ends, begins, either }

    /// The pieces, or nil when the page isn't running text.
    ///
    /// Why they begin and end where they do goes into the record, where there is one.
    func pieces(_ record: inout DivisionRecord?) -> [PieceDraft]? {
        let filled = view.lines.filter { !$0.isBlank && !view.isChrome($0.index) }
        let blanks = view.lines.count { $0.isBlank }
        let prose = filled.count { $0.shape == .prose }
        guard filled.count >= 4, blanks * 10 <= view.lines.count, prose * 2 >= filled.count else {
            return nil
        }

        var roles: [Role] = []
        var repeated: [UInt64: Int] = [:]
        for line in filled where line.shape == .prose { repeated[line.mask, default: 0] += 1 }
        for (position, line) in filled.enumerated() {
            roles.append(
                role(
                    line, after: position > 0 ? filled[position - 1] : nil,
                    repeats: repeated[line.mask] ?? 0))
        }
        var starts = [0]
        var author = ""
        for position in 1..<filled.count {
            let previous = roles[position - 1]
            switch roles[position] {
            case .begins where previous != .begins:
                if starts.last != position { starts.append(position) }
            case .text, .begins, .either:
                guard previous == .ends || previous == .either else { continue }
                if roles[position] == .either { continue }
                // The biography of the author who was just credited belongs to the piece.
                if isBiography(filled[position], of: author) { roles[position] = .ends; continue }
                if starts.last != position { starts.append(position) }
            case .ends:
                break
            }
            if roles[position] == .ends, let text = filled[position].text {
                author = firstName(text)
            }
        }
        if record != nil {
            for (position, role) in roles.enumerated() {
                let line = filled[position].index
                if role == .ends { record?.reasons[line, default: []].append(.closesPiece) }
                guard position > 0, starts.contains(position) else { continue }
                record?.reasons[line, default: []].append(
                    role == .begins ? .opensPiece : .followsClosing)
            }
        }
        return starts.indices.map { index in
            let low = filled[starts[index]].index
            let high = filled[(index + 1 < starts.count ? starts[index + 1] : filled.count) - 1]
                .index
            return PieceDraft(lines: low...high, body: low)
        }
    }

    private func role(_ line: PageLine, after previous: PageLine?, repeats: Int) -> Role {
        if line.shape == .prose {
            if repeats > 1 { return .ends }
            return credits.opensWithDateline(credits.line(page, line.index)) ? .begins : .text
        }
        switch credits.standing(credits.line(page, line.index)) {
        case .head: return .begins
        case .tail: return .ends
        case .both: return previous?.shape == .prose ? .ends : .either
        case nil: break
        }
        if line.marks.contains(.truncation) { return .ends }
        return .text
    }

    private func firstName(_ text: FoldedText) -> String {
        text.words().prefix(3).map(text.string).joined(separator: " ")
    }

    private func isBiography(_ line: PageLine, of author: String) -> Bool {
        guard !author.isEmpty, let text = line.text else { return false }
        let words = text.words().prefix(2).map(text.string).joined(separator: " ")
        return !words.isEmpty && author.contains(words)
    }
}
