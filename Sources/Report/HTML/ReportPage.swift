import Core

/// The report as one HTML file that needs nothing beside it.
///
/// It holds its style sheet, loads nothing, runs no script, and says so in its content security
/// policy. Whatever came from a capture is escaped, cut to a bounded length and isolated from the
/// direction of the text around it.
package struct ReportPage: Sendable {
    let data: ReportData
    let caps: ReportCaps

    package init(_ data: ReportData, caps: ReportCaps = ReportCaps()) {
        self.data = data
        self.caps = caps
    }

    /// The bytes of `index.html`, in UTF-8; the same data gives the same bytes.
    package var bytes: [UInt8] {
        var writer = HTMLWriter()
        writer.write(document)
        return Array("<!doctype html>\n".utf8) + writer.bytes
    }

    /// A part of the report, as the table of contents lists it.
    struct Chapter {
        let id: String
        let name: String
        /// How many rows it has in all; nil where there is nothing to count.
        let count: Int?
        let contents: HTML
    }

    private var chapters: [Chapter] { bulletin + findings }

    /// What the reader asked to be told of first, what looks wrong, and what is new.
    private var bulletin: [Chapter] {
        var chapters: [Chapter] = []
        if let watch = data.watch {
            chapters.append(
                Chapter(
                    id: "watch", name: "Watch-list", count: watch.total, contents: watched(watch)))
        }
        if !data.alarms.isEmpty {
            chapters.append(
                Chapter(
                    id: "alarms", name: "Alarms", count: data.alarms.count, contents: alarms))
        }
        if let news = data.news {
            chapters.append(
                Chapter(id: "new", name: "New", count: nil, contents: self.news(news)))
        }
        return chapters
    }

    private var findings: [Chapter] {
        [
            Chapter(id: "overview", name: "Overview", count: nil, contents: overview),
            Chapter(
                id: "families", name: "Families", count: data.families.total, contents: families),
            Chapter(
                id: "passages", name: "Passages", count: data.passages.total, contents: passages),
            Chapter(
                id: "republished", name: "Republished", count: data.republished.total,
                contents: republished),
            Chapter(id: "digests", name: "Digests", count: data.digests.total, contents: digests),
            Chapter(
                id: "translators", name: "Translators", count: data.translators.total,
                contents: translators),
            Chapter(
                id: "lineage", name: "Lineage", count: data.lineages.total, contents: lineages),
            Chapter(
                id: "templates", name: "Templates", count: data.templates.total,
                contents: templates),
            Chapter(
                id: "quarantine", name: "Quarantine", count: data.quarantined.total,
                contents: quarantine),
            Chapter(
                id: "boilerplate", name: "Boilerplate", count: data.boilerplate.total,
                contents: boilerplate),
            Chapter(id: "guide", name: "How to read this", count: nil, contents: guide),
        ]
    }

    private var title: String {
        data.archive.map { "\(clipped($0)) · Stemma" } ?? "Stemma report"
    }

    private var document: HTML {
        let chapters = chapters
        return HTML.document(title: title, css: [Stylesheet.css]) {
            element("a", [.class("skip"), Attribute("href", "#main")]) { "Skip to the report" }
            masthead
            div(.class("page")) {
                contentsList(chapters)
                element("main", [.id("main")]) {
                    for chapter in chapters {
                        section(
                            .id(chapter.id), Attribute("aria-labelledby", "\(chapter.id)-title")
                        ) {
                            h2(.id("\(chapter.id)-title")) {
                                chapter.name
                                if let count = chapter.count {
                                    span(.class("count")) { Decimals.grouped(count) }
                                }
                            }
                            chapter.contents
                        }
                    }
                }
            }
            element("footer", [.class("colophon")]) {
                p {
                    "Written by Stemma. Every claim above can be checked against the captured "
                    "bytes: the lines and bytes that it names are those of the sources."
                }
            }
        }
    }

    private func contentsList(_ chapters: [Chapter]) -> HTML {
        element("nav", [.class("contents"), .label("Sections of the report")]) {
            ol {
                for chapter in chapters {
                    li {
                        element("a", [Attribute("href", "#\(chapter.id)")]) {
                            span { chapter.name }
                            if let count = chapter.count {
                                span(.class("n")) { Decimals.grouped(count) }
                            }
                        }
                    }
                }
            }
        }
    }

    private var masthead: HTML {
        header(.class("masthead")) {
            p(.class("wordmark")) {
                Drawing.emblem
                "Stemma"
            }
            element("h1", []) {
                if let archive = data.archive {
                    bdi(text: clipped(archive))
                } else {
                    "What repeats what"
                }
            }
            p(.class("lede")) { lede }
            if !data.run.started.isEmpty {
                p(.class("dateline")) {
                    "Read on \(clipped(Words.moment(data.run.started)))"
                    " · \(Decimals.bytes(data.run.bytes)) in \(Decimals.duration(data.run.seconds))"
                }
            }
        }
    }

    /// The findings in a sentence or two.
    private var lede: String {
        let run = data.run
        if run.cancelled {
            return "This pass was stopped before its end and committed nothing."
        }
        guard run.sources > 0 else {
            return "The pass found no source to read."
        }
        guard run.pieces > 0 else {
            return "No piece was found in \(Words.count(run.sources, "source"))."
        }
        var text =
            "\(Words.count(run.pieces, "piece")) in \(Words.count(run.sources, "source")). "
        text +=
            run.clusters == 0
            ? "No two of them are copies of one text. "
            : "\(Words.count(run.clusters, "family", "families")) of copies; "
        if run.clusters > 0 || run.republished > 0 {
            text += "\(Words.count(run.republished, "piece")) "
            text += run.republished == 1 ? "says that it" : "say that they"
            text += " first stood elsewhere, and \(Decimals.grouped(run.translated)) "
            text += run.translated == 1 ? "was translated." : "were translated."
        }
        return text
    }
}
