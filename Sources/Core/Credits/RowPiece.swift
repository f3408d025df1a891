/// What a row says of its piece in fields of its own, beside the text.
package struct RowCredits: Hashable, Sendable {
    package var title: String?
    package var url: String?
    package var host: String?
    package var posted: String?
    package var published: String?
    package var captured: String?
    package var authors: [String] = []
    package var translators: [String] = []
    package var outlets: [String] = []
    package var language: String?

    package init() {}
}

extension PieceBuilder {
    /// The piece of a row: its whole text, without identifier and digest.
    ///
    /// Credits are read from the text as from a page; what the fields say comes on top of that, and
    /// its dates before those of the text. A credit that a field gives has no line, and its words
    /// are no range of the text.
    package func piece(ofRow page: Page, _ row: RowCredits) -> Piece {
        let all = 0..<page.text.count
        var piece = Piece(
            id: "", source: page.source, format: .jsonl,
            lines: page.lines.isEmpty ? nil : 1...page.lines.count, bytes: all, body: all)
        piece.title = row.title
        piece.url = row.url
        piece.host = row.host ?? row.url.flatMap(DomainName.host(ofAddress:))
        piece.captured = row.captured
        piece.language = row.language
        let site = Site(host: piece.host)
        let said =
            page.lines.isEmpty
            ? PieceCredits() : credits.read(row: page, title: row.title, site: site)
        said.give(to: &piece)
        add(row, to: &piece)
        return piece
    }

    /// Adds what a row says of the page that it holds: address and dates go before those of the page.
    ///
    /// Of a page of several pieces, what a row says is true of none of them, but for the capture.
    package func add(_ row: RowCredits, toPage pieces: inout [Piece]) {
        for index in pieces.indices { pieces[index].captured = row.captured }
        guard pieces.count == 1 else { return }
        if let title = row.title { pieces[0].title = title }
        if let url = row.url { pieces[0].url = url }
        if let language = row.language { pieces[0].language = language }
        if row.posted.flatMap(date) != nil {
            for index in pieces[0].credits.indices
            where pieces[0].credits[index].role == .posted {
                pieces[0].credits[index].confidence = min(
                    pieces[0].credits[index].confidence, Self.outdone)
            }
        }
        add(row, to: &pieces[0])
    }

    /// Confidence of what a statement that is believed more contradicts.
    static let outdone = 0.4

    private func add(_ row: RowCredits, to piece: inout Piece) {
        func credit(_ role: CreditRole, _ value: String, _ text: String) {
            piece.credits.append(
                Credit(
                    role: role, value: value, line: nil, scalars: 0..<0, bytes: 0..<0, text: text,
                    rule: "field", confidence: 0.99))
        }
        if let text = row.posted, let date = date(text) {
            piece.posted = date
            credit(.posted, date.description, text)
        }
        if let text = row.published, let date = date(text) {
            piece.credits.removeAll { $0.role == .published }
            piece.published = date
            credit(.published, date.description, text)
        }
        var outlets = row.outlets
        for field in row.authors {
            for (role, name) in credits.stated(field) {
                switch role {
                case .author where !piece.authors.contains(name):
                    piece.authors.append(name)
                    credit(.author, name, field)
                case .agency
                where !piece.credits.contains { $0.role == .agency && $0.value == name }:
                    credit(.agency, name, field)
                case .outlet where credits.outlet(name).domain.map { $0 != piece.host } ?? true:
                    outlets.append(name)
                default: break
                }
            }
        }
        for name in row.translators where !piece.translators.contains(name) {
            piece.translators.append(name)
            credit(.translator, name, name)
        }
        for name in outlets {
            let outlet = credits.outlet(name)
            guard !piece.outlets.contains(where: { OutletNames.same($0, outlet) }) else { continue }
            piece.outlets.append(outlet)
            credit(.outlet, outlet.name, name)
        }
    }

    /// The day of an ISO date or time, or a date in words.
    func date(_ text: String) -> PartialDate? {
        let day = text.prefix { $0 != "T" && $0 != " " }
        if let date = PartialDate(iso: day) { return date }
        guard text.utf8.count <= 60 else { return nil }
        let folded = FoldedText(text)
        return credits.forms.date(folded, folded.trimmed(0..<folded.count))
    }
}

extension DomainName {
    /// The host of an address such as `https://www.example.org/path`, without `www.`; nil when it
    /// has none.
    package static func host(ofAddress address: String) -> String? {
        var rest = address[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        let host = rest.prefix { $0 != "/" && $0 != ":" && $0 != "?" && $0 != "#" }.lowercased()
        let name = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
        guard name.utf8.contains(UInt8(ascii: ".")), name.utf8.count <= 253,
            !name.utf8.contains(where: { $0 <= 0x20 })
        else { return nil }
        return name
    }
}
