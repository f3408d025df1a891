internal import Core

/// What matching found in an archive: all that was said of pairs, and what stands of it when all
/// pairs are looked at together.
struct MatchedArchive {
    /// Verdicts in the order of their pairs.
    private(set) var matches: [VerifiedMatch] = []
    private(set) var templatePairs: [TemplatePair] = []
    /// What the store said of each of `matches` and of `templatePairs` before; nil for those of this
    /// pass.
    private(set) var origins: [Origin?] = []
    private(set) var templateOrigins: [Origin?] = []
    /// Places of the passages of each of `matches`; those of former passes are in the store.
    private var passages: [[PlacedPassage]] = []
    /// Pairs that were compared in this pass and are nothing to each other.
    private(set) var unrelated: [PiecePair] = []
    /// Whether each of `matches` stands.
    private(set) var stands: [Bool] = []
    private(set) var clusters: [PieceCluster] = []
    /// Reasons by the cluster's place among the clusters.
    private(set) var suspicions: [Int: String] = [:]
    private(set) var families: [TemplateFamily] = []

    /// What the store said of a pair before this pass.
    struct Origin: Sendable {
        /// Whether it stood.
        var stood: Bool
        /// Its place among the kept verdicts.
        var row: Int
    }

    /// A match of this pass.
    subscript(place: Int) -> PlacedMatch {
        PlacedMatch(match: matches[place], passages: passages[place])
    }

    /// Adds what workers said.
    mutating func add(_ outcomes: [MatchWorker.Outcome]) {
        for outcome in outcomes { add(outcome, nil) }
    }

    mutating func add(_ outcome: MatchWorker.Outcome, _ origin: Origin?) {
        switch outcome {
        case .match(let placed):
            matches.append(placed.match)
            passages.append(placed.passages)
            origins.append(origin)
        case .template(let pair):
            templatePairs.append(pair)
            templateOrigins.append(origin)
        case .nothing(let pair): unrelated.append(pair)
        }
    }

    /// Parts matches from templates among the pairs, and makes clusters of what stands.
    mutating func settle(_ index: CandidateIndex) {
        sort()
        let settled = TemplateFamilies.settle(
            matches, templatePairs, pieces: index.count, settings: index.settings)
        stands = settled.stands
        let grouped = Clustering(index: index).clusters(settled)
        clusters = grouped.clusters
        for cluster in grouped.suspicious { suspicions[cluster.cluster] = cluster.reason }
        families = settled.families
    }

    /// Brings the verdicts into one order, whatever was compared tonight and whatever in former nights.
    private mutating func sort() {
        if let order = Self.order(matches.map(\.pair)) {
            Self.arrange(&matches, order)
            Self.arrange(&passages, order)
            Self.arrange(&origins, order)
        }
        if let order = Self.order(templatePairs.map(\.pair)) {
            Self.arrange(&templatePairs, order)
            Self.arrange(&templateOrigins, order)
        }
    }

    /// Puts items in the order of their former places, each once moved and none copied.
    private static func arrange<Item>(_ items: inout [Item], _ order: [Int]) {
        var isDone = [Bool](repeating: false, count: items.count)
        for first in items.indices where !isDone[first] {
            var place = first
            while order[place] != first {
                items.swapAt(place, order[place])
                isDone[place] = true
                place = order[place]
            }
            isDone[place] = true
        }
    }

    /// The places of pairs in their order; nil when they are in order.
    private static func order(_ pairs: [PiecePair]) -> [Int]? {
        if zip(pairs, pairs.dropFirst()).allSatisfy({ $0 < $1 }) { return nil }
        var keys = pairs.enumerated().map { (pair: $0.element, place: $0.offset) }
        keys.sort { $0.pair < $1.pair }
        return keys.map(\.place)
    }

    /// Gives away what is in the store and nobody asks for any more.
    mutating func takeMatches() -> MatchedArchive {
        var taken = MatchedArchive()
        swap(&matches, &taken.matches)
        swap(&passages, &taken.passages)
        swap(&templatePairs, &taken.templatePairs)
        swap(&unrelated, &taken.unrelated)
        return taken
    }
}

/// Two pieces by their places in the archive, the first one first.
struct PiecePair: Hashable, Comparable, Sendable {
    let a: UInt32
    let b: UInt32

    init(_ x: UInt32, _ y: UInt32) { (a, b) = (min(x, y), max(x, y)) }

    static func < (one: PiecePair, two: PiecePair) -> Bool { (one.a, one.b) < (two.a, two.b) }
}

extension VerifiedMatch {
    var pair: PiecePair { PiecePair(a, b) }
}

extension TemplatePair {
    var pair: PiecePair { PiecePair(a, b) }
}
