import Core

/// The report as text for a terminal: the chapters of `ReportPage` in the same order.
package struct ReportText: Sendable {
    package var data: ReportData
    package var caps: ReportCaps
    package var style: TextStyle

    /// - Parameters:
    ///   - data: what is shown.
    ///   - caps: how much of it; nil for less than a page shows, as a terminal wants it.
    ///   - style: colour and width.
    package init(_ data: ReportData, caps: ReportCaps? = nil, style: TextStyle = TextStyle()) {
        self.data = data
        self.caps = caps ?? Self.terminalCaps
        self.style = style
    }

    package static var terminalCaps: ReportCaps {
        var caps = ReportCaps()
        caps.news = 10
        caps.families = 20
        caps.members = 8
        caps.comparisonsPerFamily = 1
        caps.passagesPerComparison = 1
        caps.passageWords = 60
        caps.passages = 15
        caps.outlets = 20
        caps.digests = 15
        caps.translators = 20
        caps.lineages = 20
        caps.evidence = 3
        caps.templates = 10
        caps.quarantined = 20
        caps.boilerplate = 10
        caps.bars = 8
        return caps
    }

    package var text: String {
        var page = TextPage(style)
        page.wrapped(.strong(data.archive ?? "What repeats what"))
        if !data.run.started.isEmpty {
            page.line(.soft("Read on \(Words.moment(data.run.started))"))
        }
        BulletinText(alarms: data.alarms, watch: data.watch).write(to: &page)
        news(&page)
        overview(&page)
        families(&page)
        passages(&page)
        republished(&page)
        digests(&page)
        translators(&page)
        lineages(&page)
        templates(&page)
        quarantine(&page)
        boilerplate(&page)
        return page.text
    }

    private func overview(_ page: inout TextPage) {
        let run = data.run
        page.heading("Overview")
        let figures = [
            ("pieces", run.pieces), ("families", run.clusters), ("matches", run.matches),
            ("republished", run.republished), ("translated", run.translated),
            ("templates", run.templates), ("boilerplate", run.boilerplate),
            ("quarantined", run.quarantined),
        ]
        page.table(
            figures.map { [.strong(Decimals.grouped($0.1)), Span($0.0)] }, right: [0])
        let columns = YearColumns(data.charts.years, most: 16)
        bars(columns.name, columns.columns.map { NamedCount($0.label, $0.count) }, most: 16, &page)
        bars(
            "How pieces stand to each other",
            Relation.allCases.compactMap { relation in
                data.charts.relations[relation].map { NamedCount(relation.rawValue, $0) }
            }, &page)
        bars(
            "How far origins are known",
            ClaimState.allCases.compactMap { state in
                data.charts.states[state].map { NamedCount(state.rawValue, $0) }
            }, &page)
        bars("Outlets most credited", data.charts.outlets, &page)
        bars("Hosts", data.charts.hosts, &page)
        bars("Languages", data.charts.languages, &page)
    }

    private func bars(
        _ name: String, _ counts: [NamedCount], most: Int? = nil, _ page: inout TextPage
    ) {
        let shown = counts.prefix(most ?? caps.bars)
        guard let largest = shown.map(\.count).max(), largest > 0 else { return }
        page.blank()
        page.line(Span(name), indent: 2)
        let room = max(10, style.width / 3)
        page.table(
            shown.map { item in
                let eighths = Int(
                    (Double(item.count) / Double(largest) * Double(room * 8)).rounded())
                return [
                    Span(item.name, limit: 240), .strong(Decimals.grouped(item.count)),
                    .accent(Self.bar(eighths: eighths)),
                ]
            }, right: [1])
        page.more(counts.count - shown.count, "in the archive")
    }

    /// A bar of block signs, to an eighth of a column.
    private static func bar(eighths: Int) -> String {
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: max(eighths, 0) / 8) + parts[max(eighths, 0) % 8]
    }

    private func families(_ page: inout TextPage) {
        page.heading("Families", Decimals.grouped(data.families.total))
        if data.families.rows.isEmpty { page.empty("No two pieces are copies of one text.") }
        for (index, family) in data.families.rows.prefix(max(caps.families, 0)).enumerated() {
            write(family, number: index + 1, &page)
        }
        page.blank()
        page.more(
            data.families.total - min(data.families.rows.count, caps.families), "family",
            "families")
    }

    private func write(_ family: Family, number: Int, _ page: inout TextPage) {
        let cluster = family.cluster
        let sigla = Sigla(cluster)
        page.blank()
        page.labelled(
            .accent("\(number)"), columns: number < 10 ? 3 : 5,
            [
                TextPage.title(data.pieces[cluster.representative], cluster.representative),
                .soft(" · \(Words.count(cluster.pieces.count, "copy", "copies"))"),
            ], indent: 2)
        page.table(
            sigla.pieces.prefix(max(caps.members, 0)).enumerated().map { index, id in
                guard let piece = data.pieces[id] else {
                    return [.accent(Words.siglum(index)), Span(id)]
                }
                return [
                    .accent(Words.siglum(index)), Span(TextPage.facts(piece, outlet: false)),
                    .soft(TextPage.place(piece.source, piece.lines)),
                ]
            }, indent: 5)
        page.more(cluster.pieces.count - caps.members, "copy", "copies", indent: 5)
        let listed = sigla.pieces.prefix(max(caps.members, 0))
        let tree = StemmaTree(family.lineages.filter { listed.contains($0.piece) }, sigla)
        if tree.nodes.count > 1 {
            page.blank()
            page.tree(tree, data.pieces, indent: 5)
        }
        for comparison in family.comparisons.rows.prefix(max(caps.comparisonsPerFamily, 0)) {
            page.blank()
            write(comparison, sigla, &page)
        }
    }

    private func write(_ comparison: Comparison, _ sigla: Sigla, _ page: inout TextPage) {
        let match = comparison.match
        page.line(
            .accent(sigla.name(match.a)), Span(" \(Words.sentence(match.relation)) "),
            .accent(sigla.name(match.b)),
            .soft(
                "  \(Words.score(match)), "
                    + Words.count(match.passages.count, "passage")), indent: 5)
        for passage in comparison.passages.prefix(max(caps.passagesPerComparison, 0)) {
            page.passage(
                passage, a: data.pieces[match.a]?.source ?? match.a,
                b: data.pieces[match.b]?.source ?? match.b, words: caps.passageWords, indent: 5)
        }
    }

    private func passages(_ page: inout TextPage) {
        page.heading("Passages", Words.count(data.passages.total, "pair"))
        if data.passages.rows.isEmpty {
            page.empty("No piece quotes another, or shares a passage with one, without copying it.")
        }
        for comparison in data.passages.rows.prefix(max(caps.passages, 0)) {
            let sigla = Sigla(comparison.match)
            page.blank()
            for id in sigla.pieces {
                page.labelled(
                    .accent(sigla.name(id)), columns: 3,
                    [
                        TextPage.title(data.pieces[id], id),
                        .soft(data.pieces[id].map { " · \(TextPage.facts($0))" } ?? ""),
                    ], indent: 2)
            }
            write(comparison, sigla, &page)
        }
        page.more(data.passages.total - min(data.passages.rows.count, caps.passages), "pair")
    }
}
