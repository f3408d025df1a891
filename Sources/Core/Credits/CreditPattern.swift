/// A wording by which pieces say where they come from, as a line of a lexicon file writes it.
///
/// A pattern is the text of a line with slots: `By[:] {authors}, {outlet}`. `[…]` may be missing,
/// `(a|b)` is one of several, `{…}` is a slot. Case, dashes, quotation marks and white space are
/// folded. A slot ends where the next literal stands and takes only what has the form that its
/// name asks for, so that `By {authors}, {outlet}` doesn't read two names as a name and an outlet.
package struct CreditPattern: Sendable {
    /// Where in a piece the line may stand.
    package enum Place: String, Sendable, CaseIterable {
        /// Among the first lines under the title.
        case head
        /// Among the last lines.
        case tail
        /// Inside the first paragraphs.
        case lead
        /// The title itself.
        case title
    }

    package enum Slot: String, Sendable, CaseIterable {
        case authors, outlet, domain, translator, published, presenter, agency, role, signatory
        /// An outlet that needs no further sign that it is one.
        case anyOutlet = "outlet!"
        /// Anything, even nothing.
        case anything = "_"
    }

    indirect enum Token: Sendable {
        case literal([Unicode.Scalar])
        case slot(Slot)
        /// One of several; an option is a choice between nothing and something.
        case choice([[Token]])
    }

    package let id: String
    package let places: Set<Place>
    package let confidence: Double
    let tokens: [Token]
    /// Words without which no line fits: one of each set must stand in it.
    ///
    /// They spare most lines the matching.
    let anchors: [Set<String>]
    /// The same as bits, as `CreditAnchors` numbers the words.
    var needs: [[UInt64]] = []
    /// What a line that fits begins with.
    let opening: Opening

    package struct Malformed: Error, CustomStringConvertible {
        package let description: String
    }

    /// How deep groups may stand in groups.
    private static let depthLimit = 4

    package init(id: String, places: Set<Place>, pattern: String, confidence: Double = 0.97) throws
    {
        self.id = id
        self.places = places
        self.confidence = confidence
        var parser = Parser(scalars: Array(pattern.unicodeScalars))
        let readings = try parser.alternatives(until: nil, depth: 0)
        tokens = readings.count == 1 ? readings[0] : [.choice(readings)]
        anchors = Self.anchors(tokens)
        opening = Opening(tokens[...])
    }

    private static func anchors(_ tokens: [Token]) -> [Set<String>] {
        var found: [Set<String>] = []
        for (index, token) in tokens.enumerated() {
            switch token {
            case .slot: continue
            case .literal(let literal):
                let open = (
                    start: index > 0 && mayEndInWord(tokens[index - 1]),
                    end: mayBeginWithWord(tokens[(index + 1)...])
                )
                if let word = words(literal, open).max(by: { $0.utf8.count < $1.utf8.count }) {
                    found.append([word])
                }
            case .choice(let readings):
                var any: Set<String> = []
                for reading in readings {
                    guard let first = anchors(reading).first else {
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

    private static func mayBeginWithWord(_ tokens: ArraySlice<Token>) -> Bool {
        switch tokens.first {
        case nil: false
        case .slot: true
        case .literal(let literal): literal.first.map(FoldedText.isWord) ?? false
        case .choice(let readings):
            readings.contains { mayBeginWithWord($0 + tokens.dropFirst()) }
        }
    }

    private static func mayEndInWord(_ token: Token) -> Bool {
        switch token {
        case .slot: true
        case .literal(let literal): literal.last.map(FoldedText.isWord) ?? false
        case .choice(let readings):
            readings.contains { $0.last.map(mayEndInWord) ?? true }
        }
    }

    /// Whole words of a literal; those that touch an open end may go on in the next token.
    private static func words(_ literal: [Unicode.Scalar], _ open: (start: Bool, end: Bool))
        -> [String]
    {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: literal)
        let text = FoldedText(String(view))
        return text.words().compactMap { word in
            if open.start, word.range.lowerBound == 0 { return nil }
            if open.end, word.range.upperBound == text.count { return nil }
            return word.number == nil ? word.text : nil
        }
    }

    /// Whether the pattern has a slot that only an outlet can fill, beside words of its own.
    var declaresOutlet: Bool {
        func has(_ tokens: [Token]) -> Bool {
            tokens.contains { token in
                switch token {
                case .slot(let slot): slot == .anyOutlet
                case .literal: false
                case .choice(let readings): readings.contains(where: has)
                }
            }
        }
        return !anchors.isEmpty && has(tokens)
    }

    /// The scalars with which a text that fits some tokens can begin: a cheap look before a dear
    /// one.
    struct Opening: Sendable {
        private var scalars: [Unicode.Scalar] = []
        private var isAny = false

        init(_ tokens: ArraySlice<Token>) { isAny = !add(tokens) }

        /// Adds what the tokens can begin with; false when that may be anything, or nothing.
        private mutating func add(_ tokens: ArraySlice<Token>) -> Bool {
            guard let first = tokens.first else { return false }
            switch first {
            case .slot: return false
            case .literal(let literal):
                guard let scalar = literal.first else { return add(tokens.dropFirst()) }
                scalars.append(scalar)
                // White space may be missing beside punctuation.
                if scalar == " " {
                    guard literal.count > 1 else { return false }
                    scalars.append(literal[1])
                }
                return true
            case .choice(let readings):
                return readings.allSatisfy { reading in
                    add(reading.isEmpty ? tokens.dropFirst() : (reading + tokens.dropFirst())[...])
                }
            }
        }

        /// Whether a text that begins with this folded scalar may fit.
        func admits(_ scalar: Unicode.Scalar) -> Bool {
            isAny || scalars.contains(scalar) || FoldedText.isSpace(scalar)
        }
    }

    private struct Parser {
        let scalars: [Unicode.Scalar]
        var index = 0

        /// The readings up to `end`, parted by `|`.
        mutating func alternatives(until end: Unicode.Scalar?, depth: Int) throws -> [[Token]] {
            guard depth <= CreditPattern.depthLimit else {
                throw Malformed(description: "groups are too deep")
            }
            var all: [[Token]] = []
            var current: [Token] = []
            while index < scalars.count {
                let scalar = scalars[index]
                index += 1
                if scalar == end { return all + [current] }
                switch scalar {
                case "[":
                    current.append(.choice(try alternatives(until: "]", depth: depth + 1) + [[]]))
                case "(":
                    current.append(.choice(try alternatives(until: ")", depth: depth + 1)))
                case "|" where end != nil:
                    all.append(current)
                    current = []
                case "]", ")", "}":
                    throw Malformed(description: "‘\(scalar)’ closes nothing")
                case "{":
                    current.append(.slot(try slot()))
                case "\\" where index < scalars.count:
                    append(scalars[index], to: &current)
                    index += 1
                default:
                    append(FoldedText.fold(scalar), to: &current)
                }
            }
            if let end { throw Malformed(description: "‘\(end)’ is missing") }
            return all + [current]
        }

        private mutating func slot() throws -> Slot {
            var name = String.UnicodeScalarView()
            while index < scalars.count, scalars[index] != "}" {
                name.append(scalars[index])
                index += 1
            }
            guard index < scalars.count else { throw Malformed(description: "‘}’ is missing") }
            index += 1
            guard let slot = Slot(rawValue: String(name)) else {
                let known = Slot.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
                throw Malformed(description: "no slot {\(String(name))}; slots are \(known)")
            }
            return slot
        }

        private func append(_ scalar: Unicode.Scalar, to tokens: inout [Token]) {
            if case .literal(let text)? = tokens.last {
                tokens[tokens.count - 1] = .literal(text + [scalar])
            } else {
                tokens.append(.literal([scalar]))
            }
        }
    }
}

/// What a pattern found in a line: a range of scalars for each slot.
struct CreditCapture {
    var pattern: CreditPattern
    var slots: [(slot: CreditPattern.Slot, range: Range<Int>)]
}

/// Matches patterns against lines, with the forms of names deciding what a slot may take.
struct CreditMatcher {
    let forms: NameForms

    /// Steps after which a pattern is given up on a line; hostile lines can't cost more.
    private static let stepLimit = 4000

    /// The reading of the pattern that fits the whole line, if one does.
    func match(
        _ pattern: CreditPattern, _ text: FoldedText, in part: Range<Int>? = nil
    ) -> CreditCapture? {
        let range = text.trimmed(part ?? 0..<text.count)
        guard !range.isEmpty, pattern.opening.admits(text.folded[range.lowerBound]) else {
            return nil
        }
        var steps = 0
        var slots: [(slot: CreditPattern.Slot, range: Range<Int>)] = []
        guard fits(pattern.tokens[...], text, range, &slots, &steps) else { return nil }
        return CreditCapture(pattern: pattern, slots: slots)
    }

    private func fits(
        _ tokens: ArraySlice<CreditPattern.Token>, _ text: FoldedText, _ range: Range<Int>,
        _ slots: inout [(slot: CreditPattern.Slot, range: Range<Int>)], _ steps: inout Int
    ) -> Bool {
        steps += 1
        guard steps < Self.stepLimit else { return false }
        guard let token = tokens.first else { return text.trimmed(range).isEmpty }
        let rest = tokens.dropFirst()
        switch token {
        case .literal(let literal):
            guard let end = literalEnd(literal, text, range) else { return false }
            return fits(rest, text, end..<range.upperBound, &slots, &steps)
        case .choice(let readings):
            for reading in readings {
                guard canStart(reading[...], rest, text, range) else { continue }
                let mark = slots.count
                if fits((reading + rest)[...], text, range, &slots, &steps) { return true }
                slots.removeSubrange(mark...)
            }
            return false
        case .slot(let slot):
            var end = range.lowerBound + (slot == .anything ? 0 : 1)
            if rest.isEmpty { end = max(end, range.upperBound) }
            // No name is longer; what is, need not be tried.
            let opening = CreditPattern.Opening(rest)
            let last =
                slot == .anything ? range.upperBound : min(range.upperBound, range.lowerBound + 112)
            while end <= last {
                if end == range.upperBound || opening.admits(text.folded[end]),
                    canStart(rest, [], text, end..<range.upperBound)
                {
                    steps += 1
                    if steps >= Self.stepLimit { return false }
                    if let taken = take(slot, text, range.lowerBound..<end) {
                        let mark = slots.count
                        slots.append((slot, taken))
                        if fits(rest, text, end..<range.upperBound, &slots, &steps) { return true }
                        slots.removeSubrange(mark...)
                    }
                }
                end += 1
            }
            return false
        }
    }

    /// Whether the tokens can begin at the start of the range: a cheap look at their first literal.
    private func canStart(
        _ tokens: ArraySlice<CreditPattern.Token>, _ rest: ArraySlice<CreditPattern.Token>,
        _ text: FoldedText, _ range: Range<Int>
    ) -> Bool {
        guard let first = tokens.first else {
            return rest.isEmpty ? true : canStart(rest, [], text, range)
        }
        switch first {
        case .literal(let literal): return literalEnd(literal, text, range) != nil
        case .slot: return true
        case .choice(let readings):
            let after = tokens.dropFirst()
            return readings.contains { reading in
                reading.isEmpty
                    ? canStart(after, rest, text, range)
                    : canStart(reading[...], after, text, range)
            }
        }
    }

    /// The end of the literal when it stands at the beginning of the range.
    ///
    /// White space may be missing or longer beside punctuation; elsewhere there must be some.
    private func literalEnd(_ literal: [Unicode.Scalar], _ text: FoldedText, _ range: Range<Int>)
        -> Int?
    {
        func loose(_ scalar: Unicode.Scalar?) -> Bool {
            guard let scalar else { return false }
            return ",:;./()|\u{60C}…".unicodeScalars.contains(scalar)
        }
        var at = range.lowerBound
        for (position, scalar) in literal.enumerated() {
            if scalar == " " {
                let start = at
                while at < range.upperBound, FoldedText.isSpace(text.folded[at]) { at += 1 }
                let previous = position > 0 ? literal[position - 1] : nil
                let following = position + 1 < literal.count ? literal[position + 1] : nil
                if at == start, !loose(previous), !loose(following) { return nil }
            } else {
                while at < range.upperBound, FoldedText.isInvisible(text.folded[at]) { at += 1 }
                guard at < range.upperBound, text.folded[at] == scalar else { return nil }
                // A word of the pattern is a whole word of the line.
                if position == 0, at > 0, at == range.lowerBound, FoldedText.isWord(scalar),
                    FoldedText.isWord(text.folded[at - 1]),
                    FoldedText.isDigit(scalar) == FoldedText.isDigit(text.folded[at - 1]),
                    !(FoldedText.isUpper(text.scalars[at])
                        && FoldedText.isLower(text.scalars[at - 1]))
                {
                    return nil
                }
                at += 1
                while at < range.upperBound, FoldedText.isMark(text.folded[at]) { at += 1 }
            }
        }
        if let last = literal.last, FoldedText.isWord(last), at < range.upperBound,
            FoldedText.isWord(text.folded[at]), !FoldedText.isDigit(text.folded[at]),
            !(FoldedText.isUpper(text.scalars[at]) && FoldedText.isLower(text.scalars[at - 1]))
        {
            return nil
        }
        return at
    }

    /// The part of the range that the slot takes, when the range has the slot's form.
    private func take(_ slot: CreditPattern.Slot, _ text: FoldedText, _ range: Range<Int>) -> Range<
        Int
    >? {
        let trimmed = text.trimmed(range)
        if slot == .anything { return trimmed }
        guard !trimmed.isEmpty, trimmed.count <= 110 else { return nil }
        let fits =
            switch slot {
            case .authors, .presenter, .signatory: !forms.persons(text, trimmed).isEmpty
            case .outlet: forms.isOutlet(text, trimmed)
            case .anyOutlet: forms.isNameOfAnything(text, trimmed)
            case .domain: DomainName.whole(text, trimmed) != nil
            case .translator:
                !forms.persons(text, trimmed).isEmpty || forms.isNameOfAnything(text, trimmed)
            case .published: forms.date(text, trimmed) != nil
            case .agency: forms.isAgency(text, trimmed)
            case .role: forms.isRole(text, trimmed)
            case .anything: true
            }
        return fits ? trimmed : nil
    }
}
