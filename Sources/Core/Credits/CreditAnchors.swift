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
    /// The words of which a line that fits has one, of the patterns that a line may begin with anything
    /// to fit.
    let keys: WordFilter

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
        var keys = WordFilter()
        for pattern in patterns where pattern.program.openingWords == nil {
            let sorts = Self.sorts(pattern.places)
            for word in Self.ordered(pattern).first ?? [] { keys.insert(word, sorts) }
        }
        self.keys = keys
    }

    /// Words are told apart by the places where their patterns may stand.
    static func sorts(_ places: Set<CreditPattern.Place>) -> WordFilter.Sorts {
        places.reduce(0) { sorts, place in
            switch place {
            case .head: sorts | 1
            case .tail: sorts | 2
            case .lead: sorts | 4
            case .title: sorts | 8
            }
        }
    }

    /// The anchors of a pattern, those of long words first, which few lines have.
    private static func ordered(_ pattern: CreditPattern) -> [Set<String>] {
        pattern.anchors.sorted { CreditPattern.shortest($0) > CreditPattern.shortest($1) }
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

    /// The anchors of a pattern as bits, a set each; those of long words first.
    func sets(of pattern: CreditPattern) -> [Bits] {
        Self.ordered(pattern).map { words in
            var bits = Bits()
            for word in words { add(FoldedText.hash(ofWord: word), to: &bits) }
            return bits
        }
    }
}
