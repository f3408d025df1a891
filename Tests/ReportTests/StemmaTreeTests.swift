import Core
import Testing

@testable import Report

struct StemmaTreeTests {
    static func lineage(_ stations: String...) -> Lineage {
        Lineage(
            piece: stations.last ?? "",
            chain: stations.map {
                $0.hasPrefix("?")
                    ? LineageStep(role: .original, outlet: $0)
                    : LineageStep(role: .republisher, outlet: $0, piece: $0)
            })
    }

    static let sigla = Sigla(
        Cluster(id: "p", representative: "p", pieces: ["p", "q", "r", "s"]))

    @Test func `chains that run together are one branch`() {
        let tree = StemmaTree(
            [Self.lineage("?o", "p"), Self.lineage("?o", "p", "q"), Self.lineage("?o", "r")],
            Self.sigla)
        #expect(tree.roots.count == 1)
        #expect(tree.leaves == 2)
        #expect(tree.description == "Family tree: α to A, A to B, α to C")
        #expect(tree.nodes.first?.isGhost == true)
    }

    @Test func `a piece stands once, where its longest chain puts it`() {
        let tree = StemmaTree(
            [Self.lineage("?o", "q"), Self.lineage("?o", "p", "q")], Self.sigla)
        #expect(tree.nodes.count { $0.step.piece == "q" } == 1)
        #expect(tree.description == "Family tree: α to A, A to B")
    }

    @Test func `chains that contradict each other make no circle`() {
        let tree = StemmaTree(
            [Self.lineage("p", "q"), Self.lineage("q", "p"), Self.lineage("p", "p")], Self.sigla)
        #expect(tree.nodes.count == 2)
        #expect(tree.nodes.count { $0.parent == nil } == 1)
    }

    @Test func `lost originals are told apart`() {
        let tree = StemmaTree([Self.lineage("?o", "p"), Self.lineage("?n", "q")], Self.sigla)
        #expect(tree.roots.count == 2)
        #expect(tree.nodes.filter(\.isGhost).map(\.label) == ["α", "β"])
    }

    @Test func `a tree stays small whatever it is made of`() {
        let many = (0..<500).map { row in
            Lineage(
                piece: "",
                chain: (0..<50).map {
                    LineageStep(role: .republisher, outlet: "", piece: "\(row)-\($0)")
                })
        }
        let tree = StemmaTree(many, Self.sigla)
        #expect(tree.nodes.count <= 40)
        #expect(tree.depth < 8)
    }
}
