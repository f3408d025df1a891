internal import Core

/// What matching found in an archive: all that was said of pairs, and what stands of it when all
/// pairs are looked at together.
struct MatchedArchive {
    /// Verdicts in the order of their pairs.
    private(set) var matches: [Judged<PlacedMatch>] = []
    private(set) var templatePairs: [Judged<TemplatePair>] = []
    /// Pairs that were compared in this pass and are nothing to each other.
    private(set) var unrelated: [PiecePair] = []
    /// Whether each of `matches` stands.
    private(set) var stands: [Bool] = []
    private(set) var clusters: [PieceCluster] = []
    /// Reasons by the cluster's place among the clusters.
    private(set) var suspicions: [Int: String] = [:]
    private(set) var families: [TemplateFamily] = []

    /// A verdict, and what the store said of it before.
    struct Judged<Verdict: Sendable>: Sendable {
        var verdict: Verdict
        /// Whether it stood; nil for one of this pass.
        var stood: Bool?
    }

    subscript(place: Int) -> PlacedMatch { matches[place].verdict }

    /// Adds what workers said.
    mutating func add(_ outcomes: [MatchWorker.Outcome]) {
        for outcome in outcomes { add(outcome, stood: nil) }
    }

    mutating func add(_ outcome: MatchWorker.Outcome, stood: Bool?) {
        switch outcome {
        case .match(let match): matches.append(Judged(verdict: match, stood: stood))
        case .template(let pair): templatePairs.append(Judged(verdict: pair, stood: stood))
        case .nothing(let pair): unrelated.append(pair)
        }
    }

    /// Parts matches from templates among the pairs, and makes clusters of what stands.
    mutating func settle(_ index: CandidateIndex) {
        // In one order, whatever was compared tonight and whatever in former nights.
        matches = Self.sorted(matches) { $0.verdict.match.pair }
        templatePairs = Self.sorted(templatePairs) { $0.verdict.pair }
        let settled = TemplateFamilies.settle(
            matches.map(\.verdict.match), templatePairs.map(\.verdict), pieces: index.count,
            settings: index.settings)
        stands = [Bool](repeating: false, count: matches.count)
        var place = 0
        for match in settled.matches {
            while matches[place].verdict.match.pair != match.pair { place += 1 }
            stands[place] = true
            place += 1
        }
        let grouped = Clustering(index: index).clusters(settled)
        clusters = grouped.clusters
        for cluster in grouped.suspicious { suspicions[cluster.cluster] = cluster.reason }
        families = settled.families
    }

    /// Sorted by pairs; the values are moved once, since each holds several lists.
    private static func sorted<Value>(_ values: [Value], by pair: (Value) -> PiecePair) -> [Value] {
        var keys = values.enumerated().map { (pair: pair($0.element), place: $0.offset) }
        keys.sort { $0.pair < $1.pair }
        return keys.map { values[$0.place] }
    }

    /// Lets go what is in the store and nobody asks for any more.
    mutating func releaseMatches() {
        matches = []
        templatePairs = []
        unrelated = []
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
