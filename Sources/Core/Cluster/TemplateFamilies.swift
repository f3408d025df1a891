/// Pieces cut from one frame, by their numbers.
package struct TemplateFamily: Sendable, Hashable {
    /// In order.
    package var pieces: [UInt32]
    /// Byte ranges of the text of `example` that all of the frame is read from, in order.
    package var example: UInt32
    package var frame: [Range<Int>]
    /// Gaps between the ranges: the slots.
    package var slots: Int
}

/// What verification said of all pairs, settled among the pairs.
package struct SettledPairs: Sendable {
    /// Matches that stand, in the order in which they came.
    package var matches: [VerifiedMatch]
    package var families: [TemplateFamily]
    /// Pairs that are one frame in two pieces, sorted.
    package var templates: [TemplatePair]
}

/// Puts template pairs together to families and looks once more at matches within a family.
///
/// Two pieces that both stand in one family share its frame whatever else they share. Such a pair
/// is a match only when the names and figures in its slots agree about as well as its other words:
/// then one letter was published twice. A pair that says too little of its slots is decided by the
/// company that it keeps.
package enum TemplateFamilies {
    package static func settle(
        _ matches: [VerifiedMatch], _ templates: [TemplatePair], pieces: Int,
        settings: MatchSettings = MatchSettings()
    ) -> SettledPairs {
        var sets = DisjointSets(pieces)
        var degree = [UInt32: Int]()
        for pair in templates {
            sets.join(Int(pair.a), Int(pair.b))
            degree[pair.a, default: 0] += 1
            degree[pair.b, default: 0] += 1
        }
        var kept: [VerifiedMatch] = []
        var all = templates
        for match in matches {
            let within =
                degree[match.a] != nil && degree[match.b] != nil
                && sets.root(Int(match.a)) == sets.root(Int(match.b))
            let agrees =
                match.relation == .revision || match.resemblance >= 1
                || match.slots.specificsAgreement
                    >= settings.slotTrust * match.slots.othersAgreement
            // A disturbed copy of a frame may have no slots left to tell: its company does.
            let beside = (degree[match.a] ?? 0) > 1 || (degree[match.b] ?? 0) > 1
            let names = match.slots.specificsKept + match.slots.specificsLost
            let strange =
                beside && match.relation != .revision && match.resemblance < 1
                && (names == 0
                    ? !match.sameTitle
                    : match.slots.specificsAgreement <= settings.slotAgreement / 2
                        && match.slots.othersAgreement >= 0.75)
            if (within && !agrees) || strange {
                all.append(
                    TemplatePair(
                        a: match.a, b: match.b, resemblance: match.resemblance,
                        frame: match.passages.map(\.a)))
            } else {
                kept.append(match)
            }
        }
        all.sort { (min($0.a, $0.b), max($0.a, $0.b)) < (min($1.a, $1.b), max($1.a, $1.b)) }
        return SettledPairs(
            matches: kept, families: families(all, &sets, degree), templates: all)
    }

    private static func families(
        _ pairs: [TemplatePair], _ sets: inout DisjointSets, _ degree: [UInt32: Int]
    ) -> [TemplateFamily] {
        var members: [Int: [UInt32]] = [:]
        for piece in degree.keys.sorted() {
            members[sets.root(Int(piece)), default: []].append(piece)
        }
        // The frame of the pair that agrees most is the least disturbed by what is not the frame.
        var best: [Int: TemplatePair] = [:]
        for pair in pairs where degree[pair.a] != nil {
            let root = sets.root(Int(pair.a))
            if best[root].map({ pair.resemblance > $0.resemblance }) ?? true { best[root] = pair }
        }
        return members.keys.sorted().compactMap { root in
            guard let pair = best[root], let pieces = members[root] else { return nil }
            return TemplateFamily(
                pieces: pieces, example: pair.a, frame: pair.frame,
                slots: max(0, pair.frame.count - 1))
        }
    }
}
