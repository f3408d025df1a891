import Core

/// An inspected page as text: a summary, its pieces, and every line with its role and reason.
package struct InspectionText: Sendable {
    package var inspection: Inspection
    /// Index of the piece that is shown; nil for all.
    package var piece: Int?
    package var style: TextStyle
    /// Rows of lines; the rest is counted.
    package var rows = 50_000

    package init(_ inspection: Inspection, piece: Int? = nil, style: TextStyle = TextStyle()) {
        self.inspection = inspection
        self.piece = piece
        self.style = style
    }

    package var text: String {
        var page = TextPage(style)
        summary(&page)
        pieces(&page)
        lines(&page)
        return page.text
    }

    // MARK: Head

    private func summary(_ page: inout TextPage) {
        let source = inspection.source
        page.wrapped(Span(source.path, .strong, limit: 400))
        page.blank()
        var host: [Span] = []
        if let name = source.host { host.append(Span(name, limit: 240)) }
        if let site = source.site { host.append(Span(" (\(Words.clipped(site, scalars: 120)))")) }
        if !host.isEmpty { host.append(", ") }
        let rows: [(String, [Span])] = [
            ("encoding", [Span(inspection.encodingWords)]),
            ("host", host + [.soft(inspection.originWords)]),
            ("learned", [Span(inspection.learnedWords)]),
            (
                "layout",
                [
                    .strong(inspection.account.layout.words),
                    .soft(inspection.account.reason.map { ": " + $0.words } ?? ""),
                ]
            ),
            (
                "holds",
                [
                    Span(
                        "\(Words.count(inspection.account.lines.count, "line")), "
                            + Words.count(inspection.pieces.count, "piece"))
                ]
            ),
        ]
        for (name, spans) in rows {
            page.labelled(.soft(name), columns: 10, spans, indent: 0)
        }
    }

    private func pieces(_ page: inout TextPage) {
        for (index, shown) in inspection.pieces.enumerated() where piece == nil || piece == index {
            page.heading("Piece \(index + 1)", Words.lines(shown.lines) ?? "")
            page.wrapped(TextPage.title(shown, "Piece"), indent: 2, hanging: 2)
            var facts = TextPage.facts(shown, outlet: false)
            if let language = shown.language {
                facts += " · \(Words.clipped(language, scalars: 20))"
            }
            if !facts.isEmpty { page.wrapped(Span(facts), indent: 2) }
            for (name, values) in [
                ("category", shown.categories), ("caption", shown.captions),
            ] where !values.isEmpty {
                page.labelled(
                    .soft(name), columns: 11,
                    [Span(values.joined(separator: "; "), .label, limit: 400)], indent: 2)
            }
            for credit in shown.credits.prefix(40) {
                page.labelled(
                    .soft(credit.role.rawValue), columns: 11,
                    [
                        Span(credit.value, .credit, limit: 240),
                        .soft(
                            " · \(credit.line.map { "line \($0), " } ?? "")"
                                + "rule \(Words.clipped(credit.rule, scalars: 80)), "
                                + Decimals.percent(credit.confidence)),
                    ], indent: 2)
            }
            page.more(shown.credits.count - 40, "credit")
        }
    }

    // MARK: Lines

    private static let roleColumns = 14
    /// A reason of so many columns stands beside its text on narrow terminals too.
    private static let shortReason = 24

    private func lines(_ page: inout TextPage) {
        let all = inspection.rows(of: piece)
        guard !all.isEmpty else { return }
        page.heading("Lines", "what each was taken for, and why")
        let digits = String(inspection.account.lines.count).utf8.count
        for row in all.prefix(max(rows, 0)) { line(row, digits, &page) }
        page.more(all.count - max(rows, 0), "row; --json gives all", "rows; --json gives all")
    }

    private func line(_ row: Inspection.Row, _ digits: Int, _ page: inout TextPage) {
        if row.opens, let piece = row.piece {
            page.line(
                Span(String(repeating: " ", count: digits + 1)), .accent("┏ "),
                Span("piece \(piece + 1)", .accent))
        }
        let index = row.lines.lowerBound
        let bar: Span = row.piece == nil ? "  " : .accent("┃ ")
        let number = String(index + 1)
        let lead: [Span] = [
            .soft(String(repeating: " ", count: digits - number.utf8.count) + number + " "), bar,
        ]
        guard !row.isBlank else {
            let last = row.lines.upperBound
            return page.line(lead + [.soft(last > index ? "blank to line \(last + 1)" : "")])
        }
        let line = inspection.account.lines[index]
        let tone = Self.tone(line.role)
        let role = Span(line.role.name, tone == .plain ? .soft : tone)
        let padding = Span(String(repeating: " ", count: Self.roleColumns - role.columns))
        let start = lead.columns + Self.roleColumns
        let room = style.width - start
        let text = Span(inspection.text(index, scalars: 400), tone)
        let why: [Span] = [.soft(inspection.reasons(index))]
        // Beside the text where there is room for both, else below it.
        let isShort = why.columns <= Self.shortReason && room >= 2 * Self.shortReason
        guard style.width >= 90 || isShort else {
            page.line(lead + [role, padding, text.fitted(room)])
            return below(why.wrapped(room), bar, digits, Self.roleColumns, &page)
        }
        let width =
            style.width >= 90 ? room * 11 / 20 : room - Self.shortReason - 2
        let fitted = text.fitted(width)
        let gap = Span(String(repeating: " ", count: width - fitted.columns + 2))
        let reasons = why.wrapped(room - width - 2)
        page.line(lead + [role, padding, fitted, gap] + (reasons.first ?? []))
        below(
            Array(reasons.dropFirst()), bar, digits, Self.roleColumns + width + 2, &page)
    }

    /// Lines below the first of a row, so far to the right of its bar.
    private func below(
        _ lines: [[Span]], _ bar: Span, _ digits: Int, _ columns: Int, _ page: inout TextPage
    ) {
        for line in lines {
            page.line(
                [Span(String(repeating: " ", count: digits + 1)), bar]
                    + [Span(String(repeating: " ", count: columns))] + line)
        }
    }

    private static func tone(_ role: LineRole) -> Span.Tone {
        switch role {
        case .title: .strong
        case .date: .date
        case .category, .caption: .label
        case .credit, .signature: .credit
        case .text: .plain
        default: .soft
        }
    }
}

extension Inspection {
    /// The reasons that say most; where rules have read credits, those say it.
    func shownReasons(_ index: Int) -> [String] {
        account.lines[index].reasons.filter { $0 != .creditRule }.prefix(2).map(\.words)
    }

    /// What one rule read in a line; the date that the host gives is told by its role.
    struct Reading {
        var rule: String
        var confidence: Double
        var credits: [Credit]
    }

    func readings(_ index: Int) -> [Reading] {
        var readings: [Reading] = []
        for credit in account.lines[index].credits.filter({ $0.rule != "host-date" }).prefix(12) {
            if let last = readings.last, last.rule == credit.rule {
                readings[readings.count - 1].credits.append(credit)
            } else {
                readings.append(
                    Reading(
                        rule: credit.rule, confidence: credit.confidence, credits: [credit]))
            }
        }
        return readings
    }

    /// Why the line is what it is, and what was read in it.
    func reasons(_ index: Int) -> String {
        let credits = readings(index).map { reading in
            reading.credits.map {
                "\($0.role.rawValue) “\(Words.clipped($0.value, scalars: 80))”"
            }.joined(separator: ", ") + " by rule \(Words.clipped(reading.rule, scalars: 60))"
        }
        return (credits + shownReasons(index)).joined(separator: "; ")
    }
}
