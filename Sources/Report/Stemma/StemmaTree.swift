import Core

/// The family tree of a text: the chains of its members, merged where they run together.
///
/// Each piece stands once in it. Members bear their sigla, all else Greek letters, as lost
/// manuscripts do in editions.
struct StemmaTree: Sendable {
    struct Node: Sendable {
        let step: LineageStep
        let label: String
        let parent: Int?
        let depth: Int
        fileprivate(set) var children: [Int] = []
        /// Where it stands from left to right, leaves being 1 apart.
        fileprivate(set) var x = 0.0

        /// An outlet whose piece is not in the archive.
        var isGhost: Bool { step.piece == nil && !isPerson }
        var isPerson: Bool { step.piece == nil && step.role == .translator }
        var isMember = false
    }

    private(set) var nodes: [Node] = []
    private(set) var roots: [Int] = []
    private(set) var leaves = 0
    private(set) var depth = 0

    private static let most = (chains: 24, steps: 8, nodes: 40)

    /// - Complexity: O(n²) for the at most 40 nodes that it keeps.
    init(_ lineages: [Lineage], _ sigla: Sigla) {
        let chains = lineages.prefix(Self.most.chains).enumerated().sorted { first, second in
            (second.element.chain.count, first.offset) < (first.element.chain.count, second.offset)
        }
        for (_, lineage) in chains {
            var parent: Int?
            for step in lineage.chain.prefix(Self.most.steps) {
                guard let node = place(step, under: parent, sigla) else { break }
                parent = node
            }
        }
        for root in roots { layOut(root) }
    }

    private mutating func place(_ step: LineageStep, under parent: Int?, _ sigla: Sigla) -> Int? {
        let siblings = parent.map { nodes[$0].children } ?? roots
        let known =
            if let piece = step.piece {
                nodes.firstIndex { $0.step.piece == piece }
            } else {
                siblings.first {
                    nodes[$0].step.piece == nil && nodes[$0].step.role == step.role
                        && nodes[$0].step.outlet == step.outlet
                }
            }
        if let known { return known }
        guard nodes.count < Self.most.nodes else { return nil }
        let siglum = step.piece.flatMap { sigla.pieces.firstIndex(of: $0) }.map(Words.siglum)
        var node = Node(
            step: step,
            label: siglum ?? (step.piece == nil && step.role == .translator ? "◇" : nextGreek()),
            parent: parent, depth: parent.map { nodes[$0].depth + 1 } ?? 0)
        node.isMember = siglum != nil
        nodes.append(node)
        depth = max(depth, node.depth)
        if let parent {
            nodes[parent].children.append(nodes.count - 1)
        } else {
            roots.append(nodes.count - 1)
        }
        return nodes.count - 1
    }

    private func nextGreek() -> String {
        let letters = Array("αβγδεζηθικλμνξοπρστυφχψω")
        let used = nodes.count { !$0.isMember && !$0.isPerson }
        return String(letters[used % letters.count])
            + String(repeating: "′", count: used / letters.count)
    }

    /// Leaves from left to right, each parent over the middle of its children.
    private mutating func layOut(_ index: Int) {
        let children = nodes[index].children
        if children.isEmpty {
            nodes[index].x = Double(leaves)
            leaves += 1
            return
        }
        for child in children { layOut(child) }
        nodes[index].x = (nodes[children[0]].x + nodes[children[children.count - 1]].x) / 2
    }

    /// Who gave to whom, in words.
    var description: String {
        let edges = nodes.compactMap { node in
            node.parent.map { "\(name(nodes[$0])) to \(name(node))" }
        }
        return "Family tree: " + (edges.isEmpty ? "one witness" : edges.joined(separator: ", "))
    }

    private func name(_ node: Node) -> String {
        node.isPerson ? "a translator" : node.label
    }
}
