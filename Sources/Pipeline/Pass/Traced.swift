internal import Core

/// Matches and clusters with the pieces' identifiers, in the order of the exports; lineages are
/// made one by one, since all of them together would outweigh everything else.
struct Traced: Sendable {
    let matches: [Match]
    private let tracer: Tracer
    private let pieces: [TracedPiece]

    init(archive: ArchiveIndex, matched: MatchedArchive, names: OutletNames, lexicon: Lexicon) {
        pieces = archive.traced
        let plain = matched.verified.map { [pieces] match in
            Match(
                a: pieces[Int(match.a)].id, b: pieces[Int(match.b)].id, relation: match.relation,
                resemblance: match.resemblance, containmentA: match.containmentA,
                containmentB: match.containmentB,
                passages: matched.passages(of: match, archive.texts.places),
                direction: match.direction,
                recapture: match.recapture,
                evidence: match.evidence)
        }
        tracer = Tracer(
            pieces: pieces, matches: plain,
            ends: matched.verified.map { (Int($0.a), Int($0.b)) }, names: names, lexicon: lexicon)
        matches = tracer.directed.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    }

    /// The lineages of some pieces, by their places.
    func lineages(_ places: Range<Int>) -> [Lineage] { places.map { tracer.lineage($0) } }

    func cluster(_ cluster: PieceCluster, suspicion: String?) -> Cluster {
        let members = cluster.pieces.map { pieces[Int($0)] }
        let places = Set(cluster.pieces.map { Int($0) })
        var outlets: Set<String> = []
        for member in members {
            for outlet in member.outlets { outlets.insert(outlet.name) }
            if let host = member.site ?? member.host { outlets.insert(host) }
        }
        let independent = places.count { !tracer.derives($0, fromAnyOf: places) }
        let dates = members.compactMap(\.posted).sorted { $0.firstDay < $1.firstDay }
        let sorted = members.map(\.id).sorted()
        var made = Cluster(
            id: sorted.first ?? "", representative: pieces[Int(cluster.representative)].id,
            pieces: sorted,
            outlets: outlets.sorted(), independentSources: max(1, independent),
            firstPosted: dates.first,
            lastPosted: dates.last)
        made.suspicion = suspicion
        return made
    }
}
