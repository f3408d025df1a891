/// The marks and figures of a line, or of what a pattern asks for: known before a line is made a text.
///
/// A few marks share a bit: then a pattern is tried in vain, and no more.
struct LineMarks: OptionSet, Sendable {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }

    static let figures = LineMarks(rawValue: 0x3FF << 48)

    /// Of a folded scalar; none of letters, white space and what is beyond ASCII.
    @inline(__always)
    init(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        let isLetter = (value | 0x20) &- 97 < 26
        let place = value < 64 ? value : value & 31
        rawValue = value > 0x20 && value < 0x7F && !isLetter ? 1 << UInt64(place) : 0
    }

    /// Of the folded text of valid UTF-8.
    init(_ line: Span<UInt8>) {
        var marks: LineMarks = []
        var at = 0
        while at < line.count {
            // Within `0..<line.count`.
            let byte = line[unchecked: at]
            if (byte | 0x20) &- 97 < 26 || byte == 0x20 {
                at &+= 1
            } else if byte < 0x80 {
                marks.formUnion(LineMarks(Unicode.Scalar(byte)))
                at &+= 1
            } else {
                marks.formUnion(LineMarks(FoldedText.folded(line, &at)))
            }
        }
        self = marks
    }

    /// Sets of marks of which a line that fits has one each.
    static func sets(
        of tokens: [CreditPattern.Token], _ signs: CreditPattern.Signs
    ) -> [LineMarks] {
        var sets = sets(of: tokens)
        if signs.contains(.figure) { sets.append(figures) }
        if signs.contains(.at) { sets.append(LineMarks("@")) }
        if signs.contains(.point) { sets.append(LineMarks(".")) }
        return sets
    }

    private static func sets(of tokens: [CreditPattern.Token]) -> [LineMarks] {
        var found: [LineMarks] = []
        for token in tokens {
            switch token {
            case .slot: continue
            case .literal(let literal):
                found += literal.map { LineMarks($0) }.filter { !$0.isEmpty }
            case .choice(let readings):
                var any: LineMarks = []
                for reading in readings {
                    guard let first = sets(of: reading).first else {
                        any = []
                        break
                    }
                    any.formUnion(first)
                }
                if !any.isEmpty { found.append(any) }
            }
        }
        return found
    }

    /// Whether a line with these marks has one of each set.
    func meets(_ sets: [LineMarks]) -> Bool {
        sets.allSatisfy { !isDisjoint(with: $0) }
    }
}
