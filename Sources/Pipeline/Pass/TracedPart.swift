internal import Core
internal import Store

/// Pieces whose matches are other than they were, by their places.
struct TouchedPieces {
    private var flags: [Bool]
    /// Whether every piece counts as touched.
    let all: Bool

    init(_ count: Int, all: Bool) {
        flags = [Bool](repeating: all, count: count)
        self.all = all
    }

    mutating func touch(_ place: UInt32) { flags[Int(place)] = true }

    mutating func touch(_ pair: PiecePair) {
        touch(pair.a)
        touch(pair.b)
    }

    func contains(_ place: UInt32) -> Bool { flags[Int(place)] }

    /// In order.
    var places: [UInt32] { flags.indices.filter { flags[$0] }.map { UInt32($0) } }
}

/// The matches that stand, by the pieces on their sides.
struct MatchGraph {
    private var ends: [UInt32]
    private var rows: [UInt32]
    private let pairs: [PiecePair]

    /// Linear in matches and pieces.
    init(_ matched: MatchedArchive, pieces: Int) {
        pairs = matched.matches.map(\.pair)
        ends = [UInt32](repeating: 0, count: pieces + 1)
        let standing = matched.stands.indices.filter { matched.stands[$0] }
        for match in standing {
            ends[Int(pairs[match].a)] += 1
            ends[Int(pairs[match].b)] += 1
        }
        var sum: UInt32 = 0
        for place in ends.indices {
            let count = ends[place]
            ends[place] = sum
            sum += count
        }
        rows = [UInt32](repeating: 0, count: Int(sum))
        for match in standing {
            for piece in [pairs[match].a, pairs[match].b] {
                rows[Int(ends[Int(piece)])] = UInt32(match)
                ends[Int(piece)] += 1
            }
        }
    }

    /// Numbers of the matches of a piece, among all verdicts, in order.
    func matches(of place: UInt32) -> ArraySlice<UInt32> {
        rows[Int(place == 0 ? 0 : ends[Int(place) - 1])..<Int(ends[Int(place)])]
    }

    func other(_ match: UInt32, than place: UInt32) -> UInt32 {
        let pair = pairs[Int(match)]
        return pair.a == place ? pair.b : pair.a
    }

    func neighbours(of place: UInt32) -> [UInt32] {
        matches(of: place).map { other($0, than: place) }
    }
}

/// The part of an archive that has to be traced again: the pieces whose lineage may change, all that
/// these rest on, and the clusters that are written.
struct TracedPart {
    /// Places of pieces whose lineage is made again.
    let recomputed: [UInt32]
    /// Those, and all pieces that are needed for it, in order.
    let places: [UInt32]
    let pieces: [TracedPiece]
    /// The matches between them, by their numbers among the verdicts.
    let matches: [Int]

    init(
        _ archive: ArchiveIndex, fresh: ArchiveIndex, _ matched: MatchedArchive,
        _ graph: MatchGraph, _ touched: TouchedPieces, clusters: [Int], _ snapshot: Snapshot,
        placeOf: (Int) -> UInt32?
    ) throws {
        let numbers = archive.numbers
        var isRecomputed = [Bool](repeating: false, count: numbers.count)
        // A lineage follows its chain from piece to piece: back along the chains that come by a piece
        // that was touched.
        var queue = touched.places
        for place in queue { isRecomputed[Int(place)] = true }
        var at = 0
        while at < queue.count, !touched.all {
            let number = Int(numbers[Int(queue[at])])
            at += 1
            for leading in try snapshot.pieces(leadingTo: number) {
                guard let place = placeOf(leading), !isRecomputed[Int(place)] else { continue }
                isRecomputed[Int(place)] = true
                queue.append(place)
            }
        }
        recomputed = queue.sorted()
        // All matches of these are needed: of pieces that are made again, of the pieces that their
        // chains may go through, of the members of clusters.
        var isWhole = isRecomputed
        if !touched.all {
            for place in recomputed {
                for neighbour in graph.neighbours(of: place) {
                    var next: UInt32? = neighbour
                    while let step = next, !isWhole[Int(step)] {
                        isWhole[Int(step)] = true
                        next = try snapshot.next(ofPiece: Int(numbers[Int(step)])).flatMap(placeOf)
                    }
                }
            }
            for cluster in clusters {
                for place in matched.clusters[cluster].pieces { isWhole[Int(place)] = true }
            }
        }
        var isNeeded = isWhole
        var isChosen = [Bool](repeating: false, count: matched.matches.count)
        for place in isWhole.indices where isWhole[place] {
            for match in graph.matches(of: UInt32(place)) {
                isChosen[Int(match)] = true
                isNeeded[Int(graph.other(match, than: UInt32(place)))] = true
            }
        }
        matches = isChosen.indices.filter { isChosen[$0] }
        places = isNeeded.indices.filter { isNeeded[$0] }.map { UInt32($0) }
        let first = fresh.numbers.first ?? .max
        var shared = SharedTraits()
        pieces = try places.map { place in
            let number = numbers[Int(place)]
            if number >= first { return fresh.traced[Int(number - first)] }
            guard let known = try snapshot.tracedPiece(number: Int(number)) else {
                throw StoreError.missingPiece(number)
            }
            return TracedPiece(known.piece, site: known.site, sharing: &shared)
        }
    }
}

/// Why the lineage of a piece has changed.
struct LineageCauses {
    private let archive: ArchiveIndex
    private let matched: MatchedArchive
    private let graph: MatchGraph
    private let isNew: (UInt32, UInt64) -> Bool

    /// Takes `isNew` for what tells whether a piece, by its number and identifier, was never seen before.
    init(
        _ archive: ArchiveIndex, _ matched: MatchedArchive, _ graph: MatchGraph,
        isNew: @escaping (UInt32, UInt64) -> Bool
    ) {
        self.archive = archive
        self.matched = matched
        self.graph = graph
        self.isNew = isNew
    }

    /// A sentence; pieces are named by their identifiers.
    func cause(of place: UInt32) -> String {
        let new = graph.matches(of: place).filter { matched.origins[Int($0)]?.stood != true }
            .map { Int(graph.other($0, than: place)) }
            .filter { isNew(archive.numbers[$0], archive.ids[$0]) }
            .map { PieceID.text(archive.ids[$0]) }
        switch new.count {
        case 0: return "what the archive knows of the pieces that it derives from has changed"
        case 1: return "a match with \(new[0]) was found"
        default: return "matches with \(new[0]) and \(new.count - 1) more pieces were found"
        }
    }
}
