internal import Core
internal import Store

/// What a pass keeps in memory of the pieces that went by: fingerprints, facts, places of texts.
struct ArchiveIndex {
    var index: CandidateIndex
    let spool: TextSpool
    var places: [TextPlace] = []
    var traced: [TracedPiece] = []
    private(set) var hosts = HostNames()
    private var sources = 0

    init(settings: MatchSettings, spool: TextSpool) {
        index = CandidateIndex(settings: settings)
        self.spool = spool
    }

    mutating func add(_ divided: DividedSource) throws {
        sources += 1
        guard let page = divided.page else { return }
        let number = UInt32(try spool.append(page))
        for (piece, print) in zip(divided.pieces, divided.prints) {
            places.append(TextPlace(page: number, body: piece.body, isRow: false))
            add(piece, print, site: divided.source.site)
        }
    }

    /// Adds rows; each counts as a source of its own.
    ///
    /// - Returns: where their texts lie.
    mutating func add(_ rows: RowPieces) throws {
        var first: UInt32?
        for block in rows.blocks {
            let number = UInt32(try spool.append(block))
            first = first ?? number
        }
        for index in rows.pieces.indices {
            sources += 1
            places.append(
                TextPlace(
                    page: (first ?? 0) + UInt32(rows.blockOf[index]), body: rows.bodies[index],
                    isRow: true))
            add(rows.pieces[index], rows.prints[index], site: nil)
        }
    }

    private mutating func add(_ piece: Piece, _ print: PiecePrint, site: String?) {
        var known = TracedPiece(piece, site: site)
        // Hosts are few: one string for all pieces of each.
        if let name = piece.host { known.host = hosts.name(of: name) }
        // Only a digest's title can be what a credit names.
        if piece.kind != .digest, piece.kind != .newsletter { known.title = nil }
        traced.append(known)
        index.add(
            print.fingerprint,
            facts: PieceFacts(
                host: piece.host.map { hosts.number(of: $0) } ?? 0, source: UInt32(sources),
                title: print.title, url: print.url,
                posted: piece.posted?.day == nil ? nil : piece.posted.map { Int32($0.firstDay) },
                kind: piece.kind))
    }
}

/// The hosts of an archive, numbered from 1 in the order in which they came.
struct HostNames {
    private var numbers: [String: UInt32] = [:]
    private(set) var names: [String] = []

    mutating func number(of name: String) -> UInt32 {
        if let number = numbers[name] { return number }
        names.append(name)
        numbers[name] = UInt32(names.count)
        return UInt32(names.count)
    }

    /// The same name, in the memory that all its pieces share.
    mutating func name(of name: String) -> String { names[Int(number(of: name)) - 1] }
}

/// What matching found in an archive.
struct MatchedArchive {
    private var passages: [PairKey: [Passage]] = [:]
    private(set) var verified: [VerifiedMatch] = []
    private var templatePairs: [TemplatePair] = []
    private(set) var clusters: [PieceCluster] = []
    private(set) var templates: [Template] = []
    private(set) var boilerplate: [Boilerplate] = []

    private struct PairKey: Hashable {
        var a: UInt32
        var b: UInt32
    }

    mutating func add(_ outcomes: [MatchWorker.Outcome]) {
        for outcome in outcomes {
            switch outcome {
            case .match(let placed):
                verified.append(placed.match)
                passages[PairKey(a: placed.match.a, b: placed.match.b)] = placed.passages
            case .template(let pair):
                templatePairs.append(pair)
            }
        }
    }

    /// Parts matches from templates among the pairs, and makes clusters of what stands.
    mutating func settle(_ archive: ArchiveIndex, _ spool: Spool) throws {
        let settled = TemplateFamilies.settle(
            verified, templatePairs, pieces: archive.index.count, settings: archive.index.settings)
        verified = settled.matches
        clusters = Clustering(index: archive.index).clusters(settled).clusters
        let cache = PageCache(spool: spool)
        templates = try settled.families.map { try template($0, archive, cache) }
        boilerplate = try archive.index.boilerplate.map { try paragraph($0, archive, cache) }
    }

    func passages(of match: VerifiedMatch) -> [Passage] {
        passages[PairKey(a: match.a, b: match.b)] ?? []
    }

    /// Characters of a frame or paragraph that are kept to be shown.
    private static let shownLength = 600

    private func template(_ family: TemplateFamily, _ archive: ArchiveIndex, _ cache: PageCache)
        throws -> Template
    {
        let ids = family.pieces.map { archive.traced[Int($0)].id }.sorted()
        let place = archive.places[Int(family.example)]
        let page = try cache.text(Int(place.page))
        let parts = family.frame.map { range in
            String(decoding: page[range.shifted(by: place.body.lowerBound)], as: UTF8.self)
        }
        return Template(
            id: ids.first ?? "", pieces: ids,
            frame: String(parts.joined(separator: " … ").prefix(Self.shownLength)),
            slots: family.slots)
    }

    private func paragraph(
        _ learned: LearnedBoilerplate, _ archive: ArchiveIndex, _ cache: PageCache
    ) throws -> Boilerplate {
        let place = archive.places[learned.example]
        let page = try cache.text(Int(place.page))
        let lines = Lines(of: page.span.extracting(place.body))
        var line: Range<Int>?
        var number = 0
        for index in lines.indices {
            let range = lines[index].shifted(by: place.body.lowerBound)
            guard
                FoldedText(String(decoding: page[range], as: UTF8.self)).words().isEmpty == false
            else { continue }
            if number == learned.line {
                line = range
                break
            }
            number += 1
        }
        let text = line.map { String(decoding: page[$0], as: UTF8.self) } ?? ""
        let digest = Fingerprinter(settings: archive.index.settings.sketch).fingerprint(
            Array(text.utf8).span
        ).digest
        return Boilerplate(
            sha256: digest.hexadecimal, text: String(text.prefix(Self.shownLength)),
            host: archive.traced[learned.example].host,
            pieces: learned.pieces)
    }
}

/// Matches, clusters and lineages with the pieces' identifiers, in the order of the exports.
struct Traced {
    var matches: [Match]
    var clusters: [Cluster] = []
    var lineages: [Lineage]

    init(archive: ArchiveIndex, matched: MatchedArchive, names: OutletNames, lexicon: Lexicon) {
        let pieces = archive.traced
        let plain = matched.verified.map { match in
            Match(
                a: pieces[Int(match.a)].id, b: pieces[Int(match.b)].id, relation: match.relation,
                resemblance: match.resemblance, containmentA: match.containmentA,
                containmentB: match.containmentB,
                passages: matched.passages(of: match), direction: match.direction,
                recapture: match.recapture,
                evidence: match.evidence)
        }
        let tracer = Tracer(pieces: pieces, matches: plain, names: names, lexicon: lexicon)
        matches = tracer.directed.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
        let all = tracer.lineages()
        for cluster in matched.clusters { clusters.append(Self.cluster(cluster, pieces, all)) }
        clusters.sort { $0.id < $1.id }
        lineages = all.sorted { $0.piece < $1.piece }
    }

    private static func cluster(
        _ cluster: PieceCluster, _ pieces: [TracedPiece], _ lineages: [Lineage]
    ) -> Cluster {
        let members = cluster.pieces.map { pieces[Int($0)] }
        let ids = Set(members.map(\.id))
        var outlets: Set<String> = []
        for member in members {
            for outlet in member.outlets { outlets.insert(outlet.name) }
            if let host = member.site ?? member.host { outlets.insert(host) }
        }
        let independent = cluster.pieces.count { number in
            !lineages[Int(number)].derivedFrom.contains { claim in
                claim.piece.map(ids.contains) ?? (claim.state == .declared)
            }
        }
        let dates = members.compactMap(\.posted).sorted { $0.firstDay < $1.firstDay }
        let sorted = ids.sorted()
        return Cluster(
            id: sorted.first ?? "", representative: pieces[Int(cluster.representative)].id,
            pieces: sorted,
            outlets: outlets.sorted(), independentSources: max(1, independent),
            firstPosted: dates.first,
            lastPosted: dates.last)
    }
}
