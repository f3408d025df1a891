internal import Core
internal import Report
internal import Store

/// What one walk over all pieces gathers.
struct PieceWalk {
    private(set) var undated = 0
    private(set) var years: [Int: Int] = [:]
    private(set) var hosts = NameCounts()
    private(set) var languages = NameCounts()
    /// Pieces that credit an outlet of this name.
    private(set) var outletCounts = NameCounts()
    /// By name; the outlet is as the piece with the least identifier has it.
    private(set) var outlets: [String: (outlet: Outlet, by: String, pieces: [Dated])] = [:]
    private(set) var translators: [String: [Dated]] = [:]
    private(set) var digests: Set<String> = []

    struct Dated {
        var id: String
        var day: Int
    }

    init(_ snapshot: Snapshot) throws {
        var walk = PieceWalk()
        try snapshot.eachPieceNote { walk.add($0) }
        self = walk
    }

    private init() {}

    private mutating func add(_ piece: PieceNote) {
        let date = piece.posted ?? piece.published
        if let date { years[date.year, default: 0] += 1 } else { undated += 1 }
        hosts.add(piece.host)
        languages.add(piece.language)
        if piece.kind == .digest || piece.kind == .newsletter { digests.insert(piece.id) }
        guard !piece.outlets.isEmpty || !piece.translators.isEmpty else { return }
        let dated = Dated(id: piece.id, day: date?.firstDay ?? .max)
        for (place, outlet) in piece.outlets.enumerated() {
            // A piece may credit one name twice; it counts once.
            if !piece.outlets[..<place].contains(where: { $0.name == outlet.name }) {
                outletCounts.add(outlet.name)
            }
            add(outlet, dated)
        }
        for name in piece.translators { translators[name, default: []].append(dated) }
    }

    private mutating func add(_ outlet: Outlet, _ dated: Dated) {
        var entry = outlets.removeValue(forKey: outlet.name) ?? (outlet, dated.id, [])
        if dated.id < entry.by { (entry.outlet, entry.by) = (outlet, dated.id) }
        entry.pieces.append(dated)
        outlets[outlet.name] = entry
    }

    static func sorted(_ pieces: [Dated]) -> [String] {
        pieces.sorted { ($0.day, $0.id) < ($1.day, $1.id) }.map(\.id)
    }
}

/// What one walk over all lineages gathers.
struct LineageWalk {
    /// Those whose chain has several steps.
    private(set) var chained: [LineageNote] = []
    /// Pieces whose chain begins with another piece.
    private(set) var fromOthers: Set<String> = []

    init(_ snapshot: Snapshot) throws {
        var (chained, fromOthers): ([LineageNote], Set<String>) = ([], [])
        try snapshot.eachLineageNote { lineage in
            if lineage.steps > 1 { chained.append(lineage) }
            if lineage.origin != nil { fromOthers.insert(lineage.piece) }
        }
        (self.chained, self.fromOthers) = (chained, fromOthers)
    }

    func longest(_ limit: Int) -> [LineageNote] {
        var leading = Leading<LineageNote>(limit) { ($1.steps, $0.piece) < ($0.steps, $1.piece) }
        for lineage in chained { leading.add(lineage) }
        return leading.rows
    }
}

/// How often each name was met, and how often none.
struct NameCounts {
    private var counts: [String?: Int] = [:]

    mutating func add(_ name: String?) { counts[name, default: 0] += 1 }

    /// The names with the greatest counts, those of equal count by their bytes.
    ///
    /// What has no name takes its place among them and is left out.
    func greatest(_ limit: Int) -> [NamedCount] {
        var greatest = Leading<(name: String?, count: Int)>(limit) { one, two in
            guard one.count == two.count else { return one.count > two.count }
            guard let name = one.name, let other = two.name else { return one.name == nil }
            return name.utf8.lexicographicallyPrecedes(other.utf8)
        }
        for (name, count) in counts { greatest.add((name, count)) }
        return greatest.rows.compactMap { row in row.name.map { NamedCount($0, row.count) } }
    }
}

/// The first rows of a list, of which only so many are kept while it is gathered.
struct Leading<Row> {
    private let limit: Int
    private let precedes: (Row, Row) -> Bool
    private var kept: [Row] = []
    private(set) var total = 0

    /// `precedes` tells any two rows apart, so that the order in which they come makes no difference.
    init(_ limit: Int, by precedes: @escaping (Row, Row) -> Bool) {
        self.limit = limit
        self.precedes = precedes
    }

    var rows: [Row] { Array(kept.sorted(by: precedes).prefix(limit)) }

    mutating func add(_ row: Row) {
        kept.append(row)
        total += 1
        if kept.count >= 8 * (limit + 8) { kept = rows }
    }
}
