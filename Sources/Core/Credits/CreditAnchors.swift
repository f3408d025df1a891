/// The words that patterns can't fit without, numbered: a line is looked over once, and then each
/// pattern costs a few comparisons.
final class CreditAnchors: Sendable {
    /// Numbers of words as bits.
    ///
    /// Words beyond the 512th share numbers: then a pattern is tried in vain, and no more.
    typealias Bits = SIMD8<UInt64>

    /// Numbers of the words by their hashes.
    private let numbers: HashTable<Int>
    /// Whether a word has these low bits of its hash: few words of a line are any of them, and this
    /// stays in the processor's nearest memory.
    private let filter: [UInt64]
    private static let filterWords = 128

    init(of patterns: [CreditPattern]) {
        var all: Set<UInt64> = []
        for pattern in patterns {
            for set in pattern.anchors { all.formUnion(set.map { FoldedText.hash(ofWord: $0) }) }
        }
        var numbers = HashTable<Int>()
        var filter = [UInt64](repeating: 0, count: Self.filterWords)
        for (number, hash) in all.sorted().enumerated() {
            numbers.update(hash, initial: number) { _ in }
            filter[Self.word(hash)] |= Self.bit(hash)
        }
        self.numbers = numbers
        self.filter = filter
    }

    private static func word(_ hash: UInt64) -> Int { Int(hash >> 6) & (filterWords - 1) }
    private static func bit(_ hash: UInt64) -> UInt64 { 1 << (hash & 63) }

    /// Adds the word of this hash to the anchors of a line, if it is one.
    func add(_ hash: UInt64, to found: inout Bits) {
        guard filter[Self.word(hash)] & Self.bit(hash) != 0, let number = numbers[hash] else {
            return
        }
        found[number / 64 % 8] |= 1 << UInt64(number % 64)
    }

    /// The anchors of a pattern as bits, a set each; those of long words first, which few lines have.
    fileprivate func sets(of pattern: CreditPattern) -> [Bits] {
        func shortest(_ words: Set<String>) -> Int { words.map(\.utf8.count).min() ?? 0 }
        return pattern.anchors.sorted { shortest($0) > shortest($1) }.map { words in
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
    /// The first set of each pattern, its words laid upon one another: a look at 64 bits spares most
    /// looks at 512.
    private var hints: [UInt64] = []

    init(_ patterns: [CreditPattern], _ anchors: CreditAnchors) {
        self.patterns = patterns
        for pattern in patterns {
            let own = anchors.sets(of: pattern)
            sets += own
            ends.append(sets.count)
            hints.append(own.first.map(Self.hint) ?? 0)
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
        let hint = Self.hint(found)
        for index in hints.indices {
            let own = hints[index]
            let fits = own == 0 ? general : own & hint != 0 && covers(index, found)
            if fits, body(patterns[index]) { return true }
        }
        return false
    }

    private static func hint(_ bits: CreditAnchors.Bits) -> UInt64 {
        bits.indices.reduce(0) { $0 | bits[$1] }
    }

    /// Whether a line may fit any pattern that has words of its own.
    func anyFits(_ found: CreditAnchors.Bits) -> Bool {
        first(fitting: found, general: false) { _ in true }
    }

    private func covers(_ index: Int, _ found: CreditAnchors.Bits) -> Bool {
        for at in (index == 0 ? 0 : ends[index - 1])..<ends[index]
        where sets[at] & found == CreditAnchors.Bits() { return false }
        return true
    }
}
