/// A passage while it is put together: half-open ranges of tokens on both sides.
struct TokenPassage {
    var a: Range<Int>
    var b: Range<Int>
    /// Tokens that are the same on both sides, in order.
    var same: Int
}

/// Aligns two prepared texts: seeds are equal shingles, runs of them are chained along diagonals,
/// gaps between runs are bridged when enough of their words agree in order, and the ends of each
/// passage are extended as long as the words agree more often than not.
///
/// Working on words and not on characters makes this robust to noise at little cost: at 10 % of
/// characters misread more than half of the words of a line are still whole, and a shingle in
/// every few lines. A word split in two or two words run together cost two words of a bridge.
struct Alignment {
    private(set) var passages: [TokenPassage] = []
    private(set) var shared = 0
    var slots = SlotCounts()

    struct Run {
        var a: Int
        var b: Int
        var count: Int
    }
    private(set) var runs: [Run] = []
    private let common = CommonWords()
    /// Different names and figures of one side alone, at most 32 of each side.
    var lostA: [UInt32] = []
    var lostB: [UInt32] = []

    /// Counts the different shingles that both texts have and finds the runs.
    mutating func seed(_ a: PreparedText, _ b: PreparedText) {
        passages.removeAll(keepingCapacity: true)
        runs.removeAll(keepingCapacity: true)
        slots = SlotCounts()
        lostA.removeAll(keepingCapacity: true)
        lostB.removeAll(keepingCapacity: true)
        shared = 0
        let pa = a.shingles
        let pb = b.shingles
        let marks = b.marks
        let na = a.positions
        let nb = b.positions
        let extra = min(a.count, b.count) >= Shingle.size ? Shingle.size - 1 : 0
        var i = 0
        var diagonal = Int.max
        while i < nb {
            var p = -1
            if diagonal != .max, i + diagonal >= 0, i + diagonal < na, pa[i + diagonal] == pb[i] {
                p = i + diagonal
            } else {
                p = a.position(of: pb[i])
            }
            if p < 0 {
                i &+= 1
                continue
            }
            diagonal = p - i
            var count = 0
            while i &+ count < nb && p &+ count < na && pa[p &+ count] == pb[i &+ count] {
                shared &+= Int((marks[i &+ count] & PreparedText.Mark.first) >> 1)
                count &+= 1
            }
            runs.append(Run(a: p, b: i, count: count + extra))
            i &+= count
        }
    }

    /// Chains the runs into passages.
    mutating func align(_ a: PreparedText, _ b: PreparedText, _ settings: MatchSettings) {
        var drafts: [TokenPassage] = []
        for var run in runs {
            var best = -1
            var bestCost = Int.max
            let oldest = max(0, drafts.count - 8)
            for k in (oldest..<drafts.count).reversed() {
                let gapA = run.a - drafts[k].a.upperBound
                let gapB = run.b - drafts[k].b.upperBound
                guard gapA >= -Shingle.size, gapB >= -Shingle.size,
                    reaches(gapA, gapB, settings)
                else { continue }
                let cost = abs(gapA - gapB) * 2 + max(gapA, gapB)
                if cost < bestCost {
                    best = k
                    bestCost = cost
                }
            }
            if best >= 0 {
                let overlap = max(
                    0, drafts[best].a.upperBound - run.a, drafts[best].b.upperBound - run.b)
                run.a += overlap
                run.b += overlap
                run.count -= overlap
                if run.count <= 0 { continue }
                let gapA = drafts[best].a.upperBound..<run.a
                let gapB = drafts[best].b.upperBound..<run.b
                let same = bridged(gapA, gapB, a, b, settings)
                compare(gapA, gapB, a, b, upTo: same == nil ? 14 : 40)
                if let same {
                    drafts[best].same += same + run.count
                    drafts[best].a = drafts[best].a.lowerBound..<(run.a + run.count)
                    drafts[best].b = drafts[best].b.lowerBound..<(run.b + run.count)
                    keep(run, a)
                    continue
                }
            }
            keep(run, a)
            drafts.append(
                TokenPassage(
                    a: run.a..<(run.a + run.count), b: run.b..<(run.b + run.count),
                    same: run.count))
        }
        compareEnds(a, b)
        extend(&drafts, a, b, settings)
        passages = drafts.filter { $0.same >= settings.passageWords }
            .sorted { ($0.a.lowerBound, $0.b.lowerBound) < ($1.a.lowerBound, $1.b.lowerBound) }
    }

    /// Byte ranges of the runs of equal words of `text`: the longer of the two that were seeded, or
    /// the shorter.
    func equalRuns(in text: PreparedText, longer: Bool) -> [Range<Int>] {
        let spans = runs.map { run in
            let first = longer ? run.a : run.b
            return Int(text.places[first].start)..<Int(text.places[first + run.count - 1].end)
        }
        return Spans.union(spans)
    }

    /// Whether a bridge over a gap is thought of: a short gap, or a long one of about the same
    /// length on both sides, as noise leaves between two shingles that it has spared.
    private func reaches(_ gapA: Int, _ gapB: Int, _ settings: MatchSettings) -> Bool {
        let longer = max(gapA, gapB)
        return longer <= settings.bridge
            || (longer <= 4 * settings.bridge && abs(gapA - gapB) <= 8 + longer / 8)
    }

    /// Number of words that agree in a gap, in order; nil when the gap divides two passages.
    private mutating func bridged(
        _ gapA: Range<Int>, _ gapB: Range<Int>, _ a: PreparedText, _ b: PreparedText,
        _ settings: MatchSettings
    ) -> Int? {
        let longer = max(gapA.count, gapB.count)
        if gapA.isEmpty || gapB.isEmpty { return longer <= settings.bridgeFreely ? 0 : nil }
        let needed = settings.bridgeAgreement * Double(longer)
        let free = longer <= settings.bridgeFreely
        if !free && Double(min(gapA.count, gapB.count)) < needed { return nil }
        let same = common.equal(a, gapA, b, gapB)
        if free || Double(same) >= needed { return same }
        let alike = common.alike(a, gapA, b, gapB)
        return Double(alike) >= needed ? same : nil
    }

    /// Extends the ends of passages into what no passage has taken.
    private mutating func extend(
        _ drafts: inout [TokenPassage], _ a: PreparedText, _ b: PreparedText,
        _ settings: MatchSettings
    ) {
        guard !drafts.isEmpty else { return }
        let order = drafts.indices.sorted { drafts[$0].a.lowerBound < drafts[$1].a.lowerBound }
        var limitsA = [Range<Int>](repeating: 0..<0, count: drafts.count)
        for (place, k) in order.enumerated() {
            let low = place > 0 ? drafts[order[place - 1]].a.upperBound : 0
            let high =
                place + 1 < order.count ? drafts[order[place + 1]].a.lowerBound : a.count
            limitsA[k] =
                min(low, drafts[k].a.lowerBound)..<max(high, drafts[k].a.upperBound)
        }
        for k in drafts.indices {
            let lowB = k > 0 ? min(drafts[k - 1].b.upperBound, drafts[k].b.lowerBound) : 0
            let highB =
                k + 1 < drafts.count
                ? max(drafts[k + 1].b.lowerBound, drafts[k].b.upperBound) : b.count
            let frontA = limitsA[k].lowerBound..<drafts[k].a.lowerBound
            let frontB = lowB..<drafts[k].b.lowerBound
            let backA = drafts[k].a.upperBound..<limitsA[k].upperBound
            let backB = drafts[k].b.upperBound..<highB
            let whole = frontA.lowerBound == 0 && frontB.lowerBound == 0
            let front =
                whole ? toTheEnd(frontA, frontB, a, b, settings) : nil
            let back =
                backA.upperBound == a.count && backB.upperBound == b.count
                ? toTheEnd(backA, backB, a, b, settings) : nil
            let before =
                front
                ?? reach(
                    a, frontA.upperBound - 1, frontA.lowerBound, b, frontB.upperBound - 1,
                    frontB.lowerBound, -1)
            let after =
                back
                ?? reach(
                    a, backA.lowerBound, backA.upperBound - 1, b, backB.lowerBound,
                    backB.upperBound - 1, 1)
            drafts[k].a =
                (drafts[k].a.lowerBound - before.a)..<(drafts[k].a.upperBound + after.a)
            drafts[k].b =
                (drafts[k].b.lowerBound - before.b)..<(drafts[k].b.upperBound + after.b)
            drafts[k].same += before.same + after.same
        }
    }

    /// Takes what is left of both texts when enough of its words agree: noise may have left no
    /// whole shingle there.
    ///
    /// Ends of a few words are left to `reach`, which looks closer.
    private mutating func toTheEnd(
        _ restA: Range<Int>, _ restB: Range<Int>, _ a: PreparedText, _ b: PreparedText,
        _ settings: MatchSettings
    ) -> (a: Int, b: Int, same: Int)? {
        guard min(restA.count, restB.count) > 2 * settings.bridgeFreely,
            reaches(restA.count, restB.count, settings),
            let same = bridged(restA, restB, a, b, settings)
        else { return nil }
        return (restA.count, restB.count, same)
    }

    /// How far two texts go on agreeing from `i` and `j` in direction `step`: at a difference it
    /// looks for the nearest place where two words agree again, each word passed over costs as much
    /// as an agreement gains, a misread one nothing, and the best total so far is the end (X-drop
    /// of six words).
    private func reach(
        _ a: PreparedText, _ i: Int, _ lastA: Int, _ b: PreparedText, _ j: Int, _ lastB: Int,
        _ step: Int
    ) -> (a: Int, b: Int, same: Int) {
        let ta = a.tokens
        let tb = b.tokens
        let roomA = step > 0 ? lastA - i + 1 : i - lastA + 1
        let roomB = step > 0 ? lastB - j + 1 : j - lastB + 1
        var x = 0
        var y = 0
        var score = 0
        var same = 0
        var best = (a: 0, b: 0, same: 0)
        var bestScore = 0
        func equal(_ x: Int, _ y: Int) -> Bool {
            x < roomA && y < roomB && ta[i + step * x] == tb[j + step * y]
        }
        while x < roomA && y < roomB {
            if equal(x, y) {
                x += 1
                y += 1
                score += 2
                same += 1
                if score > bestScore {
                    bestScore = score
                    best = (x, y, same)
                }
                continue
            }
            var jump: (Int, Int)?
            search: for cost in 1...4 {
                for dx in 0...cost {
                    for dy in [cost, dx] where (dx == cost || dy == cost) {
                        let last = x + dx == roomA - 1 && y + dy == roomB - 1
                        if equal(x + dx, y + dy) && (last || equal(x + dx + 1, y + dy + 1)) {
                            jump = (dx, dy)
                            break search
                        }
                        let turned = x + dy == roomA - 1 && y + dx == roomB - 1
                        if equal(x + dy, y + dx) && (turned || equal(x + dy + 1, y + dx + 1)) {
                            jump = (dy, dx)
                            break search
                        }
                    }
                }
            }
            guard let (dx, dy) = jump else { break }
            // A word that is like the other one was misread and not exchanged.
            let misread = dx == 1 && dy == 1 && a.resembles(i + step * x, b, j + step * y)
            x += dx
            y += dy
            score -= misread ? 0 : 2 * max(dx, dy)
            if score < bestScore - 12 { break }
        }
        return best
    }
}
