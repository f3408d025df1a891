/// Traces pieces to where they come from: claims with their state and evidence, and the chain from
/// the origin to each piece.
///
/// "Earliest seen" is never called original. An outlet that a piece credits and whose own piece is
/// not in the archive is a ghost: a step without a piece.
package struct Tracer: Sendable {
    private let pieces: [TracedPiece]
    private let names: TracedNames
    private let directions: Directions
    private var matches: [Match]
    private var edges: [[Edge]]

    private struct Edge {
        var match: Int
        var other: Int
        /// Whether this piece is the match's `a`.
        var isA: Bool
        /// Whether this piece took from the other.
        var derives: Bool
        var finding: Directions.Finding
    }

    /// A claim with the place of its piece among the pieces.
    private struct Claim {
        var derivation: Derivation
        var other: Int?
    }

    /// Takes `names` as the known outlets, with the hosts of the archive among them, and `ends` as
    /// the places of the two pieces of each match among the pieces.
    package init(
        pieces: [TracedPiece], matches: [Match], ends: [(a: Int, b: Int)], names: OutletNames,
        lexicon: Lexicon
    ) {
        self.pieces = pieces
        self.matches = matches
        self.names = TracedNames(pieces, known: names, lexicon: lexicon)
        directions = Directions(names: self.names)
        edges = Array(repeating: [], count: pieces.count)
        connect(ends)
    }

    /// The matches with their directions decided and the reasons added, in their order.
    package var directed: [Match] { matches }

    private mutating func connect(_ ends: [(a: Int, b: Int)]) {
        for (index, (a, b)) in ends.enumerated() {
            let finding = directions.finding(matches[index], pieces[a], pieces[b])
            matches[index].direction = finding.direction
            matches[index].evidence += finding.evidence + finding.against.map { "against: \($0)" }
            edges[a].append(
                Edge(
                    match: index, other: b, isA: true, derives: finding.direction == .aFromB,
                    finding: finding))
            edges[b].append(
                Edge(
                    match: index, other: a, isA: false, derives: finding.direction == .bFromA,
                    finding: finding))
        }
    }

    /// The lineage of every piece, in the order of the pieces.
    ///
    /// Linear in pieces and matches but for the length of chains, which is bounded.
    package func lineages() -> [Lineage] { pieces.indices.map { lineage($0) } }

    /// The lineage of one piece, by its place among the pieces: for those who can't hold all.
    package func lineage(_ index: Int) -> Lineage { trace(index).lineage }

    /// The lineage of one piece, and the place of the piece that chains which come by go on to.
    ///
    /// The lineage rests on the matches of the piece and of those that its chain goes through, and on
    /// nothing else of the archive.
    package func trace(_ index: Int) -> (lineage: Lineage, next: Int?) {
        let piece = pieces[index]
        var claims = edges[index].compactMap { claim(index, $0) }
        let origin = declaredOrigin(index)
        if let ghost = origin.ghost { claims.append(Claim(derivation: ghost)) }
        claims.sort {
            let (one, two) = ($0.derivation, $1.derivation)
            if one.confidence != two.confidence { return one.confidence > two.confidence }
            return (one.piece ?? "", one.outlet ?? "") < (two.piece ?? "", two.outlet ?? "")
        }
        let derivations = claims.map(\.derivation)
        let top = derivations.first { $0.how != .recapture }
        let lineage = Lineage(
            piece: piece.id, chain: chain(index, origin.piece, claims),
            derivedFrom: derivations,
            orderKnown: top.map {
                $0.state == .declared || $0.state == .supported || $0.state == .probable
            } ?? false)
        return (lineage, best(claims)?.other)
    }

    /// Chains are followed no further than this.
    package static let longestChain = 12

    // MARK: Claims

    private func claim(_ index: Int, _ edge: Edge) -> Claim? {
        derivation(index, edge).map { Claim(derivation: $0, other: edge.other) }
    }

    private func derivation(_ index: Int, _ edge: Edge) -> Derivation? {
        guard claims(index, edge) else { return nil }
        let match = matches[edge.match]
        let other = pieces[edge.other]
        let isA = edge.isA
        if match.recapture {
            return Derivation(
                piece: other.id, outlet: other.site ?? other.host, how: .recapture,
                state: .supported, confidence: 0.99,
                evidence: ["the same piece of the same host, captured again"])
        }
        let share = isA ? match.containmentA : match.containmentB
        return Derivation(
            piece: other.id, outlet: other.site ?? other.host,
            how: how(match, index, edge.other, isA),
            state: edge.finding.state, confidence: confidence(edge.finding.state, share),
            evidence: edge.finding.evidence + [shares(match)], against: edge.finding.against)
    }

    /// Whether a piece is said to derive from the other one of an edge.
    private func claims(_ index: Int, _ edge: Edge) -> Bool {
        let match = matches[edge.match]
        // Of two captures of one piece the one with the lesser identifier stands for both.
        if match.recapture { return pieces[edge.other].precedes(pieces[index]) }
        return edge.derives
            || (edge.finding.direction == .unknown && isCopy(match.relation)
                && pieces[edge.other].precedes(pieces[index]))
    }

    /// Whether a piece is said to derive from one of `others`, or from an outlet of which the
    /// archive has no piece; the same as its lineage says, without the words.
    package func derives(_ index: Int, fromAnyOf others: Set<Int>) -> Bool {
        edges[index].contains { others.contains($0.other) && claims(index, $0) }
            || declaredOrigin(index).ghost != nil
    }

    private func isCopy(_ relation: Relation) -> Bool {
        relation == .duplicate || relation == .nearDuplicate || relation == .revision
    }

    private func how(_ match: Match, _ index: Int, _ other: Int, _ isA: Bool) -> DerivationKind {
        switch match.relation {
        case .revision: return .revision
        case .quotation: return isA ? .quotation : .excerpt
        case .contains:
            if isA {
                return pieces[index].kind == .digest || pieces[index].kind == .newsletter
                    ? .digest : .republication
            }
            return .excerpt
        case .excerpt:
            let collects = pieces[index].kind == .digest || pieces[index].kind == .newsletter
            return isA && collects ? .digest : .excerpt
        case .duplicate, .nearDuplicate, .sharedPassage: return .republication
        }
    }

    private func shares(_ match: Match) -> String {
        let words = match.passages.reduce(0) { $0 + $1.words }
        return
            "\(words) words in \(match.passages.count) passage\(match.passages.count == 1 ? "" : "s") are shared"
    }

    private func confidence(_ state: ClaimState, _ share: Double) -> Double {
        let base: Double =
            switch state {
            case .declared: 0.95
            case .supported: 0.8
            case .probable: 0.6
            case .conflicting: 0.4
            case .undetermined: 0.3
            }
        // The more of its text the piece has from there, the surer; two decimals are enough.
        return ((base - 0.15 * (1 - min(1, max(0, share)))) * 1000).rounded() / 1000
    }

    /// The piece of the outlet that a piece credits first, or the outlet as a ghost.
    private func declaredOrigin(_ index: Int) -> (piece: Int?, ghost: Derivation?) {
        let piece = pieces[index]
        guard let outlet = piece.outlets.first,
            piece.kind != .digest || piece.rules.first != "en.digest-title"
        else {
            return (nil, nil)
        }
        if let host = piece.host, directions.isHost(outlet, host) { return (nil, nil) }
        // A piece of that outlet's own host that shares the text; the earliest of them.
        let own = edges[index].filter { edge in
            guard let host = pieces[edge.other].host else { return false }
            return directions.isHost(outlet, host) && matches[edge.match].relation != .sharedPassage
        }
        if let found = own.min(by: {
            (pieces[$0.other].day ?? .max, pieces[$0.other].id) < (
                pieces[$1.other].day ?? .max, pieces[$1.other].id
            )
        }) {
            return (found.other, nil)
        }
        let how: DerivationKind = piece.translators.isEmpty ? .republication : .translation
        let listed = outlet.id != nil || outlet.domain != nil
        return (
            nil,
            Derivation(
                piece: nil, outlet: outlet.name, how: how, state: .declared,
                confidence: listed ? 0.96 : 0.93,
                evidence: [
                    "its own credit names \(outlet.name), of which no matching piece was found in the archive"
                ])
        )
    }

    // MARK: Chains

    private func chain(_ index: Int, _ origin: Int?, _ claims: [Claim]) -> [LineageStep] {
        let piece = pieces[index]
        var steps: [LineageStep] = []
        // Few steps: a list is looked through sooner than a set is made.
        var named: [String] = []
        func add(_ step: LineageStep) {
            let key = names.key(of: step.outlet)
            guard !key.isEmpty, !named.contains(key) else { return }
            named.append(key)
            steps.append(step)
        }
        let own = piece.site ?? piece.host
        let foreign = piece.outlets.indices.filter { at in
            !(piece.host.map { directions.isHost(piece.outlets[at], $0) } ?? false)
        }
        for (place, at) in foreign.enumerated() {
            let outlet = piece.outlets[at]
            let digest = names[outlet.name].isDigest || (piece.kind == .digest && place == 0)
            let role: LineageRole = digest ? .digest : place == 0 ? .original : .republisher
            add(
                LineageStep(
                    role: role, outlet: outlet.name,
                    piece: place == 0 ? origin.map { pieces[$0].id } : hosted(outlet, index),
                    evidence: ["credited by the piece (\(piece.rules[at]))"]))
            if place == 0 { for step in translators(piece, own) { add(step) } }
        }
        if foreign.isEmpty {
            for step in flow(index, claims) { add(step) }
            for step in translators(piece, own) { add(step) }
        }
        if let own {
            // A host whose name stands for an earlier step already is still where this piece is.
            let key = names.key(of: own)
            named.removeAll { $0 == key }
            let role: LineageRole = steps.isEmpty ? .aggregator : .republisher
            add(
                LineageStep(
                    role: role, outlet: own, piece: piece.id,
                    evidence: ["it stands on \(piece.host ?? own)"]))
        }
        return steps
    }

    private func translators(_ piece: TracedPiece, _ own: String?) -> [LineageStep] {
        piece.translators.map {
            LineageStep(
                role: .translator, outlet: $0, evidence: ["credited as translator by the piece"])
        }
    }

    /// Without a credit: the way back along the best claim of each piece.
    private func flow(_ index: Int, _ claims: [Claim]) -> [LineageStep] {
        var steps: [LineageStep] = []
        var seen = [index]
        var next = best(claims)
        while let claim = next, let other = claim.other, !seen.contains(other),
            steps.count < Self.longestChain
        {
            seen.append(other)
            let piece = pieces[other]
            guard let name = piece.site ?? piece.host else { break }
            let role: LineageRole = piece.kind == .digest ? .digest : .republisher
            steps.append(
                LineageStep(
                    role: role, outlet: name, piece: piece.id,
                    evidence: claim.derivation.evidence))
            if let outlet = piece.outlets.first,
                !(piece.host.map { directions.isHost(outlet, $0) } ?? false)
            {
                let origin = declaredOrigin(other).piece
                steps.append(
                    LineageStep(
                        role: names[outlet.name].isDigest ? .digest : .original,
                        outlet: outlet.name,
                        piece: origin.map { pieces[$0].id },
                        evidence: ["credited by \(piece.place)"]))
                break
            }
            next = best(edges[other].compactMap { self.claim(other, $0) })
        }
        return steps.reversed()
    }

    /// The claim to follow: of a whole text, declared, supported or probable.
    private func best(_ claims: [Claim]) -> Claim? {
        var best: Int?
        for at in claims.indices where isFollowed(claims[at].derivation) {
            guard let known = best else {
                best = at
                continue
            }
            let (one, two) = (claims[known].derivation, claims[at].derivation)
            if (one.confidence, two.piece ?? "") < (two.confidence, one.piece ?? "") { best = at }
        }
        return best.map { claims[$0] }
    }

    private func isFollowed(_ claim: Derivation) -> Bool {
        (claim.how == .republication || claim.how == .revision || claim.how == .excerpt)
            && (claim.state == .declared || claim.state == .supported || claim.state == .probable)
    }

    private func hosted(_ outlet: Outlet, _ index: Int) -> String? {
        edges[index].first { edge in
            pieces[edge.other].host.map { directions.isHost(outlet, $0) } ?? false
        }.map { pieces[$0.other].id }
    }
}
