/// Two passages set side by side, word by word, with the places marked where they part.
///
/// Words are compared without case and punctuation, and shown as they stand. Long stretches that
/// are alike are left out. The comparison is Myers's (1986), over a bounded number of words.
package struct Collation: Hashable, Sendable {
    /// A stretch of one side.
    package enum Reading: Hashable, Sendable {
        /// Words that stand on both sides.
        case same(String)
        /// Words that stand on this side alone.
        case differs(String)
        /// So many words, the same on both sides, that are not shown.
        case gap(Int)
    }

    package private(set) var a: [Reading] = []
    package private(set) var b: [Reading] = []
    /// Whether words follow on that side that are not shown.
    package private(set) var aGoesOn: Bool
    package private(set) var bGoesOn: Bool

    /// The most words of each side that are compared; it bounds time and memory by its square.
    private static let comparedWords = 500

    /// Collates two passages and shows about `limit` words of each.
    ///
    /// - Complexity: O(n·d) for n words with d differences, n ≤ 500.
    package init(_ a: String, _ b: String, limit: Int) {
        let left = PassageWords(a, limit: Self.comparedWords)
        let right = PassageWords(b, limit: Self.comparedWords)
        aGoesOn = left.goesOn
        bGoesOn = right.goesOn
        let runs = Self.runs(left.words.map(\.key), right.words.map(\.key))
        var shown = (a: 0, b: 0)
        for (index, run) in runs.enumerated() {
            guard max(shown.a, shown.b) < limit else {
                aGoesOn = true
                bGoesOn = true
                break
            }
            switch run {
            case .same(let aWords, let bWords):
                let kept = Self.kept(
                    of: aWords.count, isFirst: index == 0, isLast: index == runs.count - 1)
                if let kept {
                    let gap = aWords.count - kept.head - kept.tail
                    append(
                        left.words[aWords.prefix(kept.head)], right.words[bWords.prefix(kept.head)])
                    self.a.append(.gap(gap))
                    self.b.append(.gap(gap))
                    append(
                        left.words[aWords.suffix(kept.tail)], right.words[bWords.suffix(kept.tail)])
                    shown.a += kept.head + kept.tail
                    shown.b += kept.head + kept.tail
                } else {
                    append(left.words[aWords], right.words[bWords])
                    shown.a += aWords.count
                    shown.b += bWords.count
                }
            case .differs(let aWords, let bWords):
                let aShown = aWords.prefix(limit - shown.a)
                let bShown = bWords.prefix(limit - shown.b)
                if aShown.count < aWords.count { aGoesOn = true }
                if bShown.count < bWords.count { bGoesOn = true }
                if !aShown.isEmpty { self.a.append(.differs(Self.text(left.words[aShown]))) }
                if !bShown.isEmpty { self.b.append(.differs(Self.text(right.words[bShown]))) }
                shown.a += aShown.count
                shown.b += bShown.count
            }
        }
    }

    private mutating func append(
        _ aWords: ArraySlice<PassageWord>, _ bWords: ArraySlice<PassageWord>
    ) {
        if !aWords.isEmpty { a.append(.same(Self.text(aWords))) }
        if !bWords.isEmpty { b.append(.same(Self.text(bWords))) }
    }

    private static func text(_ words: ArraySlice<PassageWord>) -> String {
        var text = ""
        for word in words {
            text += word.text
            text += word.space
        }
        return text
    }

    /// How many words of a stretch are shown at its two ends; nil when it is shown whole.
    private static func kept(
        of count: Int, isFirst: Bool, isLast: Bool
    ) -> (head: Int, tail: Int)? {
        let head = isFirst ? 40 : 18
        let tail = isLast ? 40 : 18
        return count > head + tail + 12 ? (head, tail) : nil
    }

    private enum Run {
        case same(Range<Int>, Range<Int>)
        case differs(Range<Int>, Range<Int>)
    }

    /// What turns the words of one side into those of the other.
    ///
    /// Each distinct word is a number, since one pair of words is compared many times.
    private static func difference(_ a: [String], _ b: [String]) -> [CollectionDifference<Int>
        .Change]
    {
        var numbers: [String: Int] = [:]
        func number(_ word: String) -> Int {
            if let number = numbers[word] { return number }
            let next = numbers.count
            numbers[word] = next
            return next
        }
        let (one, two) = (a.map(number), b.map(number))
        return one == two ? [] : Array(two.difference(from: one))
    }

    /// The stretches of the two sides in their order; those that differ may be empty on one side.
    private static func runs(_ a: [String], _ b: [String]) -> [Run] {
        var removed = Array(repeating: false, count: a.count)
        var inserted = Array(repeating: false, count: b.count)
        for change in Self.difference(a, b) {
            switch change {
            case .remove(let offset, _, _): removed[offset] = true
            case .insert(let offset, _, _): inserted[offset] = true
            }
        }
        var runs: [Run] = []
        var (i, j) = (0, 0)
        while i < a.count || j < b.count {
            let (startI, startJ) = (i, j)
            while i < a.count, removed[i] { i += 1 }
            while j < b.count, inserted[j] { j += 1 }
            if i > startI || j > startJ { runs.append(.differs(startI..<i, startJ..<j)) }
            let (sameI, sameJ) = (i, j)
            while i < a.count, j < b.count, !removed[i], !inserted[j] { (i, j) = (i + 1, j + 1) }
            if i > sameI { runs.append(.same(sameI..<i, sameJ..<j)) }
        }
        return runs
    }
}
