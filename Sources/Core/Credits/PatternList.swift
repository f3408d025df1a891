/// Patterns in the order in which they are tried.
///
/// A line asks for the patterns of the words that it has, whatever number there are of others: most
/// patterns begin with a word, and few lines of running text begin with one of those.
final class PatternList: Sendable {
    let patterns: [CreditPattern]
    /// The sets of all patterns, one after the other; those of a pattern end at its `ends`.
    private let sets: [CreditAnchors.Bits]
    private let ends: [Int]
    /// For each number of a word, the patterns with it in their first set, as bits of `stride` words.
    private let asked: [UInt64]
    /// Those of them that a line may begin with anything to fit.
    private let keyed: [UInt64]
    /// The places in `openings` of the patterns that begin with a word, by the hash of that.
    private let openingPlaces: HashTable<Int>
    private let openings: [UInt64]
    /// The patterns without words of their own, likewise.
    private let general: [UInt64]
    private let stride: Int
    /// The sorts of words that the patterns ask for that a line may begin with anything to fit.
    private let sorts: WordFilter.Sorts

    /// The patterns that may stand at one of those places.
    init(
        _ patterns: [CreditPattern], _ anchors: CreditAnchors,
        at places: Set<CreditPattern.Place> = Set(CreditPattern.Place.allCases)
    ) {
        let patterns = patterns.filter { !$0.places.isDisjoint(with: places) }
        self.patterns = patterns
        sorts = CreditAnchors.sorts(places)
        let stride = (patterns.count + 63) / 64
        var sets: [CreditAnchors.Bits] = []
        var ends: [Int] = []
        var general = [UInt64](repeating: 0, count: stride)
        var asked = [UInt64](
            repeating: 0, count: stride * CreditAnchors.Bits.scalarCount * 64)
        var keyed = asked
        var places = HashTable<Int>()
        var openings: [UInt64] = []
        for (index, pattern) in patterns.enumerated() {
            let own = anchors.sets(of: pattern)
            let words = pattern.program.openingWords
            let bit: UInt64 = 1 << UInt64(index % 64)
            if let first = own.first {
                Self.eachNumber(first) {
                    asked[$0 * stride + index / 64] |= bit
                    if words == nil { keyed[$0 * stride + index / 64] |= bit }
                }
                for word in words ?? [] {
                    let place = places[word] ?? openings.count
                    if place == openings.count {
                        openings += repeatElement(0, count: stride)
                        places.update(word, initial: place) { _ in }
                    }
                    openings[place + index / 64] |= bit
                }
            } else {
                general[index / 64] |= bit
            }
            sets += own
            ends.append(sets.count)
        }
        (self.stride, self.sets, self.ends) = (stride, sets, ends)
        (self.general, self.asked, self.keyed) = (general, asked, keyed)
        (openingPlaces, self.openings) = (places, openings)
    }

    /// Calls `body` with each pattern that a line may fit, in order, until it answers true.
    ///
    /// - Parameters:
    ///   - line: the line.
    ///   - isPart: parts of it are asked for, which may begin with any of its words.
    ///   - general: whether patterns without words of their own are tried too.
    ///   - body: tries a pattern.
    /// - Returns: whether `body` answered true.
    func first(
        fitting line: CreditReader.Line, isPart: Bool = false, general: Bool,
        _ body: (CreditPattern) -> Bool
    ) -> Bool {
        let isOpened = !isPart && line.beginsPlainly
        let opening = isOpened ? line.firstWord.flatMap { openingPlaces[$0] } : nil
        let hasKeys = !isOpened || line.mayHave(sorts)
        // Most lines have none of the words.
        if opening == nil, !hasKeys, !general { return false }
        var numbers = CreditAnchors.Bits()
        if opening != nil || hasKeys { numbers = line.anchors }
        for word in 0..<stride {
            var left = general ? self.general[word] : 0
            if let opening { left |= openings[opening + word] }
            if hasKeys {
                Self.eachNumber(numbers) {
                    left |= (isOpened ? keyed : asked)[$0 * stride + word]
                }
            }
            while left != 0 {
                let index = word * 64 + left.trailingZeroBitCount
                left &= left - 1
                if covers(index, numbers), body(patterns[index]) { return true }
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
    func anyFits(_ line: CreditReader.Line) -> Bool {
        first(fitting: line, general: false) { _ in true }
    }

    private func covers(_ index: Int, _ found: CreditAnchors.Bits) -> Bool {
        for at in (index == 0 ? 0 : ends[index - 1])..<ends[index]
        where sets[at] & found == CreditAnchors.Bits() { return false }
        return true
    }
}
