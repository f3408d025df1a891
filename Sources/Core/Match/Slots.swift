/// What the names and figures of two texts say, compared with their other words.
package struct SlotCounts: Sendable, Hashable {
    package var specificsKept = 0
    package var specificsLost = 0
    package var othersKept = 0
    package var othersLost = 0
    /// Different names and figures that stand on one side alone, on the side that has fewer.
    package var conflicts = 0

    /// Names and figures of greetings and signatures that are not counted above, because the texts
    /// do not differ between them.
    package var endsKept = 0
    package var endsLost = 0

    package init() {}

    /// The same with the names and figures of greetings and signatures.
    var withEnds: SlotCounts {
        var all = self
        all.specificsKept += endsKept
        all.specificsLost += endsLost
        return all
    }

    /// Share of names and figures that both sides have; 1 when there are none.
    var specificsAgreement: Double {
        let all = specificsKept + specificsLost
        return all == 0 ? 1 : Double(specificsKept) / Double(all)
    }

    /// The same of all other words.
    var othersAgreement: Double {
        let all = othersKept + othersLost
        return all == 0 ? 1 : Double(othersKept) / Double(all)
    }
}

extension Alignment {
    /// Counts the names and figures of an equal run.
    mutating func keep(_ run: Run, _ a: PreparedText) {
        let specifics = Int(
            a.specificsBefore[run.a + run.count] - a.specificsBefore[run.a])
        slots.specificsKept += 2 * specifics
        slots.othersKept += 2 * (run.count - specifics)
    }

    /// Counts names, figures and other words of a gap that both sides have, and of one side only.
    mutating func compare(
        _ gapA: Range<Int>, _ gapB: Range<Int>, _ a: PreparedText, _ b: PreparedText, upTo most: Int
    ) {
        // A gap on one side is a sentence more or less; a long one that does not agree, another.
        guard !gapA.isEmpty, !gapB.isEmpty, gapA.count <= most, gapB.count <= most else { return }
        count(gapA, of: a, against: gapB, of: b, others: true, left: true)
        count(gapB, of: b, against: gapA, of: a, others: true, left: false)
    }

    private mutating func count(
        _ gap: Range<Int>, of x: PreparedText, against other: Range<Int>, of y: PreparedText,
        others: Bool, left: Bool
    ) {
        for i in gap {
            let token = x.tokens[i]
            let specific = x.marks[i] & PreparedText.Mark.specific != 0
            if !specific && !others { continue }
            var found = false
            for j in other where y.tokens[j] == token {
                found = true
                break
            }
            switch (specific, found) {
            case (true, true): slots.specificsKept += 1
            case (true, false):
                slots.specificsLost += 1
                if left {
                    if lostA.count < 32 && !lostA.contains(token) { lostA.append(token) }
                } else {
                    if lostB.count < 32 && !lostB.contains(token) { lostB.append(token) }
                }
            case (false, true): slots.othersKept += 1
            case (false, false): slots.othersLost += 1
            }
        }
    }

    /// Counts the names and figures that stand before the first run and after the last, when that
    /// is as short as a greeting or a signature in both texts.
    mutating func compareEnds(_ a: PreparedText, _ b: PreparedText) {
        guard let first = runs.first, let last = runs.last else { return }
        let inner = slots
        let (innerA, innerB) = (lostA.count, lostB.count)
        let reach = 16
        if (1...reach).contains(first.a) && (1...reach).contains(first.b) {
            count(0..<first.a, of: a, against: 0..<first.b, of: b, others: false, left: true)
            count(0..<first.b, of: b, against: 0..<first.a, of: a, others: false, left: false)
        }
        let backA = (last.a + last.count)..<max(a.count, last.a + last.count)
        let backB = (last.b + last.count)..<max(b.count, last.b + last.count)
        if (1...reach).contains(backA.count) && (1...reach).contains(backB.count) {
            count(backA, of: a, against: backB, of: b, others: false, left: true)
            count(backB, of: b, against: backA, of: a, others: false, left: false)
        }
        slots.endsKept = slots.specificsKept - inner.specificsKept
        slots.endsLost = slots.specificsLost - inner.specificsLost
        // Two credit lines under one text differ too: a signature counts where slots differ before.
        if innerA == 0 || innerB == 0 {
            slots.specificsKept = inner.specificsKept
            slots.specificsLost = inner.specificsLost
            slots.conflicts = 0
            return
        }
        slots.endsKept = 0
        slots.endsLost = 0
        slots.conflicts = min(lostA.count, lostB.count)
    }
}
