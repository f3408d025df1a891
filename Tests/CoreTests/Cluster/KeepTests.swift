import Testing

@testable import Core

struct KeepTests {
    @Test func `one copy stays by each policy`() {
        var wording = Wording(95)
        let text = wording.text(3)
        var archive = Archive([text, text + " " + wording.sentence(), text, text])
        archive.facts[0].posted = nil
        archive.facts[2].posted = 3
        archive.facts[3].posted = 3
        let index = archive.index()
        let cluster = PieceCluster(representative: 0, pieces: [0, 1, 2, 3])
        let earliest = cluster.keep(.earliest, in: index)
        #expect(earliest.kept == 1)
        #expect(earliest.dropped == [0, 2, 3])
        #expect(cluster.keep(.longest, in: index).kept == 1)
        let declared = cluster.keep(.declaredOriginal, in: index) { $0 == 3 ? 2 : 0 }
        #expect(declared.kept == 3)
        #expect(declared.reason == "named as the original by 2 of 4 copies")
        #expect(cluster.keep(.declaredOriginal, in: index).kept == 1)
    }
}
