internal import Core
internal import Store

/// What a pass keeps in memory of the pieces that went by: fingerprints, facts, places of texts.
struct ArchiveIndex {
    var index: CandidateIndex
    let spool: TextSpool
    var places: [TextPlace] = []
    var traced: [TracedPiece] = []
    private var hosts: [String: UInt32] = [:]
    private var sources = 0
    private let digester = ByteDigester()

    init(settings: MatchSettings, spool: TextSpool) {
        index = CandidateIndex(settings: settings)
        self.spool = spool
    }

    mutating func add(_ divided: DividedSource) throws {
        sources += 1
        guard let page = divided.page else { return }
        let number = UInt32(try spool.append(page))
        for (piece, print) in zip(divided.pieces, divided.fingerprints) {
            places.append(TextPlace(page: number, body: piece.body))
            traced.append(TracedPiece(piece, site: divided.source.site))
            index.add(
                print,
                facts: PieceFacts(
                    host: host(piece.host), source: UInt32(sources),
                    title: hash(piece.title.map(FoldedText.key)),
                    url: hash(piece.url),
                    posted: piece.posted?.day == nil
                        ? nil : piece.posted.map { Int32($0.firstDay) },
                    kind: piece.kind))
        }
    }

    /// Numbers in the order in which hosts came, from 1; 0 for none.
    private mutating func host(_ name: String?) -> UInt32 {
        guard let name else { return 0 }
        if let number = hosts[name] { return number }
        let number = UInt32(hosts.count + 1)
        hosts[name] = number
        return number
    }

    private func hash(_ text: String?) -> UInt64 {
        guard let text, !text.isEmpty else { return 0 }
        return max(1, digester.digest(text).w0)
    }
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
        let page = try cache.page(Int(place.page)).text
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
        let page = try cache.page(Int(place.page))
        var line: Range<Int>?
        var number = 0
        for index in page.lines.indices where page.lines[index].lowerBound >= place.body.lowerBound
        {
            let range = page.lines[index]
            guard range.upperBound <= place.body.upperBound else { break }
            guard
                FoldedText(String(decoding: page.text[range], as: UTF8.self)).words().isEmpty
                    == false
            else { continue }
            if number == learned.line {
                line = range
                break
            }
            number += 1
        }
        let text = line.map { String(decoding: page.text[$0], as: UTF8.self) } ?? ""
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
