extension Verifier {
    /// Decides what two prepared texts are to each other.
    ///
    /// 1. Too few shared shingles, or too little in passages: nothing.
    /// 2. Names and figures differ in slots where the other words agree: a template, unless both
    ///    are one page.
    /// 3. Otherwise a match, with the relation of `relation(...)`.
    func judge(
        _ a: PreparedText, _ b: PreparedText, _ factsA: PieceFacts, _ factsB: PieceFacts
    ) -> Verdict {
        guard min(a.count, b.count) >= settings.minimumWords else { return .nothing }
        // The shorter text looks its shingles up in the table of the longer one.
        let swapped = b.positions > a.positions
        let long = swapped ? b : a
        let short = swapped ? a : b
        alignment.seed(long, short)
        let shared = alignment.shared
        let smaller = min(a.distinct, b.distinct)
        guard shared >= min(settings.sharedShingles, smaller) else { return .nothing }
        alignment.align(long, short, settings)
        let resemblance = Double(shared) / Double(a.distinct + b.distinct - shared)
        let shareA = Double(shared) / Double(a.distinct)
        let shareB = Double(shared) / Double(b.distinct)
        let samePage = factsA.samePage(as: factsB)
        if !samePage, factsA.signedByOthers(factsB) || isTemplate(alignment.slots, resemblance) {
            return .template(template(long, short, resemblance))
        }
        var longest = 0
        var total = 0
        for passage in alignment.passages {
            longest = max(longest, passage.same)
            total += passage.same
        }
        let enough =
            longest >= settings.longPassage || total >= settings.severalPassages
            || (total > 0
                && (resemblance >= settings.resemblance
                    || max(shareA, shareB) >= settings.shareOfSmaller))
        guard enough else { return .nothing }
        let pair = MeasuredPair(
            a: a, b: b, factsA: factsA, factsB: factsB, resemblance: resemblance,
            containmentA: shareA, containmentB: shareB,
            passages: swapped
                ? alignment.passages.map { TokenPassage(a: $0.b, b: $0.a, same: $0.same) }
                    .sorted { $0.a.lowerBound < $1.a.lowerBound } : alignment.passages,
            slots: alignment.slots)
        return .match(pair.match(settings))
    }

    /// Whether the slots of a pair tell that it was cut from one frame.
    func isTemplate(_ slots: SlotCounts, _ resemblance: Double) -> Bool {
        let few = slots.conflicts < settings.slotConflicts
        guard slots.conflicts >= settings.slotConflicts - 1 else { return false }
        // A frame differs in its slots; a text that was rewritten differs in all sorts of words.
        let lost = slots.specificsLost + slots.othersLost
        let noneKept = slots.specificsKept == 0 && slots.conflicts > settings.slotConflicts
        guard noneKept || Double(slots.specificsLost) >= settings.slotShare * Double(lost) else {
            return false
        }
        let names = slots.specificsAgreement
        let others = slots.othersAgreement
        if few { return names <= settings.slotAgreement / 2 && others >= 0.9 }
        return names <= settings.slotAgreement && others - names >= settings.slotContrast
    }

    private func template(
        _ long: PreparedText, _ short: PreparedText, _ resemblance: Double
    ) -> TemplatePair {
        TemplatePair(
            a: long.piece, b: short.piece, resemblance: resemblance,
            frameA: alignment.equalRuns(in: long, longer: true),
            frameB: alignment.equalRuns(in: short, longer: false))
    }
}

/// A pair after measuring, before it has a relation.
struct MeasuredPair {
    let a: PreparedText
    let b: PreparedText
    let factsA: PieceFacts
    let factsB: PieceFacts
    let resemblance: Double
    let containmentA: Double
    let containmentB: Double
    let passages: [TokenPassage]
    let slots: SlotCounts

    /// The same pair read from `b` to `a`.
    var reversed: MeasuredPair {
        MeasuredPair(
            a: b, b: a, factsA: factsB, factsB: factsA, resemblance: resemblance,
            containmentA: containmentB, containmentB: containmentA,
            passages: passages.map { TokenPassage(a: $0.b, b: $0.a, same: $0.same) }
                .sorted { $0.a.lowerBound < $1.a.lowerBound }, slots: slots)
    }

    /// The match, read in the direction that its relation needs.
    func match(_ settings: MatchSettings) -> VerifiedMatch {
        let (relation, turned, evidence) = relate(settings)
        let pair = turned ? reversed : self
        return VerifiedMatch(
            a: pair.a.piece, b: pair.b.piece, relation: relation, resemblance: resemblance,
            containmentA: pair.containmentA, containmentB: pair.containmentB,
            passages: pair.passages.map { pair.located($0) }, direction: pair.direction,
            recapture: relation == .duplicate && pair.isRecapture, evidence: evidence,
            sameText: pair.isSameText(relation, settings),
            slots: slots,
            sameTitle: factsA.sameTitle(as: factsB))
    }

    /// The passage in bytes, with the punctuation that touches it.
    private func located(_ passage: TokenPassage) -> VerifiedPassage {
        VerifiedPassage(
            a: Self.bytes(passage.a, of: a), b: Self.bytes(passage.b, of: b),
            words: passage.a.count,
            identical: min(1, Double(passage.same) / Double(max(1, passage.a.count))))
    }

    private static func bytes(_ range: Range<Int>, of text: PreparedText) -> Range<Int> {
        let low = text.startWithPunctuation(range.lowerBound)
        return low..<max(low, text.endWithPunctuation(range.upperBound - 1))
    }
}
