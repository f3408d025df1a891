/// Matches lines and keeps what they say.
extension CreditReader {
    @discardableResult
    func match(_ patterns: PatternList, _ line: Line, _ found: inout PieceCredits)
        -> Bool
    {
        guard line.has(atMost: 400) else { return false }
        // Without a word of its own a pattern is for short lines.
        let general = line.has(atMost: 140)
        if let capture = capture(patterns, line, general: general) {
            record(capture, line, &found)
            return true
        }
        return matchParts(patterns, line, &found)
    }

    /// What the first of the patterns takes that fits the line, or a part of it.
    func capture(
        _ patterns: PatternList, _ line: Line, in part: Range<Int>? = nil, general: Bool
    ) -> CreditCapture? {
        var found: CreditCapture?
        // Spares most lines their text.
        let opening = part == nil ? line.opening : nil
        _ = patterns.first(fitting: line, isPart: part != nil, general: general) { pattern in
            if let opening, !pattern.program.opening.admits(opening) { return false }
            guard pattern.marks.isEmpty || line.marks.meets(pattern.marks) else { return false }
            found = matcher.match(pattern, line.text, in: part)
            return found != nil
        }
        return found
    }

    /// `By A. Name. First published in the Town Courier.`: two statements in one line, each of
    /// which must be one.
    func matchParts(
        _ patterns: PatternList, _ line: Line, _ found: inout PieceCredits
    ) -> Bool {
        guard line.has(atMost: 240), patterns.anyFits(line) else { return false }
        var parts: [Range<Int>] = []
        var start = 0
        for index in 1..<max(1, line.text.count) where line.text.folded[index - 1] == "." {
            guard index + 1 < line.text.count, FoldedText.isSpace(line.text.folded[index]),
                FoldedText.isUpper(line.text.scalars[index + 1]), index - start > 4
            else { continue }
            parts.append(start..<index)
            start = index
        }
        guard (1...2).contains(parts.count) else { return false }
        parts.append(start..<line.text.count)
        var captures: [CreditCapture] = []
        for part in parts {
            guard let capture = capture(patterns, line, in: part, general: false) else {
                return false
            }
            captures.append(capture)
        }
        for (capture, part) in zip(captures, parts) { record(capture, line, &found, part: part) }
        return true
    }

    func record(
        _ capture: CreditCapture, _ line: Line, _ found: inout PieceCredits, part: Range<Int>? = nil
    ) {
        let rule = capture.pattern.id
        let confidence = capture.pattern.confidence
        let whole = line.text.trimmed(part ?? 0..<line.text.count)
        // A long line is shown by the words of the slot alone.
        let shown: Range<Int>? = whole.count <= 200 ? whole : nil
        for (slot, range) in capture.slots {
            switch slot {
            case .authors:
                for name in forms.persons(line.text, range) {
                    add(
                        .author, name, line, rule: rule, confidence: confidence, &found, text: shown
                    )
                }
            case .presenter:
                for name in forms.persons(line.text, range) {
                    add(
                        .presenter, name, line, rule: rule, confidence: confidence, &found,
                        text: shown)
                }
            case .signatory:
                for name in forms.persons(line.text, range) {
                    add(
                        .signatory, name, line, rule: rule, confidence: confidence, &found,
                        text: shown)
                }
            case .outlet, .anyOutlet, .domain:
                add(.outlet, range, line, rule: rule, confidence: confidence, &found, text: shown)
            case .agency, .listedAgency:
                for name in forms.agencies(line.text, range) {
                    add(
                        .agency, name, line, rule: rule, confidence: confidence, &found, text: shown
                    )
                }
            case .translator:
                let names = forms.persons(line.text, range)
                for name in names.isEmpty ? [range] : names {
                    add(
                        .translator, name, line, rule: rule, confidence: confidence, &found,
                        text: shown)
                }
            case .published:
                guard found.published == nil, let date = forms.date(line.text, range) else {
                    continue
                }
                add(
                    .published, range, line, rule: rule, confidence: confidence, &found,
                    text: shown, value: date.description)
                found.published = date
            case .role, .name, .date, .language, .email, .anything:
                break
            }
        }
    }

    func add(
        _ role: CreditRole, _ range: Range<Int>, _ line: Line, rule: String, confidence: Double,
        _ found: inout PieceCredits, text shown: Range<Int>? = nil, value: String? = nil
    ) {
        var words = Self.visible(line.text.text(line.text.trimmed(range)))
        if role == .outlet || role == .translator {
            while let last = words.last, last == "." || last == "," { words.removeLast() }
        }
        let written = value ?? words
        guard !written.isEmpty else { return }
        var said = written
        switch role {
        case .outlet:
            let outlet = outlet(written)
            said = outlet.name
            if found.outlets.contains(where: { OutletNames.same($0, outlet) }) { return }
            // `towncourier.example` and `Town Courier` in one piece are one outlet.
            if let known = found.outlets.firstIndex(where: { OutletNames.isSpelledOut($0, outlet) })
            {
                found.outlets[known].name =
                    outlet.domain == nil ? outlet.name : found.outlets[known].name
                found.outlets[known].domain = found.outlets[known].domain ?? outlet.domain
            } else {
                found.outlets.append(outlet)
            }
        case .author:
            if found.authors.contains(written) { return }
            found.authors.append(written)
        case .translator:
            said = forms.known.find(written)?.name ?? written
            if found.translators.contains(said) { return }
            found.translators.append(said)
        case .signatory:
            if found.signatories.contains(written) { return }
            found.signatories.append(written)
        case .agency, .presenter, .published, .posted:
            if found.credits.contains(where: { $0.role == role && $0.value == written }) { return }
        }
        found.credits.append(
            Self.credit(role, value: said, shown ?? range, line, rule: rule, confidence: confidence)
        )
    }

    static func credit(
        _ role: CreditRole, value: String, _ range: Range<Int>, _ line: Line, rule: String,
        confidence: Double
    ) -> Credit {
        let range = line.text.trimmed(range)
        return Credit(
            role: role, value: value, line: line.index + 1, scalars: range,
            bytes: (line.byte + line.text.utf8Offset(range.lowerBound))..<(line.byte
                + line.text.utf8Offset(range.upperBound)),
            text: line.text.text(range), rule: rule, confidence: confidence)
    }

    /// The words without marks that no reader sees and in letters of common width; the captured words stay in the credit's text.
    static func visible(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            // The zero-width non-joiner is part of how Persian is spelled.
            case 0x200C: view.append(scalar)
            // A wide letter is a letter.
            case 0xFF01...0xFF5E: view.append(Unicode.Scalar(UInt8(33 + scalar.value - 0xFF01)))
            default: if !FoldedText.isInvisible(scalar) { view.append(scalar) }
            }
        }
        return String(view)
    }

    func outlet(_ written: String) -> Outlet {
        if let known = forms.known.find(written) { return known }
        if let address = DomainName.whole(FoldedText(written)) {
            return forms.known.find(address.name)
                ?? Outlet(name: address.name, domain: address.name)
        }
        return Outlet(name: written)
    }

    /// A translator or an author who was read as an outlet as well is not one, unless it is listed.
    func settle(_ found: inout PieceCredits, site: Site) {
        let persons = Set(found.authors)
        found.outlets.removeAll { persons.contains($0.name) }
        found.credits.removeAll { $0.role == .outlet && persons.contains($0.value) }
    }
}
