/// Where in a piece credits stand, and what is read there.
extension CreditReader {
    /// `Posted on … by A. Name`: a person who posts is the author where no other is named; desks and
    /// accounts are none.
    func readPoster(_ draft: PieceDraft, _ page: Page, _ found: inout PieceCredits) {
        guard found.authors.isEmpty, found.outlets.isEmpty, let by = draft.postedBy else { return }
        let line = line(page, by.line)
        let lead = line.text.trimmed(0..<line.text.count).lowerBound
        let range = (by.scalars.lowerBound + lead)..<(by.scalars.upperBound + lead)
        guard range.upperBound <= line.text.count, forms.isPerson(line.text, range),
            !forms.hasNoCase(line.text, range)
        else { return }
        add(.author, range, line, rule: "host-byline", confidence: 0.7, &found)
    }

    func readTitle(_ line: Line, _ found: inout PieceCredits, _ site: Site) {
        guard found.kind == .digest || found.kind == .newsletter else { return }
        // `Town Weekly Digest – 118` may be listed under the whole of its name.
        let words = line.text.words()
        if let number = words.firstIndex(where: { $0.number != nil }), number > 0 {
            let whole = 0..<words[number - 1].range.upperBound
            if let known = forms.known.find(line.text, whole),
                known.domain == nil || known.domain != site.host
            {
                add(.outlet, whole, line, rule: "en.digest-title", confidence: 0.9, &found)
                return
            }
        }
        for pattern in titlePatterns {
            guard let capture = matcher.match(pattern, line.text) else { continue }
            // A site's own digest needs no credit.
            let named = capture.slots.first { $0.slot == .anyOutlet || $0.slot == .outlet }
            if let named, isOwn(line.text.text(named.range), site) { return }
            record(capture, line, &found)
            return
        }
    }

    /// Whether the site goes by that name, as it says or as its host is called.
    private func isOwn(_ name: String, _ site: Site) -> Bool {
        if let own = site.name, FoldedText.key(own) == FoldedText.key(name) { return true }
        guard let host = site.host else { return false }
        return OutletNames.isLabel(name, of: host)
    }

    func readHead(_ lines: [Line], _ found: inout PieceCredits, digest: Bool) {
        guard !digest else { return }
        for line in lines.prefix(5) {
            if line.isProse, line.has(words: 31) { break }
            if readAgencies(line, &found) { continue }
            match(headPatterns, line, &found)
        }
        for line in lines.prefix(2) { readDateline(line, &found) }
        guard let first = lines.first(where: { $0.isProse }) else { return }
        readDateline(first, &found)
    }

    /// Scalars among which a dateline ends.
    static let datelineReach = 90
    /// Scalars at the end of a line of which a name may be that is glued to it.
    static let gluedReach = 60

    /// `PLACE (AP) – …`, `(Reuters) - …`, `PLACE, AFP – …`, `Reuters - …`.
    func readDateline(_ line: Line, _ found: inout PieceCredits) {
        guard line.mayOpenWithDateline, !readBracketedDateline(line, &found) else { return }
        let text = line.text
        let limit = min(text.count, Self.datelineReach)
        guard
            let dash = (1..<max(1, limit)).first(where: {
                text.folded[$0] == "-" && FoldedText.isSpace(text.folded[$0 - 1])
            })
        else { return }
        let lead = text.trimmed(0..<dash)
        let start =
            lead.last { text.folded[$0] == "," || text.folded[$0] == "\u{60C}" }.map { $0 + 1 }
            ?? lead.lowerBound
        let name = text.trimmed(start..<lead.upperBound)
        let agencies = forms.agencies(text, name)
        guard !agencies.isEmpty, agencies.allSatisfy({ forms.isListedAgency(text, $0) }),
            start == lead.lowerBound || isPlace(text, text.trimmed(lead.lowerBound..<(start - 1)))
        else { return }
        for agency in agencies {
            add(
                .agency, agency, line, rule: "dateline", confidence: 0.9, &found, text: lead)
        }
    }

    /// Nothing, or words in capitals for the most part.
    private func isPlace(_ text: FoldedText, _ place: Range<Int>) -> Bool {
        let letters = text.scalars[place].filter { FoldedText.isLetter($0) }
        let capitals = letters.count { FoldedText.isUpper($0) }
        return place.count <= 50 && (place.isEmpty || capitals * 10 >= letters.count * 7)
    }

    private func readBracketedDateline(_ line: Line, _ found: inout PieceCredits) -> Bool {
        let text = line.text
        let limit = min(text.count, Self.datelineReach)
        guard let open = (0..<limit).first(where: { text.folded[$0] == "(" }),
            let close = (open..<limit).first(where: { text.folded[$0] == ")" })
        else { return false }
        let place = text.trimmed(0..<open)
        guard isPlace(text, place) else { return false }
        var after = close + 1
        while after < text.count, FoldedText.isSpace(text.folded[after]) { after += 1 }
        guard after < text.count, text.folded[after] == "-" || text.folded[after] == "\u{2014}"
        else { return false }
        let inside = text.trimmed((open + 1)..<close)
        var agencies = forms.agencies(text, inside)
        if agencies.isEmpty, forms.known.find(text, inside) != nil { agencies = [inside] }
        for agency in agencies {
            add(
                .agency, agency, line, rule: "dateline", confidence: 0.95, &found,
                text: place.lowerBound..<(close + 1))
        }
        return !agencies.isEmpty
    }

    /// A line of listed agencies and nothing else: `AFP/dpa`, `(AP)`.
    func readAgencies(_ line: Line, _ found: inout PieceCredits) -> Bool {
        guard line.byteCount <= 80, line.wordCount <= 6 else { return false }
        let text = line.text
        let whole = text.trimmed(0..<text.count)
        guard forms.mayBegin(.listedAgency, text, inBrackets(text, whole)) else { return false }
        let agencies = forms.agencies(text, inBrackets(text, whole))
        guard agencies.contains(where: { forms.isListedAgency(text, $0) }) else { return false }
        for agency in agencies {
            add(.agency, agency, line, rule: "agency", confidence: 0.9, &found, text: whole)
        }
        return true
    }

    private func inBrackets(_ text: FoldedText, _ range: Range<Int>) -> Range<Int> {
        guard range.count > 2, text.folded[range.lowerBound] == "(",
            text.folded[range.upperBound - 1] == ")"
        else { return range }
        return text.trimmed((range.lowerBound + 1)..<(range.upperBound - 1))
    }

    func readLead(_ lines: [Line], _ found: inout PieceCredits) {
        for line in lines.prefix(6) where line.has(atMost: 1500) {
            _ = leadPatterns.first(fitting: line, general: true) { pattern in
                if let capture = matcher.match(pattern, line.text) {
                    record(capture, line, &found)
                }
                return false
            }
        }
    }

    func readTail(
        _ lines: [Line], _ above: [Line], _ found: inout PieceCredits, digest: Bool,
        signatureFrom close: Int?,
        site: Site
    ) {
        var prose = 0
        var tail: [Line] = []
        tail.reserveCapacity(16)
        for line in lines.reversed() {
            if line.isProse {
                prose += 1
                if prose > 2 || tail.count > 12 { break }
                if line.has(words: 61) { continue }
            }
            tail.append(line)
            if tail.count > 14 { break }
        }
        let last = lines.last
        var isAfterCredit = false
        for line in tail.reversed() {
            // What stands in the head was read there.
            if lines.count > 3, lines.prefix(2).contains(where: { $0.index == line.index }) {
                continue
            }
            let signed = close.map { line.index >= $0 } ?? false
            let afterCredit = isAfterCredit
            isAfterCredit = false
            if digest {
                // An address closes the last item.
                if line.index == last?.index, !readClosingDate(line, &found), found.outlets.isEmpty,
                    DomainName.whole(line.text) == nil,
                    let named = forms.known.find(line.text, 0..<line.text.count),
                    !isItemsOwn(named, lines)
                {
                    add(
                        .outlet, 0..<line.text.count, line, rule: "bare-outlet", confidence: 0.8,
                        &found)
                }
                continue
            }
            if readAgencies(line, &found) || match(tailPatterns, line, &found) {
                isAfterCredit = true
                continue
            }
            if line.index == last?.index, readClosingDate(line, &found) { continue }
            readBareName(
                line, isLast: afterCredit || isLastShort(line, lines),
                signed: signed && !afterCredit, among: lines, above: above, &found, site: site)
        }
        guard !digest, let last else { return }
        let closing = lines.suffix(6).filter(\.isProse).suffix(2)
        if let final = closing.last, final.index >= last.index - 4 { readGlued(final, &found) }
        // The last sentence may be a short one.
        if last.index != closing.last?.index, last.wordCount >= 3 { readGlued(last, &found) }
        // A host may have put a paragraph of its own under the text.
        if found.outlets.isEmpty, closing.count == 2, let before = closing.first {
            readGlued(before, &found, outside: true)
        }
        // The last of its own may be a short one, too.
        if found.outlets.isEmpty, let before = lines.dropLast().last, !before.isProse,
            before.wordCount >= 3
        {
            readGlued(before, &found, outside: true)
        }
    }

    /// Whether the outlet at the end of a digest is that of its last item: other items end with one,
    /// too, or the last one is headed by its name.
    private func isItemsOwn(_ outlet: Outlet, _ lines: [Line]) -> Bool {
        var last: Line?
        for (before, line) in zip([nil] + lines.map(Optional.some), lines) where kinds.isItem(line)
        {
            last = line
            if let before, before.wordCount <= 9, !kinds.isItem(before),
                forms.known.find(before.text, 0..<before.text.count) != nil
                    || DomainName.whole(before.text) != nil
            {
                return true
            }
        }
        guard let heading = last?.text else { return false }
        let name = heading.trimmed(2..<max(2, heading.count - 1))
        return forms.known.find(heading, name).map { OutletNames.same($0, outlet) } ?? false
    }

    /// At most three short lines after it: credits and notes; or a single paragraph, such as a host
    /// puts under every text, when no other short lines are headings in the text.
    func isLastShort(_ line: Line, _ lines: [Line]) -> Bool {
        guard let position = lines.firstIndex(where: { $0.index == line.index }) else {
            return false
        }
        let after = lines[(position + 1)...]
        guard after.count <= 3 else { return false }
        let prose = after.count { $0.isProse }
        if prose == 0 { return true }
        return prose == 1 && after.count <= 2 && position >= 3
            && lines.count { $0.wordCount <= 9 && !isSentence($0) } <= 3
    }

    /// Ends as sentences do: no heading.
    private func isSentence(_ line: Line) -> Bool {
        let text = line.text
        guard
            let last = text.folded[text.trimmed(0..<text.count)].last(where: {
                $0 != "\"" && $0 != "'" && $0 != ")"
            })
        else { return false }
        return [".", "?", "!", "\u{61F}", "\u{6D4}", "\u{3002}"].contains(last)
    }

    @discardableResult
    func readClosingDate(_ line: Line, _ found: inout PieceCredits) -> Bool {
        // No date has more words.
        guard found.published == nil, line.wordCount <= NameForms.dateWords else { return false }
        let range = line.text.trimmed(0..<line.text.count)
        guard range.count <= 40, let date = forms.date(line.text, range),
            date.day != nil
        else { return false }
        add(
            .published, range, line, rule: "closing-date", confidence: 0.85, &found,
            value: date.description)
        found.published = date
        return true
    }

    /// A line that is a name and nothing else: `example.org`, `/example.org`, `Town Courier`, `A. Name`.
    func readBareName(
        _ line: Line, isLast: @autoclosure () -> Bool, signed: Bool, among lines: [Line],
        above: [Line],
        _ found: inout PieceCredits,
        site: Site
    ) {
        guard line.wordCount <= 9 else { return }
        var range = line.text.trimmed(0..<line.text.count)
        // A long line of invisible marks has nothing in it.
        guard !range.isEmpty, range.count <= 80, line.wordCount <= 9 else { return }
        if let address = DomainName.whole(line.text, range) {
            let path = line.text.text(address.range).split(
                separator: "/", omittingEmptySubsequences: true)
            let scheme = path.first?.hasSuffix(":") ?? false
            guard path.count <= (scheme ? 2 : 1), address.name != site.host else { return }
            add(
                .outlet, range, line, rule: "bare-domain", confidence: 0.95, &found,
                value: address.name)
            return
        }
        var bracketed = false
        if line.text.folded[range.lowerBound] == "(", line.text.folded[range.upperBound - 1] == ")"
        {
            range = line.text.trimmed((range.lowerBound + 1)..<(range.upperBound - 1))
            bracketed = true
        }
        guard !range.isEmpty, isLast() else { return }
        // Under a signature names are names.
        if signed, !bracketed, forms.known.find(line.text, range) == nil { return }
        if forms.isOutlet(line.text, range), bracketed || hasOutletSign(line, range),
            !line.text.folded[range].contains("(")
        {
            add(
                .outlet, range, line, rule: bracketed ? "brackets" : "bare-outlet", confidence: 0.8,
                &found)
            return
        }
        guard !bracketed, !signed, found.authors.isEmpty, line.wordCount <= 3,
            forms.isPerson(line.text, range), !isListed(line, lines),
            !isCaption(line, range, among: lines, above: above)
        else { return }
        // Where letters have no capitals, a name looks like any other words.
        if forms.hasNoCase(line.text, range) {
            guard line.index == lines.last?.index, found.kind != .openLetter else { return }
        }
        add(.author, range, line, rule: "bare-name", confidence: 0.6, &found)
    }

    /// Whether the words stand above the title much the same, or twice in the text.
    private func isCaption(
        _ line: Line, _ range: Range<Int>, among lines: [Line], above: [Line]
    ) -> Bool {
        if !above.isEmpty {
            let key = FoldedText.key(line.text.text(range))
            let isAbove = above.contains {
                similar(FoldedText.key($0.text.text(0..<$0.text.count)), key)
            }
            if isAbove { return true }
        }
        let key = line.text.keyHash(range)
        let times = lines.count {
            $0.wordCount <= 6 && $0.text.keyHash(0..<$0.text.count) == key
        }
        return times > 1
    }

    /// Whether a name alone stands above or under it too: names in a row sign something.
    private func isListed(_ line: Line, _ lines: [Line]) -> Bool {
        guard let position = lines.firstIndex(where: { $0.index == line.index }) else {
            return false
        }
        return [position - 1, position + 1].contains { beside in
            guard lines.indices.contains(beside), lines[beside].wordCount <= 4 else { return false }
            let text = lines[beside].text
            return forms.isPerson(text, text.trimmed(0..<text.count))
        }
    }

    /// A caption printed again, perhaps with a letter changed.
    func similar(_ one: String, _ two: String) -> Bool {
        let a = Set(one.split(separator: " "))
        let b = Set(two.split(separator: " "))
        return !a.isEmpty && a.intersection(b).count * 2 >= min(a.count, b.count)
    }

    /// A listed name, or one that ends with a word of publications: a body's name alone at the end
    /// of a text may be anything.
    func hasOutletSign(_ line: Line, _ range: Range<Int>) -> Bool {
        if forms.known.find(line.text, range) != nil { return true }
        let words = line.text.words(in: range)
        guard (2...6).contains(words.count), let last = words.last else { return false }
        guard line.text.scalars[range].last.map({ $0 != "." && $0 != "," && $0 != ":" }) ?? false
        else { return false }
        if lexicon.has(last, .outletWords) || lexicon.has(words[0], .outletWords) {
            return true
        }
        // `The Intercept`: the article and nothing but names after it.
        return words[0].reads("the") && words.count <= 4
            && words.dropFirst().allSatisfy {
                FoldedText.isUpper(line.text.scalars[$0.range.lowerBound])
            }
    }

    /// A name glued to the last sentence, or to a date at its end: `… the harbour.Town Courier`,
    /// `… the harbour (Town Courier)`, `… May 3, 2021Town Courier`.
    ///
    /// With `outside`, brackets must stand behind the end of the sentence.
    func readGlued(_ line: Line, _ found: inout PieceCredits, outside: Bool = false) {
        guard line.mayEndGlued else { return }
        let text = line.text
        let whole = text.trimmed(0..<text.count)
        guard let last = whole.last else { return }
        if text.folded[last] == ")",
            let open = (max(whole.lowerBound, whole.upperBound - 60)..<last).last(where: {
                text.folded[$0] == "("
            })
        {
            let inside = text.trimmed((open + 1)..<last)
            let before = text.trimmed(whole.lowerBound..<open).last.map { text.folded[$0] }
            let isOutside = before == "." || before == "\"" || before == "!" || before == "?"
            guard !inside.isEmpty, inside.count <= 50, isOutside || !outside else { return }
            let known = forms.known.find(text, inside) != nil
            let agencies = forms.agencies(text, inside)
            if agencies.contains(where: { forms.isListedAgency(text, $0) })
                || (!agencies.isEmpty && (known || isOutside))
            {
                for name in agencies {
                    add(
                        .agency, name, line, rule: "brackets", confidence: 0.85, &found,
                        text: open..<(last + 1))
                }
            } else if forms.isOutlet(text, inside),
                known || lexicon.mentions(text.words(in: inside), .outletWords)
            {
                add(
                    .outlet, inside, line, rule: "brackets", confidence: 0.85, &found,
                    text: open..<(last + 1))
            }
            return
        }
        let low = max(whole.lowerBound + 1, whole.upperBound - Self.gluedReach)
        guard low < whole.upperBound else { return }
        for index in low..<whole.upperBound where FoldedText.isUpper(text.scalars[index]) {
            let before = text.folded[index - 1]
            guard
                before == "." || before == "\"" || before == "!" || before == "?"
                    || ("0"..."9").contains(before)
            else { continue }
            guard index >= 2,
                before == "\"" || FoldedText.isWord(text.folded[index - 2])
                    || text.folded[index - 2] == "\""
            else { continue }
            let range = index..<whole.upperBound
            guard text.words(in: range).count <= 6, forms.isOutlet(text, range),
                hasOutletSign(line, range)
            else { continue }
            add(.outlet, range, line, rule: "glued", confidence: 0.8, &found)
            return
        }
    }
}
