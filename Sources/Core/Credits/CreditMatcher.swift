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
    /// No name is longer, in scalars; what is, need not be tried.
    private static let longestName = 112

    /// The reading of the pattern that fits the whole line, if one does.
    func match(
        _ pattern: CreditPattern, _ text: FoldedText, in part: Range<Int>? = nil
    ) -> CreditCapture? {
        let range = text.trimmed(part ?? 0..<text.count)
        let program = pattern.program
        guard !range.isEmpty, program.opening.admits(text.folded[range.lowerBound]),
            has(pattern.signs, text, range)
        else { return nil }
        var walk = Walk(program: program, text: text, upper: range.upperBound)
        guard fits(program.start, range.lowerBound, &walk) else { return nil }
        return CreditCapture(pattern: pattern, slots: walk.slots)
    }

    private func has(_ signs: CreditPattern.Signs, _ text: FoldedText, _ range: Range<Int>) -> Bool
    {
        if signs.isEmpty { return true }
        var missing = signs
        for index in range {
            switch text.folded[index] {
            case "0"..."9": missing.remove(.figure)
            case "@": missing.remove(.at)
            case ".": missing.remove(.point)
            default: continue
            }
            if missing.isEmpty { return true }
        }
        return false
    }

    private struct Walk {
        let program: CreditProgram
        let text: FoldedText
        let upper: Int
        var slots: [(slot: CreditPattern.Slot, range: Range<Int>)] = []
        var steps = 0

        /// Counts a step; false when there were too many.
        mutating func step() -> Bool {
            steps += 1
            return steps < CreditMatcher.stepLimit
        }
    }

    /// Whether the nodes from `number` on fit the text from `at` to its end.
    private func fits(_ number: Int, _ at: Int, _ walk: inout Walk) -> Bool {
        guard walk.step() else { return false }
        let node = walk.program.nodes[number]
        switch node.kind {
        case .end: return walk.text.trimmed(at..<walk.upper).isEmpty
        case .literal:
            guard let end = literalEnd(node.own, at, walk) else { return false }
            return fits(node.next, end, &walk)
        case .choice:
            for branch in node.own {
                let first = walk.program.branches[branch]
                guard canStart(first, at, walk) else { continue }
                let mark = walk.slots.count
                if fits(first, at, &walk) { return true }
                walk.slots.removeSubrange(mark...)
            }
            return false
        case .slot: return slotFits(node, at, &walk)
        }
    }

    private func slotFits(_ node: CreditProgram.Node, _ at: Int, _ walk: inout Walk) -> Bool {
        let slot = node.slot
        let upper = walk.upper
        var end = at + (slot == .anything ? 0 : 1)
        if walk.program.nodes[node.next].kind == .end { end = max(end, upper) }
        let last =
            slot == .anything
            ? upper : reach(slot, walk.text, at..<min(upper, at + Self.longestName))
        let opening = walk.program.nodes[node.next].opening
        while end <= last {
            if end == upper || opening.admits(walk.text.folded[end]),
                canStart(node.next, end, walk)
            {
                guard walk.step() else { return false }
                if let taken = take(slot, walk.text, at..<end) {
                    let mark = walk.slots.count
                    walk.slots.append((slot, taken))
                    if fits(node.next, end, &walk) { return true }
                    walk.slots.removeSubrange(mark...)
                }
            }
            end += 1
        }
        return false
    }

    /// Whether the nodes can begin at `at`: a cheap look at the first literal.
    private func canStart(_ number: Int, _ at: Int, _ walk: Walk) -> Bool {
        let node = walk.program.nodes[number]
        switch node.kind {
        case .slot: return true
        case .end: return at == walk.upper || FoldedText.isSpace(walk.text.folded[at])
        case .literal: return literalEnd(node.own, at, walk) != nil
        case .choice:
            return node.own.contains { canStart(walk.program.branches[$0], at, walk) }
        }
    }

    /// The end of the literal when it stands at `start`.
    ///
    /// White space may be missing or longer beside punctuation; elsewhere there must be some.
    private func literalEnd(_ own: Range<Int>, _ start: Int, _ walk: Walk) -> Int? {
        let literal = walk.program.scalars
        let text = walk.text
        let upper = walk.upper
        var at = start
        for position in own {
            let scalar = literal[position]
            if scalar == " " {
                let before = at
                while at < upper, FoldedText.isSpace(text.folded[at]) { at += 1 }
                if at == before,
                    !(position > own.lowerBound && Self.isLoose(literal[position - 1])),
                    !(position + 1 < own.upperBound && Self.isLoose(literal[position + 1]))
                {
                    return nil
                }
            } else {
                while at < upper, FoldedText.isInvisible(text.folded[at]) { at += 1 }
                guard at < upper, text.folded[at] == scalar else { return nil }
                // A word of the pattern is a whole word of the line.
                if position == own.lowerBound, at > 0, at == start, FoldedText.isWord(scalar),
                    FoldedText.isWord(text.folded[at - 1]),
                    FoldedText.isDigit(scalar) == FoldedText.isDigit(text.folded[at - 1]),
                    !isJoint(text, at)
                {
                    return nil
                }
                at += 1
                while at < upper, FoldedText.isMark(text.folded[at]) { at += 1 }
            }
        }
        if let last = own.last, FoldedText.isWord(literal[last]), at < upper,
            FoldedText.isWord(text.folded[at]), !FoldedText.isDigit(text.folded[at]),
            !isJoint(text, at)
        {
            return nil
        }
        return at
    }

    /// A capital after a small letter: two words that ran together.
    private func isJoint(_ text: FoldedText, _ at: Int) -> Bool {
        FoldedText.isUpper(text.scalars[at]) && FoldedText.isLower(text.scalars[at - 1])
    }

    private static func isLoose(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", ":", ";", ".", "/", "(", ")", "|", "\u{60C}", "…": true
        default: false
        }
    }

    /// Behind what place no range from the lower bound on can have the slot's form: `take` refuses
    /// all that end there.
    private func reach(
        _ slot: CreditPattern.Slot, _ text: FoldedText, _ range: Range<Int>
    ) -> Int {
        switch slot {
        case .authors, .presenter, .signatory: forms.personsReach(text, range)
        case .outlet, .anyOutlet, .translator, .name: forms.nameReach(text, range)
        case .domain, .email: wordReach(text, range)
        case .agency, .listedAgency, .language:
            forms.mayBegin(slot, text, range) ? range.upperBound : range.lowerBound
        case .published, .date, .role, .anything: range.upperBound
        }
    }

    /// The end of the first word, with the white space behind it.
    private func wordReach(_ text: FoldedText, _ range: Range<Int>) -> Int {
        var at = range.lowerBound
        while at < range.upperBound, FoldedText.isSpace(text.folded[at]) { at += 1 }
        while at < range.upperBound, !FoldedText.isSpace(text.folded[at]) { at += 1 }
        while at < range.upperBound, FoldedText.isSpace(text.folded[at]) { at += 1 }
        return at
    }

    /// The part of the range that the slot takes, when the range has the slot's form.
    private func take(
        _ slot: CreditPattern.Slot, _ text: FoldedText, _ range: Range<Int>
    ) -> Range<Int>? {
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
                !forms.endsInLanguage(text, trimmed)
                    && (!forms.persons(text, trimmed).isEmpty
                        || forms.isNameOfAnything(text, trimmed))
            case .name: forms.isNameOfAnything(text, trimmed)
            case .published, .date: forms.date(text, trimmed) != nil
            case .agency: !forms.agencies(text, trimmed).isEmpty
            case .listedAgency:
                forms.agencies(text, trimmed).contains { forms.isListedAgency(text, $0) }
            case .language: forms.isLanguage(text, trimmed)
            case .email: forms.isEmail(text, trimmed)
            case .role: forms.isRole(text, trimmed)
            case .anything: true
            }
        return fits ? trimmed : nil
    }
}
