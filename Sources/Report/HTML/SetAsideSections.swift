import Core

/// What did not take part in matching, and why.
extension ReportPage {
    var templates: HTML {
        guard data.templates.total > 0 else {
            return empty(
                "No pieces were cut from one frame with other names and figures in its slots.")
        }
        return group {
            intro(
                "Pieces cut from one frame with other names and figures in its slots. They are "
                    + "neither matches nor a family.")
            list(data.templates, cap: caps.templates, share: 0.06, more: "template") {
                _, template in
                article(.class("entry")) {
                    header {
                        h3 {
                            "\(Words.count(template.pieces.count, "piece")), "
                            Words.count(template.slots, "slot")
                        }
                    }
                    element("blockquote", [.class("frame"), .captured]) {
                        frame(Words.clipped(template.frame, scalars: caps.scalars * 3))
                    }
                    pieceList(
                        Listing(
                            Array(template.pieces.prefix(max(caps.members, 0))),
                            total: template.pieces.count))
                }
            }
        }
    }

    /// The words of a frame with its slots drawn.
    private func frame(_ text: String) -> HTML {
        let words = text.split(separator: "…", omittingEmptySubsequences: false)
        return group {
            for (index, part) in words.enumerated() {
                if index > 0 { span(.class("slot"), .label("slot")) { "…" } }
                String(part)
            }
        }
    }

    var quarantine: HTML {
        group {
            quarantinedSources
            if let skipped = data.skips.words {
                p(.class("more")) { "Records of WARC files in the last pass: \(skipped)." }
            }
        }
    }

    private var quarantinedSources: HTML {
        guard data.quarantined.total > 0 else {
            return empty(
                data.run.sources == 0 ? "There was no source to read." : "Every source was read.")
        }
        return group {
            intro("Sources that were not read, or not whole. The rest of the pass went on.")
            element("dl", [.class("records")]) {
                for source in data.quarantined.rows.prefix(max(caps.quarantined, 0)) {
                    div {
                        element("dt", []) {
                            bdi(.class("path"), text: clipped(source.path))
                            span(.class("meta")) { Decimals.bytes(source.size) }
                        }
                        element("dd", [.captured]) { sentence(source.quarantineReason ?? "") }
                    }
                }
            }
            more(
                data.quarantined.total - min(data.quarantined.rows.count, caps.quarantined),
                "source")
        }
    }

    var boilerplate: HTML {
        guard data.boilerplate.total > 0 else {
            return empty("No paragraph stands on so many pages of one host that it was set aside.")
        }
        return group {
            intro(
                "Paragraphs that stand in many pieces of one host. They are kept in the record "
                    + "and take no part in matching.")
            element("dl", [.class("records")]) {
                for row in data.boilerplate.rows.prefix(max(caps.boilerplate, 0)) {
                    div {
                        element("dt", []) {
                            bdi(.class("path"), text: clipped(row.host ?? "any host"))
                            span(.class("meta")) { "in \(Words.count(row.pieces, "piece"))" }
                        }
                        element("dd", [.class("quoted"), .captured]) { clipped(row.text) }
                    }
                }
            }
            more(
                data.boilerplate.total - min(data.boilerplate.rows.count, caps.boilerplate),
                "paragraph")
        }
    }
}
