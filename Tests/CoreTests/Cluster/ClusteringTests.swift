import Testing

@testable import Core

struct ClusteringTests {
    @Test func `copies stand around one representative and a digest in no cluster`() {
        var wording = Wording(80)
        let articles = (0..<4).map { _ in wording.text(5) }
        var texts = articles
        texts += articles.map { $0 + "\n\n" + wording.paragraph(2) }
        texts.append(articles.joined(separator: "\n\n"))
        let run = Archive(texts).run()
        #expect(run.clusters.clusters.map(\.pieces) == [[0, 4], [1, 5], [2, 6], [3, 7]])
        #expect(
            run.clusters.clusters.allSatisfy { $0.pieces.contains($0.representative) })
        #expect(run.pairs.filter { $0.contains(8) }.count == 8)
    }

    @Test func `a copy that was cut short joins, a report with the same statement does not`() {
        var wording = Wording(81)
        let article = (0..<8).map { _ in wording.paragraph(3) }
        let cut = article.prefix(3).joined(separator: "\n\n")
        let statement = wording.paragraph(5)
        let texts = [
            article.joined(separator: "\n\n"), cut,
            wording.text(3) + "\n" + statement + "\n" + wording.text(3),
            wording.text(4) + "\n" + statement + "\n" + wording.text(4),
        ]
        let run = Archive(texts).run()
        #expect(run.clusters.clusters.map(\.pieces) == [[0, 1]])
        #expect(run.pairs.contains([2, 3]))
    }

    @Test func `a chain of small likenesses does not run away`() {
        var wording = Wording(83)
        let links = (0..<80).map { _ in wording.paragraph(5) }
        let texts = (0..<76).map { links[$0..<($0 + 5)].joined(separator: "\n\n") }
        let run = Archive(texts).run()
        #expect(run.clusters.clusters.allSatisfy { $0.pieces.count <= 24 })
        #expect(!run.clusters.suspicious.isEmpty)
    }

    @Test func `the least number is the root of joined sets in any order`() {
        var random = Seeded(82)
        let joins = (0..<40).map { _ in
            (Int.random(in: 0..<60, using: &random), Int.random(in: 0..<60, using: &random))
        }
        var sets = DisjointSets(60)
        for (a, b) in joins { sets.join(a, b) }
        var again = DisjointSets(60)
        for (a, b) in joins.reversed() { again.join(b, a) }
        for x in 0..<60 {
            #expect(sets.root(x) == again.root(x))
            #expect(sets.root(x) <= x)
        }
    }
}
