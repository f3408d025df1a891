/// The words that patterns can't fit without, numbered: a line is looked over once, and then
/// patterns are found by the numbers of its words.
final class CreditAnchors: Sendable {
    /// Numbers of words as bits.
    ///
    /// Words beyond the 1024th share numbers: then a pattern is tried in vain, and no more.
    typealias Bits = SIMD16<UInt64>

    /// Numbers of the words by their hashes.
    private let numbers: HashTable<Int>
    /// Whether a word has these low bits of its hash: few words of a line are any of them, and this
    /// stays in the processor's nearest memory.
    private let filter: [UInt64]
    private static let filterWords = 512

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
        found[number / 64 % 16] |= 1 << UInt64(number % 64)
    }

    /// The anchors of a pattern as bits, a set each; those of long words first, which few lines have.
    fileprivate func sets(of pattern: CreditPattern) -> [Bits] {
        pattern.anchors.sorted {
            CreditPattern.shortest($0) > CreditPattern.shortest($1)
        }.map { words in
            var bits = Bits()
            for word in words { add(FoldedText.hash(ofWord: word), to: &bits) }
            return bits
        }
    }
}

/// Patterns in the order in which they are tried.
///
/// A line asks for the patterns of the words that it has, whatever number there are of others.
final class PatternList: Sendable {
    let patterns: [CreditPattern]
    /// The sets of all patterns, one after the other; those of a pattern end at its `ends`.
    private let sets: [CreditAnchors.Bits]
    private let ends: [Int]
    /// For each number of a word, the patterns with it in their first set, as bits of `stride` words.
    private let asked: [UInt64]
    /// The patterns without words of their own, likewise.
    private let general: [UInt64]
    private let stride: Int

    init(_ patterns: [CreditPattern], _ anchors: CreditAnchors) {
        self.patterns = patterns
        let stride = (patterns.count + 63) / 64
        var sets: [CreditAnchors.Bits] = []
        var ends: [Int] = []
        var general = [UInt64](repeating: 0, count: stride)
        var asked = [UInt64](
            repeating: 0, count: stride * CreditAnchors.Bits.scalarCount * 64)
        for (index, pattern) in patterns.enumerated() {
            let own = anchors.sets(of: pattern)
            let bit: UInt64 = 1 << UInt64(index % 64)
            if let first = own.first {
                Self.eachNumber(first) { asked[$0 * stride + index / 64] |= bit }
            } else {
                general[index / 64] |= bit
            }
            sets += own
            ends.append(sets.count)
        }
        (self.stride, self.sets, self.ends) = (stride, sets, ends)
        (self.general, self.asked) = (general, asked)
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
        for word in 0..<stride {
            var left = general ? self.general[word] : 0
            Self.eachNumber(found) { left |= asked[$0 * stride + word] }
            while left != 0 {
                let index = word * 64 + left.trailingZeroBitCount
                left &= left - 1
                if covers(index, found), body(patterns[index]) { return true }
            }
        }
        return false
    }

    @inline(__always)
    private static func eachNumber(_ bits: CreditAnchors.Bits, _ body: (Int) -> Void) {
        for lane in bits.indices {
            var left = bits[lane]
            while left != 0 {
                body(lane * 64 + left.trailingZeroBitCount)
                left &= left - 1
            }
        }
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
