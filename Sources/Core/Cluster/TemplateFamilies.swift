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
    /// All matches, in the order in which they came, and whether each of them stands.
    package var given: [VerifiedMatch]
    package var stands: [Bool]
    package var families: [TemplateFamily]
    /// Pairs that are one frame in two pieces, sorted.
    package var templates: [TemplatePair]

    /// The matches that stand.
    ///
    /// A copy of each: a pass asks by number.
    package var matches: [VerifiedMatch] { given.indices.filter { stands[$0] }.map { given[$0] } }
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
        var all = templates
        // By number, and not one by one: to take a match out of an array counts a reference to each
        // of its lists, which costs more than all that is asked here.
        var isKept = [Bool](repeating: true, count: matches.count)
        // What the first round finds out about disturbed copies counts in the second.
        for _ in 0..<2 {
            var company = Company(all, pieces: pieces, matches: matches, isKept)
            var fewer = false
            for i in matches.indices
            where isKept[i] && company.knows(matches[i].a, matches[i].b)
                && isFrame(matches[i], &company, settings)
            {
                all.append(
                    TemplatePair(
                        a: matches[i].a, b: matches[i].b, resemblance: matches[i].resemblance,
                        frameA: matches[i].passages.map(\.a), frameB: matches[i].passages.map(\.b)))
                isKept[i] = false
                fewer = true
            }
            if !fewer { break }
        }
        all.sort {
            (min($0.a, $0.b), max($0.a, $0.b)) < (min($1.a, $1.b), max($1.a, $1.b))
        }
        var company = Company(templates, pieces: pieces, matches: [], [])
        return SettledPairs(
            given: matches, stands: isKept, families: families(all, &company), templates: all)
    }

    /// The families that pairs make, and what of each piece in question is frame.
    private struct Company {
        var sets: DisjointSets
        /// Template pairs of each piece.
        var degree: [UInt32]
        var frames: [UInt32: [Range<Int>]] = [:]

        init(
            _ templates: [TemplatePair], pieces: Int, matches: [VerifiedMatch], _ isKept: [Bool]
        ) {
            sets = DisjointSets(pieces)
            degree = [UInt32](repeating: 0, count: pieces)
            for i in templates.indices {
                let (a, b) = (Int(templates[i].a), Int(templates[i].b))
                sets.join(a, b)
                degree[a] += 1
                degree[b] += 1
            }
            var asked = [Bool](repeating: false, count: pieces)
            for i in matches.indices where isKept[i] && matches[i].resemblance < 1 {
                asked[Int(matches[i].a)] = true
                asked[Int(matches[i].b)] = true
            }
            for i in templates.indices {
                let (a, b) = (templates[i].a, templates[i].b)
                if asked[Int(a)] && degree[Int(a)] > 1 {
                    frames[a, default: []] += templates[i].frameA
                }
                if asked[Int(b)] && degree[Int(b)] > 1 {
                    frames[b, default: []] += templates[i].frameB
                }
            }
            for piece in frames.keys { frames[piece] = Spans.union(frames[piece] ?? []) }
        }

        /// Whether one of two pieces stands in a family; of a match between others nothing can be
        /// said.
        func knows(_ a: UInt32, _ b: UInt32) -> Bool { degree[Int(a)] > 0 || degree[Int(b)] > 0 }
    }

    /// Whether a match is nothing but the frame of a family.
    private static func isFrame(
        _ match: VerifiedMatch, _ company: inout Company, _ settings: MatchSettings
    ) -> Bool {
        if match.relation == .revision || match.resemblance >= 1 { return false }
        let slots = match.slots.withEnds
        let within =
            company.degree[Int(match.a)] > 0 && company.degree[Int(match.b)] > 0
            && company.sets.root(Int(match.a)) == company.sets.root(Int(match.b))
        if within,
            slots.specificsAgreement < settings.slotTrust * slots.othersAgreement
        {
            return true
        }
        // A disturbed copy of a frame may have no slots left to tell: then it counts that nothing
        // but the frame is shared.
        let few = slots.specificsKept + slots.specificsLost <= 6 && slots.specificsLost <= 2
        let silent = few ? !match.sameTitle : slots.specificsAgreement <= settings.slotAgreement
        return silent
            && (isFrame(match.passages.map(\.a), company.frames[match.a])
                || isFrame(match.passages.map(\.b), company.frames[match.b]))
    }

    /// Whether what a match shares is the frame of the family that its piece stands in.
    private static func isFrame(_ passages: [Range<Int>], _ frame: [Range<Int>]?) -> Bool {
        guard let frame else { return false }
        let spans = Spans.union(passages)
        let all = spans.reduce(0) { $0 + $1.count }
        return 5 * Spans.common(spans, frame) >= 3 * all
    }

    private static func families(
        _ pairs: [TemplatePair], _ company: inout Company
    ) -> [TemplateFamily] {
        var members: [Int: [UInt32]] = [:]
        for piece in company.degree.indices where company.degree[piece] > 0 {
            members[company.sets.root(piece), default: []].append(UInt32(piece))
        }
        // The frame of the pair that agrees most is the least disturbed by what is not the frame.
        var best: [Int: Int] = [:]
        for i in pairs.indices where company.degree[Int(pairs[i].a)] > 0 {
            let root = company.sets.root(Int(pairs[i].a))
            let isBetter = best[root].map { pairs[i].resemblance > pairs[$0].resemblance } ?? true
            if isBetter { best[root] = i }
        }
        return members.keys.sorted().compactMap { root in
            guard let pair = best[root].map({ pairs[$0] }), let pieces = members[root] else {
                return nil
            }
            return TemplateFamily(
                pieces: pieces, example: pair.a, frame: pair.frameA,
                slots: max(0, pair.frameA.count - 1))
        }
    }
}
