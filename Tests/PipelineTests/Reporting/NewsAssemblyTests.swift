import Core
import Foundation
import Report
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite struct NewsAssemblyTests {
    private func exported(_ corpus: InventedCorpus, since start: ExportStart?, _ kind: ExportKind)
        throws -> Set<String>
    {
        try corpus.read { snapshot in
            var bytes: [UInt8] = []
            try Exporting.export(kind, .jsonl, from: snapshot, since: start) { bytes += $0 }
            let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(
                String.init)
            #expect(Set(rows).count == rows.count)
            return Set(rows)
        }
    }

    private func news(_ corpus: InventedCorpus, caps: ReportCaps = ReportCaps()) throws -> News {
        try corpus.read { snapshot in
            let bulletin = try Bulletin(corpus.configuration, snapshot)
            let data = try ReportAssembly.data(
                snapshot, archive: nil, bulletin: bulletin, caps: caps)
            let news = try #require(data.news)
            for id in news.republished.rows + news.copies.rows.flatMap({ [$0.a, $0.b] }) {
                #expect(data.pieces[id] != nil)
            }
            return news
        }
    }

    /// An archive of two nights: what the second adds matches what the first has.
    private func nights() throws -> (corpus: InventedCorpus, late: String) {
        let corpus = try InventedCorpus.usual()
        let late = InventedCorpus.page(
            "late.example", "Late Edition",
            [
                (
                    "A wheel, once more",
                    InventedCorpus.article(0) + ["By Ada Vell, The Weir Courier"]
                ), ("A thing of its own", InventedCorpus.article(91)),
            ])
        try corpus.run()
        return (corpus, late)
    }

    @Test func `what is new is what the exports have and did not have`() throws {
        let (corpus, late) = try nights()
        let before = try (
            pieces: exported(corpus, since: nil, .pieces),
            matches: exported(corpus, since: nil, .matches)
        )
        try corpus.write(late, "late.example/one.txt")
        try corpus.folder.write([], to: "corpus/empty.txt")
        try corpus.run()
        let news = try news(corpus)
        let pieces = try exported(corpus, since: .last, .pieces)
        let matches = try exported(corpus, since: .last, .matches)
        #expect(try pieces == exported(corpus, since: nil, .pieces).subtracting(before.pieces))
        #expect(try matches == exported(corpus, since: nil, .matches).subtracting(before.matches))
        #expect(news.counts.pieces == pieces.count && pieces.count == 2)
        #expect(news.counts.matches == matches.count && !matches.isEmpty)
        #expect(news.counts.republished == 1 && news.republished.rows.count == 1)
        #expect(news.copies.total + news.passages.total + news.recaptures == matches.count)
        #expect(news.counts.quarantined == 1)
        #expect(news.quarantined?.rows.map(\.path) == ["empty.txt"])
        #expect(!news.counts.isWhole && news.run == 2)
        let changes = try exported(corpus, since: .last, .changes)
        #expect(news.counts.changedClaims == changes.count && news.changes.total == changes.count)
        #expect(
            try exported(corpus, since: .run(1), .matches) == exported(corpus, since: nil, .matches)
        )
        #expect(try exported(corpus, since: .day("2999-01-01"), .pieces).isEmpty)
        #expect(
            try exported(corpus, since: .day("2001-01-01"), .pieces).count == before.pieces.count
                + 2)
    }

    @Test func `a first pass is new as a whole, and lists nothing`() throws {
        let (corpus, _) = try nights()
        let news = try news(corpus)
        #expect(news.counts.isWhole && news.run == 1)
        #expect(try news.counts.pieces == exported(corpus, since: nil, .pieces).count)
        #expect(news.copies.rows.isEmpty && news.republished.rows.isEmpty)
    }

    @Test
    func `what is quarantined still is not new, and what the log is not there to tell is unknown`()
        throws
    {
        let (corpus, late) = try nights()
        try corpus.folder.write([], to: "corpus/empty.txt")
        try corpus.run()
        try corpus.write(late, "late.example/one.txt")
        try corpus.run()
        #expect(try news(corpus).quarantined == nil)
        let log = try #require(RunLog(corpus.configuration))
        try log.append(QuarantineLine.bytes(run: 2, source: "empty.txt", reason: "It is empty."))
        #expect(try news(corpus).quarantined?.total == 0)
    }

    @Test func `files that have gone are told of once, and former versions are not among them`()
        throws
    {
        let (corpus, late) = try nights()
        try corpus.write(late, "late.example/one.txt")
        try corpus.run()
        try FileManager.default.removeItem(
            atPath: corpus.folder.path + "/corpus/reed.example/one.txt")
        try corpus.write(late.replacing("once more", with: "yet again"), "late.example/one.txt")
        try corpus.run()
        let news = try news(corpus)
        #expect(news.gone.rows == [GoneSource(path: "reed.example/one.txt", pieces: 2)])
        #expect(try exported(corpus, since: .last, .gone).count == 1)
        var caps = ReportCaps()
        caps.news = 0
        let cut = try self.news(corpus, caps: caps)
        #expect(cut.gone.rows.isEmpty && cut.gone.total == 1)
    }

    @Test func `losses are what came since, by host`() {
        let losses = Bulletin.losses(
            [
                HostFigures(host: "a", sources: 12, pieces: 20, quarantined: 3, empty: 1),
                HostFigures(host: "b", sources: 5, pieces: 5, quarantined: 1),
                HostFigures(host: "c", sources: 2, quarantined: 0, empty: 2),
            ],
            since: [
                HostFigures(host: "a", sources: 10, pieces: 19, quarantined: 2, empty: 1),
                HostFigures(host: "b", sources: 4, pieces: 4, quarantined: 1),
            ])
        #expect(
            losses == [
                HostFigures(host: "a", sources: 2, pieces: 1, quarantined: 1, empty: 0),
                HostFigures(host: "c", sources: 2, pieces: 0, quarantined: 0, empty: 2),
            ])
    }
}
