package import Core

/// What came of checking, as text: how much of each sort holds, and all that does not.
package struct CheckText: Sendable {
    private let title: String
    private let checks: [Check]
    private let showsAll: Bool
    private let style: TextStyle

    /// - Parameters:
    ///   - title: what was checked.
    ///   - checks: in the order in which they are shown.
    ///   - showsAll: whether what holds is shown one by one too.
    ///   - style: colour and width.
    package init(
        _ title: String, _ checks: [Check], showsAll: Bool, style: TextStyle = TextStyle()
    ) {
        self.title = title
        self.checks = checks
        self.showsAll = showsAll
        self.style = style
    }

    /// Lines of one sort that are shown; the JSON has all.
    private static let most = 200

    package var text: String {
        var page = TextPage(style)
        page.whole(.strong(title))
        page.blank()
        var rows: [[Span]] = []
        for subject in Check.Subject.allCases {
            let these = checks.filter { $0.subject == subject }
            guard !these.isEmpty else { continue }
            let failed = these.count { $0.outcome == .fails }
            let unchecked = these.count { $0.outcome == .unchecked }
            var note: [String] = []
            if failed > 0 { note.append("\(Decimals.grouped(failed)) do not") }
            if unchecked > 0 { note.append("\(Decimals.grouped(unchecked)) could not be checked") }
            rows.append([
                .soft(Self.name(subject)),
                .strong(Decimals.grouped(these.count - failed - unchecked)),
                Span("hold" + (note.isEmpty ? "" : ", " + note.joined(separator: ", "))),
            ])
        }
        page.table(rows, right: [1], indent: 0)
        list("Does not hold", .fails, &page)
        list("Could not be checked", .unchecked, &page)
        if showsAll { list("Holds", .holds, &page) }
        return page.text
    }

    private func list(_ name: String, _ outcome: Check.Outcome, _ page: inout TextPage) {
        let these = checks.filter { $0.outcome == outcome }
        guard !these.isEmpty else { return }
        page.heading(name, Decimals.grouped(these.count))
        for check in these.prefix(Self.most) {
            page.wrapped(
                [
                    .soft(check.subject.rawValue + "  "), .strong(check.place), Span("  "),
                    Span(check.detail, limit: 600),
                ], hanging: 4)
        }
        page.more(these.count - Self.most, "in all; --json writes them")
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
        case .store: "store"
        }
    }
}
