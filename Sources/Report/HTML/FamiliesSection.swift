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
            list(data.families, cap: caps.families, share: 0.35, more: "family", "families") {
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
            div(.class(tree.leaves > 6 ? "witnesses wide" : "witnesses")) {
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
}
