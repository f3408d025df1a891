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
/// joined, the most alike first, unless that would bring two texts of one frame together, and the
/// piece of a family that shares most with the others represents it.
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
        var made: [(cluster: PieceCluster, doubt: String?)] = []
        for root in families.keys.sorted() {
            guard let family = families[root] else { continue }
            divide(family, edges, &made)
        }
        made.sort { $0.cluster.pieces[0] < $1.cluster.pieces[0] }
        return Clusters(
            clusters: made.map(\.cluster),
            suspicious: made.enumerated().compactMap { place, entry in
                entry.doubt.map { SuspiciousCluster(cluster: place, reason: $0) }
            })
    }

    private func strength(_ match: VerifiedMatch) -> Double {
        max(match.resemblance, min(match.containmentA, match.containmentB))
    }

    private func strongerFirst(_ x: VerifiedMatch, _ y: VerifiedMatch) -> Bool {
        (strength(y), x.a, x.b) < (strength(x), y.a, y.b)
    }

    /// Makes clusters of a family: around the piece that shares most with the others.
    ///
    /// A family in which many pieces were not found alike to it is doubtful; a large one of the
    /// kind is divided until every cluster holds together, so that no chain of small likenesses
    /// runs away.
    private func divide(
        _ family: [UInt32], _ edges: [UInt32: [(other: UInt32, weight: Double)]],
        _ made: inout [(cluster: PieceCluster, doubt: String?)]
    ) {
        var left = family
        while !left.isEmpty {
            let here = Set(left)
            var best = left[0]
            var bestWeight = -1.0
            for piece in left {
                var weight = 0.0
                for edge in edges[piece] ?? [] where here.contains(edge.other) {
                    weight += edge.weight
                }
                if weight > bestWeight {
                    best = piece
                    bestWeight = weight
                }
            }
            let near = Set((edges[best] ?? []).map(\.other)).intersection(here)
            let verified = near.count + 1
            let together = 2 * verified >= left.count
            if together || left.count <= index.settings.clusterGuard {
                let doubt =
                    together
                    ? nil
                    : "only \(verified) of \(left.count) pieces were found alike to the "
                        + "representative itself"
                made.append((PieceCluster(representative: best, pieces: left), doubt))
                return
            }
            let taken = left.filter { $0 == best || near.contains($0) }
            if taken.count > 1 {
                made.append(
                    (
                        PieceCluster(representative: best, pieces: taken),
                        "cut out of a chain of \(family.count) pieces"
                    ))
            }
            left = left.filter { $0 != best && !near.contains($0) }
        }
    }

    /// Pieces that hold several other texts, which do not match one another, in stretches that do
    /// not overlap: two that stand in it for the most part, or three of which it has a good part.
    private func compilations(_ matches: [VerifiedMatch]) -> Set<UInt32> {
        struct Part {
            var piece: UInt32
            var span: Range<Int>
            var share: Double
        }
        var parts: [UInt32: [Part]] = [:]
        var known = Set<UInt64>()
        func pair(_ x: UInt32, _ y: UInt32) -> UInt64 {
            UInt64(min(x, y)) << 32 | UInt64(max(x, y))
        }
        for match in matches {
            known.insert(pair(match.a, match.b))
            guard match.resemblance < 0.5 else { continue }
            for (piece, other, share, spans) in [
                (match.a, match.b, match.containmentB, match.passages.map(\.a)),
                (match.b, match.a, match.containmentA, match.passages.map(\.b)),
            ] where share >= 0.15 {
                guard let low = spans.map(\.lowerBound).min(),
                    let high = spans.map(\.upperBound).max()
                else { continue }
                parts[piece, default: []].append(
                    Part(piece: other, span: low..<high, share: share))
            }
        }
        var found = Set<UInt32>()
        for (piece, held) in parts where held.count > 1 {
            // Parts that are apart from all that were taken before, the fullest first.
            var apart: [Part] = []
            for part in held.sorted(by: { ($1.share, $0.piece) < ($0.share, $1.piece) }) {
                let isApart = apart.allSatisfy {
                    !$0.span.overlaps(part.span) && !known.contains(pair($0.piece, part.piece))
                }
                if isApart { apart.append(part) }
                if apart.count == 3 { break }
            }
            if apart.count == 3 || (apart.count == 2 && apart[1].share >= 0.5) {
                found.insert(piece)
            }
        }
        return found
    }
}
