import Core
import Foundation
import Report
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite struct WatchListTests {
    private func corpus() throws -> InventedCorpus {
        let corpus = try InventedCorpus.usual()
        corpus.configuration.watch.phrases = ["stones AND bread", "a heron", "the late wheel"]
        corpus.configuration.watch.outlets = ["The Weir Courier"]
        return corpus
    }

    /// A pass that is told to the run log, and what its watch-list found.
    private func night(_ corpus: InventedCorpus) throws -> WatchHits {
        let result = try corpus.run()
        let notices = RunNotices(configuration: corpus.configuration, began: Date())
        let (record, _) = try notices.record(of: result, exitCode: 0)
        #expect(notices.tell(record).isEmpty)
        return record.watch
    }

    /// What is found when every piece is looked at.
    private func all(_ corpus: InventedCorpus) throws -> WatchHits {
        try corpus.read { try WatchList(corpus.configuration).hits($0) }
    }

    private func key(_ hit: WatchHit) -> [String] {
        [hit.kind.rawValue, hit.watched, hit.piece, hit.reason, hit.source, hit.title ?? ""]
    }

    private func keys(_ hits: WatchHits) -> [[String]] {
        hits.hits.map(key).sorted { $0.lexicographicallyPrecedes($1) }
    }

    @Test func `what nights find is what a look at every piece finds`() throws {
        let corpus = try corpus()
        var before: Set<[String]> = []
        func check(_ hits: WatchHits, new: Int? = nil) throws {
            #expect(try keys(hits) == keys(all(corpus)))
            let added = hits.hits.filter { !before.contains(Array(key($0).prefix(3))) }
            #expect(hits.new == added.count && hits.hits.count { $0.isNew } == added.count)
            if let new { #expect(hits.new == new) }
            before = Set(hits.hits.map { Array(key($0).prefix(3)) })
        }
        try check(try night(corpus))
        #expect(!before.isEmpty)
        // Nothing comes.
        try check(try night(corpus), new: 0)
        // A page comes that names an outlet: others are read again.
        try corpus.write(
            InventedCorpus.page(
                "late.example", "Late Edition",
                [
                    ("The late wheel", InventedCorpus.article(31) + ["By Ada Vell, Reed Bank"]),
                    ("A heron again", InventedCorpus.article(32)),
                ]), "late.example/one.txt")
        try check(try night(corpus), new: 2)
        // A page changes, and one is gone.
        try corpus.write(
            InventedCorpus.page(
                "late.example", "Late Edition", [("The late wheel", InventedCorpus.article(33))]),
            "late.example/one.txt")
        try FileManager.default.removeItem(
            atPath: corpus.folder.path + "/corpus/farrow.example/two.txt")
        try check(try night(corpus))
        // Other words are looked for in all pieces.
        corpus.configuration.watch.phrases.append("the second wheel")
        try check(try night(corpus))
        corpus.configuration.read.removed = .drop
        try FileManager.default.removeItem(
            atPath: corpus.folder.path + "/corpus/farrow.example/one.txt")
        try check(try night(corpus))
    }

    @Test func `only what was written since is looked at, and what was found`() throws {
        let corpus = try corpus()
        let first = try night(corpus)
        try corpus.read { snapshot in
            let list = try WatchList(corpus.configuration)
            var former = WatchList.Former()
            former.lastPiece = try snapshot.lastPiece()
            #expect(try list.hits(snapshot, former: former).total == 0)
            former.hits = [first.hits[0].key]
            #expect(try list.hits(snapshot, former: former).hits.map(\.key) == former.hits)
            former.isAll = false
            #expect(try list.hits(snapshot, former: former).total == first.total)
        }
    }

    @Test func `of hits that the log has cut off, those of new pieces alone are new`() throws {
        let corpus = try corpus()
        let first = try night(corpus)
        #expect(first.new == first.total && first.total > 1)
        try corpus.read { snapshot in
            var former = WatchList.Former()
            (former.isAll, former.run) = (false, 1)
            #expect(try WatchList(corpus.configuration).hits(snapshot, former: former).new == 0)
            former.run = 0
            let hits = try WatchList(corpus.configuration).hits(snapshot, former: former)
            #expect(hits.new == hits.total)
        }
    }
}
