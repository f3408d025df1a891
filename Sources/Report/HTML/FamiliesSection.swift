import Core

extension ReportPage {
    var families: HTML {
        guard data.families.total > 0 else {
            return empty(
                data.run.pieces < 2
                    ? "A family needs two pieces, and the archive has "
                        + "\(Words.count(data.run.pieces, "piece"))."
                    : "No two pieces are copies of one text. Shared passages that are too short, "
                        + "boilerplate and templates do not make a family.")
        }
        return group {
            intro(
                "A family is a representative and the pieces that were verified against it as "
                    + "copies of one text. Its members carry letters, as the witnesses of an "
                    + "edition do.")
            list(data.families, cap: caps.families, share: 0.4, more: "family", "families") {
                index, family in
                self.family(family, number: index + 1)
            }
        }
    }

    private func family(_ family: Family, number: Int) -> HTML {
        let cluster = family.cluster
        let sigla = Sigla(cluster)
        var facts = [HTML.text(Words.count(cluster.pieces.count, "copy", "copies"))]
        if let span = Words.span(cluster.firstPosted, cluster.lastPosted) {
            facts.append(.text("posted \(span)"))
        }
        facts.append(.text(Words.count(cluster.independentSources, "independent source")))
        return article(.class("family"), .id("family-\(number)")) {
            header {
                p(.class("numeral"), .decorative) { "\(number)" }
                div {
                    h3 { linkedTitle(cluster.representative) }
                    p(.class("meta")) { separated(facts) }
                }
            }
            let listed = sigla.pieces.prefix(max(caps.members, 0))
            let tree = StemmaTree(family.lineages.filter { listed.contains($0.piece) }, sigla)
            div(.class("witnesses")) {
                div { members(cluster, sigla, tree) }
                if tree.nodes.count > 1 { Drawing.stemma(tree) }
            }
            for (index, comparison) in family.comparisons.rows.prefix(
                max(caps.comparisonsPerFamily, 0)
            ).enumerated() {
                self.comparison(comparison, sigla, isOpen: number == 1 && index == 0)
            }
            more(
                family.comparisons.total
                    - min(family.comparisons.rows.count, caps.comparisonsPerFamily), "comparison")
        }
    }

    /// The members, and the other stations of their tree.
    private func members(_ cluster: Cluster, _ sigla: Sigla, _ tree: StemmaTree) -> HTML {
        let shown = sigla.pieces.prefix(max(caps.members, 0))
        let representative = data.pieces[cluster.representative]?.title
        return group {
            ol(.class("members")) {
                for (index, id) in shown.enumerated() {
                    li {
                        span(.class("siglum")) { Words.siglum(index) }
                        div {
                            p(.class("where")) {
                                span {
                                    witness(id)
                                    if id == cluster.representative {
                                        span(.class("tag")) { "representative" }
                                    }
                                }
                                place(id)
                            }
                            if data.pieces[id]?.title != representative {
                                p(.class("variant")) { title(id) }
                            }
                        }
                    }
                }
            }
            more(cluster.pieces.count - shown.count, "copy", "copies")
            let others = tree.nodes.filter { !$0.isMember }
            if !others.isEmpty {
                ul(.class("members others")) {
                    for node in others.prefix(max(caps.members, 0)) { station(node) }
                }
            }
        }
    }

    /// A station of a family's tree that is none of its members.
    private func station(_ node: StemmaTree.Node) -> HTML {
        li {
            span(.class(node.isGhost ? "siglum ghost" : "siglum")) { node.label }
            p(.class("where")) {
                if let id = node.step.piece {
                    span {
                        title(id)
                        " "
                        particulars(id, outlets: false)
                    }
                } else {
                    bdi(
                        .class(node.isGhost ? "lost outlet" : "outlet"),
                        text: clipped(node.step.outlet))
                    span(.class("meta")) {
                        node.isGhost
                            ? "\(node.step.role.rawValue), not in the archive"
                            : node.step.role.rawValue
                    }
                }
            }
        }
    }

    /// A member of a family by what tells it from the others: where and when it was posted.
    private func witness(_ id: String) -> HTML {
        guard let piece = data.pieces[id] else { return title(id) }
        return span { separated(facts(piece)) }
    }

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
                    "\(Decimals.percent(match.resemblance)) alike"
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
