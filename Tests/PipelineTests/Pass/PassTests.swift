import Core
import Foundation
import Report
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite struct PassTests {
    @Test func `a pass finds what was planted`() throws {
        let corpus = try InventedCorpus.usual()
        let result = try corpus.run()
        #expect(result.summary.sources == 4 && result.summary.sourcesRead == 4)
        #expect(result.summary.pieces == 11)
        #expect(result.summary.quarantined == 0)
        #expect(!result.unchanged && result.plan == nil)
        let byTitle = try corpus.read { snapshot in
            var titles: [String: Piece] = [:]
            try snapshot.eachPiece { titles[$0.source + "/" + ($0.title ?? "")] = $0 }
            return titles
        }
        let one = try #require(byTitle["farrow.example/one.txt/A wheel turns again"])
        #expect(one.host == "farrow.example" && one.posted?.description == "2020-05-27")
        #expect(one.authors == ["Ada Vell"] && one.outlets.first?.domain == "weir.example")
        let copy = try #require(byTitle["weir.example/one.txt/The wheel at Farrow Bend"])
        let digest = try #require(byTitle["weir.example/one.txt/Weir Weekly Digest 17"])
        let part = try #require(byTitle["reed.example/one.txt/The key to the sluice"])
        let again = try #require(byTitle["farrow.example/two.txt/Stones and bread"])
        let first = try #require(byTitle["farrow.example/one.txt/Stones and bread"])
        try corpus.read { snapshot in
            let relation = try #require(try snapshot.match(one.id, copy.id))
            #expect(relation.direction == (relation.a == one.id ? .aFromB : .bFromA))
            let holds = try #require(try snapshot.match(digest.id, part.id))
            #expect(holds.relation == .contains && holds.a == digest.id)
            let recapture = try #require(try snapshot.match(again.id, first.id))
            #expect(recapture.recapture)
            let lineage = try #require(try snapshot.lineage(ofPiece: one.id))
            #expect(lineage.chain.map(\.piece) == [copy.id, one.id])
        }
    }

    @Test func `the exports are the same bytes for any number of workers, and in every run`() throws
    {
        let corpus = try InventedCorpus.usual()
        try corpus.run(workers: 1)
        let expected = try corpus.exports()
        #expect(expected.count { !$0.isEmpty } >= 10)
        for workers in 1...4 {
            corpus.configuration.store = corpus.folder.path + "/store-\(workers)"
            try corpus.run(workers: workers)
            #expect(try corpus.exports() == expected, "\(workers) workers")
        }
    }

    @Test func `narrow buffers change nothing`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        let expected = try corpus.exports()
        corpus.configuration.store = corpus.folder.path + "/narrow"
        corpus.configuration.stages.read.buffer = 1
        corpus.configuration.stages.divide.buffer = 1
        corpus.configuration.stages.fingerprint.buffer = 1
        corpus.configuration.stages.match.buffer = 1
        try corpus.run(workers: 3)
        #expect(try corpus.exports() == expected)
    }

    // MARK: What has changed

    @Test func `a second run over the same corpus reads nothing and says so`() throws {
        let corpus = try InventedCorpus.usual()
        let first = try corpus.run()
        let before = try corpus.exports()
        let second = try corpus.run(workers: 2)
        #expect(second.unchanged && second.summary.bytes == 0)
        #expect(second.summary.sourcesRead == 0)
        #expect(second.summary.pieces == first.summary.pieces)
        #expect(try corpus.exports() == before)
        #expect(try corpus.read { try $0.lastRun()?.number } == 1)
    }

    @Test func `changed, added and removed files are seen, and end as a run from nothing would`()
        throws
    {
        let corpus = try InventedCorpus.usual()
        corpus.configuration.read.removed = .drop
        try corpus.run()
        let page = corpus.folder.path + "/corpus/reed.example/one.txt"
        let text = try String(contentsOfFile: page, encoding: .utf8)
        try corpus.write(
            text.replacing("A sheet nine feet long", with: "A sheet ten feet long"),
            "reed.example/one.txt")
        try corpus.write(
            InventedCorpus.page(
                "reed.example", "Reed Bank",
                [("One", InventedCorpus.article(20)), ("Two", InventedCorpus.article(1))]),
            "reed.example/two.txt")
        try FileManager.default.removeItem(
            atPath: corpus.folder.path + "/corpus/farrow.example/two.txt")
        let plan = try #require(try corpus.run(dryRun: true).plan)
        #expect(plan.new == 1 && plan.changed == 1 && plan.gone == 1 && plan.unchanged == 2)
        let result = try corpus.run()
        #expect(!result.unchanged)
        #expect(result.summary.sources == 4)
        #expect(result.summary.pieces == 10)
        let found = try corpus.exports()
        try corpus.read { snapshot in
            #expect(try snapshot.source(path: "farrow.example/two.txt") == nil)
            #expect(try snapshot.pieces(ofSource: "reed.example/two.txt").count == 2)
            let titles = try snapshot.pieces(ofSource: "reed.example/one.txt").map(\.title)
            #expect(titles.contains("A sheet ten feet long"))
        }
        corpus.configuration.store = corpus.folder.path + "/fresh"
        try corpus.run()
        #expect(try corpus.exports() == found)
    }

    @Test func `a file with the same content and another time is looked at again`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        let before = try corpus.exports()
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
            ofItemAtPath: corpus.folder.path + "/corpus/weir.example/one.txt")
        #expect(try !corpus.run().unchanged)
        #expect(try corpus.exports() == before)
        #expect(try corpus.run().unchanged)
    }

    @Test func `settings that shape the content make the next run read all of it`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        corpus.configuration.match.minPassageWords += 5
        let result = try corpus.run()
        #expect(!result.unchanged && result.summary.sourcesRead == 4)
        #expect(try corpus.run().unchanged)
    }

    @Test func `settings that only say how the work is done do not`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        corpus.configuration.stages.widen(to: .workers(3))
        corpus.configuration.report = corpus.folder.path + "/elsewhere"
        #expect(try corpus.run().unchanged)
    }

    @Test func `a dry run makes no store`() throws {
        let corpus = try InventedCorpus.usual()
        let plan = try #require(try corpus.run(dryRun: true).plan)
        #expect(plan.new == 4 && plan.changed == 0 && plan.unchanged == 0 && plan.gone == 0)
        #expect(!FileManager.default.fileExists(atPath: corpus.configuration.store))
    }

    // MARK: Trouble

    @Test func `a source that cannot be read is quarantined, and the others are as without it`()
        throws
    {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        let before = try corpus.exports()
        corpus.configuration.store = corpus.folder.path + "/with"
        try corpus.folder.write([], to: "corpus/a-empty.txt")
        try corpus.folder.write(
            (0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 7) }, to: "corpus/m-binary.txt")
        let result = try corpus.run()
        #expect(result.summary.quarantined == 2)
        #expect(result.summary.sources == 6)
        #expect(try corpus.exports() == before)
        try corpus.read { snapshot in
            for path in ["a-empty.txt", "m-binary.txt"] {
                let source = try #require(try snapshot.source(path: path))
                guard case .quarantined(let reason) = source.state else {
                    Issue.record("\(path) is not quarantined")
                    continue
                }
                #expect(!"\(reason)".isEmpty)
            }
        }
        let again = try corpus.run()
        #expect(again.unchanged && again.summary.quarantined == 2)
    }

    @Test func `an empty corpus is an archive of nothing`() throws {
        let corpus = try InventedCorpus()
        let result = try corpus.run()
        #expect(result.summary.sources == 0 && result.summary.pieces == 0)
        #expect(try corpus.run().unchanged)
    }

    @Test(arguments: ["learn", "divide", "match", "verify", "trace"])
    func `a pass that is stopped in any stage leaves what was there`(_ stage: String) throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        let before = try corpus.exports()
        try corpus.write(
            InventedCorpus.page("reed.example", "Reed Bank", [("One", InventedCorpus.article(20))]),
            "reed.example/two.txt")
        let cancellation = Cancellation()
        let progress = PassProgress(style: .json, clock: { 0 }) {
            if $0.contains("\"\(stage)\"") { cancellation.cancel(signal: 2) }
        }
        let error = #expect(throws: Interrupted.self) {
            try corpus.run(workers: 2, cancellation: cancellation, progress: progress)
        }
        #expect(error?.exitCode == 130)
        #expect(try corpus.exports() == before)
        let next = try corpus.run()
        #expect(!next.unchanged && next.summary.sources == 5)
    }

    @Test func `a first pass that is stopped leaves nothing to read`() throws {
        let corpus = try InventedCorpus.usual()
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: Interrupted.self) { try corpus.run(cancellation: cancellation) }
        let rows = try corpus.read { snapshot in
            var count = 0
            try snapshot.eachPiece { _ in count += 1 }
            return count
        }
        #expect(rows == 0)
        #expect(try corpus.run().summary.pieces == 11)
    }

    @Test func `while one pass writes no other can, and readers go on`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        let before = try corpus.exports()
        let holder = try Catalog(
            folder: corpus.configuration.store, versions: Pass.versions, access: .write)
        let error = #expect(throws: StoreError.self) { try corpus.run() }
        #expect(error?.kind == .locked)
        #expect(try corpus.exports() == before)
        #expect(try corpus.run(dryRun: true).plan?.unchanged == 4)
        withExtendedLifetime(holder) {}
    }

    @Test func `a corpus that is not there is an error and no empty store`() throws {
        let corpus = try InventedCorpus()
        corpus.configuration.corpus = [corpus.folder.path + "/nowhere"]
        #expect(throws: (any Error).self) { try corpus.run() }
        #expect(!FileManager.default.fileExists(atPath: corpus.configuration.store))
    }
}
