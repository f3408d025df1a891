internal import Core
internal import Report
internal import Store

/// Which copy of a text stands for all of them.
package enum KeepPolicy: String, Sendable, CaseIterable {
    /// The one with the earliest date: of its declared first publication, else its host's own.
    case earliest
    /// The one with most words.
    case longest
    /// The one that the credits of the others lead to; where none leads to any, one that names no
    /// origin elsewhere, the earliest of those.
    case declaredOriginal = "declared-original"
}

/// Chooses one copy of each text: that of each cluster by a policy, and every piece of no cluster.
///
/// What is left out is in memory (some hundred bytes a piece), what is kept is not.
struct Keeping {
    /// Why a piece is left out.
    struct Dropped {
        var cluster: String
        var kept: String
        var keptSource: String
        var reason: String
    }

    private let snapshot: Snapshot
    private let policy: KeepPolicy
    private(set) var dropped: [String: Dropped] = [:]
    private var kept: [String: (cluster: String, copies: Int)] = [:]

    /// - Throws: `StoreError`.
    init(_ snapshot: Snapshot, policy: KeepPolicy) throws {
        self.snapshot = snapshot
        self.policy = policy
        var clusters: [Cluster] = []
        try snapshot.eachCluster { if $0.pieces.count > 1 { clusters.append($0) } }
        for cluster in clusters { try choose(cluster) }
    }

    /// The row of a kept piece; nil for one that is left out.
    func row(_ piece: Piece) -> KeptPiece? {
        guard dropped[piece.id] == nil else { return nil }
        guard let place = kept[piece.id] else {
            return KeptPiece(
                piece: piece, cluster: nil, copies: 1, reason: "No other piece is a copy of it.")
        }
        return KeptPiece(
            piece: piece, cluster: place.cluster, copies: place.copies, reason: "\(why).")
    }

    func droppedRow(_ piece: Piece) -> DroppedPiece? {
        dropped[piece.id].map {
            DroppedPiece(
                piece: piece, cluster: $0.cluster, kept: $0.kept, keptSource: $0.keptSource,
                reason: $0.reason)
        }
    }

    private var why: String {
        switch policy {
        case .earliest: "It has the earliest date of its copies"
        case .longest: "It is the longest of its copies"
        case .declaredOriginal: "The credits of its copies speak for it, or none speaks against it"
        }
    }

    private mutating func choose(_ cluster: Cluster) throws {
        let pieces = try cluster.pieces.compactMap { try snapshot.piece(id: $0) }
        let votes = policy == .declaredOriginal ? try votes(cluster) : [:]
        guard let first = pieces.min(by: { precedes($0, $1, votes) }) else { return }
        kept[first.id] = (cluster.id, pieces.count)
        for piece in pieces where piece.id != first.id {
            let match = try snapshot.match(first.id, piece.id)
            let stands =
                match.map {
                    "\($0.recapture ? "recapture" : $0.relation.rawValue) of the kept piece,"
                        + " resemblance \(Decimals.text($0.resemblance, places: 2))"
                } ?? "in one cluster with the kept piece"
            dropped[piece.id] = Dropped(
                cluster: cluster.id, kept: first.id, keptSource: first.source,
                reason: "\(stands); \(compared(piece, first))")
        }
    }

    private func compared(_ piece: Piece, _ kept: Piece) -> String {
        switch policy {
        case .earliest:
            "policy earliest: \(date(kept)) against \(date(piece))"
        case .longest: "policy longest: \(kept.words) words against \(piece.words)"
        case .declaredOriginal: "policy declared-original"
        }
    }

    private func date(_ piece: Piece) -> String {
        (piece.published ?? piece.posted)?.description ?? "no date"
    }

    /// The order in which copies are preferred; the identifier decides last, so that the order in
    /// which the store lists them does not.
    private func precedes(_ a: Piece, _ b: Piece, _ votes: [String: Int]) -> Bool {
        func rank(_ piece: Piece) -> (Int, Int, Int) {
            let day = (piece.published ?? piece.posted)?.firstDay ?? .max
            switch policy {
            case .earliest: return (day, -piece.words, 0)
            case .longest: return (-piece.words, day, 0)
            case .declaredOriginal:
                let foreign = piece.outlets.isEmpty && piece.translators.isEmpty ? 0 : 1
                return (-votes[piece.id, default: 0], foreign, day)
            }
        }
        let (one, two) = (rank(a), rank(b))
        return one == two ? a.id < b.id : one < two
    }

    /// How many pieces of the cluster have each other piece of it as their origin, or declare it.
    private func votes(_ cluster: Cluster) throws -> [String: Int] {
        var votes: [String: Int] = [:]
        for id in cluster.pieces {
            guard let lineage = try snapshot.lineage(ofPiece: id) else { continue }
            if let origin = lineage.chain.first, origin.role == .original, let piece = origin.piece,
                piece != id
            {
                votes[piece, default: 0] += 1
            }
            for claim in lineage.derivedFrom where claim.state == .declared {
                if let piece = claim.piece, piece != id { votes[piece, default: 0] += 1 }
            }
        }
        return votes
    }
}
