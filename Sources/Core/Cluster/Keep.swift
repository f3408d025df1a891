/// Which piece of a cluster stays when only one copy of each text is wanted.
package enum KeepPolicy: String, Sendable, CaseIterable {
    /// The one that its host posted first; undated pieces come last.
    case earliest
    /// The one with the most words.
    case longest
    /// The one that the others declare as their original; `earliest` when none is.
    case declaredOriginal = "declared-original"
}

/// The piece of a cluster that stays, and the others with the reason.
package struct KeptPiece: Sendable, Hashable {
    package var kept: UInt32
    package var dropped: [UInt32]
    package var reason: String
}

extension PieceCluster {
    /// Chooses the piece that stays; ties go to the lower number.
    ///
    /// `declared` counts for a piece how many others name it as their original.
    package func keep(
        _ policy: KeepPolicy, in index: CandidateIndex, declared: (UInt32) -> Int = { _ in 0 }
    ) -> KeptPiece {
        func least<Key: Comparable>(_ key: (UInt32) -> Key) -> UInt32 {
            var best = pieces[0]
            for piece in pieces where key(piece) < key(best) { best = piece }
            return best
        }
        func posted(_ piece: UInt32) -> Int32 { index.facts[Int(piece)].posted ?? .max }
        let kept: UInt32
        let reason: String
        let named = least { -declared($0) }
        switch policy {
        case .longest:
            kept = least { -Int(index.words[Int($0)]) }
            reason = "longest of \(pieces.count) copies, \(index.words[Int(kept)]) words"
        case .declaredOriginal where declared(named) > 0:
            kept = named
            reason = "named as the original by \(declared(named)) of \(pieces.count) copies"
        case .earliest, .declaredOriginal:
            kept = least { posted($0) }
            reason =
                posted(kept) == .max
                ? "first of \(pieces.count) undated copies"
                : "posted first of \(pieces.count) copies"
        }
        return KeptPiece(kept: kept, dropped: pieces.filter { $0 != kept }, reason: reason)
    }
}
