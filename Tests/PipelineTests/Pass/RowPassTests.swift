import Core
import Foundation
import Readers
import Report
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite struct RowPassTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Sentences that no two numbers share.
    private func story(_ number: Int, sentences: Int = 14) -> String {
        var random = SeededGenerator(seed: UInt64(number) &* 7919 &+ 1)
        let words = (0..<400).map { "w\($0 &* 31 % 997)a" }
        return (0..<sentences).map { _ in
            "The "
                + (0..<11).map { _ in words.randomElement(using: &random) ?? "x" }
                .joined(separator: " ") + "."
        }.joined(separator: " ")
    }

    private func row(_ number: Int, host: String, _ text: String, _ more: String = "") -> String {
        let escaped = text.replacingOccurrences(of: "\n", with: "\\n")
        return #"{"id":"r\#(number)","host":"\#(host)","url":"https://\#(host)/\#(number)","#
            + #""posted":"2020-01-\#(number % 27 < 9 ? "0" : "")\#(number % 27 + 1)","#
            + #""title":"Story \#(number)"\#(more),"text":"\#(escaped)"}"#
    }

    /// Three hosts; every fifth story is printed again by the next host.
    private func rows(_ count: Int) -> [String] {
        (0..<count).map { number in
            let told = number % 5 == 4 ? number - 1 : number
            return row(
                number, host: "host\(number % 3).example",
                story(told) + "\n\n" + story(told + 10_000, sentences: 5))
        }
    }

    @Test func `a stock sentence of all hosts has no host`() throws {
        let lines = (0..<40).map { number in
            row(
                number, host: "host\(number % 20).example",
                story(number) + "\n\nThis was told on the evening walk.\n\n" + story(number + 500))
        }
        try folder.write(lines.joined(separator: "\n"), to: "corpus/rows.jsonl")
        let (catalog, _) = try folder.pass(workers: 2, store: "store")
        var learned: [Boilerplate] = []
        try catalog.read { try $0.eachBoilerplate { learned.append($0) } }
        #expect(learned.map(\.text) == ["This was told on the evening walk."])
        #expect(learned.map(\.host) == [nil])
    }

    private func export(
        _ catalog: Catalog, _ kind: ExportKind, keeping policy: KeepPolicy = .earliest
    ) throws -> String {
        var bytes: [UInt8] = []
        try catalog.read {
            try Exporting.export(kind, .jsonl, from: $0, keeping: policy) { bytes += $0 }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func page(_ number: Int, _ head: String = "") -> String {
        let text = story(number).replacingOccurrences(of: ". ", with: ".</p>\n<p>")
        return "<html><head><meta property=\"og:type\" content=\"article\">\(head)</head>\n"
            + "<body><nav><a href=/>Home</a></nav><article><h1>Story &amp; \(number)</h1>\n<p>\(text)</p>"
            + "</article></body></html>"
    }

    private func json(_ value: [String: String]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
    }

    @Test func `a row that holds a page is read as HTML, and what the row says wins`() throws {
        let stated =
            "<meta property=\"og:url\" content=\"https://weir.example/own\">"
            + "<meta name=\"author\" content=\"Ada Vell\">"
            + "<meta property=\"article:published_time\" content=\"2021-05-03\">"
        let pages = [page(1, stated), page(2), page(1)]
        var lines = try [
            json(["html": pages[0], "url": "https://reed.example/1", "posted": "2020-02-02"]),
            json(["html": pages[1], "id": "b"]), row(3, host: "c.example", story(3)),
            json(["html": pages[2]]),
        ]
        lines.append(#"{"html":"<nav>nothing</nav>"}"#)
        try folder.write(lines.joined(separator: "\n"), to: "corpus/a.jsonl")
        let (catalog, result) = try folder.pass(workers: 2, store: "wide")
        #expect(result.summary.pieces == 4)
        #expect(result.summary.matches == 1)
        try catalog.read { snapshot in
            let first = try #require(try snapshot.pieces(ofSource: "a.jsonl#0").first)
            #expect(first.format == .jsonl)
            #expect(first.title == "Story & 1")
            #expect(first.url == "https://reed.example/1")
            #expect(first.host == "reed.example")
            #expect(first.authors == ["Ada Vell"])
            #expect(first.posted?.description == "2020-02-02")
            #expect(first.credits.first { $0.value == "2021-05-03" }?.confidence == 0.4)
            #expect(first.lines == 2...16)
            let html = Array(pages[0].utf8)
            #expect(
                String(decoding: html[first.bytes], as: UTF8.self).hasPrefix("Story &amp; 1</h1>"))
            let text = String(
                decoding: try #require(try snapshot.text(of: first)), as: UTF8.self)
            #expect(text == story(1).replacingOccurrences(of: ". ", with: ".\n"))
            let exported = try export(catalog, .texts).split(separator: "\n").map(String.init)
            #expect(exported.count == 4)
            #expect(
                exported.contains(
                    "{\"piece\":\"\(first.id)\",\"text\":\""
                        + text.replacingOccurrences(of: "\n", with: "\\n") + "\"}"))

            var found: [Match] = []
            try snapshot.eachMatch { found.append($0) }
            let match = try #require(found.first)
            let passage = try #require(match.passages.first)
            let bytes = match.a == first.id ? passage.aBytes : passage.bBytes
            let words = String(decoding: html[bytes], as: UTF8.self)
            #expect(words.hasPrefix(String(story(1).prefix(30))))
            #expect(words.contains(".</p>\n<p>"))
            let shown = try snapshot.text(
                ofSource: first.source, bytes: match.a == first.id ? passage.aShown : passage.bShown
            )
            #expect(shown.map { String(decoding: $0, as: UTF8.self) } == text)

            var leftOut: [Snapshot.LeftOut] = []
            try snapshot.eachRowFinding { leftOut.append($0) }
            #expect(leftOut.map(\.source) == ["a.jsonl#4"])
            let file = try #require(try snapshot.source(path: "a.jsonl"))
            guard case .quarantined(let reason) = file.state else {
                Issue.record("the file is not among what was quarantined")
                return
            }
            #expect(reason.hasPrefix("1 of 5 rows"))
        }
        let (narrow, _) = try folder.pass(workers: 1, store: "narrow")
        for kind in ExportKind.allCases {
            #expect(try export(catalog, kind) == export(narrow, kind))
        }
    }

    @Test func `the pieces of a page in a row are told apart`() throws {
        let posts = (1...3).map { number in
            "<article class=post><h2><a href=https://weir.example/\(number)>Post \(number)</a></h2>"
                + "<p>\(story(number))</p></article>"
        }
        let line = try json([
            "html": "<body><main>\(posts.joined())</main></body>", "url": "https://weir.example/",
            "title": "Archive",
        ])
        try folder.write(line, to: "corpus/a.jsonl")
        let (catalog, result) = try folder.pass(workers: 2)
        #expect(result.summary.pieces == 3)
        try catalog.read { snapshot in
            let pieces = try snapshot.pieces(ofSource: "a.jsonl#0")
            #expect(pieces.map(\.title) == ["Post 1", "Post 2", "Post 3"])
            #expect(Set(pieces.map(\.id)).count == 3)
            #expect(pieces.map(\.url) == (1...3).map { "https://weir.example/\($0)" })
            for (number, piece) in zip(1..., pieces) {
                let text = try snapshot.text(of: piece)
                #expect(text.map { String(decoding: $0, as: UTF8.self) } == story(number))
            }
        }
    }

    @Test func `rows are pieces, their copies are matches`() throws {
        try folder.write(rows(60).joined(separator: "\n"), to: "corpus/a.jsonl")
        let (catalog, result) = try folder.pass(workers: 2)
        #expect(result.summary.pieces == 60)
        #expect(result.summary.sources == 1)
        #expect(result.summary.matches == 12)
        #expect(result.summary.clusters == 12)
        try catalog.read { snapshot in
            let piece = try #require(try snapshot.pieces(ofSource: "a.jsonl#7").first)
            #expect(piece.rowID == "r7")
            #expect(piece.host == "host1.example")
            #expect(piece.posted?.description == "2020-01-08")
            #expect(piece.credits.contains { $0.role == .posted && $0.rule == "field" })
            #expect(piece.lines == 1...3)
            let text = try #require(try snapshot.page(ofSource: "a.jsonl#7"))
            #expect(String(decoding: text, as: UTF8.self).hasPrefix(story(7)))
            #expect(piece.bytes == 0..<text.count)
            let match = try #require(
                try snapshot.matches(ofPiece: piece.id).first
                    ?? {
                        var found: Match?
                        try snapshot.eachMatch { found = found ?? $0 }
                        return found
                    }())
            for passage in match.passages {
                #expect(passage.aBytes.lowerBound >= 0)
                #expect(passage.aLines == 1...3)
                #expect(passage.identical == 1)
            }
        }
    }

    @Test func `one worker and four leave the same exports, and a second pass reads nothing`()
        throws
    {
        try folder.write(rows(700).joined(separator: "\n"), to: "corpus/a.jsonl")
        try folder.write(rows(90).joined(separator: "\n") + "\nno json\n", to: "corpus/b.jsonl")
        var former: [String] = []
        for workers in 1...4 {
            let (catalog, _) = try folder.pass(workers: workers, store: "store\(workers)")
            let exports = try ExportKind.allCases.map { try export(catalog, $0) }
            if workers > 1 { #expect(exports == former) }
            former = exports
        }
        let (_, again) = try folder.pass(workers: 2, store: "store1")
        #expect(again.unchanged)
        #expect(again.summary.sourcesRead == 0)
    }

    @Test func `malformed rows are set aside with their numbers`() throws {
        var lines = rows(12)
        lines[3] = "{\"text\":\"cut"
        lines[8] = "[]"
        lines.append("")
        try folder.write(lines.joined(separator: "\n"), to: "corpus/a.jsonl")
        let (catalog, result) = try folder.pass(workers: 2)
        #expect(result.summary.pieces == 10)
        #expect(result.summary.quarantined == 1)
        let rows = try export(catalog, .quarantine).split(separator: "\n")
        #expect(rows.count == 3)
        #expect(rows[0].contains("2 of 12 rows were left out, the first of them row 3"))
        #expect(rows[1].contains("\"a.jsonl#3\"") && rows[2].contains("\"a.jsonl#8\""))
    }

    @Test func `packed files are read as plain ones`() throws {
        let text = rows(40).joined(separator: "\n")
        try folder.write(text, to: "corpus/a.jsonl")
        let (plain, _) = try folder.pass(workers: 2, store: "plain")
        try FileManager.default.removeItem(atPath: folder.path + "/corpus/a.jsonl")
        try folder.write(
            PageCompressor().compress(Array(text.utf8)).frame, to: "corpus/a.jsonl.zst")
        let (packed, result) = try folder.pass(workers: 2, store: "packed")
        #expect(result.summary.pieces == 40)
        func texts(_ catalog: Catalog) throws -> [String] {
            var found: [String] = []
            try catalog.read { try $0.eachPiece { found.append($0.sha256) } }
            return found.sorted()
        }
        #expect(try texts(plain) == texts(packed))
    }

    @Test func `one copy of each text is kept, the others say for what`() throws {
        let text = story(1, sentences: 20)
        try folder.write(
            [
                row(20, host: "late.example", text + "\\n\\nBy Ada Lund, Harbour Courier"),
                row(3, host: "early.example", text),
                row(9, host: "long.example", text + " " + story(2, sentences: 3)),
                row(5, host: "other.example", story(9)),
            ].joined(separator: "\n"), to: "corpus/a.jsonl")
        let (catalog, _) = try folder.pass(workers: 2)
        for (policy, kept) in [(KeepPolicy.earliest, "r3"), (.longest, "r9")] {
            let keep = try export(catalog, .keep, keeping: policy).split(separator: "\n")
            #expect(keep.count == 2)
            #expect(
                keep.contains { $0.contains("\"id\":\"\(kept)\"") && $0.contains("\"copies\":3") })
            #expect(keep.contains { $0.contains("\"id\":\"r5\"") && $0.contains("\"copies\":1") })
            let drop = try export(catalog, .drop, keeping: policy).split(separator: "\n")
            #expect(drop.count == 2)
            #expect(drop.allSatisfy { $0.contains("policy \(policy.rawValue)") })
            #expect(drop.allSatisfy { $0.contains("resemblance") })
        }
        let original = try export(catalog, .keep, keeping: .declaredOriginal)
        #expect(!original.contains("\"id\":\"r20\""))
    }

    @Test func `hostile rows don't stop a pass`() throws {
        var bytes: [UInt8] = []
        for row in rows(6) { bytes += Array(row.utf8) + [0x0A] }
        bytes += Array(
            #"{"text":"\u0000\ud800 NUL and half a pair","title":"\n","host":"\u0000"}"#.utf8)
        bytes += [0x0A, 0x00, 0x0A, 0xFF, 0xFE, 0x0A]
        bytes += Array((String(repeating: "{\"a\":", count: 100_000) + "\n").utf8)
        bytes += Array(#"{"text":" \n \n ","url":"::::","posted":"2020-13-45","authors":"#.utf8)
        bytes += Array("7}\n".utf8)
        try folder.write(bytes, to: "corpus/a.jsonl")
        let (catalog, result) = try folder.pass(workers: 3)
        #expect(result.summary.pieces == 8)
        #expect(try export(catalog, .quarantine).split(separator: "\n").count == 4)
        #expect(try export(catalog, .pieces).split(separator: "\n").count == 8)
    }
}
