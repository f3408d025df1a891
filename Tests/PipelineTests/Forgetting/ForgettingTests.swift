import Core
import Foundation
import Store
import TestSupport
import Testing

@testable import Pipeline

/// What `stemma forget` takes out of a store, and that it does not come back.
@Suite struct ForgettingTests {
    /// The files of the nights, and a crawl of which each record has its host.
    private static func files() throws -> [(path: String, text: String)] {
        let records = (0..<6).map { record in
            let text = InventedCorpus.article(UInt64(record % 4 + 2)).joined(separator: "\n\n")
            return "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:test:\(record)>\r\n"
                + "WARC-Date: 2021-03-04T05:06:07Z\r\n"
                + "WARC-Target-URI: https://host\(record % 3).example/\(record)\r\n"
                + "Content-Type: text/plain\r\nContent-Length: \(text.utf8.count)\r\n\r\n"
                + text + "\r\n\r\n"
        }
        return try NightTests.files() + [("crawl.wet", records.joined())]
    }

    /// What can be forgotten of these files.
    private static let names = [
        "farrow.example/one.txt", "weir.example/one.txt", "reed.example/one.txt", "rows-1.jsonl",
        "rows-0.jsonl#2", "rows-2.jsonl#0", "crawl.wet#<urn:test:1>", "crawl.wet", "h3.example",
        "host2.example", "sluice.example", "farrow.example", "extracts/2.txt",
    ]

    private static func forgetting(_ corpus: InventedCorpus) -> Forgetting {
        Forgetting(configuration: corpus.configuration, progress: PassProgress(style: .quiet))
    }

    /// Whether everything that `stemma verify` looks at holds.
    private static func isSound(_ corpus: InventedCorpus) throws -> Bool {
        var isSound = true
        try corpus.read { snapshot in
            try StoreVerification(snapshot, store: corpus.configuration.store).run {
                if $0.outcome != .holds { isSound = false }
            }
        }
        return isSound
    }

    @Test(arguments: 0..<8)
    func `a store that has forgotten is the store that was made without`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) &* 31 &+ 3)
        let files = try Self.files().shuffled(using: &random)
        let corpus = try InventedCorpus()
        let half = Int.random(in: 3..<files.count, using: &random)
        for file in files.prefix(half) { try corpus.write(file.text, file.path) }
        try corpus.run()
        for file in files.dropFirst(half) { try corpus.write(file.text, file.path) }
        try corpus.run()
        var left = Self.names.shuffled(using: &random)
        for _ in 0..<2 {
            let count = Int.random(in: 1...2, using: &random)
            let names = Array(left.prefix(count))
            left.removeFirst(count)
            do {
                _ = try Self.forgetting(corpus).forget(names)
            } catch is NothingToForget {
                // A name that went with another.
            }
        }
        let found = try corpus.exports()
        #expect(try Self.isSound(corpus))
        #expect(try corpus.run().unchanged)
        #expect(try corpus.exports() == found)
        // Made anew under the same list.
        let list = try ForgottenList(of: corpus.configuration.store)
        #expect(!list.isEmpty)
        corpus.configuration.store = corpus.folder.path + "/batch"
        try corpus.folder.makeFolder("batch")
        try list.save(to: corpus.configuration.store)
        try corpus.run()
        #expect(try corpus.exports() == found)
        #expect(try corpus.run().unchanged)
    }

    @Test(arguments: [
        ["weir.example/one.txt"], ["rows-1.jsonl", "crawl.wet"], ["sluice.example"],
        ["farrow.example", "extracts/0.txt"],
    ])
    func `without whole files it is the store of a corpus without them`(_ names: [String]) throws {
        let corpus = try InventedCorpus()
        for file in try Self.files() { try corpus.write(file.text, file.path) }
        try corpus.run()
        let plan = try Self.forgetting(corpus).forget(names).plan
        let found = try corpus.exports()
        for file in plan.content.files {
            try FileManager.default.removeItem(
                atPath: corpus.folder.path + "/corpus/" + file.path)
        }
        #expect(plan.content.records.isEmpty && plan.content.rows.isEmpty)
        #expect(!plan.content.files.isEmpty)
        corpus.configuration.store = corpus.folder.path + "/batch"
        try corpus.run()
        #expect(try corpus.exports() == found)
    }

    @Test
    func `what was forgotten does not come back under another name, and comes back when it may`()
        throws
    {
        let corpus = try InventedCorpus()
        for file in try Self.files() { try corpus.write(file.text, file.path) }
        try corpus.run()
        let before = try corpus.exports()
        let names = ["weir.example/one.txt", "rows-0.jsonl#1", "crawl.wet#<urn:test:2>"]
        _ = try Self.forgetting(corpus).forget(names)
        let after = try corpus.exports()
        #expect(after != before)
        // The same capture elsewhere, and a pass that makes all anew.
        let text = try String(
            contentsOfFile: corpus.folder.path + "/corpus/weir.example/one.txt", encoding: .utf8)
        try corpus.write(text, "elsewhere/copy.txt")
        try corpus.run()
        #expect(try corpus.exports() == after)
        #expect(try corpus.run().unchanged)
        _ = try Pass(
            configuration: corpus.configuration, progress: PassProgress(style: .quiet)
        ).run(rebuild: true)
        #expect(try corpus.exports() == after)
        try FileManager.default.removeItem(
            atPath: corpus.folder.path + "/corpus/elsewhere/copy.txt")
        // Taken back, by name or by what the list calls it.
        let forgetting = Self.forgetting(corpus)
        _ = try forgetting.takeBack(Array(names.prefix(2)))
        let rest = try #require(try forgetting.list().first)
        #expect(throws: NothingToForget.self) { try forgetting.takeBack([names[0]]) }
        _ = try forgetting.takeBack([rest.id])
        #expect(try forgetting.list().isEmpty)
        try corpus.run()
        #expect(try corpus.exports() == before)
    }

    @Test func `former versions and former claims go along`() throws {
        let corpus = try InventedCorpus()
        let text = InventedCorpus.article(1)
        func page(_ host: String, _ title: String, _ day: Int, _ more: Int) throws {
            try corpus.write(
                InventedCorpus.page(
                    host, "The \(title)",
                    [(title, text), ("Other", InventedCorpus.article(UInt64(more)))],
                    firstDay: day), "\(host)/one.txt")
        }
        try page("weir.example", "Weir", 20, 5)
        try page("reed.example", "Reed", 25, 6)
        try corpus.run()
        try page("mill.example", "Mill", 3, 7)
        try corpus.run()
        try page("mill.example", "Mill", 3, 8)
        try corpus.run()
        let mill = try corpus.read {
            try $0.pieces(ofSource: "mill.example/one.txt").map(\.id)
                + $0.pieces(ofSource: "mill.example/one.txt~1").map(\.id)
        }
        #expect(mill.count >= 3)
        #expect(try corpus.read { try !$0.changes().isEmpty })
        let plan = try Self.forgetting(corpus).forget(["mill.example/one.txt"]).plan
        #expect(plan.content.files.count == 2)
        try corpus.read { snapshot in
            let changes = try snapshot.changes()
            #expect(!changes.contains { change in mill.contains { "\(change)".contains($0) } })
            let paths = try snapshot.files().map(\.path)
            #expect(paths == ["reed.example/one.txt", "weir.example/one.txt"])
        }
    }

    @Test func `a store that was killed before it obeyed does so in the next pass`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        // The list is there, nothing else was done.
        let plan = try Self.forgetting(corpus).plan(["weir.example"])
        try ForgottenList(plan.entries).save(to: corpus.configuration.store)
        try corpus.run()
        try corpus.read { snapshot in
            let paths = try snapshot.files().map(\.path)
            #expect(!paths.contains { $0.hasPrefix("weir") })
            let (dead, note) = (
                try snapshot.sizes().dead, try snapshot.note(StoreNotes.uncompacted)
            )
            #expect(dead == 0 && note == nil)
        }
        #expect(try corpus.run().unchanged)
    }

    @Test func `a list that cannot be read stops a pass`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        try corpus.folder.write("{\"kind\":\"host\"", to: "store/" + ForgottenList.fileName)
        let error = #expect(throws: StoreError.self) { try corpus.run() }
        #expect(error?.what.contains("cannot be read") == true)
    }

    @Test func `a list that cannot be written stops before anything goes, and says why`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        let before = try corpus.exports()
        // Where the list is written before it gets its name.
        try corpus.folder.makeFolder("store/" + ForgottenList.fileName + "-draft")
        let error = #expect(throws: StoreError.self) {
            try Self.forgetting(corpus).forget(["weir.example"])
        }
        #expect(error?.what.contains("cannot be written") == true)
        #expect(error?.what.contains("Error Domain") == false)
        #expect(try corpus.exports() == before)
    }

    /// A word that stands in every part of what is forgotten, and nowhere else.
    private static let marker = "zyxwomarkul"

    /// An archive of which a page, a row, a record and a file that cannot be read hold the marker.
    private static func marked() throws -> (corpus: InventedCorpus, names: [String]) {
        let corpus = try InventedCorpus()
        for file in try files() { try corpus.write(file.text, file.path) }
        let shared = InventedCorpus.article(2)
        let text = shared + ["By \(marker) Vell, The \(marker) Courier", "A \(marker) at last."]
        try corpus.write(
            InventedCorpus.page("\(marker).example", "The \(marker) Post", [("A \(marker)", text)]),
            "\(marker)/page.txt")
        let row = (shared + ["The \(marker)."]).joined(separator: " ")
        try corpus.write(
            #"{"text":"\#(shared.joined(separator: " "))","title":"Kept"}"# + "\n"
                + #"{"text":"\#(row)","title":"\#(marker)","author":"\#(marker)","url":"https://\#(marker).example/1"}"#
                + "\n", "mixed.jsonl")
        let record = shared.joined(separator: "\n\n") + "\n\n\(marker)\n"
        try corpus.write(
            "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:\(marker)>\r\n"
                + "WARC-Target-URI: https://\(marker).example/2\r\nWARC-Date: 2021-03-04T05:06:07Z\r\n"
                + "Content-Type: text/plain\r\nContent-Length: \(record.utf8.count)\r\n\r\n\(record)\r\n\r\n",
            "mixed.wet")
        try corpus.write("", "\(marker)-empty.txt")
        return (
            corpus,
            [
                "\(marker)/page.txt", "mixed.jsonl#1", "mixed.wet#<urn:\(marker)>",
                "\(marker)-empty.txt",
            ]
        )
    }

    /// Names of the files of a store that hold some bytes.
    private static func files(of store: String, holding bytes: [UInt8]) throws -> [String] {
        let found = try FileManager.default.subpathsOfDirectory(atPath: store)
        return found.filter { name in
            guard let data = FileManager.default.contents(atPath: store + "/" + name) else {
                return false
            }
            return data.range(of: Data(bytes)) != nil
        }
    }

    @Test func `nothing of it is left in any file of the store`() throws {
        let (corpus, names) = try Self.marked()
        let store = corpus.configuration.store
        try corpus.run()
        let notices = RunNotices(configuration: corpus.configuration, began: Date())
        let result = try corpus.run()
        _ = notices.tell(try notices.record(of: result, exitCode: 2).record)
        let word = Array(Self.marker.utf8)
        let named = try Self.files(of: store, holding: word)
        #expect(named.sorted() == ["catalog.sqlite", "runs.log"])
        let plan = try Self.forgetting(corpus).forget(names).plan
        #expect(plan.content.pieces.count == 3)
        #expect(try Self.files(of: store, holding: word) == [])
        for id in plan.content.pieces {
            #expect(try Self.files(of: store, holding: Array(id.utf8)) == [])
            // As segments have it.
            let number = try #require(PieceID.number(id))
            let bytes = withUnsafeBytes(of: number.littleEndian) { Array($0) }
            #expect(try Self.files(of: store, holding: bytes) == [])
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: store).sorted()
                == ["catalog.sqlite", "forgotten.jsonl", "lock", "runs.log", "segments"])
        // What is packed.
        let catalog = try Catalog(folder: store, versions: Pass.versions, access: .read)
        let texts = try catalog.texts()
        var blocks = 0
        for block in 1...200 {
            guard let text = try? texts.text(ofBlock: block) else { continue }
            blocks += 1
            #expect(Data(text).range(of: Data(word)) == nil)
        }
        #expect(blocks > 0)
        try catalog.read { snapshot in
            var pages = 0
            try snapshot.eachHeldSource { source in
                guard let page = try? texts.text(ofPage: source.number) else { return }
                pages += 1
                #expect(Data(page).range(of: Data(word)) == nil)
            }
            #expect(pages > 0)
            var rows: [String] = []
            try snapshot.eachPiece { if $0.title == "Kept" { rows.append($0.source) } }
            #expect(rows == ["mixed.jsonl#0"])
        }
        #expect(try Self.isSound(corpus))
        // And a reader of the log goes on with it.
        #expect(RunLog(corpus.configuration)?.sizes().count == 1)
    }

    @Test func `a log names nothing of it when the pass is stopped, and the next pass forgets it`()
        throws
    {
        let (corpus, names) = try Self.marked()
        let store = corpus.configuration.store
        try corpus.run()
        let notices = RunNotices(configuration: corpus.configuration, began: Date())
        _ = notices.tell(try notices.record(of: try corpus.run(), exitCode: 2).record)
        let word = Array(Self.marker.utf8)
        #expect(try Self.files(of: store, holding: word).contains("runs.log"))
        let stop = Cancellation()
        WriteStep.$observer.withValue({ if $0 == .listNamed { stop.cancel() } }) {
            _ = #expect(throws: Interrupted.self) {
                try Forgetting(
                    configuration: corpus.configuration, progress: PassProgress(style: .quiet),
                    cancellation: stop
                ).forget(names)
            }
        }
        #expect(try Self.files(of: store, holding: word) == ["catalog.sqlite"])
        try corpus.run()
        #expect(try Self.files(of: store, holding: word) == [])
    }

    @Test(arguments: [["rows.jsonl"], ["rows.jsonl#1", "rows.jsonl#2"]])
    func `texts that a changed file of rows repeated go along`(_ names: [String]) throws {
        let corpus = try InventedCorpus()
        // Longer than a block, so that the marked texts have blocks that no other row is in.
        let filler = String(repeating: "\(InventedCorpus.article(9)[0]) ", count: 700)
        func rows(_ first: Int) -> String {
            (0..<4).map { row in
                let own = row == 0 ? InventedCorpus.article(UInt64(first))[0] : Self.marker
                let text = row == 3 ? own : "\(own) \(filler)"
                return
                    #"{"text":"\#(text) \#(InventedCorpus.article(UInt64(row))[0])","id":"r\#(row)"}"#
            }.joined(separator: "\n")
        }
        try corpus.write(rows(20), "rows.jsonl")
        try corpus.run()
        try corpus.write(rows(21), "rows.jsonl")
        try corpus.run()
        let kept = try corpus.read { try $0.pieces(ofSource: "rows.jsonl~1").count }
        #expect(kept > 0)
        _ = try Self.forgetting(corpus).forget(names)
        let texts = try Catalog(
            folder: corpus.configuration.store, versions: Pass.versions, access: .read
        ).texts()
        let marked = (1...200).filter { block in
            guard let text = try? texts.text(ofBlock: block) else { return false }
            return Data(text).range(of: Data(Self.marker.utf8)) != nil
        }
        #expect(marked.count == (names.count == 1 ? 0 : 1))
        #expect(try Self.isSound(corpus))
    }
}
