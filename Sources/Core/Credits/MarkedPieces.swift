extension PieceBuilder {
    /// The pieces of a marked page, without identifiers and digests.
    ///
    /// Credits are read from the text as from any page; what the page states in metadata and marked
    /// elements comes on top. Lines and bytes of the pieces are those of the text (see `place`).
    package func pieces(
        of marked: MarkedPage, _ divided: DividedPage, page: Page, format: SourceFormat, site: Site
    ) -> [Piece] {
        var pieces = pieces(of: divided, page: page, format: format, site: site)
        for index in pieces.indices {
            add(marked.pieces[index].facts, to: &pieces[index], site: site)
        }
        return pieces
    }

    /// Puts the lines and bytes of the document in place of those of the text.
    package func place(_ piece: inout Piece, _ marked: MarkedPage, document: [UInt8]) {
        piece.lines = marked.map.lines(of: piece.bytes)
        piece.bytes = marked.map.source(of: piece.bytes)
        for index in piece.credits.indices where piece.credits[index].line != nil {
            let made = piece.credits[index].bytes
            let bytes = marked.map.source(of: made)
            piece.credits[index].bytes = bytes
            piece.credits[index].scalars = Self.scalars(of: bytes, in: document)
            piece.credits[index].line = marked.map.lines(of: made).lowerBound
        }
    }

    /// A range of bytes as scalars of the line that it begins in.
    private static func scalars(of bytes: Range<Int>, in document: [UInt8]) -> Range<Int> {
        func count(_ range: Range<Int>) -> Int {
            document[range].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        }
        var start = bytes.lowerBound
        while start > 0, document[start - 1] != 0x0A, document[start - 1] != 0x0D { start -= 1 }
        let first = count(start..<bytes.lowerBound)
        return first..<(first + count(bytes))
    }

    private func add(_ facts: PageFacts, to piece: inout Piece, site: Site) {
        piece.url = facts.url
        piece.language = facts.language.flatMap(Self.languageCode)
        piece.title = facts.title ?? piece.title
        addDate(facts, to: &piece)
        addAuthors(facts, to: &piece, site: site)
        for statement in facts.translators {
            for name in names(in: statement.value) where !piece.translators.contains(name) {
                piece.translators.append(name)
                piece.credits.append(credit(.translator, name, statement, 0.95))
            }
        }
        addOrigins(facts, to: &piece, site: site)
    }

    private func credit(
        _ role: CreditRole, _ value: String, _ statement: PageFacts.Statement, _ confidence: Double
    ) -> Credit {
        Credit(
            role: role, value: value, line: nil, scalars: 0..<0, bytes: 0..<0,
            text: statement.value, rule: statement.rule, confidence: confidence)
    }

    // MARK: - Dates

    /// What readers see decides; a date of the metadata that is another day stays on record.
    private func addDate(_ facts: PageFacts, to piece: inout Piece) {
        let dated = facts.posted.compactMap { statement in
            date(statement.value).map { (date: $0, statement: statement) }
        }
        guard
            let best = dated.first(where: { $0.statement.isVisible && $0.date.day != nil })
                ?? dated.first ?? dateAtTop(facts)
        else { return }
        let stated = dated.first { !$0.statement.isVisible } ?? best
        // The same instant in two time zones is no disagreement.
        let agree = abs(best.date.firstDay - stated.date.firstDay) <= 1
        let chosen = agree ? stated : best
        piece.posted = chosen.date
        piece.credits.append(credit(.posted, chosen.date.description, chosen.statement, 0.97))
        if !agree {
            piece.credits.append(
                credit(.posted, stated.date.description, stated.statement, 0.4))
        }
    }

    /// The first day that is written around the title.
    private func dateAtTop(
        _ facts: PageFacts
    ) -> (date: PartialDate, statement: PageFacts.Statement)? {
        for line in facts.top {
            let text = FoldedText(line)
            for found in credits.forms.dates.dates(in: text) where found.date.day != nil {
                return (found.date, PageFacts.Statement(line, rule: "date-line", isVisible: true))
            }
        }
        return nil
    }

    // MARK: - Names

    /// Persons in the first line around the title that begins with *by*, or that gives a name and
    /// a date (`Ada Vell | 14.05.2021`).
    private func bylineAtTop(_ facts: PageFacts) -> [(String, PageFacts.Statement)] {
        for line in facts.top {
            let text = FoldedText(line)
            let words = text.words()
            let by = credits.lexicon.phrase(words, at: 0, .by)
            var said = line
            if by == 0 {
                guard let mark = line.firstIndex(of: "|"),
                    !credits.forms.dates.dates(in: text).isEmpty
                else { continue }
                said = String(line[..<mark])
            }
            let persons = names(in: said).filter { name in
                let text = FoldedText(name)
                return credits.forms.isPerson(text, 0..<text.count)
            }
            if !persons.isEmpty {
                let statement = PageFacts.Statement(line, rule: "byline-line", isVisible: true)
                return persons.map { ($0, statement) }
            }
        }
        return []
    }

    private func addAuthors(_ facts: PageFacts, to piece: inout Piece, site: Site) {
        var groups: [(rule: String, names: [(String, PageFacts.Statement)])] = []
        for statement in facts.authors {
            let names = names(in: statement.value).map { ($0, statement) }
            guard !names.isEmpty else { continue }
            if let index = groups.firstIndex(where: { $0.rule == statement.rule }) {
                groups[index].names += names
            } else {
                groups.append((statement.rule, names))
            }
        }
        let top = bylineAtTop(facts)
        if !top.isEmpty { groups.append(("byline-line", top)) }
        guard
            let best = groups.first(where: { !$0.names.allSatisfy { isSite($0.0, site) } })
                ?? groups.first
        else { return }
        // The text of a republished piece names who wrote it, the page who posted it.
        if !piece.authors.isEmpty, !piece.outlets.isEmpty {
            record(best.names, in: &piece, confidence: 0.4)
            return
        }
        let said = piece.authors
        piece.authors = []
        record(best.names, in: &piece, confidence: 0.95)
        for (name, _) in best.names where !Self.holds(piece.authors, name) {
            piece.authors.append(name)
        }
        for name in said where !Self.holds(piece.authors, name) {
            for index in piece.credits.indices
            where piece.credits[index].role == .author && piece.credits[index].value == name {
                piece.credits[index].confidence = min(piece.credits[index].confidence, 0.4)
            }
        }
    }

    private func isSite(_ name: String, _ site: Site) -> Bool {
        let label = site.host?.split(separator: ".").dropLast().last.map(String.init)
        if DomainName.whole(FoldedText(name)) != nil { return true }
        let own = [site.name, site.host, label].compactMap { $0 }
        let key = Self.plain(name)
        return own.contains { Self.plain($0) == key }
    }

    private static func plain(_ name: String) -> String {
        FoldedText.key(name).filter { $0 != " " }
    }

    private func record(
        _ names: [(String, PageFacts.Statement)], in piece: inout Piece, confidence: Double
    ) {
        for (name, statement) in names {
            let isKnown = piece.credits.contains {
                $0.role == .author && FoldedText.key($0.value) == FoldedText.key(name)
            }
            if !isKnown { piece.credits.append(credit(.author, name, statement, confidence)) }
        }
    }

    private static func holds(_ names: [String], _ name: String) -> Bool {
        names.contains { FoldedText.key($0) == FoldedText.key(name) }
    }

    /// The names in a statement such as `By A. Name and B. Name`.
    func names(in statement: String) -> [String] {
        guard statement.utf8.count <= 400, !statement.hasPrefix("http") else { return [] }
        let text = FoldedText(statement)
        let words = text.words()
        var start = text.trimmed(0..<text.count).lowerBound
        let by = credits.lexicon.phrase(words, at: 0, .by)
        if by > 0, words.count > by { start = words[by].range.lowerBound }
        var names: [String] = []
        var part = start
        func close(_ end: Int) {
            let range = text.trimmed(part..<max(part, end))
            if let name = name(text, range), !names.contains(name) { names.append(name) }
        }
        var index = start
        while index < text.count {
            let scalar = text.folded[index]
            if [",", ";", "|", "&", "\u{2022}", "\u{60C}", "\u{3001}"].contains(
                scalar)
            {
                close(index)
                part = index + 1
            } else if let word = words.first(where: { $0.range.lowerBound == index }),
                credits.lexicon.has(word, .and), index > start,
                FoldedText.isSpace(text.folded[index - 1]), word.range.upperBound < text.count
            {
                close(index)
                part = word.range.upperBound
                index = part
                continue
            }
            index += 1
        }
        close(text.count)
        return names
    }

    /// A stretch that can be a name: of a person, a desk, an agency.
    private func name(_ text: FoldedText, _ range: Range<Int>) -> String? {
        // An abbreviation in brackets, a date behind the name.
        var range = range
        if let end = range.first(where: {
            text.folded[$0] == "(" || FoldedText.isDigit(text.folded[$0])
        }), end > range.lowerBound, FoldedText.isSpace(text.folded[end - 1]) {
            range = text.trimmed(range.lowerBound..<end)
        }
        guard (2...70).contains(range.count) else { return nil }
        let words = text.words(in: range)
        guard (1...7).contains(words.count) else { return nil }
        for index in range {
            let scalar = text.folded[index]
            if scalar == "@" || scalar == ":" || FoldedText.isDigit(scalar) && range.count > 24 {
                return nil
            }
        }
        let name = text.text(range)
        if Self.noNames.contains(FoldedText.key(name)) { return nil }
        if credits.lexicon.has(FoldedText.key(name), .roles) { return nil }
        guard range.contains(where: { FoldedText.isWord(text.folded[$0]) }) else { return nil }
        return name
    }

    /// What systems of publishing fill in where nobody is named.
    private static let noNames: Set<String> = [
        "admin", "administrator", "author", "editor", "staff", "webmaster", "user", "root", "guest",
        "unknown", "none", "null", "undefined", "anonymous", "web editor", "super admin",
        "wordpress",
        "site admin", "default",
    ]

    // MARK: - Where it was taken from

    private func addOrigins(_ facts: PageFacts, to piece: inout Piece, site: Site) {
        for statement in facts.origins {
            let name = DomainName.host(ofAddress: statement.value) ?? statement.value
            guard name.utf8.count <= 120, name != site.host, name != piece.host else { continue }
            let outlet = credits.outlet(name)
            if let host = site.host, outlet.domain == host { continue }
            if let own = site.name, FoldedText.key(own) == FoldedText.key(outlet.name) { continue }
            guard !piece.outlets.contains(where: { OutletNames.same($0, outlet) }) else { continue }
            piece.outlets.append(outlet)
            piece.credits.append(credit(.outlet, outlet.name, statement, 0.9))
        }
    }

    /// A language tag as BCP 47 writes it, without the region; nil for what is none.
    static func languageCode(_ text: String) -> String? {
        let part = text.prefix { $0 != "-" && $0 != "_" }.lowercased()
        guard (2...3).contains(part.utf8.count),
            part.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
        else { return nil }
        return part
    }
}
