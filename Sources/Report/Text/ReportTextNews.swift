import Core

/// The chapter on what the last pass brought.
extension ReportText {
    func news(_ page: inout TextPage) {
        guard let news = data.news else { return }
        page.heading("New", "since the pass before")
        if let sentence = news.sentence { return page.empty(sentence) }
        page.wrapped(Span(news.counts.words ?? "Nothing new"), indent: 2, hanging: 2)
        if news.recaptures > 0 {
            page.wrapped(
                .soft(
                    "\(Words.count(news.recaptures, "match", "matches")) of a page with itself, "
                        + "captured again, not listed"), indent: 2, hanging: 2)
        }
        pairs("New copies", news.copies, news, &page)
        pairs("New digests, excerpts and quotations", news.passages, news, &page)
        list("New republications", news.republished, "piece", news.command("pieces"), &page) {
            id, page in
            page.line(
                TextPage.title(data.pieces[id], id),
                .soft(data.pieces[id].map { "  \(TextPage.facts($0))" } ?? ""), indent: 4)
        }
        list("Changed claims", news.changes, "claim", news.command("changes"), &page) {
            change, page in write(change, news, &page)
        }
        if let quarantined = news.quarantined {
            list("Newly quarantined", quarantined, "source", "stemma export quarantine", &page) {
                source, page in
                page.line(Span(source.path, limit: 400), indent: 4)
                page.wrapped(Span(source.quarantineReason ?? "", .soft, limit: 400), indent: 6)
            }
        }
        list("Gone from the corpus", news.gone, "source", news.command("gone"), &page) {
            file, page in
            page.line(
                Span(file.path, limit: 400), .soft("  \(Words.count(file.pieces, "piece")) kept"),
                indent: 4)
        }
        list("Lost by host", news.losses, "host", nil, &page) { figures, page in
            page.line(
                Span(figures.host.isEmpty ? "no host" : figures.host, limit: 240),
                .soft("  \(figures.lossWords)"), indent: 4)
        }
    }

    /// A list with its name; nothing when it is empty.
    private func list<Row>(
        _ name: String, _ listing: Listing<Row>, _ one: String, _ command: String?,
        _ page: inout TextPage, _ each: (Row, inout TextPage) -> Void
    ) {
        guard listing.total > 0 else { return }
        page.blank()
        page.line(.strong(name), .soft("  \(Decimals.grouped(listing.total))"), indent: 2)
        let shown = listing.rows.prefix(max(caps.news, 0))
        for row in shown { each(row, &page) }
        guard listing.total > shown.count else { return }
        let rest = "and \(Words.count(listing.total - shown.count, "more " + one))"
        page.wrapped(.soft(command.map { "\(rest): \($0)" } ?? rest), indent: 4)
    }

    private func pairs(
        _ name: String, _ matches: Listing<Match>, _ news: News, _ page: inout TextPage
    ) {
        list(name, matches, "pair", news.command("matches"), &page) { match, page in
            for id in [match.a, match.b] {
                if id == match.b {
                    page.line(
                        .accent(Words.sentence(match.relation)), .soft("  \(Words.score(match))"),
                        indent: 6)
                }
                page.line(
                    .strong(news.newPieces.contains(id) ? "new  " : "     "),
                    TextPage.title(data.pieces[id], id),
                    .soft(data.pieces[id].map { "  \(TextPage.facts($0))" } ?? ""),
                    indent: id == match.a ? 4 : 6)
            }
        }
    }

    private func write(_ change: ChangedClaim, _ news: News, _ page: inout TextPage) {
        let id = change.former.piece
        let (former, present, isChain) = change.difference
        page.line(
            TextPage.title(data.pieces[id], id),
            .soft(data.pieces[id].map { "  \(TextPage.facts($0))" } ?? ""), indent: 4)
        let sides = [
            ("before", former, change.former as Lineage?), ("now", present, change.present),
        ]
        for (name, claim, lineage) in sides {
            let words = isChain ? ChangedClaim.way(lineage) : said(claim, of: lineage)
            page.labelled(.soft(name), columns: 9, [Span(words, limit: 600)], indent: 6)
        }
        page.labelled(
            .soft("because"), columns: 9,
            [Span(change.cause, limit: 400), .soft(" · \(Words.moment(news.started))")], indent: 6)
    }

    /// A claim in one line.
    private func said(_ claim: Derivation?, of lineage: Lineage?) -> String {
        guard let claim else {
            guard let lineage else { return "the piece is no longer there" }
            return lineage.derivedFrom.isEmpty ? "no claim" : "no such claim"
        }
        var source = Words.clipped(claim.outlet ?? "an unnamed source", scalars: 240)
        if let id = claim.piece {
            source = Words.clipped(data.pieces[id]?.title ?? id, scalars: 240)
            if let piece = data.pieces[id] {
                source += " · " + TextPage.facts(piece, outlet: false)
            }
        }
        return "\(claim.state.rawValue): \(claim.how.phrase) \(source) · "
            + Decimals.percent(claim.confidence)
    }
}
