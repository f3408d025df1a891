internal import Core
package import Report
package import Store

/// Puts together from a store what a report shows.
///
/// One walk over pieces, matches and lineages each; beyond that only what the report's caps leave.
package struct ReportAssembly {
    let snapshot: Snapshot
    let caps: ReportCaps
    var pieces: [String: Piece] = [:]

    package init(snapshot: Snapshot, caps: ReportCaps = ReportCaps()) {
        self.snapshot = snapshot
        self.caps = caps
    }

    /// - Parameters:
    ///   - snapshot: the store.
    ///   - archive: its name, as the heading shows it.
    ///   - bulletin: what the report is to begin with.
    ///   - caps: how much is fetched of everything.
    /// - Returns: the data, with the pieces that its rows name.
    /// - Throws: `StoreError`.
    package static func data(
        _ snapshot: Snapshot, archive: String?, bulletin: Bulletin? = nil,
        caps: ReportCaps = ReportCaps()
    ) throws -> ReportData {
        var assembly = ReportAssembly(snapshot: snapshot, caps: caps)
        return try assembly.data(archive, bulletin)
    }

    private mutating func data(_ archive: String?, _ bulletin: Bulletin?) throws -> ReportData {
        var data = ReportData(
            archive: archive, run: try snapshot.lastRun()?.summary ?? RunSummary())
        if let bulletin {
            data.alarms = bulletin.alarms
            data.watch = bulletin.watch
            data.skips = bulletin.skips
            data.news = try news(bulletin)
        }
        let walk = try PieceWalk(snapshot)
        let lineages = try LineageWalk(snapshot)
        data.charts = ReportCharts(
            years: walk.years, undated: walk.undated, states: try snapshot.claimStates(),
            hosts: walk.hosts.greatest(caps.bars),
            outlets: walk.outletCounts.greatest(caps.bars),
            languages: walk.languages.greatest(caps.bars))
        data.families = try families()
        data.passages = try passages(walk, &data.charts)
        data.republished = try republished(walk, lineages)
        data.digests = try digests(walk)
        data.translators = try translators(walk)
        data.lineages = try longest(lineages)
        var templates = Listing<Template>()
        try snapshot.eachTemplate { template in
            if templates.rows.count < caps.templates { templates.rows.append(template) }
            templates.total += 1
        }
        for template in templates.rows {
            for id in template.pieces.prefix(caps.members) { try fetch(id) }
        }
        data.templates = templates
        try snapshot.eachQuarantined { source in
            if data.quarantined.rows.count < caps.quarantined {
                data.quarantined.rows.append(source)
            }
            data.quarantined.total += 1
        }
        try snapshot.eachBoilerplate { paragraph in
            if data.boilerplate.rows.count < caps.boilerplate {
                data.boilerplate.rows.append(paragraph)
            }
            data.boilerplate.total += 1
        }
        data.pieces = pieces
        return data
    }

    // MARK: Pieces

    mutating func fetch(_ id: String) throws {
        if pieces[id] == nil, let piece = try snapshot.piece(id: id) { pieces[id] = piece }
    }

    // MARK: Chapters

    private mutating func families() throws -> Listing<Family> {
        let total = try snapshot.lastRun()?.summary.clusters ?? 0
        var rows: [Family] = []
        for cluster in try snapshot.largestClusters(caps.families) {
            var family = Family(cluster: cluster)
            let members = Set(cluster.pieces)
            let matches = try snapshot.matches(ofPiece: cluster.representative)
                .filter { members.contains($0.a) && members.contains($0.b) }
                .sorted { ($0.resemblance, $1.a, $1.b) > ($1.resemblance, $0.a, $0.b) }
            family.comparisons = Listing(
                try matches.prefix(caps.comparisonsPerFamily).map { try comparison($0) },
                total: matches.count)
            for id in cluster.pieces.prefix(caps.members) {
                try fetch(id)
                if let lineage = try snapshot.lineage(ofPiece: id) {
                    family.lineages.append(lineage)
                }
            }
            try fetch(cluster.representative)
            rows.append(family)
        }
        return Listing(rows, total: total)
    }

    private mutating func comparison(_ match: Match) throws -> Comparison {
        try fetch(match.a)
        try fetch(match.b)
        var texts: [PassageText] = []
        if let a = pieces[match.a], let b = pieces[match.b] {
            for passage in match.passages.prefix(caps.passagesPerComparison) {
                texts.append(
                    PassageText(
                        passage: passage, a: try words(a.source, passage.aShown),
                        b: try words(b.source, passage.bShown)))
            }
        }
        return Comparison(match: match, passages: texts)
    }

    private func words(_ source: String, _ bytes: Range<Int>) throws -> String {
        try snapshot.text(ofSource: source, bytes: bytes).map {
            String(decoding: $0, as: UTF8.self)
        } ?? ""
    }

    private mutating func passages(_ walk: PieceWalk, _ charts: inout ReportCharts) throws
        -> Listing<Comparison>
    {
        var longest = Leading<MatchNote>(caps.passages) {
            ($1.words, $0.a, $0.b) < ($0.words, $1.a, $1.b)
        }
        var relations: [Relation: Int] = [:]
        try snapshot.eachMatchNote { match in
            relations[match.relation, default: 0] += 1
            guard
                match.relation == .excerpt || match.relation == .quotation
                    || match.relation == .sharedPassage,
                !walk.digests.contains(match.a), !walk.digests.contains(match.b)
            else { return }
            longest.add(match)
        }
        charts.relations = relations
        let matches = try longest.rows.compactMap { try snapshot.match($0.a, $0.b) }
        return Listing(try matches.map { try comparison($0) }, total: longest.total)
    }

    private mutating func republished(_ walk: PieceWalk, _ lineages: LineageWalk) throws
        -> Listing<RepublishedOutlet>
    {
        let all = walk.outlets.values.sorted {
            ($1.pieces.count, $0.outlet.name) < ($0.pieces.count, $1.outlet.name)
        }
        var rows: [RepublishedOutlet] = []
        for (outlet, _, dated) in all.prefix(caps.outlets) {
            let ids = PieceWalk.sorted(dated)
            for id in ids.prefix(caps.members) { try fetch(id) }
            rows.append(
                RepublishedOutlet(
                    outlet: outlet,
                    pieces: Listing(Array(ids.prefix(caps.members)), total: ids.count),
                    originalsInArchive: ids.count { lineages.fromOthers.contains($0) }))
        }
        return Listing(rows, total: all.count)
    }

    private mutating func digests(_ walk: PieceWalk) throws -> Listing<Report.DigestParts> {
        let all = try snapshot.digests().filter { walk.digests.contains($0.digest) }
        var rows: [Report.DigestParts] = []
        for digest in all.prefix(caps.digests) {
            let parts = Set(digest.parts)
            try fetch(digest.digest)
            let matches = try snapshot.matches(ofPiece: digest.digest)
                .filter { parts.contains($0.a == digest.digest ? $0.b : $0.a) }
                .sorted { Self.place($0, in: digest.digest) < Self.place($1, in: digest.digest) }
            for match in matches.prefix(caps.members) {
                try fetch(match.a)
                try fetch(match.b)
            }
            rows.append(
                Report.DigestParts(
                    digest: digest.digest,
                    parts: Listing(Array(matches.prefix(caps.members)), total: matches.count)))
        }
        return Listing(rows, total: all.count)
    }

    private static func place(_ match: Match, in digest: String) -> Int {
        let first = match.passages.first
        return (match.a == digest ? first?.aShown.lowerBound : first?.bShown.lowerBound) ?? 0
    }

    private mutating func translators(_ walk: PieceWalk) throws -> Listing<TranslatorPieces> {
        let all = walk.translators.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        var rows: [TranslatorPieces] = []
        for (name, dated) in all.prefix(caps.translators) {
            let ids = PieceWalk.sorted(dated)
            for id in ids.prefix(caps.members) { try fetch(id) }
            rows.append(
                TranslatorPieces(
                    name: name, pieces: Listing(Array(ids.prefix(caps.members)), total: ids.count)))
        }
        return Listing(rows, total: all.count)
    }

    /// The lineages that say most: those with the longest chains.
    private mutating func longest(_ walk: LineageWalk) throws -> Listing<Lineage> {
        let rows = try walk.longest(caps.lineages).compactMap {
            try snapshot.lineage(ofPiece: $0.piece)
        }
        for lineage in rows {
            try fetch(lineage.piece)
            for step in lineage.chain { if let id = step.piece { try fetch(id) } }
            for claim in lineage.derivedFrom.prefix(4) { if let id = claim.piece { try fetch(id) } }
        }
        return Listing(rows, total: walk.chained.count)
    }
}
