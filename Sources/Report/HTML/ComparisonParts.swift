import Core

/// A match and its passages, wherever they are shown.
extension ReportPage {
    /// A match: what it says, its scores, and its passages side by side.
    func comparison(_ comparison: Comparison, _ sigla: Sigla, isOpen: Bool) -> HTML {
        let match = comparison.match
        let shown = comparison.passages.prefix(max(caps.passagesPerComparison, 0))
        return element("details", [.class("comparison")] + (isOpen ? [Attribute("open")] : [])) {
            summary {
                span(.class("pair")) {
                    span(.class("siglum")) { sigla.name(match.a) }
                    span(.class("between")) { Words.sentence(match.relation) }
                    span(.class("siglum")) { sigla.name(match.b) }
                }
                span(.class("scores")) {
                    Words.score(match)
                    " · \(Words.count(match.passages.count, "passage"))"
                    if match.recapture { " · recapture" }
                }
            }
            if shown.isEmpty {
                empty("The words of its passages were not fetched for this report.")
            }
            for passage in shown {
                collation(passage, match, sigla)
            }
            more(match.passages.count - max(shown.count, 0), "passage")
            evidence(match.evidence)
        }
    }

    private func collation(_ text: PassageText, _ match: Match, _ sigla: Sigla) -> HTML {
        let collation = Collation(text.a, text.b, limit: caps.passageWords)
        return div(.class("collation")) {
            side(
                collation.a, goesOn: collation.aGoesOn, of: match.a, sigla,
                lines: text.passage.aLines)
            side(
                collation.b, goesOn: collation.bGoesOn, of: match.b, sigla,
                lines: text.passage.bLines)
        }
    }

    private func side(
        _ readings: [Collation.Reading], goesOn: Bool, of id: String, _ sigla: Sigla,
        lines: ClosedRange<Int>?
    ) -> HTML {
        let piece = data.pieces[id]
        return element("figure", [.class("side")]) {
            element("figcaption", []) {
                span(.class("siglum")) { sigla.name(id) }
                span(.class("meta")) {
                    bdi(text: clipped(piece?.host ?? piece?.source ?? ""))
                    if let lines = Words.lines(lines) { ", \(lines)" }
                }
            }
            element("blockquote", (piece.map(language) ?? []) + [.captured]) {
                for reading in readings { self.reading(reading) }
                if goesOn { span(.class("gap")) { "…" } }
            }
        }
    }

    private func reading(_ reading: Collation.Reading) -> HTML {
        switch reading {
        case .same(let text): return .text(text)
        case .gap(let words):
            return span(.class("gap"), Attribute("dir", "ltr")) {
                "\(Words.count(words, "word")) alike"
            }
        case .differs(let text):
            let words = text.unicodeScalars.reversed().drop { $0 == " " || $0 == "\n" }
            let space = text.unicodeScalars.dropFirst(words.count)
            return group {
                element("mark", []) {
                    String(String.UnicodeScalarView(words.reversed()))
                }
                String(String.UnicodeScalarView(space))
            }
        }
    }

    func evidence(_ sentences: [String], against: Bool = false) -> HTML {
        let shown = sentences.prefix(max(caps.evidence, 0))
        guard !shown.isEmpty else { return .nothing }
        return group {
            ul(.class(against ? "evidence against" : "evidence")) {
                for sentence in shown {
                    li(.captured) {
                        if against { span(.class("hidden")) { "Against: " } }
                        self.sentence(sentence)
                    }
                }
            }
            more(sentences.count - shown.count, "line of evidence", "lines of evidence")
        }
    }
}
