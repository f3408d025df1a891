/// What a piece says of its own origin, line by line.
struct PieceCredits {
    var credits: [Credit] = []
    var outlets: [Outlet] = []
    var authors: [String] = []
    var translators: [String] = []
    var signatories: [String] = []
    var published: PartialDate?
    /// The kind that the piece's own words give it.
    var kind = PieceKind.article
}

/// Reads the credits of a divided piece: bylines, sources, translators, dates of first publication,
/// signatures.
///
/// Only lines at the head and the foot of a piece are read, and the first paragraphs for the few
/// wordings that stand inside them; an outlet that is merely mentioned in the text is no credit.
package struct CreditReader: Sendable {
    package let lexicon: Lexicon
    let forms: NameForms
    let matcher: CreditMatcher
    private let headPatterns: [CreditPattern]
    private let tailPatterns: [CreditPattern]
    private let leadPatterns: [CreditPattern]
    private let titlePatterns: [CreditPattern]

    package init(lexicon: Lexicon, known: OutletNames = OutletNames()) {
        self.lexicon = lexicon
        forms = NameForms(lexicon: lexicon, known: known)
        matcher = CreditMatcher(forms: forms)
        // Those without a word of their own last: they would take the lines of other languages.
        let wordings =
            lexicon.credits.filter { !$0.anchors.isEmpty }
            + lexicon.credits.filter { $0.anchors.isEmpty }
        headPatterns = wordings.filter { $0.places.contains(.head) }
        tailPatterns = wordings.filter { $0.places.contains(.tail) }
        leadPatterns = lexicon.credits.filter { $0.places.contains(.lead) }
        titlePatterns = lexicon.credits.filter { $0.places.contains(.title) }
    }

    /// The line as the reader sees it.
    struct Line {
        let index: Int
        let text: FoldedText
        let words: [FoldedWord]
        /// The words, also as they are when words that ran together are parted.
        let vocabulary: Set<String>
        let byte: Int
        /// The line is longer than what was read of it.
        let isCut: Bool

        /// Reads at most `limit` bytes of the line.
        init(_ page: Page, _ index: Int, limit: Int = 6000) {
            self.index = index
            let range = page.lines[index]
            byte = range.lowerBound
            var end = min(range.upperBound, range.lowerBound + limit)
            while end < range.upperBound, end > range.lowerBound, page.text[end] & 0xC0 == 0x80 {
                end -= 1
            }
            isCut = end < range.upperBound
            text = FoldedText(page.string(range.lowerBound..<end))
            words = text.words()
            var vocabulary = Set(words.map(\.text))
            for word in text.words(camel: true) { vocabulary.insert(word.text) }
            self.vocabulary = vocabulary
        }

        var isBlank: Bool { words.isEmpty && !isCut }
        var isProse: Bool { isCut || words.count >= PageLine.proseWords }
    }

    /// The lines of a piece's text: those at its head and foot whole, those between as far as it
    /// takes to see what they are.
    private func lines(_ draft: PieceDraft, _ page: Page) -> [Line] {
        let all = Array(draft.body...max(draft.body, draft.lines.upperBound))
        return all.enumerated().compactMap { position, index in
            guard index != draft.posted?.line else { return nil }
            let inside = position >= 12 && position < all.count - 40
            let line = Line(page, index, limit: inside ? 200 : 6000)
            return line.isBlank ? nil : line
        }
    }

    func read(_ draft: PieceDraft, _ page: Page, site: Site) -> PieceCredits {
        var found = PieceCredits()
        let lines = lines(draft, page)
        let title = draft.title.map { Line(page, $0) }
        let above = (draft.captions + draft.categories).map { Line(page, $0) }
        let signature = SignatureReader(lexicon: lexicon, forms: forms)
        let close = signature.closing(lines)
        found.kind = KindReader(lexicon: lexicon).kind(
            title: title, above: above, body: lines, signed: close != nil)

        if let title { readTitle(title, &found, site) }
        let digest = found.kind == .digest || found.kind == .newsletter
        readHead(lines, &found, digest: digest)
        if found.kind == .openLetter || found.kind == .video || close != nil {
            for sign in signature.signatories(lines, close, letter: found.kind == .openLetter) {
                add(.signatory, sign.range, sign.line, rule: sign.rule, confidence: 0.9, &found)
            }
        }
        readLead(lines, &found)
        readTail(lines, above, &found, digest: digest, signatureFrom: close, site: site)
        settle(&found, site: site)
        return found
    }

    // MARK: Places

    private func readTitle(_ line: Line, _ found: inout PieceCredits, _ site: Site) {
        guard found.kind == .digest || found.kind == .newsletter else { return }
        for pattern in titlePatterns {
            if let capture = matcher.match(pattern, line.text) {
                record(capture, line, &found)
                return
            }
        }
    }

    private func readHead(_ lines: [Line], _ found: inout PieceCredits, digest: Bool) {
        guard !digest else { return }
        for line in lines.prefix(5) {
            if line.isProse, line.words.count > 30 { break }
            match(headPatterns, line, &found)
        }
        guard let first = lines.first(where: { $0.isProse }) else { return }
        readDateline(first, &found)
    }

    /// `PLACE (AP) – …`, `(Reuters) - …`.
    func readDateline(_ line: Line, _ found: inout PieceCredits) {
        let text = line.text
        let limit = min(text.count, 90)
        guard let open = (0..<limit).first(where: { text.folded[$0] == "(" }),
            let close = (open..<limit).first(where: { text.folded[$0] == ")" })
        else { return }
        let place = text.trimmed(0..<open)
        let letters = text.scalars[place].filter { FoldedText.isLetter($0) }
        let capitals = letters.count { FoldedText.isUpper($0) }
        guard place.isEmpty || capitals * 10 >= letters.count * 7, place.count <= 50 else { return }
        var after = close + 1
        while after < text.count, FoldedText.isSpace(text.folded[after]) { after += 1 }
        guard after < text.count, text.folded[after] == "-" || text.folded[after] == "\u{2014}"
        else { return }
        let inside = text.trimmed((open + 1)..<close)
        guard forms.isAgency(text, inside) || forms.known.find(text.text(inside)) != nil else {
            return
        }
        add(
            .agency, inside, line, rule: "dateline", confidence: 0.95, &found,
            text: place.lowerBound..<(close + 1))
    }

    private func readLead(_ lines: [Line], _ found: inout PieceCredits) {
        for line in lines.prefix(6) where line.text.count <= 1500 {
            for pattern in leadPatterns where pattern.mayFit(line.vocabulary) {
                guard let capture = matcher.match(pattern, line.text) else { continue }
                record(capture, line, &found)
            }
        }
    }

    private func readTail(
        _ lines: [Line], _ above: [Line], _ found: inout PieceCredits, digest: Bool,
        signatureFrom close: Int?,
        site: Site
    ) {
        var prose = 0
        var tail: [Line] = []
        for line in lines.reversed() {
            if line.isProse {
                prose += 1
                if prose > 2 || tail.count > 12 { break }
                if line.words.count > 60 { continue }
            }
            tail.append(line)
            if tail.count > 14 { break }
        }
        let last = lines.last
        for line in tail.reversed() {
            // What stands in the head was read there.
            if lines.count > 3, lines.prefix(2).contains(where: { $0.index == line.index }) {
                continue
            }
            let signed = close.map { line.index >= $0 } ?? false
            if digest {
                if line.index == last?.index { readClosingDate(line, &found) }
                continue
            }
            if match(tailPatterns, line, &found) { continue }
            if line.index == last?.index, readClosingDate(line, &found) { continue }
            if signed { continue }
            readBareName(
                line, isLast: isLastShort(line, lines), among: lines, above: above, &found,
                site: site)
        }
        if !digest, let final = lines.last(where: { $0.isProse }),
            final.index >= (lines.last?.index ?? 0) - 4
        {
            readGlued(final, &found)
        }
    }

    /// At most three short lines after it: credits and notes.
    private func isLastShort(_ line: Line, _ lines: [Line]) -> Bool {
        guard let position = lines.firstIndex(where: { $0.index == line.index }) else {
            return false
        }
        let after = lines[(position + 1)...]
        return after.count <= 3 && after.allSatisfy { !$0.isProse }
    }

    @discardableResult
    private func readClosingDate(_ line: Line, _ found: inout PieceCredits) -> Bool {
        let range = line.text.trimmed(0..<line.text.count)
        guard found.published == nil, range.count <= 40, let date = forms.date(line.text, range),
            date.day != nil
        else { return false }
        add(
            .published, range, line, rule: "closing-date", confidence: 0.85, &found,
            value: date.description)
        found.published = date
        return true
    }

    /// A line that is a name and nothing else: `example.org`, `/example.org`, `Town Courier`, `A. Name`.
    private func readBareName(
        _ line: Line, isLast: Bool, among lines: [Line], above: [Line], _ found: inout PieceCredits,
        site: Site
    ) {
        var range = line.text.trimmed(0..<line.text.count)
        guard range.count <= 80, line.words.count <= 9 else { return }
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
        guard !range.isEmpty, isLast else { return }
        if forms.isOutlet(line.text, range), bracketed || hasOutletSign(line, range) {
            add(
                .outlet, range, line, rule: bracketed ? "brackets" : "bare-outlet", confidence: 0.8,
                &found)
            return
        }
        let key = FoldedText.key(line.text.text(range))
        if above.contains(where: { similar(FoldedText.key($0.text.text(0..<$0.text.count)), key) })
        {
            return
        }
        // What is printed twice is a caption.
        let times = lines.count {
            $0.words.count <= 6 && FoldedText.key($0.text.text(0..<$0.text.count)) == key
        }
        if times > 1 { return }
        if !bracketed, found.authors.isEmpty, line.words.count <= 3,
            forms.isPerson(line.text, range)
        {
            add(.author, range, line, rule: "bare-name", confidence: 0.6, &found)
        }
    }

    /// A caption printed again, perhaps with a letter changed.
    private func similar(_ one: String, _ two: String) -> Bool {
        let a = Set(one.split(separator: " "))
        let b = Set(two.split(separator: " "))
        return !a.isEmpty && a.intersection(b).count * 2 >= min(a.count, b.count)
    }

    /// A listed name, or one that ends with a word of publications: a body's name alone at the end
    /// of a text may be anything.
    func hasOutletSign(_ line: Line, _ range: Range<Int>) -> Bool {
        if forms.known.find(line.text.text(range)) != nil { return true }
        let words = line.text.words(in: range)
        guard (2...6).contains(words.count), let last = words.last else { return false }
        guard line.text.scalars[range].last.map({ $0 != "." && $0 != "," && $0 != ":" }) ?? false
        else { return false }
        return lexicon.has(last.text, .outletWords)
    }

    /// A name glued to the last sentence: `… the harbour.Town Courier`, `… the harbour (Town Courier)`.
    private func readGlued(_ line: Line, _ found: inout PieceCredits) {
        let text = line.text
        let whole = text.trimmed(0..<text.count)
        guard let last = whole.last else { return }
        if text.folded[last] == ")",
            let open = (max(whole.lowerBound, whole.upperBound - 60)..<last).last(where: {
                text.folded[$0] == "("
            })
        {
            let inside = text.trimmed((open + 1)..<last)
            if !inside.isEmpty, inside.count <= 50,
                forms.isOutlet(text, inside) || forms.isAgency(text, inside),
                forms.known.find(text.text(inside)) != nil
                    || lexicon.mentions(text.words(in: inside), .outletWords)
                    || forms.isAgency(text, inside)
            {
                let role: CreditRole =
                    forms.isAgency(text, inside) && inside.count <= 6 ? .agency : .outlet
                add(
                    role, inside, line, rule: "brackets", confidence: 0.85, &found,
                    text: open..<(last + 1))
            }
            return
        }
        let low = max(whole.lowerBound + 1, whole.upperBound - 60)
        guard low < whole.upperBound else { return }
        for index in low..<whole.upperBound where FoldedText.isUpper(text.scalars[index]) {
            let before = text.folded[index - 1]
            guard before == "." || before == "\"" || before == "!" || before == "?" else {
                continue
            }
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

    // MARK: Recording

    @discardableResult
    private func match(_ patterns: [CreditPattern], _ line: Line, _ found: inout PieceCredits)
        -> Bool
    {
        guard line.text.count <= 400 else { return false }
        for pattern in patterns where pattern.mayFit(line.vocabulary) {
            // Without a word of its own a pattern is for short lines.
            if pattern.anchors.isEmpty, line.text.count > 140 { continue }
            if let capture = matcher.match(pattern, line.text) {
                record(capture, line, &found)
                return true
            }
        }
        return false
    }

    private func record(_ capture: CreditCapture, _ line: Line, _ found: inout PieceCredits) {
        let rule = capture.pattern.id
        let confidence = capture.pattern.confidence
        let whole = line.text.trimmed(0..<line.text.count)
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
            case .agency:
                add(.agency, range, line, rule: rule, confidence: confidence, &found, text: shown)
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
            case .role, .anything:
                break
            }
        }
    }

    private func add(
        _ role: CreditRole, _ range: Range<Int>, _ line: Line, rule: String, confidence: Double,
        _ found: inout PieceCredits, text shown: Range<Int>? = nil, value: String? = nil
    ) {
        var words = line.text.text(line.text.trimmed(range))
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
            found.outlets.append(outlet)
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

    private func outlet(_ written: String) -> Outlet {
        if let known = forms.known.find(written) { return known }
        if let address = DomainName.whole(FoldedText(written)) {
            return forms.known.find(address.name)
                ?? Outlet(name: address.name, domain: address.name)
        }
        return Outlet(name: written)
    }

    /// A translator or an author who was read as an outlet as well is not one, unless it is listed.
    private func settle(_ found: inout PieceCredits, site: Site) {
        let persons = Set(found.authors)
        found.outlets.removeAll { persons.contains($0.name) }
        found.credits.removeAll { $0.role == .outlet && persons.contains($0.value) }
    }
}

extension OutletNames {
    static func same(_ one: Outlet, _ two: Outlet) -> Bool {
        if let a = one.domain, let b = two.domain { return a == b }
        return FoldedText.key(one.name) == FoldedText.key(two.name)
    }
}

extension CreditReader {
    enum Standing { case head, tail, both }

    /// Whether a line of running text is a credit, and at which end of a piece such a line stands.
    func standing(_ line: Line) -> Standing? {
        guard line.text.count <= 300 else { return nil }
        let lead = lexicon.phrase(line.words, at: 0, .salutations) > 0
        if lead, line.words.count <= 12,
            line.text.scalars[line.text.trimmed(0..<line.text.count)].last == ","
        {
            return .head
        }
        for pattern in lexicon.credits where !pattern.places.isDisjoint(with: [.head, .tail]) {
            guard pattern.mayFit(line.vocabulary), matcher.match(pattern, line.text) != nil else {
                continue
            }
            if pattern.places.contains(.head), pattern.places.contains(.tail) { return .both }
            return pattern.places.contains(.head) ? .head : .tail
        }
        let range = line.text.trimmed(0..<line.text.count)
        if DomainName.whole(line.text, range) != nil { return .tail }
        if line.words.count <= 6, forms.known.find(line.text.text(range)) != nil { return .tail }
        if line.words.count <= 3, forms.isPerson(line.text, range) { return .tail }
        return nil
    }

    /// A line that is the name of a listed outlet or of a publication and nothing else.
    func namesOutlet(_ line: Line) -> Bool {
        let range = line.text.trimmed(0..<line.text.count)
        guard range.count <= 80, line.words.count <= 7, forms.isOutlet(line.text, range) else {
            return false
        }
        if let address = DomainName.whole(line.text, range) {
            return address.range.count == address.name.unicodeScalars.count
        }
        return hasOutletSign(line, range)
    }

    /// `PLACE (AGENCY) – …` at the beginning of a paragraph.
    func opensWithDateline(_ line: Line) -> Bool {
        var found = PieceCredits()
        readDateline(line, &found)
        return !found.credits.isEmpty
    }
}
