/// Trying a wording on a line of its own.
extension CreditReader {
    /// What the wordings make of a line.
    package struct Trial: Sendable {
        /// The rule that read it first; nil when none did.
        package var rule: String?
        package var credits: [Credit]
    }

    /// Reads a line as if it stood at that place of a piece.
    package func tries(_ line: String, at place: CreditPattern.Place) -> Trial {
        let page = Page(source: "", text: Array(line.utf8))
        guard !page.lines.isEmpty else { return Trial(rule: nil, credits: []) }
        let line = self.line(page, 0)
        var found = PieceCredits()
        var rule: String?
        switch place {
        case .head, .tail:
            let patterns = place == .head ? headPatterns : tailPatterns
            rule = capture(patterns, line, general: true)?.pattern.id
            match(patterns, line, &found)
        case .lead:
            readLead([line], &found)
            rule = found.credits.first?.rule
        case .title:
            found.kind = .digest
            readTitle(line, &found, Site())
            rule = found.credits.first?.rule
        }
        return Trial(rule: rule, credits: found.credits)
    }

    /// Whether the wording of that rule fits the line, whatever else does.
    package func fits(_ rule: String, _ line: String) -> Bool {
        let text = FoldedText(line)
        return lexicon.credits.contains {
            $0.id == rule && matcher.match($0, text) != nil
        }
    }

    /// The date that a text is, as credits read it.
    package func date(_ text: String) -> PartialDate? {
        let text = FoldedText(text)
        return forms.date(text, text.trimmed(0..<text.count))
    }
}
