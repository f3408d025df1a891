package import Core

/// Two pieces and how they stand to each other: `stemma explain A B`.
package struct Explanation: Sendable {
    package var a: Piece
    package var b: Piece
    /// The match with all its passages; nil when the two do not match.
    package var comparison: Comparison?
    /// Why they do not match, or what else is to be said: sentences.
    package var notes: [String]

    package init(a: Piece, b: Piece, comparison: Comparison?, notes: [String] = []) {
        self.a = a
        self.b = b
        self.comparison = comparison
        self.notes = notes
    }
}

/// An explanation as text: relation, scores, evidence and passages.
package struct ExplainText: Sendable {
    package var explanation: Explanation
    package var style: TextStyle
    /// Words of each side of a passage.
    package var passageWords = 400

    package init(_ explanation: Explanation, style: TextStyle = TextStyle()) {
        self.explanation = explanation
        self.style = style
    }

    package var text: String {
        var page = TextPage(style)
        let (a, b) = (explanation.a, explanation.b)
        page.line(.accent("a"))
        page.piece(a, a.id)
        page.line(.accent("b"))
        page.piece(b, b.id)
        page.blank()
        if let comparison = explanation.comparison {
            body(comparison, &page)
        } else {
            page.wrapped(.strong("No match. "), "The two share no passage that counts as one.")
        }
        for note in explanation.notes { page.wrapped(Span(note, limit: 600)) }
        return page.text
    }

    private func body(_ comparison: Comparison, _ page: inout TextPage) {
        let match = comparison.match
        // The match may be stored the other way round than the two were asked for.
        let isTurned = match.a != explanation.a.id
        let first = isTurned ? explanation.b : explanation.a
        let second = isTurned ? explanation.a : explanation.b
        let names = isTurned ? ("b", "a") : ("a", "b")
        let direction =
            switch match.direction {
            case .bFromA: "\(names.1) was taken from \(names.0)"
            case .aFromB: "\(names.0) was taken from \(names.1)"
            case .unknown: "not known"
            }
        let relation = Words.sentence(match.relation)
        page.table(
            [
                [
                    .soft("relation"), .strong(match.relation.rawValue),
                    .soft("\(names.0) \(relation) \(names.1)"),
                ],
                [.soft("alike"), Span(Decimals.text(match.resemblance, places: 3))],
                [
                    .soft("of \(names.0) in \(names.1)"),
                    Span(Decimals.text(match.containmentA, places: 3)),
                ],
                [
                    .soft("of \(names.1) in \(names.0)"),
                    Span(Decimals.text(match.containmentB, places: 3)),
                ],
                [.soft("direction"), Span(direction)],
            ] + (match.recapture ? [[.soft("recapture"), "yes"]] : []), indent: 0)
        page.evidence(match.evidence, sign: "+", cap: 20, indent: 0)
        for (index, passage) in comparison.passages.enumerated() {
            page.heading(
                "Passage \(index + 1) of \(match.passages.count)",
                "\(Words.count(passage.passage.words, "word")), "
                    + "\(Decimals.percent(passage.passage.identical)) identical")
            page.passage(passage, a: first.source, b: second.source, words: passageWords, indent: 0)
        }
        page.blank()
        page.more(match.passages.count - comparison.passages.count, "passage", indent: 0)
    }
}
