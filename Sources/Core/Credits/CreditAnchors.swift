/// The words that patterns can't fit without, numbered: a line is looked over once, and then each
/// pattern costs a few comparisons.
final class CreditAnchors: Sendable {
    /// Hashes of the words, sorted; the place of a hash is the number of its word.
    private let hashes: [UInt64]
    let width: Int
    /// Whether a word has these low bits of its hash: most words of a line are none of them.
    private let low: [Bool]
    private let numberOf: [String: Int]

    init(of patterns: [CreditPattern]) {
        var all: Set<String> = []
        for pattern in patterns { for set in pattern.anchors { all.formUnion(set) } }
        let words = all.map { (hash: FoldedText.hash(ofWord: $0), word: $0) }
            .sorted { ($0.hash, $0.word) < ($1.hash, $1.word) }
        var low = [Bool](repeating: false, count: 4096)
        for word in words { low[Int(word.hash & 4095)] = true }
        hashes = words.map(\.hash)
        width = (words.count + 63) / 64
        numberOf = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1.word, $0) })
        self.low = low
    }

    /// The anchors of a pattern as bits, one set after the other.
    fileprivate func sets(of pattern: CreditPattern) -> [UInt64] {
        pattern.anchors.flatMap { words in
            var bits = none
            for word in words {
                guard let number = numberOf[word] else { continue }
                bits[number / 64] |= 1 << UInt64(number % 64)
            }
            return bits
        }
    }

    /// The anchors of a line without words.
    var none: [UInt64] { [UInt64](repeating: 0, count: width) }

    /// Adds the word of this hash to the anchors of a line, if it is one.
    ///
    /// Two words of one hash would only make a pattern be tried in vain.
    func add(_ hash: UInt64, to found: inout [UInt64]) {
        guard low[Int(hash & 4095)] else { return }
        var from = 0
        var to = hashes.count
        while from < to {
            let middle = (from + to) / 2
            if hashes[middle] < hash { from = middle + 1 } else { to = middle }
        }
        while from < hashes.count, hashes[from] == hash {
            found[from / 64] |= 1 << UInt64(from % 64)
            from += 1
        }
    }
}

/// Patterns in the order in which they are tried.
///
/// What is asked of each for every line lies side by side.
struct PatternList: Sendable {
    let patterns: [CreditPattern]
    /// The sets of all patterns, one after the other; those of a pattern end at its `ends`.
    private var sets: [UInt64] = []
    private var ends: [Int] = []
    private let width: Int

    init(_ patterns: [CreditPattern], _ anchors: CreditAnchors) {
        self.patterns = patterns
        width = anchors.width
        for pattern in patterns {
            sets += anchors.sets(of: pattern)
            ends.append(sets.count)
        }
    }

    /// Calls `body` with each pattern that a line may fit, in order, until it answers true.
    ///
    /// - Parameters:
    ///   - found: the anchors that the line has.
    ///   - general: whether patterns without words of their own are tried too.
    ///   - body: tries a pattern.
    /// - Returns: whether `body` answered true.
    func first(
        fitting found: [UInt64], general: Bool, _ body: (CreditPattern) -> Bool
    ) -> Bool {
        var start = 0
        for index in ends.indices {
            let end = ends[index]
            let fits = start == end ? general : covers(start..<end, found)
            start = end
            if fits, body(patterns[index]) { return true }
        }
        return false
    }

    /// Whether a line may fit any pattern that has words of its own.
    func anyFits(_ found: [UInt64]) -> Bool {
        var start = 0
        for end in ends {
            if start < end, covers(start..<end, found) { return true }
            start = end
        }
        return false
    }

    private func covers(_ range: Range<Int>, _ found: [UInt64]) -> Bool {
        var at = range.lowerBound
        while at < range.upperBound {
            var any: UInt64 = 0
            for word in 0..<width { any |= sets[at + word] & found[word] }
            if any == 0 { return false }
            at += width
        }
        return true
    }
}
