import Core
import Report
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite struct ReportAssemblyTests {
    private struct Held {
        var pieces: [String: Piece] = [:]
        var matches: [Match] = []
        var clusters: [Cluster] = []
        var lineages: [Lineage] = []
        var templates = 0
        var boilerplate = 0
        var quarantined: [String] = []
    }

    private func held(_ snapshot: Snapshot) throws -> Held {
        var held = Held()
        try snapshot.eachPiece { held.pieces[$0.id] = $0 }
        try snapshot.eachMatch { held.matches.append($0) }
        try snapshot.eachCluster { held.clusters.append($0) }
        try snapshot.eachLineage { held.lineages.append($0) }
        try snapshot.eachTemplate { _ in held.templates += 1 }
        try snapshot.eachBoilerplate { _ in held.boilerplate += 1 }
        try snapshot.eachSource {
            if case .quarantined = $0.state { held.quarantined.append($0.path) }
        }
        return held
    }

    private func corpus() throws -> InventedCorpus {
        let corpus = try InventedCorpus.usual()
        try corpus.folder.write([], to: "corpus/empty.txt")
        try corpus.run()
        return corpus
    }

    @Test func `the report's figures are those of the store`() throws {
        try corpus().read { snapshot in
            let held = try held(snapshot)
            let data = try ReportAssembly.data(snapshot, archive: "Farrow")
            #expect(data.archive == "Farrow")
            #expect(data.run.pieces == held.pieces.count)
            #expect(data.run.matches == held.matches.count)
            #expect(
                data.charts.years.values.reduce(0, +) + data.charts.undated == held.pieces.count)
            #expect(data.charts.relations.values.reduce(0, +) == held.matches.count)
            for (relation, count) in data.charts.relations {
                #expect(held.matches.count { $0.relation == relation } == count)
            }
            #expect(
                data.charts.states.values.reduce(0, +)
                    == held.lineages.reduce(0) { $0 + $1.derivedFrom.count })
            #expect(
                data.charts.hosts.map(\.name).sorted()
                    == Set(
                        held.pieces.values.compactMap(\.host)
                    ).sorted())
            #expect(data.families.total == held.clusters.count)
            #expect(data.templates.total == held.templates)
            #expect(data.boilerplate.total == held.boilerplate)
            #expect(data.quarantined.rows.map(\.path) == held.quarantined)
            #expect(data.lineages.total == held.lineages.count { $0.chain.count > 1 })
            #expect(
                Set(data.translators.rows.map(\.name))
                    == Set(held.pieces.values.flatMap(\.translators)))
            #expect(
                Set(data.republished.rows.map(\.outlet.name))
                    == Set(held.pieces.values.flatMap(\.outlets).map(\.name)))
            #expect(data.digests.total == 1)
            for (id, piece) in data.pieces { #expect(held.pieces[id]?.title == piece.title) }
        }
    }

    @Test func `every piece that a row names is there, and passages are the words of the pages`()
        throws
    {
        try corpus().read { snapshot in
            let data = try ReportAssembly.data(snapshot, archive: nil)
            var named: Set<String> = []
            var comparisons = data.passages.rows
            for family in data.families.rows {
                named.formUnion(family.cluster.pieces)
                comparisons += family.comparisons.rows
            }
            for digest in data.digests.rows {
                named.insert(digest.digest)
                named.formUnion(digest.parts.rows.flatMap { [$0.a, $0.b] })
            }
            for row in data.republished.rows { named.formUnion(row.pieces.rows) }
            for row in data.translators.rows { named.formUnion(row.pieces.rows) }
            #expect(!named.isEmpty && named.isSubset(of: data.pieces.keys))
            #expect(!comparisons.isEmpty)
            for comparison in comparisons {
                for text in comparison.passages {
                    let a = try #require(data.pieces[comparison.match.a])
                    let page = try #require(try snapshot.page(ofSource: a.source))
                    #expect(
                        text.a == String(decoding: page[text.passage.aBytes], as: UTF8.self))
                    #expect(!text.b.isEmpty)
                }
            }
        }
    }

    @Test func `caps cut the rows and not the totals`() throws {
        try corpus().read { snapshot in
            var caps = ReportCaps()
            caps.families = 1
            caps.lineages = 1
            caps.outlets = 0
            caps.quarantined = 0
            caps.translators = 0
            caps.digests = 0
            let whole = try ReportAssembly.data(snapshot, archive: nil)
            let cut = try ReportAssembly.data(snapshot, archive: nil, caps: caps)
            #expect(cut.families.rows.count <= 1 && cut.families.total == whole.families.total)
            #expect(cut.lineages.rows.count <= 1 && cut.lineages.total == whole.lineages.total)
            #expect(cut.republished.rows.isEmpty)
            #expect(cut.republished.total == whole.republished.total)
            #expect(cut.quarantined.rows.isEmpty && cut.quarantined.total == 1)
            #expect(cut.translators.total == 1 && cut.digests.total == 1)
        }
    }

    @Test func `an empty store makes an empty report`() throws {
        let corpus = try InventedCorpus()
        try corpus.run()
        try corpus.read { snapshot in
            let data = try ReportAssembly.data(snapshot, archive: nil)
            #expect(data.pieces.isEmpty && data.families.rows.isEmpty && data.lineages.total == 0)
        }
    }
}
