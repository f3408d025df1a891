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
    let anchors: CreditAnchors
    /// The patterns of the lexicon, their anchors numbered.
    let credits: [CreditPattern]
    private let headPatterns: PatternList
    private let tailPatterns: PatternList
    private let leadPatterns: PatternList
    private let titlePatterns: [CreditPattern]

    package init(lexicon: Lexicon, known: OutletNames = OutletNames()) {
        self.lexicon = lexicon
        forms = NameForms(lexicon: lexicon, known: known)
        matcher = CreditMatcher(forms: forms)
        let (anchors, credits) = CreditAnchors.numbering(lexicon.credits)
        self.anchors = anchors
        self.credits = credits
        // Wordings first that have words of their own: the general forms are for what is left.
        let patterns =
            credits.filter { !$0.anchors.isEmpty } + credits.filter { $0.anchors.isEmpty }
        headPatterns = PatternList(patterns.filter { $0.places.contains(.head) }, anchors)
        tailPatterns = PatternList(patterns.filter { $0.places.contains(.tail) }, anchors)
        leadPatterns = PatternList(patterns.filter { $0.places.contains(.lead) }, anchors)
        titlePatterns = patterns.filter { $0.places.contains(.title) }
    }

    /// The line as the reader sees it.
    struct Line {
        let index: Int
        let text: FoldedText
        let wordCount: Int
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
            text = FoldedText(utf8: page.text.span.extracting(range.lowerBound..<end))
            wordCount = text.wordCount()
            parts = LineParts()
        }

        /// Found when they are first asked for: most lines are only counted.
        private let parts: LineParts
        var words: [FoldedWord] { parts.words(text) }

        var isBlank: Bool { wordCount == 0 && !isCut }
        var isProse: Bool { isCut || wordCount >= PageLine.proseWords }

        func anchors(_ anchors: CreditAnchors) -> [UInt64] { parts.found(text, anchors) }

        /// Whether the pattern can fit this line by the words that it has.
        func mayFit(_ pattern: CreditPattern, _ anchors: CreditAnchors) -> Bool {
            anchors.mayFit(pattern, parts.found(text, anchors))
        }
    }

    /// The words of a line and the anchors among them, each found once.
    private final class LineParts {
        private var words: [FoldedWord]?
        private var found: [UInt64]?

        func words(_ text: FoldedText) -> [FoldedWord] {
            if let words { return words }
            let made = text.words()
            words = made
            return made
        }

        func found(_ text: FoldedText, _ anchors: CreditAnchors) -> [UInt64] {
            if let found { return found }
            let made = anchors.found(in: text)
            found = made
            return made
        }
    }

    /// FNV-1a of the bytes of a line.
    static func hash(_ page: Page, _ line: Int) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in page.lines[line] {
            hash = (hash ^ UInt64(page.text[index])) &* 0x100_0000_01b3
        }
        return hash
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

    /// - Parameters:
    ///   - draft: the piece.
    ///   - page: its page.
    ///   - site: the site of the page; what it says of itself is no credit.
    ///   - closings: hashes of paragraphs that close more than one piece of the page: they are the
    ///     host's.
    /// - Returns: what the piece says of its origin.
    func read(
        _ draft: PieceDraft, _ page: Page, site: Site, closings: Set<UInt64> = []
    ) -> PieceCredits {
        var lines = lines(draft, page)
        if let last = lines.last, last.isProse, closings.contains(Self.hash(page, last.index)) {
            lines.removeLast()
        }
        return read(draft, page, lines, title: draft.title.map { Line(page, $0) }, site: site)
    }

    /// The credits of a page that is one piece, with a title that does not stand in it.
    func read(row page: Page, title: String?, site: Site) -> PieceCredits {
        let draft = PieceDraft(lines: 0...(page.lines.count - 1), body: 0)
        let title = title.map { Line(Page(source: page.source, text: Array($0.utf8)), 0) }
        return read(draft, page, lines(draft, page), title: title, site: site)
    }

    private func read(
        _ draft: PieceDraft, _ page: Page, _ lines: [Line], title: Line?, site: Site
    ) -> PieceCredits {
        var found = PieceCredits()
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
        readPoster(draft, page, &found)
        settle(&found, site: site)
        return found
    }

    // MARK: Places

    /// `Posted on … by A. Name`: a person who posts is the author where no other is named; desks and
    /// accounts are none.
    private func readPoster(_ draft: PieceDraft, _ page: Page, _ found: inout PieceCredits) {
        guard found.authors.isEmpty, found.outlets.isEmpty, let by = draft.postedBy else { return }
        let line = Line(page, by.line)
        let lead = line.text.trimmed(0..<line.text.count).lowerBound
        let range = (by.scalars.lowerBound + lead)..<(by.scalars.upperBound + lead)
        guard range.upperBound <= line.text.count, forms.isPerson(line.text, range),
            !forms.hasNoCase(line.text, range)
        else { return }
        add(.author, range, line, rule: "host-byline", confidence: 0.7, &found)
    }

    private func readTitle(_ line: Line, _ found: inout PieceCredits, _ site: Site) {
        guard found.kind == .digest || found.kind == .newsletter else { return }
        // `Town Weekly Digest – 118` may be listed under the whole of its name.
        let words = line.text.words()
        if let number = words.firstIndex(where: { $0.number != nil }), number > 0 {
            let whole = 0..<words[number - 1].range.upperBound
            if let known = forms.known.find(line.text.text(line.text.trimmed(whole))),
                known.domain == nil || known.domain != site.host
            {
                add(.outlet, whole, line, rule: "en.digest-title", confidence: 0.9, &found)
                return
            }
        }
        for pattern in titlePatterns {
            guard let capture = matcher.match(pattern, line.text) else { continue }
            // A site's own digest needs no credit.
            let own = site.name.map(FoldedText.key)
            let named = capture.slots.first { $0.slot == .anyOutlet || $0.slot == .outlet }
            if let own, let named, FoldedText.key(line.text.text(named.range)) == own { return }
            record(capture, line, &found)
            return
        }
    }

    private func readHead(_ lines: [Line], _ found: inout PieceCredits, digest: Bool) {
        guard !digest else { return }
        for line in lines.prefix(5) {
            if line.isProse, line.wordCount > 30 { break }
            match(headPatterns, line, &found)
        }
        for line in lines.prefix(2) { readDateline(line, &found) }
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
            _ = leadPatterns.first(fitting: line.anchors(anchors), general: true) { pattern in
                if let capture = matcher.match(pattern, line.text) {
                    record(capture, line, &found)
                }
                return false
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
                if line.wordCount > 60 { continue }
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
                if line.index == last?.index, !readClosingDate(line, &found), found.outlets.isEmpty,
                    forms.known.find(line.text.text(line.text.trimmed(0..<line.text.count))) != nil
                {
                    add(
                        .outlet, 0..<line.text.count, line, rule: "bare-outlet", confidence: 0.8,
                        &found)
                }
                continue
            }
            if match(tailPatterns, line, &found) { continue }
            if line.index == last?.index, readClosingDate(line, &found) { continue }
            readBareName(
                line, isLast: isLastShort(line, lines), signed: signed, among: lines, above: above,
                &found,
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
        _ line: Line, isLast: Bool, signed: Bool, among lines: [Line], above: [Line],
        _ found: inout PieceCredits,
        site: Site
    ) {
        var range = line.text.trimmed(0..<line.text.count)
        guard range.count <= 80, line.wordCount <= 9 else { return }
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
        // Under a signature names are names.
        if signed, !bracketed, forms.known.find(line.text.text(range)) == nil { return }
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
            $0.wordCount <= 6 && FoldedText.key($0.text.text(0..<$0.text.count)) == key
        }
        if times > 1 { return }
        if !bracketed, !signed, found.authors.isEmpty, line.wordCount <= 3,
            forms.isPerson(line.text, range)
        {
            // Where letters have no capitals, a name looks like any other words.
            if forms.hasNoCase(line.text, range) {
                guard line.index == lines.last?.index, found.kind != .openLetter else { return }
            }
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
        if lexicon.has(last.text, .outletWords) || lexicon.has(words[0].text, .outletWords) {
            return true
        }
        // `The Intercept`: the article and nothing but names after it.
        return words[0].text == "the" && words.count <= 4
            && words.dropFirst().allSatisfy {
                FoldedText.isUpper(line.text.scalars[$0.range.lowerBound])
            }
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
    private func match(_ patterns: PatternList, _ line: Line, _ found: inout PieceCredits)
        -> Bool
    {
        guard line.text.count <= 400 else { return false }
        // Without a word of its own a pattern is for short lines.
        let general = line.text.count <= 140
        let isCredit = patterns.first(fitting: line.anchors(anchors), general: general) { pattern in
            guard let capture = matcher.match(pattern, line.text) else { return false }
            record(capture, line, &found)
            return true
        }
        return isCredit || matchParts(patterns, line, &found)
    }

    /// `By A. Name. First published in the Town Courier.`: two statements in one line, each of
    /// which must be one.
    private func matchParts(
        _ patterns: PatternList, _ line: Line, _ found: inout PieceCredits
    ) -> Bool {
        guard line.text.count <= 240 else { return false }
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
            let isCredit = patterns.first(fitting: line.anchors(anchors), general: false) {
                guard let capture = matcher.match($0, line.text, in: part) else { return false }
                captures.append(capture)
                return true
            }
            if !isCredit { return false }
        }
        for (capture, part) in zip(captures, parts) { record(capture, line, &found, part: part) }
        return true
    }

    private func record(
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

    /// The words without marks that no reader sees; the captured words stay in the credit's text.
    private static func visible(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        // The zero-width non-joiner is part of how Persian is spelled.
        view.append(
            contentsOf: text.unicodeScalars.filter {
                $0 == "\u{200C}" || !FoldedText.isInvisible($0)
            })
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
        if lead, line.wordCount <= 12,
            line.text.scalars[line.text.trimmed(0..<line.text.count)].last == ","
        {
            return .head
        }
        for pattern in credits where !pattern.places.isDisjoint(with: [.head, .tail]) {
            guard line.mayFit(pattern, anchors), matcher.match(pattern, line.text) != nil else {
                continue
            }
            if pattern.places.contains(.head), pattern.places.contains(.tail) { return .both }
            return pattern.places.contains(.head) ? .head : .tail
        }
        let range = line.text.trimmed(0..<line.text.count)
        if DomainName.whole(line.text, range) != nil { return .tail }
        if line.wordCount <= 6, forms.known.find(line.text.text(range)) != nil { return .tail }
        if line.wordCount <= 3, forms.isPerson(line.text, range) { return .tail }
        return nil
    }

    /// A line that a credit pattern fits, or the name of a person alone.
    func isCreditOrName(_ line: Line) -> Bool {
        guard line.text.count <= 200 else { return false }
        let range = line.text.trimmed(0..<line.text.count)
        if line.wordCount <= 4, !forms.hasNoCase(line.text, range), forms.isPerson(line.text, range)
        {
            return true
        }
        return tailPatterns.first(fitting: line.anchors(anchors), general: false) {
            matcher.match($0, line.text) != nil
        }
    }

    /// A line that is the name of a listed outlet or of a publication and nothing else.
    func namesOutlet(_ line: Line) -> Bool {
        let range = line.text.trimmed(0..<line.text.count)
        guard range.count <= 80, line.wordCount <= 7, forms.isOutlet(line.text, range) else {
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
