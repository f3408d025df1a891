import Core

/// An inspected page as one HTML file that needs nothing beside it, in the style of the report.
package struct InspectionPage: Sendable {
    let inspection: Inspection
    let piece: Int?
    /// Rows of lines and unicode scalars of each; the rest is counted.
    package var rows = 20_000
    package var scalars = 1_200
    /// About how long the listing may become.
    package var byteLimit = 8_000_000

    package init(_ inspection: Inspection, piece: Int? = nil) {
        self.inspection = inspection
        self.piece = piece
    }

    /// The bytes of the page, in UTF-8; the same inspection gives the same bytes.
    package var bytes: [UInt8] {
        var writer = HTMLWriter()
        writer.write(document)
        return Array("<!doctype html>\n".utf8) + writer.bytes
    }

    private var document: HTML {
        HTML.document(
            title: "\(clipped(inspection.source.path)) · Stemma",
            css: [Stylesheet.css, InspectionStylesheet.css]
        ) {
            masthead
            element("main", [.class("sheet"), .id("main")]) {
                pieces
                lines
            }
            element("footer", [.class("colophon")]) {
                p {
                    "Written by Stemma. Line numbers and bytes are those of the page as it was "
                    "decoded."
                }
            }
        }
    }

    private func clipped(_ text: String, _ scalars: Int = 240) -> String {
        Words.clipped(text, scalars: scalars)
    }

    // MARK: Head

    private var masthead: HTML {
        header(.class("masthead inspected")) {
            p(.class("wordmark")) {
                Drawing.emblem
                "Stemma"
            }
            element("h1", []) { bdi(text: clipped(inspection.source.path)) }
            p(.class("lede")) {
                "\(Words.count(inspection.account.lines.count, "line")), "
                "\(Words.count(inspection.pieces.count, "piece")): "
                "how the page was read and divided."
            }
            element("dl", [.class("findings")]) {
                finding("Encoding") { inspection.encodingWords }
                finding("Host") { host }
                finding("Learned") { inspection.learnedWords }
                finding("Layout") {
                    inspection.account.layout.words
                    if let reason = inspection.account.reason {
                        span(.class("because")) { ": \(reason.words)" }
                    }
                }
            }
        }
    }

    private func finding(_ name: String, @HTMLBuilder _ contents: () -> [HTML]) -> HTML {
        group {
            element("dt", []) { name }
            element("dd", []) { contents() }
        }
    }

    @HTMLBuilder private var host: [HTML] {
        if let host = inspection.source.host { bdi(text: clipped(host)) }
        if let site = inspection.source.site {
            " ("
            bdi(text: clipped(site))
            ")"
        }
        span(.class("because")) {
            if inspection.source.host != nil || inspection.source.site != nil { ", " }
            inspection.originWords
        }
    }

    // MARK: Pieces

    @HTMLBuilder private var pieces: [HTML] {
        let shown = inspection.pieces.indices.filter { piece == nil || piece == $0 }
        if !shown.isEmpty {
            section(.label("Pieces")) {
                h2 {
                    "Pieces"
                    span(.class("count")) { Decimals.grouped(inspection.pieces.count) }
                }
                ol(.class("found")) {
                    for index in shown.prefix(500) { li { found(index) } }
                }
                if shown.count > 500 {
                    p(.class("more")) { "and \(Words.count(shown.count - 500, "more piece"))" }
                }
            }
        }
    }

    @HTMLBuilder private func found(_ index: Int) -> [HTML] {
        let piece = inspection.pieces[index]
        p(.class("numeral")) {
            element("a", [Attribute("href", "#piece-\(index + 1)")]) { "Piece \(index + 1)" }
        }
        h3 {
            if let title = piece.title, !title.isEmpty {
                bdi(.class("title"), text: clipped(title))
            } else {
                span(.class("untitled")) { "Untitled \(piece.kind.rawValue)" }
            }
        }
        p(.class("meta")) { facts(piece).joined(separator: " · ") }
        element("dl", [.class("said")]) {
            for category in piece.categories.prefix(12) { said("category", "v-label", category) }
            for caption in piece.captions.prefix(12) { said("caption", "v-label", caption) }
            for credit in piece.credits.prefix(40) {
                said(
                    credit.role.rawValue, credit.role == .posted ? "v-date" : "v-credit",
                    credit.value, Self.rule(credit))
            }
        }
        if piece.credits.count > 40 {
            p(.class("more")) { "and \(Words.count(piece.credits.count - 40, "more credit"))" }
        }
    }

    private func facts(_ piece: Piece) -> [String] {
        var facts = [Words.lines(piece.lines) ?? "no lines of its own"]
        if let date = piece.posted { facts.append("\(date)") }
        if piece.kind != .article { facts.append(piece.kind.rawValue) }
        if let language = piece.language { facts.append(clipped(language, 20)) }
        return facts
    }

    private func said(_ role: String, _ style: String, _ value: String, _ note: String = "")
        -> HTML
    {
        group {
            element("dt", []) { role }
            element("dd", []) {
                bdi(.class(style), text: clipped(value))
                if !note.isEmpty { span(.class("rule")) { " \(note)" } }
            }
        }
    }

    /// `line 7, rule en.by, 95 %`.
    private static func rule(_ credit: Credit) -> String {
        let place = credit.line.map { "line \(Decimals.grouped($0)), " } ?? ""
        return place + "rule \(Words.clipped(credit.rule, scalars: 80)), "
            + percent(credit.confidence)
    }

    /// With no break before the sign.
    private static func percent(_ share: Double) -> String {
        Decimals.percent(share).replacing(" ", with: "\u{A0}")
    }

    // MARK: Lines

    private var lines: HTML {
        let all = inspection.rows(of: piece)
        var budget = byteLimit
        var shown: [HTML] = []
        for row in all.prefix(max(rows, 0)) {
            var writer = HTMLWriter()
            writer.write(.fragment(self.row(row)))
            budget -= writer.bytes.count
            guard budget >= 0 else { break }
            shown.append(HTML(kind: .written(writer.bytes)))
        }
        return section(.label("Lines")) {
            h2 {
                "Lines"
                span(.class("count")) { Decimals.grouped(inspection.account.lines.count) }
            }
            p(.class("intro")) {
                "What each line was taken for, and why. A bar at the side holds the lines of a "
                "piece together."
            }
            ol(.class("listing")) { shown }
            if all.count > shown.count {
                p(.class("more")) {
                    "and \(Words.count(all.count - shown.count, "more row")); "
                    element("code", []) { "--json" }
                    " gives all"
                }
            }
        }
    }

    @HTMLBuilder private func row(_ row: Inspection.Row) -> [HTML] {
        let index = row.lines.lowerBound
        let line = inspection.account.lines[index]
        if row.opens, let piece = row.piece {
            li(.class("opening"), .id("piece-\(piece + 1)")) {
                span { "Piece \(piece + 1)" }
                if inspection.pieces.indices.contains(piece) {
                    span(.class("place")) { Words.lines(inspection.pieces[piece].lines) ?? "" }
                }
            }
        }
        let inside = row.piece == nil ? "" : " in"
        if row.isBlank {
            li(.class("blank" + inside)) {
                span(.class("no")) {
                    row.lines.count == 1
                        ? "\(index + 1)" : "\(index + 1)–\(row.lines.upperBound + 1)"
                }
                span(.class("hidden")) { "blank" }
            }
        } else {
            let tone = line.role.isChrome || line.role == .leftOut ? " chrome" : ""
            li(.class("r-\(line.role.rawValue)" + tone + inside), .id("L\(index + 1)")) {
                element("a", [.class("no"), Attribute("href", "#L\(index + 1)")]) {
                    "\(index + 1)"
                }
                span(.class("role")) { line.role.name }
                bdi(.class("words"), text: inspection.text(index, scalars: scalars))
                span(.class("why")) { why(index) }
            }
        }
    }

    @HTMLBuilder private func why(_ index: Int) -> [HTML] {
        let readings = inspection.readings(index)
        for (number, reading) in readings.enumerated() {
            if number > 0 { "; " }
            for (place, credit) in reading.credits.enumerated() {
                if place > 0 { ", " }
                "\(credit.role.rawValue) "
                bdi(.class("v-credit"), text: clipped(credit.value, 120))
            }
            " by rule \(clipped(reading.rule, 80)), \(Self.percent(reading.confidence))"
        }
        let reasons = inspection.shownReasons(index)
        if !readings.isEmpty, !reasons.isEmpty { "; " }
        reasons.joined(separator: "; ")
    }
}
