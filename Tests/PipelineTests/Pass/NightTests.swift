import Core
import Foundation
import Pipeline
import Store
import TestSupport
import Testing

/// What a night adds to what former nights have found.
@Suite struct NightTests {
    /// The files of the usual archive, and rows of JSON Lines that repeat some of it.
    static func files() throws -> [(path: String, text: String)] {
        let corpus = try InventedCorpus.usual()
        let root = corpus.folder.path + "/corpus/"
        var files: [(path: String, text: String)] = []
        for path in [
            "farrow.example/one.txt", "farrow.example/two.txt", "reed.example/one.txt",
            "weir.example/one.txt",
        ] {
            files.append((path, try String(contentsOfFile: root + path, encoding: .utf8)))
        }
        for part in 0..<3 {
            let rows = (0..<4).map { row in
                let text = InventedCorpus.article(UInt64((part * 5 + row * 2) % 9))
                    .joined(separator: "\\n")
                return
                    #"{"text":"\#(text)","host":"h\#(row).example","posted":"2020-06-1\#(part)"}"#
            }
            files.append(("rows-\(part).jsonl", rows.joined(separator: "\n") + "\n"))
        }
        // A post of a host that the pages so far know nothing of, and whose edges later pages teach.
        for page in 0..<4 {
            let text = InventedCorpus.page(
                "sluice.example", "Sluice Post",
                (0..<2).map { post in
                    ("Post \(page) \(post)", InventedCorpus.article(UInt64(40 + page * 2 + post)))
                })
            files.append(("sluice.example/\(page).txt", text))
        }
        // Running text, in which later pages show where the texts of earlier ones end.
        for page in 0..<4 {
            let text = (0..<3).flatMap { InventedCorpus.article(UInt64(50 + page + $0 * 2)) }
            files.append(("extracts/\(page).txt", text.joined(separator: "\n") + "\n"))
        }
        return files
    }

    @Test(arguments: 0..<6)
    func `any split into nights leaves what one pass leaves`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) + 7)
        let files = try Self.files().shuffled(using: &random)
        let nights = try InventedCorpus()
        var left = files[...]
        while !left.isEmpty {
            let count = min(left.count, Int.random(in: 1...4, using: &random))
            for file in left.prefix(count) { try nights.write(file.text, file.path) }
            left = left.dropFirst(count)
            try nights.run(workers: Int.random(in: 1...4, using: &random))
        }
        let found = try nights.exports()
        nights.configuration.store = nights.folder.path + "/batch"
        try nights.run()
        #expect(try nights.exports() == found)
    }

    @Test(arguments: 0..<4)
    func `without what is removed the store is what one pass over the rest leaves`(_ seed: Int)
        throws
    {
        var random = SeededGenerator(seed: UInt64(seed) + 31)
        let files = try Self.files().shuffled(using: &random)
        let corpus = try InventedCorpus()
        corpus.configuration.read.removed = .drop
        for file in files { try corpus.write(file.text, file.path) }
        try corpus.run()
        for file in files.prefix(Int.random(in: 1...6, using: &random)) {
            try FileManager.default.removeItem(
                atPath: corpus.folder.path + "/corpus/" + file.path)
        }
        try corpus.run()
        let found = try corpus.exports()
        corpus.configuration.store = corpus.folder.path + "/batch"
        try corpus.run()
        #expect(try corpus.exports() == found)
    }

    @Test func `only what is new is read`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        try corpus.write(
            #"{"text":"\#(InventedCorpus.article(3).joined(separator: " "))"}"#, "rows.jsonl")
        let result = try corpus.run()
        #expect(result.summary.sourcesRead == 1)
        #expect(result.summary.sources == 5)
        #expect(result.summary.pieces == 12)
    }

    @Test func `the pieces of a removed file stay, and their file is marked as gone`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        let before = try corpus.exports()
        let path = corpus.folder.path + "/corpus/reed.example/one.txt"
        let text = try Data(contentsOf: URL(fileURLWithPath: path))
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        try FileManager.default.removeItem(atPath: path)
        #expect(try !corpus.run().unchanged)
        #expect(try corpus.exports() == before)
        #expect(try corpus.run().unchanged)
        let gone = try corpus.read { try $0.files().filter { $0.gone != nil } }
        #expect(gone.map(\.path) == ["reed.example/one.txt"])
        // It comes back as it was.
        try text.write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes(
            [.modificationDate: facts[.modificationDate] as Any], ofItemAtPath: path)
        try corpus.run()
        #expect(try corpus.exports() == before)
        let files = try corpus.read { try $0.files() }
        #expect(files.allSatisfy { $0.gone == nil })
    }

    @Test func `of a changed file stays what the new version no longer says`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        let path = "reed.example/one.txt"
        try corpus.write(
            InventedCorpus.page(
                "reed.example", "Reed Bank",
                [
                    ("The key to the sluice", InventedCorpus.article(4)),
                    ("Something else", InventedCorpus.article(31)),
                ]), path)
        try corpus.run()
        try corpus.read { snapshot in
            let present = try snapshot.pieces(ofSource: path).map(\.title)
            #expect(present == ["The key to the sluice", "Something else"])
            let former = try snapshot.pieces(ofSource: path + "~1").map(\.title)
            #expect(former == ["A sheet nine feet long"])
        }
        // The former text returns: there is one of it.
        try corpus.write(
            InventedCorpus.page(
                "reed.example", "Reed Bank",
                [("A sheet nine feet long", InventedCorpus.article(6))]), path)
        try corpus.run()
        try corpus.read { snapshot in
            let first = try snapshot.pieces(ofSource: path + "~1")
            let second = try snapshot.pieces(ofSource: path + "~2")
            #expect(first.isEmpty && second.count == 2)
        }
    }

    @Test func `an older original changes the claim, and the former one is kept`() throws {
        let corpus = try InventedCorpus()
        let text = InventedCorpus.article(1)
        try corpus.write(
            InventedCorpus.page("weir.example", "The Weir", [("The wheel", text)], firstDay: 20),
            "weir.example/one.txt")
        try corpus.write(
            InventedCorpus.page("reed.example", "Reed Bank", [("A wheel", text)], firstDay: 25),
            "reed.example/one.txt")
        try corpus.run()
        let former = try corpus.read { try #require(try $0.lineage(of: "weir.example/one.txt")) }
        #expect(former.derivedFrom.isEmpty)
        try corpus.write(
            InventedCorpus.page("mill.example", "Mill News", [("Wheels", text)], firstDay: 3),
            "mill.example/one.txt")
        try corpus.run()
        try corpus.read { snapshot in
            let now = try #require(try snapshot.lineage(of: "weir.example/one.txt"))
            #expect(now.derivedFrom.count == 1)
            let changes = try snapshot.changes(ofRun: 2)
            let change = try #require(changes.first { $0.former == former })
            #expect(change.cause.hasPrefix("a match with "))
        }
    }
}

extension Snapshot {
    fileprivate func lineage(of source: String) throws -> Lineage? {
        try pieces(ofSource: source).first.flatMap { try lineage(ofPiece: $0.id) }
    }
}

extension NightTests {
    @Test(arguments: ["removed", "cut", "head"])
    func `a damaged index is made anew from the catalog`(_ damage: String) throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        let folder = corpus.configuration.store + "/segments/"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let segment = URL(fileURLWithPath: folder + (try #require(names.first)))
        var bytes = try Data(contentsOf: segment)
        switch damage {
        case "removed": try FileManager.default.removeItem(at: segment)
        case "cut": try bytes.prefix(bytes.count / 2).write(to: segment)
        default:
            bytes[17] ^= 0x40
            try bytes.write(to: segment)
        }
        let (night, batch) = try corpus.nightAndBatch(repeating: 0)
        #expect(batch == night)
    }
}
