extension PieceFacts {
    /// Whether two pieces of one text are captures of one page: one address, or one host, title
    /// and date.
    func isRecapture(of other: PieceFacts) -> Bool {
        samePage(as: other)
            || (host == other.host && host != 0 && title != 0 && title == other.title
                && posted == other.posted)
    }

    func sameTitle(as other: PieceFacts) -> Bool { title != 0 && title == other.title }

    /// Who took from whom, read with this piece as `a`, as far as the dates of the hosts tell.
    ///
    /// Credits know more; whoever has them may overrule this.
    func direction(to other: PieceFacts) -> Direction {
        guard let posted, let later = other.posted, posted != later else { return .unknown }
        return posted < later ? .bFromA : .aFromB
    }
}

extension VerifiedMatch {
    /// The match of two pieces with one normalised text, which need no alignment.
    static func copy(
        _ pair: CandidatePair, _ factsA: PieceFacts, _ factsB: PieceFacts, lengthA: Int,
        lengthB: Int, words: Int
    ) -> VerifiedMatch {
        let recapture = factsA.isRecapture(of: factsB)
        var evidence = ["one normalised text (equal SHA-256)"]
        if recapture { evidence.append("one page of one host") }
        return VerifiedMatch(
            a: pair.a, b: pair.b, relation: .duplicate, resemblance: 1, containmentA: 1,
            containmentB: 1,
            passages: [
                VerifiedPassage(a: 0..<lengthA, b: 0..<lengthB, words: words, identical: 1)
            ],
            direction: recapture ? .unknown : factsA.direction(to: factsB), recapture: recapture,
            evidence: evidence, sameText: true, slots: SlotCounts(),
            sameTitle: factsA.sameTitle(as: factsB))
    }
}

extension MeasuredPair {
    var isRecapture: Bool { factsA.isRecapture(of: factsB) }
    var direction: Direction { factsA.direction(to: factsB) }

    /// The relation, whether it is read from `b` to `a`, and why. The first rule that fits:
    ///
    /// 1. one page of one host: *duplicate* when nothing changed, else *revision*;
    /// 2. resemblance or both containments from `duplicate` on: *duplicate*;
    /// 3. one of the two is a compilation (digest, newsletter): it *contains* the other, *quotes* it
    ///    in quotation marks, or *excerpts* it;
    /// 4. one holds `contains` of the other and the two are unlike as wholes: *contains*, read from
    ///    the larger;
    /// 5. resemblance from `nearDuplicate` on: *near-duplicate*;
    /// 6. passages in quotation marks on one side alone: *quotation*, read from that side;
    /// 7. else *shared-passage*.
    func relate(_ settings: MatchSettings) -> (Relation, turned: Bool, [String]) {
        let smallerIsB = containmentB >= containmentA
        let share = max(containmentA, containmentB)
        let numbers =
            "resemblance \(Self.percent(resemblance)), "
            + "\(Self.percent(containmentA)) of a in b, \(Self.percent(containmentB)) of b in a"
        var evidence = [numbers]
        if factsA.samePage(as: factsB) {
            evidence.append("one address of one host")
            if resemblance >= settings.duplicate { return (.duplicate, false, evidence) }
            if resemblance >= settings.nearDuplicate {
                return (.revision, direction == .aFromB, evidence)
            }
        }
        if resemblance >= settings.duplicate { return (.duplicate, false, evidence) }
        let quotedA = quotedShare(a, passages.map(\.a))
        let quotedB = quotedShare(b, passages.map(\.b))
        if factsA.isCompilation != factsB.isCompilation {
            let holderIsA = factsA.isCompilation
            let held = holderIsA ? containmentB : containmentA
            evidence.append("a compilation holds \(Self.percent(held)) of the other")
            if held >= settings.contains { return (.contains, !holderIsA, evidence) }
            let quoted = holderIsA ? quotedA - quotedB : quotedB - quotedA
            return (quoted >= 0.5 ? .quotation : .excerpt, !holderIsA, evidence)
        }
        if share >= settings.contains, resemblance < settings.containsBelow {
            evidence.append("the larger text holds \(Self.percent(share)) of the smaller")
            return (.contains, !smallerIsB, evidence)
        }
        let sizes =
            Double(min(a.distinct, b.distinct)) / Double(max(1, max(a.distinct, b.distinct)))
        if resemblance >= settings.nearDuplicate {
            evidence.append("lengths as \(Self.percent(sizes))")
            return (.nearDuplicate, false, evidence)
        }
        if abs(quotedA - quotedB) >= 0.5 {
            evidence.append("the passage stands in quotation marks on one side")
            return (.quotation, quotedB > quotedA, evidence)
        }
        return (.sharedPassage, false, evidence)
    }

    /// Share of the words of `passages` that stand in passages within quotation marks.
    private func quotedShare(_ text: PreparedText, _ passages: [Range<Int>]) -> Double {
        var quoted = 0
        var all = 0
        for passage in passages where !passage.isEmpty {
            all += passage.count
            if text.opens(passage.lowerBound), text.closes(passage.upperBound - 1) {
                quoted += passage.count
            }
        }
        return all == 0 ? 0 : Double(quoted) / Double(all)
    }

    /// Whether the two are copies of one text, however edited or cut, and not a text and a part of
    /// another that holds it.
    func isSameText(_ relation: Relation, _ settings: MatchSettings) -> Bool {
        if relation == .duplicate || relation == .revision || resemblance >= 0.5 { return true }
        if relation == .quotation || factsA.isCompilation != factsB.isCompilation { return false }
        if factsA.sameTitle(as: factsB) && resemblance >= 0.03 { return true }
        // A copy, however noisy or cut, covers nearly all of one side from end to end. A statement
        // that two reports print stands somewhere within both.
        let extents = (extent(passages.map(\.a), of: a), extent(passages.map(\.b), of: b))
        if max(extents.0.share, extents.1.share) < 0.75 { return false }
        let large = a.count >= b.count ? extents.0 : extents.1
        let share = max(containmentA, containmentB)
        if large.share >= 0.6 {
            return resemblance >= 0.1 || share >= 0.5 || large.covered >= 0.6
        }
        // Cut short, or printed under a new introduction.
        return share >= 0.6 && (large.atStart || (large.atEnd && share >= 0.9))
    }

    private func extent(
        _ spans: [Range<Int>], of text: PreparedText
    ) -> (share: Double, covered: Double, atStart: Bool, atEnd: Bool) {
        guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max()
        else { return (0, 0, false, false) }
        let slack = 12 + text.count / 50
        return (
            Double(last - first) / Double(max(1, text.count)),
            Double(spans.reduce(0) { $0 + $1.count }) / Double(max(1, text.count)),
            first <= slack, last >= text.count - 2 * slack
        )
    }

    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
