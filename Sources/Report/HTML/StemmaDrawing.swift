extension Drawing {
    /// A family tree of sigla.
    ///
    /// It holds no captured text: its letters are explained beside it.
    static func stemma(_ tree: StemmaTree) -> HTML {
        let (margin, across, down, radius) = (18.0, 46.0, 54.0, 13.0)
        let width = Double(max(tree.leaves - 1, 0)) * across + margin * 2
        let height = Double(tree.depth) * down + margin * 2
        func number(_ value: Double) -> String { Decimals.text(value, places: 1) }
        func point(_ node: StemmaTree.Node) -> (x: Double, y: Double) {
            (margin + node.x * across, margin + Double(node.depth) * down)
        }
        return element(
            "svg",
            [
                .class("stemma"), Attribute("role", "img"), .label(tree.description),
                Attribute("viewBox", "0 0 \(number(width)) \(number(height))"),
                Attribute("width", number(width)), Attribute("height", number(height)),
            ]
        ) {
            for node in tree.nodes {
                if let parent = node.parent {
                    let (from, to) = (point(tree.nodes[parent]), point(node))
                    element(
                        "line",
                        [
                            .class(tree.nodes[parent].isGhost ? "edge lost" : "edge"),
                            Attribute("x1", number(from.x)), Attribute("y1", number(from.y)),
                            Attribute("x2", number(to.x)), Attribute("y2", number(to.y)),
                        ])
                }
            }
            for node in tree.nodes {
                let at = point(node)
                if node.isPerson {
                    element(
                        "path",
                        [
                            .class("node person"),
                            Attribute("d", "M\(number(at.x)) \(number(at.y - 8))l8 8-8 8-8-8z"),
                        ])
                } else {
                    element(
                        "circle",
                        [
                            .class(
                                node.isGhost
                                    ? "node ghost" : node.label == "A" ? "node first" : "node"),
                            Attribute("cx", number(at.x)), Attribute("cy", number(at.y)),
                            Attribute("r", number(radius)),
                        ])
                    element(
                        "text",
                        [
                            .class(node.label == "A" ? "letter first" : "letter"),
                            Attribute("x", number(at.x)), Attribute("y", number(at.y + 4.8)),
                        ]
                    ) { node.label }
                }
            }
        }
    }
}
