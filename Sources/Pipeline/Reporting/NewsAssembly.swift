internal import Core
internal import Report
internal import Store

extension ReportAssembly {
    /// Puts together what is new, as far as the caps let it through.
    mutating func news(_ bulletin: Bulletin) throws -> News? {
        guard let figures = bulletin.news else { return nil }
        var news = News(counts: figures.counts, run: figures.run, started: figures.started)
        // On a first night everything is new: no list tells more than the report itself.
        guard !figures.counts.isWhole else { return news }
        let (run, most) = (figures.run, caps.news)
        let counts = try snapshot.newMatches(ofRun: run)
        news.recaptures = counts[nil] ?? 0
        func matches(_ relations: [Relation]) throws -> Listing<Match> {
            Listing(
                try snapshot.newMatches(ofRun: run, relations, limit: most),
                total: relations.reduce(0) { $0 + (counts[$1] ?? 0) })
        }
        news.copies = try matches(News.copying)
        news.passages = try matches(News.sharing)
        let republished = try snapshot.newRepublished(ofRun: run, limit: most)
        for piece in republished { pieces[piece.id] = piece }
        news.republished = Listing(republished.map(\.id), total: figures.counts.republished)
        news.changes = try changes(ofRun: run, total: figures.counts.changedClaims)
        for match in news.copies.rows + news.passages.rows {
            for id in [match.a, match.b] {
                try fetch(id)
                if try snapshot.firstRun(ofPiece: id) == run { news.newPieces.insert(id) }
            }
        }
        news.quarantined = figures.quarantined.map {
            Listing(Array($0.rows.prefix(most)), total: $0.total)
        }
        try snapshot.eachGoneFile(since: figures.started) { file in
            if news.gone.rows.count < most {
                news.gone.rows.append(GoneSource(path: file.path, pieces: file.pieces))
            }
            news.gone.total += 1
        }
        news.losses = Listing(
            Array(bulletin.losses.prefix(most)), total: bulletin.losses.count)
        return news
    }

    private mutating func changes(ofRun run: Int, total: Int) throws -> Listing<ChangedClaim> {
        var rows: [ChangedClaim] = []
        for change in try snapshot.changes(ofRun: run, limit: caps.news) {
            let present = try snapshot.lineage(ofPiece: change.former.piece)
            let row = ChangedClaim(former: change.former, present: present, cause: change.cause)
            try fetch(change.former.piece)
            for claim in change.former.derivedFrom.prefix(4)
                + (present?.derivedFrom.prefix(4) ?? [])
            {
                if let id = claim.piece { try fetch(id) }
            }
            rows.append(row)
        }
        return Listing(rows, total: total)
    }
}
