/// Two pieces that are copies of one text, and how much alike they are.
struct Edge {
    var a: UInt32
    var b: UInt32
    var weight: Double
}

extension Edge {
    init(_ match: VerifiedMatch) {
        let weight = max(match.resemblance, min(match.containmentA, match.containmentB))
        self.init(a: match.a, b: match.b, weight: weight)
    }
}

/// The pieces that share an edge with each piece, in the order of the edges.
struct Neighbours {
    private var ends: [UInt32]
    private var others: [(piece: UInt32, weight: Double)]

    /// Linear in edges and pieces.
    init(_ edges: some Collection<Edge>, pieces: Int) {
        // First the lengths of the rows, then their starts, which filling moves to their ends.
        ends = [UInt32](repeating: 0, count: pieces + 1)
        for edge in edges {
            ends[Int(edge.a)] += 1
            ends[Int(edge.b)] += 1
        }
        var sum: UInt32 = 0
        for piece in ends.indices {
            let count = ends[piece]
            ends[piece] = sum
            sum += count
        }
        others = Array(repeating: (0, 0), count: Int(sum))
        for edge in edges {
            others[Int(ends[Int(edge.a)])] = (edge.b, edge.weight)
            ends[Int(edge.a)] += 1
            others[Int(ends[Int(edge.b)])] = (edge.a, edge.weight)
            ends[Int(edge.b)] += 1
        }
    }

    subscript(piece: UInt32) -> ArraySlice<(piece: UInt32, weight: Double)> {
        let start = piece == 0 ? 0 : Int(ends[Int(piece) - 1])
        return others[start..<Int(ends[Int(piece)])]
    }
}

/// Disjoint sets that know their members: those of a set stand in a ring.
struct MemberSets {
    private var sets: DisjointSets
    private var next: [UInt32]
    /// Members of each set, by its root.
    private(set) var sizes: [UInt32]

    init(_ count: Int) {
        sets = DisjointSets(count)
        next = (0..<count).map { UInt32($0) }
        sizes = Array(repeating: 1, count: count)
    }

    mutating func root(_ x: UInt32) -> Int { sets.root(Int(x)) }

    /// Joins the sets of two roots.
    mutating func join(_ x: Int, _ y: Int) {
        sets.join(x, y)
        next.swapAt(x, y)
        sizes[min(x, y)] = sizes[x] + sizes[y]
    }

    /// Whether a member of the set of root `x` has a neighbour in that of root `y`.
    mutating func touches(_ x: Int, _ y: Int, _ neighbours: Neighbours) -> Bool {
        var piece = UInt32(x)
        repeat {
            for other in neighbours[piece] where root(other.piece) == y { return true }
            piece = next[Int(piece)]
        } while piece != UInt32(x)
        return false
    }
}
