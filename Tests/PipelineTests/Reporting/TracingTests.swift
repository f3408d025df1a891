import Core
import Foundation
import Report
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite struct TracingTests {
    @Test func `a piece is named by its identifier, the beginning of it, or a line of its source`()
        throws
    {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        try corpus.read { snapshot in
            let piece = try #require(
                try snapshot.pieces(ofSource: "weir.example/one.txt").first)
            let line = try #require(piece.lines?.lowerBound)
            let tracing = Tracing(snapshot: snapshot)
            for name in [piece.id, String(piece.id.prefix(10)), "\(piece.source):\(line + 2)"] {
                #expect(try tracing.pieces(named: name).map(\.id) == [piece.id])
            }
            for name in ["", "abc", "xyz!", "weir.example/one.txt", "nowhere.txt:3", ":1", "1:"] {
                #expect(try tracing.pieces(named: name).isEmpty, "\(name)")
            }
        }
    }

    @Test func `the sources of any text are found, best first`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        try corpus.read { snapshot in
            let tracing = Tracing(snapshot: snapshot)
            let settings = corpus.configuration.match.settings
            let text = InventedCorpus.article(4).joined(separator: "\n\n")
            let found = try tracing.sources(
                of: Array(text.utf8), name: "given", store: corpus.configuration.store,
                settings: settings)
            #expect(
                Set(found.found.rows.map(\.piece.title))
                    == ["The key to the sluice", "Weir Weekly Digest 17"])
            let shares = found.found.rows.map(\.comparison.match.containmentA)
            #expect(shares == shares.sorted(by: >))
            let other = InventedCorpus.article(99).joined(separator: "\n\n")
            #expect(
                try tracing.sources(
                    of: Array(other.utf8), name: "given", store: corpus.configuration.store,
                    settings: settings
                )
                .found.rows.isEmpty)
            #expect(
                try tracing.sources(
                    of: [], name: "given", store: corpus.configuration.store,
                    settings: settings
                ).found.rows.isEmpty)
        }
    }

    @Test func `a text is found in what every night has added, and not in what was dropped`()
        throws
    {
        let corpus = try InventedCorpus.usual()
        corpus.configuration.read.removed = .drop
        try corpus.run()
        let text = InventedCorpus.article(4)
        try corpus.write(
            #"{"text":"\#(text.joined(separator: "\\n"))","title":"A row"}"#, "rows.jsonl")
        try corpus.run()
        func titles() throws -> Set<String?> {
            try corpus.read { snapshot in
                let found = try Tracing(snapshot: snapshot).sources(
                    of: Array(text.joined(separator: "\n").utf8), name: "given",
                    store: corpus.configuration.store,
                    settings: corpus.configuration.match.settings)
                return Set(found.found.rows.map(\.piece.title))
            }
        }
        #expect(try titles() == ["The key to the sluice", "Weir Weekly Digest 17", "A row"])
        try FileManager.default.removeItem(
            atPath: corpus.folder.path + "/corpus/weir.example/one.txt")
        try corpus.run()
        #expect(try titles() == ["The key to the sluice", "A row"])
    }

    @Test func `an index of other settings is neither asked nor made anew`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        let text = Array(InventedCorpus.article(4).joined(separator: "\n").utf8)
        var other = corpus.configuration
        other.match.rows += 1
        let error = #expect(throws: StoreError.self) {
            try corpus.read { snapshot in
                _ = try Tracing(snapshot: snapshot).sources(
                    of: text, name: "given", store: other.store, settings: other.match.settings)
            }
        }
        #expect(error?.what.contains("other match settings") == true)
        #expect(error?.kind != .damaged)
        // What needs no settings needs none; what is damaged is mended under its own.
        let compaction = Compaction(
            configuration: other, progress: PassProgress(style: .quiet))
        #expect(try compaction.run()?.isRepaired == false)
        let segment = try #require(try corpus.read { try $0.segments() }.first)
        try FileManager.default.removeItem(atPath: other.store + "/segments/" + segment.name)
        #expect(throws: StoreError.self) { try compaction.run() }
        let repaired = try Compaction(
            configuration: corpus.configuration, progress: PassProgress(style: .quiet)
        ).run()
        #expect(repaired?.isRepaired == true)
    }

    @Test func `a text is found though the index is merged while it is looked for`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        let text = InventedCorpus.article(4)
        try corpus.write(
            #"{"text":"\#(text.joined(separator: "\\n"))","title":"A row"}"#, "rows.jsonl")
        try corpus.run()
        let catalog = try Catalog(
            folder: corpus.configuration.store, versions: Pass.versions, access: .read)
        var calls = 0
        let found = try catalog.readIndex { snapshot in
            calls += 1
            if calls == 1 {
                #expect(try snapshot.segments().count == 2)
                let result = try Compaction(
                    configuration: corpus.configuration, progress: PassProgress(style: .quiet)
                ).run()
                #expect(result?.after.segments == 1)
            }
            return try Tracing(snapshot: snapshot).sources(
                of: Array(text.joined(separator: "\n").utf8), name: "given",
                store: corpus.configuration.store, settings: corpus.configuration.match.settings)
        }
        #expect(calls == 2)
        #expect(found.found.rows.contains { $0.piece.title == "A row" })
        // One that is listed and missing is told of at once.
        let segment = try #require(try corpus.read { try $0.segments() }.first)
        try FileManager.default.removeItem(
            atPath: corpus.configuration.store + "/segments/" + segment.name)
        #expect(throws: StoreError.self) {
            try catalog.readIndex { snapshot in
                calls += 1
                _ = try Segment(segment, of: corpus.configuration.store)
            }
        }
        #expect(calls == 3)
    }

    @Test func `two pieces are explained by their match, or by why there is none`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        try corpus.read { snapshot in
            let tracing = Tracing(snapshot: snapshot)
            let ours = try snapshot.pieces(ofSource: "farrow.example/one.txt")
            let theirs = try #require(
                try snapshot.pieces(ofSource: "weir.example/one.txt").first)
            let match = try tracing.explanation(ours[0], theirs)
            let back = try tracing.explanation(theirs, ours[0])
            #expect(match.comparison?.passages.isEmpty == false)
            #expect(match.comparison?.match == back.comparison?.match)
            let none = try tracing.explanation(ours[1], theirs)
            #expect(none.comparison == nil && !none.notes.isEmpty)
            let same = try tracing.explanation(theirs, theirs)
            #expect(same.comparison == nil && !same.notes.isEmpty)
        }
    }
}
