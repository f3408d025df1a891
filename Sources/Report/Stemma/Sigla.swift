import Core

/// The letters of the members of a family: the representative is A, the rest follow in order.
struct Sigla {
    let pieces: [String]

    init(_ cluster: Cluster) {
        pieces =
            [cluster.representative] + cluster.pieces.filter { $0 != cluster.representative }
    }

    /// The two sides of a match, as A and B.
    init(_ match: Match) {
        pieces = [match.a, match.b]
    }

    func name(_ id: String) -> String {
        pieces.firstIndex(of: id).map(Words.siglum) ?? String(id.prefix(8))
    }
}
