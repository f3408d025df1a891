import Core

/// How a piece, an outlet, a passage or the rest of a list is shown, wherever it is shown.
extension ReportPage {
    func clipped(_ text: String) -> String {
        Words.clipped(text, scalars: caps.scalars)
    }

    /// The title of a piece, or what stands for it when it has none or is not known.
    func title(_ id: String) -> HTML {
        guard let piece = data.pieces[id] else {
            return element("code", []) { clipped(id) }
        }
        guard let title = piece.title, !title.isEmpty else {
            return span(.class("untitled")) { "Untitled \(piece.kind.rawValue)" }
        }
        return element("bdi", language(piece) + [.class("title"), .captured]) { clipped(title) }
    }

    /// The title, linked to the captured address when that is one of the web.
    func linkedTitle(_ id: String) -> HTML {
        guard let url = data.pieces[id]?.url, Self.isWebAddress(url), url.utf8.count <= 2000 else {
            return title(id)
        }
        return element(
            "a",
            [
                Attribute("href", url), Attribute("rel", "noopener noreferrer nofollow external"),
            ]
        ) { title(id) }
    }

    /// Only addresses of the web become links; `javascript:` and its like stay text.
    static func isWebAddress(_ url: String) -> Bool {
        let start = url.prefix(8).lowercased()
        return start.hasPrefix("https://") || start.hasPrefix("http://")
    }

    /// The language of a piece as an attribute, when it is a well-formed tag.
    func language(_ piece: Piece) -> [Attribute] {
        guard let tag = piece.language, !tag.isEmpty, tag.utf8.count <= 35,
            tag.utf8.allSatisfy({
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || $0 == 45
            })
        else { return [] }
        return [.lang(tag)]
    }

    /// What tells one piece from another, in one line.
    func particulars(_ id: String, outlets: Bool = true) -> HTML {
        guard let piece = data.pieces[id] else { return .nothing }
        return span(.class("meta")) { separated(facts(piece, outlets: outlets)) }
    }

    /// Host, date, kind where it is not an article, and outlet.
    func facts(_ piece: Piece, outlets: Bool = true) -> [HTML] {
        var facts: [HTML] = []
        if let host = piece.host { facts.append(bdi(text: clipped(host))) }
        if let date = piece.posted { facts.append(moment(date)) }
        if piece.kind != .article { facts.append(.text(piece.kind.rawValue)) }
        if outlets, let outlet = piece.outlets.first {
            facts.append(
                group {
                    "from "
                    bdi(text: clipped(outlet.name))
                })
        }
        return facts
    }

    func moment(_ date: PartialDate) -> HTML {
        element("time", [Attribute("datetime", "\(date)")]) { "\(date)" }
    }

    /// Parts with a middle dot between them.
    func separated(_ parts: [HTML]) -> HTML {
        group {
            for (index, part) in parts.enumerated() {
                if index > 0 { " · " }
                part
            }
        }
    }

    /// Where the piece stands in its source.
    func place(_ id: String) -> HTML {
        guard let piece = data.pieces[id] else { return .nothing }
        return span(.class("place")) {
            bdi(text: clipped(piece.source))
            if let lines = Words.lines(piece.lines) { ", \(lines)" }
        }
    }

    /// The rows that the cap and a share of the page's bytes let through, then how many more.
    func list<Row>(
        _ listing: Listing<Row>, cap: Int, share: Double, more one: String, _ many: String? = nil,
        _ each: (Int, Row) -> HTML
    ) -> HTML {
        var budget = Int(Double(caps.bytes) * share)
        var shown: [HTML] = []
        for (index, row) in listing.rows.prefix(max(cap, 0)).enumerated() {
            var writer = HTMLWriter()
            writer.write(each(index, row))
            budget -= writer.bytes.count
            guard budget >= 0 else { break }
            shown.append(HTML(kind: .written(writer.bytes)))
        }
        return group {
            shown
            more(listing.total - shown.count, one, many)
        }
    }

    /// How many rows are left out, and the command that shows them all, where there is one.
    func more(
        _ number: Int, _ one: String, _ many: String? = nil, command: String? = nil
    ) -> HTML {
        guard number > 0 else { return .nothing }
        return p(.class("more")) {
            "and \(Words.count(number, "more " + one, many.map { "more " + $0 }))"
            if let command {
                ": "
                element("code", []) { command }
            }
        }
    }

    /// A sentence in which names between back quotes are set as code.
    func sentence(_ text: String) -> HTML {
        let parts = clipped(text).split(separator: "`", omittingEmptySubsequences: false)
        guard !parts.count.isMultiple(of: 2) else { return .text(clipped(text)) }
        return group {
            for (index, part) in parts.enumerated() {
                if index.isMultiple(of: 2) {
                    String(part)
                } else {
                    element("code", []) { String(part) }
                }
            }
        }
    }

    func empty(_ sentence: String) -> HTML {
        p(.class("empty")) { sentence }
    }

    func intro(_ sentence: String) -> HTML {
        p(.class("intro")) { sentence }
    }
}
