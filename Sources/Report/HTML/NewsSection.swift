import Core

/// What the last pass brought.
extension ReportPage {
    func news(_ news: News) -> HTML {
        if let sentence = news.sentence { return empty(sentence) }
        return group {
            intro(introduction(news))
            pairs("New copies", news.copies, news)
            pairs("New digests, excerpts and quotations", news.passages, news)
            newsList("New republications", news.republished, "piece", news.command("pieces")) {
                id in
                li {
                    linkedTitle(id)
                    particulars(id)
                }
            }
            if news.changes.total > 0 {
                article(.class("entry")) {
                    header { newsHeading("Changed claims", news.changes.total) }
                    ol(.class("changes")) {
                        for change in news.changes.rows.prefix(max(caps.news, 0)) {
                            self.change(change, news)
                        }
                    }
                    more(
                        news.changes.total - min(news.changes.rows.count, caps.news), "claim",
                        command: news.command("changes"))
                }
            }
            setAside(news)
        }
    }

    private func introduction(_ news: News) -> String {
        let words = "\(news.counts.words ?? "Nothing new") since the pass before."
        guard news.recaptures > 0 else { return words }
        return words
            + " \(Words.count(news.recaptures, "match", "matches")) of a page with itself, captured "
            + "again, \(news.recaptures == 1 ? "is" : "are") not listed."
    }

    private func newsHeading(_ name: String, _ count: Int) -> HTML {
        h3 {
            name
            span(.class("tag")) { Decimals.grouped(count) }
        }
    }

    /// A list with its name; nothing when it is empty.
    private func newsList<Row>(
        _ name: String, _ listing: Listing<Row>, _ one: String, _ command: String?,
        _ each: (Row) -> HTML
    ) -> HTML {
        guard listing.total > 0 else { return .nothing }
        let shown = listing.rows.prefix(max(caps.news, 0))
        return article(.class("entry")) {
            header { newsHeading(name, listing.total) }
            ul(.class("pieces")) { for row in shown { each(row) } }
            more(listing.total - shown.count, one, command: command)
        }
    }

    private func pairs(_ name: String, _ matches: Listing<Match>, _ news: News) -> HTML {
        newsList(name, matches, "pair", news.command("matches")) { match in
            li(.class("couple")) {
                side(match.a, news)
                span(.class("between")) {
                    "\(Words.sentence(match.relation)) · \(Words.score(match))"
                }
                side(match.b, news)
            }
        }
    }

    private func side(_ id: String, _ news: News) -> HTML {
        span(.class("side")) {
            linkedTitle(id)
            " "
            particulars(id)
            if news.newPieces.contains(id) { span(.class("tag")) { "new" } }
        }
    }

    private func change(_ change: ChangedClaim, _ news: News) -> HTML {
        let (former, present, isChain) = change.difference
        return li {
            p(.class("where")) {
                linkedTitle(change.former.piece)
                particulars(change.former.piece)
            }
            element("dl", [.class("change")]) {
                row("Before") {
                    isChain
                        ? bdi(text: ChangedClaim.way(change.former))
                        : said(former, of: change.former)
                }
                row("Now") {
                    isChain
                        ? bdi(text: ChangedClaim.way(change.present))
                        : said(present, of: change.present)
                }
                row("Because") {
                    group {
                        sentence(change.cause)
                        span(.class("meta")) { " · \(Words.moment(news.started))" }
                    }
                }
            }
        }
    }

    private func row(_ name: String, _ contents: () -> HTML) -> HTML {
        div {
            element("dt", []) { name }
            element("dd", []) { contents() }
        }
    }

    /// A claim in one line.
    private func said(_ claim: Derivation?, of lineage: Lineage?) -> HTML {
        guard let claim else {
            return span(.class("untitled")) {
                lineage == nil
                    ? "The piece is no longer there."
                    : lineage?.derivedFrom.isEmpty == true ? "No claim." : "No such claim."
            }
        }
        return group {
            badge(claim.state)
            " \(claim.how.phrase) "
            if let id = claim.piece {
                title(id)
                " "
                particulars(id, outlets: false)
            } else {
                bdi(.class("outlet"), text: clipped(claim.outlet ?? "a source that is not named"))
            }
            span(.class("confidence")) { " \(Decimals.percent(claim.confidence))" }
        }
    }

    /// What was not read, is no longer there, or was lost.
    private func setAside(_ news: News) -> HTML {
        group {
            if let quarantined = news.quarantined {
                newsList("Newly quarantined", quarantined, "source", "stemma export quarantine") {
                    source in
                    li {
                        bdi(.class("path"), text: clipped(source.path))
                        span(.class("meta")) { sentence(source.quarantineReason ?? "") }
                    }
                }
            }
            newsList("Gone from the corpus", news.gone, "source", news.command("gone")) { file in
                li {
                    bdi(.class("path"), text: clipped(file.path))
                    span(.class("meta")) { "\(Words.count(file.pieces, "piece")) kept" }
                }
            }
            newsList("Lost by host", news.losses, "host", nil) { figures in
                li {
                    bdi(text: clipped(figures.host.isEmpty ? "no host" : figures.host))
                    span(.class("meta")) { figures.lossWords }
                }
            }
        }
    }
}

extension News {
    /// The command that gives all rows of a list.
    func command(_ kind: String) -> String { "stemma export \(kind) --since \(run)" }
}

extension HostFigures {
    /// `3 quarantined, 1 without a piece, of 12 new sources`, for what came in one pass.
    var lossWords: String {
        var parts: [String] = []
        if quarantined > 0 { parts.append("\(Decimals.grouped(quarantined)) quarantined") }
        if empty > 0 { parts.append("\(Decimals.grouped(empty)) without a piece") }
        let words = parts.joined(separator: ", ")
        return sources > 0 ? "\(words), of \(Words.count(sources, "new source"))" : words
    }
}
