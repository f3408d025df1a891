package import Core

/// What came of checking, as text: how much of each sort holds, and all that does not.
package struct CheckText: Sendable {
    private let title: String
    private let tally: CheckTally
    private let style: TextStyle

    package init(_ title: String, _ tally: CheckTally, style: TextStyle = TextStyle()) {
        self.title = title
        self.tally = tally
        self.style = style
    }

    /// Lines of one outcome that are shown; the JSON has all.
    private static let most = 200

    package var text: String {
        var page = TextPage(style)
        page.whole(.strong(title))
        page.blank()
        var rows: [[Span]] = []
        for subject in Check.Subject.allCases {
            let holds = tally.count(subject, .holds)
            let fails = tally.count(subject, .fails)
            let unchecked = tally.count(subject, .unchecked)
            guard holds + fails + unchecked > 0 else { continue }
            var note = "hold"
            if fails > 0 { note += ", \(Decimals.grouped(fails)) do not" }
            if unchecked > 0 { note += ", \(Decimals.grouped(unchecked)) could not be checked" }
            rows.append([.soft(Self.name(subject)), .strong(Decimals.grouped(holds)), Span(note)])
        }
        page.table(rows, right: [1], indent: 0)
        list("Does not hold", .fails, &page)
        list("Could not be checked", .unchecked, &page)
        list("Holds", .holds, &page)
        return page.text
    }

    private func list(_ name: String, _ outcome: Check.Outcome, _ page: inout TextPage) {
        let these = tally.shown.filter { $0.outcome == outcome }
        guard !these.isEmpty else { return }
        let total = tally.count(outcome)
        page.heading(name, Decimals.grouped(total))
        for check in these.prefix(Self.most) {
            page.wrapped(
                [
                    .soft(check.subject.rawValue + "  "), .strong(check.place), Span("  "),
                    Span(check.detail, limit: 600),
                ], hanging: 4)
        }
        page.more(total - min(these.count, Self.most), "in all; --json writes them")
    }

    private static func name(_ subject: Check.Subject) -> String {
        switch subject {
        case .file: "files"
        case .stamp: "stamps"
        case .source: "sources"
        case .page: "pages"
        case .piece: "pieces"
        case .credit: "credits"
        case .match: "matches"
        case .passage: "passages"
        case .claim: "claims"
        case .store: "tables"
        }
    }
}
