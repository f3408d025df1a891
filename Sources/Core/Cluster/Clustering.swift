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
        let (matches, stands) = (settled.given, settled.stands)
        let compilations = self.compilations(matches, stands)
        var same: [Edge] = []
        for i in matches.indices where stands[i] && matches[i].sameText {
            let edge = Edge(matches[i])
            if !compilations.contains(edge.a) && !compilations.contains(edge.b) {
                same.append(edge)
            }
        }
        same.sort { ($1.weight, $0.a, $0.b) < ($0.weight, $1.a, $1.b) }
        let frames = Neighbours(
            settled.templates.indices.lazy.map { i in
                Edge(a: settled.templates[i].a, b: settled.templates[i].b, weight: 0)
            }, pieces: index.count)
        var sets = MemberSets(index.count)
        var joined: [Edge] = []
        for edge in same {
            let (x, y) = (sets.root(edge.a), sets.root(edge.b))
            if x != y {
                // Two texts of one frame never stand in one cluster.
                let (fewer, more) = sets.sizes[x] < sets.sizes[y] ? (x, y) : (y, x)
                if sets.touches(fewer, more, frames) { continue }
                sets.join(x, y)
            }
            joined.append(edge)
        }
        let edges = Neighbours(joined, pieces: index.count)
        var families: [[UInt32]] = []
        var familyOf: [Int: Int] = [:]
        for piece in 0..<UInt32(index.count) where !edges[piece].isEmpty {
            let root = sets.root(piece)
            if let family = familyOf[root] {
                families[family].append(piece)
            } else {
                familyOf[root] = families.count
                families.append([piece])
            }
        }
        var made: [(cluster: PieceCluster, doubt: String?)] = []
        var marks = [UInt32](repeating: 0, count: index.count)
        for family in families { divide(family, edges, &marks, &made) }
        made.sort { $0.cluster.pieces[0] < $1.cluster.pieces[0] }
        return Clusters(
            clusters: made.map(\.cluster),
            suspicious: made.enumerated().compactMap { place, entry in
                entry.doubt.map { SuspiciousCluster(cluster: place, reason: $0) }
            })
    }

    /// Makes clusters of a family: around the piece that shares most with the others.
    ///
    /// A family in which many pieces were not found alike to it is doubtful; a large one of the
    /// kind is divided until every cluster holds together, so that no chain of small likenesses
    /// runs away.
    /// `marks` has a place for each piece, and is 0 everywhere before and after.
    private func divide(
        _ family: [UInt32], _ edges: Neighbours, _ marks: inout [UInt32],
        _ made: inout [(cluster: PieceCluster, doubt: String?)]
    ) {
        let (isHere, isNear): (UInt32, UInt32) = (1, 2)
        var left = family
        for piece in family { marks[Int(piece)] = isHere }
        defer { for piece in family { marks[Int(piece)] = 0 } }
        while !left.isEmpty {
            var best = left[0]
            var bestWeight = -1.0
            for piece in left {
                var weight = 0.0
                for edge in edges[piece] where marks[Int(edge.piece)] != 0 { weight += edge.weight }
                if weight > bestWeight {
                    best = piece
                    bestWeight = weight
                }
            }
            var verified = 1
            marks[Int(best)] = isNear
            for edge in edges[best] where marks[Int(edge.piece)] == isHere {
                marks[Int(edge.piece)] = isNear
                verified += 1
            }
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
            let taken = left.filter { marks[Int($0)] == isNear }
            if taken.count > 1 {
                made.append(
                    (
                        PieceCluster(representative: best, pieces: taken),
                        "cut out of a chain of \(family.count) pieces"
                    ))
            }
            left.removeAll { marks[Int($0)] == isNear }
            for piece in taken { marks[Int(piece)] = 0 }
        }
    }

    /// Pieces that hold several other texts, which do not match one another, in stretches that do
    /// not overlap: two that stand in it for the most part, or three of which it has a good part.
    private func compilations(_ matches: [VerifiedMatch], _ stands: [Bool]) -> Set<UInt32> {
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
        known.reserveCapacity(matches.count)
        for i in matches.indices where stands[i] {
            known.insert(pair(matches[i].a, matches[i].b))
            guard matches[i].resemblance < 0.5 else { continue }
            let match = matches[i]
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
