internal import Core

/// Tracing of some pieces of an archive, or of all, with the matches that stand between them.
///
/// Lineages are made one by one, since all of them together would outweigh everything else.
struct Traced: Sendable {
    /// Places of the pieces in the archive, in order.
    private let places: [UInt32]
    private let pieces: [TracedPiece]
    private let tracer: Tracer
    /// The matches, with their directions, in the order in which they were given.
    let matches: [Match]

    /// Takes `places` for those of the pieces in the archive, in order, and `chosen` for the matches
    /// between them.
    ///
    /// A piece whose lineage is asked for is among them with all the pieces that it matches and that its
    /// chain goes through.
    init(
        places: [UInt32], pieces: [TracedPiece], chosen: some Sequence<PlacedMatch>,
        texts: [TextPlace],
        names: OutletNames, lexicon: Lexicon
    ) {
        self.places = places
        self.pieces = pieces
        func at(_ place: UInt32) -> Int { Self.position(of: place, in: places) ?? 0 }
        var ends: [(a: Int, b: Int)] = []
        var plain: [Match] = []
        for placed in chosen {
            let match = placed.match
            let (a, b) = (at(match.a), at(match.b))
            ends.append((a, b))
            plain.append(
                Match(
                    a: pieces[a].id, b: pieces[b].id, relation: match.relation,
                    resemblance: match.resemblance, containmentA: match.containmentA,
                    containmentB: match.containmentB,
                    passages: zip(match.passages, placed.passages).map { passage, place in
                        place.passage(passage, texts[Int(match.a)], texts[Int(match.b)])
                    },
                    direction: match.direction, recapture: match.recapture,
                    evidence: match.evidence))
        }
        tracer = Tracer(
            pieces: pieces, matches: plain, ends: ends, names: names, lexicon: lexicon)
        matches = tracer.directed
    }

    private static func position(of place: UInt32, in places: [UInt32]) -> Int? {
        if Int(place) < places.count, places[Int(place)] == place { return Int(place) }
        let position = places.firstPlace { $0 >= place }
        return position < places.count && places[position] == place ? position : nil
    }

    /// The lineage of a piece, and the place of the piece that chains which come by go on to.
    func lineage(_ place: UInt32) -> (lineage: Lineage, next: UInt32?)? {
        guard let position = Self.position(of: place, in: places) else { return nil }
        let (lineage, next) = tracer.trace(position)
        return (lineage, next.map { places[$0] })
    }

    func cluster(_ cluster: PieceCluster, suspicion: String?) -> Cluster {
        let positions = cluster.pieces.compactMap { Self.position(of: $0, in: places) }
        let members = positions.map { pieces[$0] }
        let together = Set(positions)
        var outlets: Set<String> = []
        for member in members {
            for outlet in member.outlets { outlets.insert(outlet.name) }
            if let host = member.site ?? member.host { outlets.insert(host) }
        }
        let independent = together.count { !tracer.derives($0, fromAnyOf: together) }
        let dates = members.compactMap(\.posted).sorted { $0.firstDay < $1.firstDay }
        let sorted = members.map(\.id).sorted()
        let representative = Self.position(of: cluster.representative, in: places)
        var made = Cluster(
            id: sorted.first ?? "", representative: representative.map { pieces[$0].id } ?? "",
            pieces: sorted,
            outlets: outlets.sorted(), independentSources: max(1, independent),
            firstPosted: dates.first,
            lastPosted: dates.last)
        made.suspicion = suspicion
        return made
    }
}
