package import Core

/// Where a piece comes from: `stemma trace PIECE`.
package struct Trace: Sendable {
    package var piece: Piece
    /// Nil when nothing is known of its origin.
    package var lineage: Lineage?
    package var cluster: Cluster?
    /// The pieces that the lineage and the cluster name; only looked up.
    package var pieces: [String: Piece]

    package init(
        piece: Piece, lineage: Lineage?, cluster: Cluster? = nil, pieces: [String: Piece] = [:]
    ) {
        self.piece = piece
        self.lineage = lineage
        self.cluster = cluster
        self.pieces = pieces
    }
}

/// What the archive holds of a text that was given to it: `stemma trace FILE`.
package struct FoundSources: Sendable {
    /// A piece that shares text with the text, and where the piece itself comes from.
    package struct Row: Sendable {
        package var piece: Piece
        /// The match; its `a` is the text, its `b` the piece.
        package var comparison: Comparison
        package var lineage: Lineage?

        package init(piece: Piece, comparison: Comparison, lineage: Lineage? = nil) {
            self.piece = piece
            self.comparison = comparison
            self.lineage = lineage
        }
    }

    /// What the text is called: a path, or `standard input`.
    package var name: String
    package var words: Int
    /// Best first.
    package var found: Listing<Row>
    /// The pieces that the lineages name; only looked up.
    package var pieces: [String: Piece]

    package init(
        name: String, words: Int, found: Listing<Row>, pieces: [String: Piece] = [:]
    ) {
        self.name = name
        self.words = words
        self.found = found
        self.pieces = pieces
    }
}

/// A trace as text.
package struct TraceText: Sendable {
    package enum Subject: Sendable {
        case piece(Trace)
        case text(FoundSources)
    }

    package var subject: Subject
    package var style: TextStyle
    package var evidence = 12
    package var passageWords = 80

    package init(_ trace: Trace, style: TextStyle = TextStyle()) {
        subject = .piece(trace)
        self.style = style
    }

    package init(_ found: FoundSources, style: TextStyle = TextStyle()) {
        subject = .text(found)
        self.style = style
    }

    package var text: String {
        var page = TextPage(style)
        switch subject {
        case .piece(let trace): write(trace, &page)
        case .text(let found): write(found, &page)
        }
        return page.text
    }

    private func write(_ trace: Trace, _ page: inout TextPage) {
        page.piece(trace.piece, trace.piece.id, indent: 0)
        page.heading("Chain", "from the origin to this piece")
        if let lineage = trace.lineage, !lineage.chain.isEmpty {
            page.chain(lineage.chain, trace.pieces)
        } else {
            page.empty("Nothing in the piece or in the archive says where it comes from.")
        }
        if let lineage = trace.lineage, !lineage.derivedFrom.isEmpty {
            page.heading("Claims", lineage.orderKnown ? "" : "the order is not known")
            for claim in lineage.derivedFrom { page.claim(claim, trace.pieces, evidence: evidence) }
        }
        if !trace.piece.credits.isEmpty {
            page.heading("Credits", "the piece’s own words")
            page.table(
                trace.piece.credits.prefix(40).map { credit in
                    [
                        .soft(credit.role.rawValue), Span(credit.value, limit: 240),
                        .soft(credit.line.map { "line \($0)" } ?? ""),
                        Span("“\(Words.clipped(credit.text, scalars: 240))”", .soft),
                    ]
                })
        }
        if let cluster = trace.cluster {
            page.heading("Copies", Words.count(cluster.pieces.count, "piece") + " in its family")
            for id in cluster.pieces.prefix(20) where id != trace.piece.id {
                page.piece(trace.pieces[id], id)
            }
            page.more(cluster.pieces.count - 20, "piece")
        }
    }

    private func write(_ found: FoundSources, _ page: inout TextPage) {
        page.line(
            Span(found.name, .strong, limit: 400), .soft("  \(Words.count(found.words, "word"))"))
        guard !found.found.rows.isEmpty else {
            page.blank()
            page.wrapped(
                found.words < 20
                    ? "Nothing found. The text is short; a few sentences give more to go by."
                    : "Nothing found. No piece of the archive shares a passage with it.")
            return
        }
        for (index, row) in found.found.rows.enumerated() {
            let match = row.comparison.match
            page.heading(
                "\(index + 1)  \(match.relation.rawValue)",
                "\(Decimals.percent(match.containmentA)) of the text, "
                    + "\(Decimals.percent(match.containmentB)) of the piece")
            page.piece(row.piece, row.piece.id)
            for passage in row.comparison.passages {
                page.blank()
                page.passage(
                    passage, a: found.name, b: row.piece.source, words: passageWords, indent: 4)
            }
            if let lineage = row.lineage, !lineage.chain.isEmpty {
                page.blank()
                page.chain(lineage.chain, found.pieces, indent: 4)
            }
        }
        page.blank()
        page.more(found.found.total - found.found.rows.count, "piece", indent: 0)
    }
}
