/// Decides which of two matching pieces took its text from the other, and why.
///
/// Declared credits come first, then the nature of the relation (a digest takes from articles, a
/// quotation from what it quotes), then dates. Four clocks stay apart: a first publication that a
/// piece declares, the host's date, the capture and the run; only the first two decide.
struct Directions: Sendable {
    let names: TracedNames

    struct Finding {
        var direction: Direction
        var state: ClaimState
        var evidence: [String]
        var against: [String] = []
    }

    func finding(_ match: Match, _ a: TracedPiece, _ b: TracedPiece) -> Finding {
        if match.recapture {
            return Finding(direction: .unknown, state: .undetermined, evidence: [])
        }
        let aCreditsB = credits(a, b)
        let bCreditsA = credits(b, a)
        let order = order(a, b)
        switch match.relation {
        case .sharedPassage: return Finding(direction: .unknown, state: .undetermined, evidence: [])
        case .quotation, .excerpt:
            if let why = bCreditsA, aCreditsB == nil, match.relation == .excerpt {
                return declared(.bFromA, why, order, later: .bFromA)
            }
            if let why = aCreditsB { return declared(.aFromB, why, order, later: .aFromB) }
            let how = match.relation == .quotation ? "quotes a passage of" : "prints a part of"
            return Finding(
                direction: .aFromB, state: .supported, evidence: ["\(a.place) \(how) \(b.place)"],
                against: order == .bFromA ? ["\(b.place) is dated later"] : [])
        case .contains:
            if let why = bCreditsA, aCreditsB == nil || order != .aFromB {
                return declared(.bFromA, why, order, later: .bFromA)
            }
            if let why = aCreditsB { return declared(.aFromB, why, order, later: .aFromB) }
            let collects = a.kind == .digest || a.kind == .newsletter
            if collects {
                return Finding(
                    direction: .aFromB, state: order == .bFromA ? .conflicting : .supported,
                    evidence: [
                        "\(a.place) is a \(a.kind.rawValue) and holds the text of \(b.place)"
                    ],
                    against: order == .bFromA ? ["\(b.place) is dated later"] : [])
            }
            return byOrder(order, a, b)
        case .revision, .duplicate, .nearDuplicate:
            if let why = bCreditsA, aCreditsB == nil {
                return declared(.bFromA, why, order, later: .bFromA)
            }
            if let why = aCreditsB, bCreditsA == nil {
                return declared(.aFromB, why, order, later: .aFromB)
            }
            return byOrder(order, a, b)
        }
    }

    private func declared(
        _ direction: Direction, _ why: String, _ order: Direction, later: Direction
    ) -> Finding {
        let against = order != .unknown && order != later ? ["the dates run the other way"] : []
        return Finding(
            direction: direction, state: against.isEmpty ? .declared : .conflicting,
            evidence: [why], against: against)
    }

    private func byOrder(_ order: Direction, _ a: TracedPiece, _ b: TracedPiece) -> Finding {
        switch order {
        case .unknown:
            Finding(
                direction: .unknown, state: .undetermined,
                evidence: ["no date tells which came first"])
        case .bFromA:
            Finding(
                direction: .bFromA, state: .probable,
                evidence: ["\(a.place) is dated before \(b.place)"])
        case .aFromB:
            Finding(
                direction: .aFromB, state: .probable,
                evidence: ["\(b.place) is dated before \(a.place)"])
        }
    }

    /// Who came later, when every day that one date can mean lies before every day of the other.
    private func order(_ a: TracedPiece, _ b: TracedPiece) -> Direction {
        guard let one = a.date, let two = b.date else { return .unknown }
        if one.lastDay < two.firstDay { return .bFromA }
        return two.lastDay < one.firstDay ? .aFromB : .unknown
    }

    /// Why it can be said that `piece` credits `other`: its outlet is the other's host, or the
    /// publication that the other calls itself.
    func credits(_ piece: TracedPiece, _ other: TracedPiece) -> String? {
        for outlet in piece.outlets where names(outlet, other, besides: piece) {
            return "\(piece.place) credits \(outlet.name)"
        }
        return nil
    }

    private func names(_ outlet: Outlet, _ other: TracedPiece, besides piece: TracedPiece) -> Bool {
        if let host = other.host, host != piece.host, isHost(outlet, host) { return true }
        if let site = other.site, other.host != piece.host, alike(outlet.name, site) { return true }
        if let title = other.title, other.kind == .digest || other.kind == .newsletter,
            alike(outlet.name, title)
        {
            return true
        }
        // Both name one publication: the digest that calls itself so is where the other took it.
        if other.kind == .digest, piece.kind != .digest {
            return other.outlets.contains { alike($0.name, outlet.name) }
        }
        return false
    }

    func isHost(_ outlet: Outlet, _ host: String) -> Bool {
        if outlet.domain == host { return true }
        return names[outlet.name].domain == host
    }

    /// One name is the other, or begins with all its words.
    private func alike(_ one: String, _ two: String) -> Bool {
        let a = names[one].words
        let b = names[two].words
        guard !a.isEmpty, !b.isEmpty else { return false }
        return a.starts(with: b) || b.starts(with: a)
    }
}
