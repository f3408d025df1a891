/// The words that patterns can't fit without, numbered: a line is looked over once, and then each
/// pattern costs a few comparisons.
final class CreditAnchors: Sendable {
    /// Numbers of words as bits.
    ///
    /// Words beyond the 512th share numbers: then a pattern is tried in vain, and no more.
    typealias Bits = SIMD8<UInt64>

    /// Hashes and numbers of the words by the low bits of the hash, with linear probing.
    private let slots: [(hash: UInt64, number: Int)]
    private static let slotCount = 4096

    init(of patterns: [CreditPattern]) {
        var all: Set<UInt64> = []
        for pattern in patterns {
            for set in pattern.anchors { all.formUnion(set.map { FoldedText.hash(ofWord: $0) }) }
        }
        precondition(all.count < Self.slotCount / 2, "too many words in patterns of credits")
        var slots = Array(repeating: (hash: UInt64(0), number: -1), count: Self.slotCount)
        for (number, hash) in all.sorted().enumerated() {
            var at = Int(hash % UInt64(Self.slotCount))
            while slots[at].number >= 0 { at = (at + 1) % Self.slotCount }
            slots[at] = (hash, number)
        }
        self.slots = slots
    }

    /// Adds the word of this hash to the anchors of a line, if it is one.
    func add(_ hash: UInt64, to found: inout Bits) {
        var at = Int(hash % UInt64(Self.slotCount))
        while slots[at].number >= 0 {
            if slots[at].hash == hash {
                let number = slots[at].number
                found[number / 64 % 8] |= 1 << UInt64(number % 64)
                return
            }
            at = (at + 1) % Self.slotCount
        }
    }

    /// The anchors of a pattern as bits, a set each.
    fileprivate func sets(of pattern: CreditPattern) -> [Bits] {
        pattern.anchors.map { words in
            var bits = Bits()
            for word in words { add(FoldedText.hash(ofWord: word), to: &bits) }
            return bits
        }
    }
}

/// Patterns in the order in which they are tried.
///
/// What is asked of each for every line lies side by side.
struct PatternList: Sendable {
    let patterns: [CreditPattern]
    /// The sets of all patterns, one after the other; those of a pattern end at its `ends`.
    private var sets: [CreditAnchors.Bits] = []
    private var ends: [Int] = []

    init(_ patterns: [CreditPattern], _ anchors: CreditAnchors) {
        self.patterns = patterns
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
        fitting found: CreditAnchors.Bits, general: Bool, _ body: (CreditPattern) -> Bool
    ) -> Bool {
        // Most lines have none of the words.
        if found == CreditAnchors.Bits(), !general { return false }
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
    func anyFits(_ found: CreditAnchors.Bits) -> Bool {
        first(fitting: found, general: false) { _ in true }
    }

    private func covers(_ range: Range<Int>, _ found: CreditAnchors.Bits) -> Bool {
        for at in range where sets[at] & found == CreditAnchors.Bits() { return false }
        return true
    }
}
