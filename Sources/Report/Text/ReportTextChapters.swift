import Core

/// The chapters that are lists: what pieces say of themselves, and what was set aside.
extension ReportText {
    func republished(_ page: inout TextPage) {
        page.heading("Republished", Words.count(data.republished.total, "outlet"))
        if data.republished.rows.isEmpty {
            page.empty("No piece credits an outlet for its text.")
        }
        for row in data.republished.rows.prefix(max(caps.outlets, 0)) {
            page.blank()
            page.line(
                Span(row.outlet.name, .strong, limit: 240),
                .soft("  \(Words.count(row.pieces.total, "piece"))"), indent: 2)
            list(row.pieces, &page)
        }
        page.more(
            data.republished.total - min(data.republished.rows.count, caps.outlets), "outlet")
    }

    private func list(_ pieces: Listing<String>, _ page: inout TextPage) {
        let shown = pieces.rows.prefix(max(caps.members, 0))
        for id in shown {
            let piece = data.pieces[id]
            page.line(
                TextPage.title(piece, id),
                .soft(piece.map { "  \(TextPage.facts($0, outlet: false))" } ?? ""), indent: 4)
        }
        page.more(pieces.total - shown.count, "piece", indent: 4)
    }

    func digests(_ page: inout TextPage) {
        page.heading("Digests", Decimals.grouped(data.digests.total))
        if data.digests.rows.isEmpty {
            page.empty("No piece holds the whole or the parts of several others.")
        }
        for row in data.digests.rows.prefix(max(caps.digests, 0)) {
            page.blank()
            page.piece(data.pieces[row.digest], row.digest)
            let shown = row.parts.rows.prefix(max(caps.members, 0))
            for match in shown {
                let isA = match.a == row.digest
                let other = isA ? match.b : match.a
                let lines = match.passages.first.flatMap { isA ? $0.aLines : $0.bLines }
                page.line(
                    .soft(
                        "\(Decimals.percent(isA ? match.containmentB : match.containmentA)) of "),
                    TextPage.title(data.pieces[other], other),
                    .soft(Words.lines(lines).map { "  \($0)" } ?? ""), indent: 4)
            }
            page.more(row.parts.total - shown.count, "part", indent: 4)
        }
        page.more(data.digests.total - min(data.digests.rows.count, caps.digests), "digest")
    }

    func translators(_ page: inout TextPage) {
        page.heading("Translators", Decimals.grouped(data.translators.total))
        if data.translators.rows.isEmpty { page.empty("No piece names a translator.") }
        for row in data.translators.rows.prefix(max(caps.translators, 0)) {
            page.blank()
            page.line(
                Span(row.name, .strong, limit: 240),
                .soft("  \(Words.count(row.pieces.total, "piece"))"), indent: 2)
            list(row.pieces, &page)
        }
        page.more(
            data.translators.total - min(data.translators.rows.count, caps.translators),
            "translator")
    }

    func lineages(_ page: inout TextPage) {
        page.heading("Lineage", Words.count(data.lineages.total, "piece"))
        if data.lineages.rows.isEmpty { page.empty("No piece is traced to another.") }
        for lineage in data.lineages.rows.prefix(max(caps.lineages, 0)) {
            page.blank()
            page.piece(data.pieces[lineage.piece], lineage.piece)
            page.blank()
            page.chain(lineage.chain, data.pieces, indent: 4)
            if !lineage.derivedFrom.isEmpty { page.blank() }
            for claim in lineage.derivedFrom.prefix(max(caps.evidence, 0)) {
                page.claim(claim, data.pieces, evidence: caps.evidence, indent: 4)
            }
            page.more(lineage.derivedFrom.count - caps.evidence, "claim", indent: 4)
        }
        page.blank()
        page.more(data.lineages.total - min(data.lineages.rows.count, caps.lineages), "piece")
    }

    func templates(_ page: inout TextPage) {
        page.heading("Templates", Decimals.grouped(data.templates.total))
        if data.templates.rows.isEmpty { page.empty("No pieces were cut from one frame.") }
        for template in data.templates.rows.prefix(max(caps.templates, 0)) {
            page.blank()
            page.line(
                .strong(Words.count(template.pieces.count, "piece")),
                .soft(", \(Words.count(template.slots, "slot"))"), indent: 2)
            page.wrapped(Span(template.frame, limit: 400), indent: 4)
        }
        page.more(
            data.templates.total - min(data.templates.rows.count, caps.templates), "template")
    }

    func quarantine(_ page: inout TextPage) {
        page.heading("Quarantine", Words.count(data.quarantined.total, "source"))
        if data.quarantined.rows.isEmpty { page.empty("Every source was read.") }
        for source in data.quarantined.rows.prefix(max(caps.quarantined, 0)) {
            page.line(
                Span(source.path, .strong, limit: 400),
                .soft("  \(Decimals.bytes(source.size))"), indent: 2)
            if case .quarantined(let reason) = source.state {
                page.wrapped(Span(reason, limit: 400), indent: 4)
            }
        }
        page.more(
            data.quarantined.total - min(data.quarantined.rows.count, caps.quarantined), "source")
        if let skipped = data.skips.words {
            page.wrapped(.soft("Records of WARC files in the last pass: \(skipped)."), indent: 2)
        }
    }

    func boilerplate(_ page: inout TextPage) {
        page.heading("Boilerplate", Words.count(data.boilerplate.total, "paragraph"))
        if data.boilerplate.rows.isEmpty { page.empty("No paragraph was set aside.") }
        page.table(
            data.boilerplate.rows.prefix(max(caps.boilerplate, 0)).map { row in
                [
                    .strong(Decimals.grouped(row.pieces)),
                    Span(row.host ?? "any host", limit: 240),
                    .soft(Words.clipped(row.text, scalars: 240)),
                ]
            }, right: [0])
        page.more(
            data.boilerplate.total - min(data.boilerplate.rows.count, caps.boilerplate),
            "paragraph")
    }
}
