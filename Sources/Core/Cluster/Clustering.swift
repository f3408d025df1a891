/// A family of pieces around a representative, by their numbers.
package struct PieceCluster: Sendable, Hashable {
    package var representative: UInt32
    /// In order; the representative is among them.
    package var pieces: [UInt32]
}

/// The clusters of an archive and those that deserve a look.
package struct Clusters: Sendable {
    package var clusters: [PieceCluster]
    package var suspicious: [SuspiciousCluster]
}

/// A cluster that may hold more than one text.
package struct SuspiciousCluster: Sendable, Hashable {
    /// Place in `Clusters.clusters`.
    package var cluster: Int
    package var reason: String
}

/// Puts copies of one text together, each verified against a representative.
///
/// Similarity is not transitive, so connected parts are not clusters. A piece that holds several
/// texts that do not match one another is a compilation and joins none of them. The others are
/// taken in the order of how much text they share with their copies: the first one that has no
/// cluster yet becomes a representative and takes what was verified against it; what is left of
/// a family (a copy of a copy) joins the cluster with which it shares most, if a member vouches
/// for it.
package struct Clustering {
    private let index: CandidateIndex

    package init(index: CandidateIndex) { self.index = index }

    /// Clusters of the pieces of the matches; pieces that match nothing are in none.
    package func clusters(_ settled: SettledPairs) -> Clusters {
        let matches = settled.matches
        let compilations = self.compilations(matches)
        var edges: [UInt32: [(other: UInt32, weight: Double)]] = [:]
        var sets = DisjointSets(index.count)
        var frames: [UInt32: [UInt32]] = [:]
        for pair in settled.templates {
            frames[pair.a, default: []].append(pair.b)
            frames[pair.b, default: []].append(pair.a)
        }
        var members: [Int: [UInt32]] = [:]
        let same = matches.filter {
            $0.sameText && !compilations.contains($0.a) && !compilations.contains($0.b)
        }
        for match in same.sorted(by: strongerFirst) {
            let weight = strength(match)
            let x = sets.root(Int(match.a))
            let y = sets.root(Int(match.b))
            if x != y {
                let left = members[x] ?? [UInt32(x)]
                let right = members[y] ?? [UInt32(y)]
                // Two texts of one frame never stand in one cluster.
                let fewer = left.count < right.count ? left : right
                let target = left.count < right.count ? y : x
                let barred = fewer.contains { piece in
                    (frames[piece] ?? []).contains { sets.root(Int($0)) == target }
                }
                if barred { continue }
                sets.join(x, y)
                members[x] = nil
                members[y] = nil
                members[sets.root(x)] = left + right
            }
            edges[match.a, default: []].append((match.b, weight))
            edges[match.b, default: []].append((match.a, weight))
        }
        var families: [Int: [UInt32]] = [:]
        for piece in edges.keys.sorted() {
            families[sets.root(Int(piece)), default: []].append(piece)
        }
        var made: [PieceCluster] = []
        for root in families.keys.sorted() {
            guard let family = families[root] else { continue }
            made.append(contentsOf: divide(family, edges))
        }
        made.sort { $0.pieces[0] < $1.pieces[0] }
        return Clusters(clusters: made, suspicious: [])
    }

    private func strength(_ match: VerifiedMatch) -> Double {
        max(match.resemblance, min(match.containmentA, match.containmentB))
    }

    private func strongerFirst(_ x: VerifiedMatch, _ y: VerifiedMatch) -> Bool {
        (strength(y), x.a, x.b) < (strength(x), y.a, y.b)
    }

    private func divide(
        _ family: [UInt32], _ edges: [UInt32: [(other: UInt32, weight: Double)]]
    ) -> [PieceCluster] {
        let best = family.max { a, b in
            let x = (edges[a] ?? []).reduce(0) { $0 + $1.weight }
            let y = (edges[b] ?? []).reduce(0) { $0 + $1.weight }
            return (x, b) < (y, a)
        }
        guard let best else { return [] }
        return [PieceCluster(representative: best, pieces: family)]
    }

    /// Pieces of which two stretches that do not overlap are whole other texts that do not match
    /// each other.
    private func compilations(_ matches: [VerifiedMatch]) -> Set<UInt32> {
        var parts: [UInt32: [(piece: UInt32, span: Range<Int>)]] = [:]
        var known = Set<UInt64>()
        for match in matches {
            let low = UInt64(min(match.a, match.b))
            known.insert(low << 32 | UInt64(max(match.a, match.b)))
            let spansA = match.passages.map(\.a)
            let spansB = match.passages.map(\.b)
            if let low = spansA.map(\.lowerBound).min(), let high = spansA.map(\.upperBound).max() {
                parts[match.a, default: []].append((match.b, low..<high))
            }
            if let low = spansB.map(\.lowerBound).min(), let high = spansB.map(\.upperBound).max() {
                parts[match.b, default: []].append((match.a, low..<high))
            }
        }
        var found = Set<UInt32>()
        for (piece, held) in parts where held.count > 1 {
            search: for (i, x) in held.enumerated() {
                for y in held[..<i] where !x.span.overlaps(y.span) {
                    let low = UInt64(min(x.piece, y.piece))
                    if !known.contains(low << 32 | UInt64(max(x.piece, y.piece))) {
                        found.insert(piece)
                        break search
                    }
                }
            }
        }
        return found
    }
}
