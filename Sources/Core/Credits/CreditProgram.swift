/// A pattern as nodes that follow one another, so that matching walks over them and makes nothing.
struct CreditProgram: Sendable {
    enum Kind: Sendable { case literal, slot, choice, end }

    struct Node: Sendable {
        var kind: Kind
        var slot: CreditPattern.Slot = .anything
        /// The node behind it; the last one is its own.
        var next: Int
        /// What is its own of `scalars` (a literal) or of `branches` (a choice).
        var own: Range<Int> = 0..<0
        /// What a text that fits from here on begins with.
        var opening = Opening()
    }

    private(set) var nodes: [Node] = []
    private(set) var scalars: [Unicode.Scalar] = []
    /// First nodes of the readings of choices.
    private(set) var branches: [Int] = []
    private(set) var start = 0

    init(_ tokens: [CreditPattern.Token]) {
        var end = Node(kind: .end, next: 0)
        end.opening.add(" ")
        nodes.append(end)
        start = add(tokens[...], before: 0)
        openingWords = openingWords(start)
    }

    var opening: Opening { nodes[start].opening }

    /// Hashes of the words with which every line begins that fits; nil where it may begin otherwise.
    private(set) var openingWords: Set<UInt64>?

    private func openingWords(_ number: Int) -> Set<UInt64>? {
        let node = nodes[number]
        switch node.kind {
        case .slot, .end: return nil
        case .literal:
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[node.own])
            let text = FoldedText(String(view))
            guard let word = text.words().first, word.range.lowerBound == 0, word.number == nil
            else { return nil }
            return [word.hash]
        case .choice:
            var all: Set<UInt64> = []
            for branch in node.own {
                guard let words = openingWords(branches[branch]) else { return nil }
                all.formUnion(words)
            }
            return all
        }
    }

    /// Adds tokens whose last is followed by `next`; the number of the first.
    private mutating func add(_ tokens: ArraySlice<CreditPattern.Token>, before next: Int) -> Int {
        var next = next
        for token in tokens.reversed() {
            var node = Node(kind: .slot, next: next)
            switch token {
            case .slot(let slot):
                node.slot = slot
                node.opening.isAny = true
            case .literal(let literal):
                guard let first = literal.first else { continue }
                node.kind = .literal
                node.own = scalars.count..<(scalars.count + literal.count)
                scalars += literal
                node.opening.add(first)
                // White space may be missing beside punctuation.
                if first == " " {
                    if literal.count > 1 {
                        node.opening.add(literal[1])
                    } else {
                        node.opening.isAny = true
                    }
                }
            case .choice(let readings):
                node.kind = .choice
                let firsts = readings.map { add($0[...], before: next) }
                node.own = branches.count..<(branches.count + firsts.count)
                branches += firsts
                for first in firsts { node.opening.add(nodes[first].opening) }
            }
            nodes.append(node)
            next = nodes.count - 1
        }
        return next
    }

    /// The scalars with which a text can begin: a cheap look before a dear one.
    ///
    /// White space of all kinds is one; what no reader sees may stand before anything.
    struct Opening: Sendable {
        private var low: UInt64 = 0
        private var high: UInt64 = 0
        private var beyondASCII = false
        var isAny = false

        mutating func add(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0..<64: low |= 1 << UInt64(scalar.value)
            case 64..<128: high |= 1 << UInt64(scalar.value - 64)
            default: beyondASCII = true
            }
        }

        mutating func add(_ other: Opening) {
            low |= other.low
            high |= other.high
            beyondASCII = beyondASCII || other.beyondASCII
            isAny = isAny || other.isAny
        }

        /// Whether a text that begins with this folded scalar may fit.
        func admits(_ scalar: Unicode.Scalar) -> Bool {
            if isAny { return true }
            switch scalar.value {
            case 9...13: return low & 1 << 32 != 0
            case 0..<64: return low & 1 << UInt64(scalar.value) != 0
            case 64..<128: return high & 1 << UInt64(scalar.value - 64) != 0
            default:
                if beyondASCII || FoldedText.isInvisible(scalar) { return true }
                return low & 1 << 32 != 0 && FoldedText.isSpace(scalar)
            }
        }
    }
}
