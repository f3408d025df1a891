import Core
import Foundation
import Readers
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite struct ArchivePassTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func story(_ number: Int) -> String {
        var random = SeededGenerator(seed: UInt64(number) &* 7919 &+ 5)
        let words = (0..<400).map { "w\($0 &* 31 % 997)a" }
        return (0..<6).map { _ in
            (0..<3).map { _ in
                "The "
                    + (0..<12).map { _ in words.randomElement(using: &random) ?? "x" }
                    .joined(separator: " ") + "."
            }.joined(separator: " ")
        }.joined(separator: "\n\n")
    }

    private func record(_ number: Int, id: String? = nil, _ text: String) -> String {
        let id = id ?? "<urn:test:\(number)>"
        return "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: \(id)\r\n"
            + "WARC-Date: 2021-03-04T05:06:07Z\r\n"
            + "WARC-Target-URI: https://host\(number % 3).example/\(number)\r\n"
            + "Content-Type: text/plain\r\nContent-Length: \(text.utf8.count)\r\n\r\n"
            + text + "\r\n\r\n"
    }

    private func pieces(_ catalog: Catalog) throws -> [Piece] {
        var pieces: [Piece] = []
        try catalog.read { try $0.eachPiece { pieces.append($0) } }
        return pieces
    }

    @Test func `records are sources with the address and the time of their capture`() throws {
        let records = (0..<12).map { record($0, story($0 % 9)) }
        try folder.write(records.joined(), to: "corpus/crawl.wet")
        let (catalog, result) = try folder.pass(workers: 3, store: "store")
        #expect(result.summary.sources == 1)
        #expect(result.summary.sourcesRead == 1)
        #expect(result.summary.pieces == 12)
        #expect(result.summary.matches == 3)
        #expect(result.summary.quarantined == 0)
        let piece = try #require(
            try pieces(catalog).first { $0.source == "crawl.wet#<urn:test:4>" })
        #expect(piece.format == .warc)
        #expect(piece.url == "https://host1.example/4")
        #expect(piece.host == "host1.example")
        #expect(piece.captured == "2021-03-04T05:06:07Z")
        let text = try catalog.read { try $0.text(ofSource: piece.source, bytes: piece.body) }
        #expect(text.map { String(decoding: $0, as: UTF8.self) } == story(4))

        let (narrow, _) = try folder.pass(workers: 1, store: "narrow")
        #expect(try pieces(narrow).map(\.id) == pieces(catalog).map(\.id))
        #expect(try folder.pass(workers: 2, store: "store").1.unchanged)
    }

    @Test func `records that are passed over are counted, in the record of the pass as well`()
        throws
    {
        func other(_ kind: String, _ headers: String = "", _ body: String = "x") -> String {
            "WARC/1.0\r\nWARC-Type: \(kind)\r\nWARC-Record-ID: <urn:other:\(kind)>\r\n\(headers)"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)\r\n\r\n"
        }
        let missing = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No."
        let records = [
            record(1, story(1)), other("request"), other("revisit"), other("metadata"),
            other("response", "Content-Type: application/http; msgtype=response\r\n", missing),
        ]
        try folder.write(records.joined(), to: "corpus/crawl.warc")
        let (_, result) = try folder.pass(workers: 2, store: "store")
        let skips = result.summary.skips
        #expect(skips.revisits == 1 && skips.otherRecords == 2 && skips.answers == 1)
        #expect(skips.all == 4)
        let (_, again) = try folder.pass(workers: 2, store: "store")
        #expect(again.unchanged && again.summary.skips == WarcSkips())
    }

    @Test func `a record that cannot be read is quarantined, and its neighbours are read`() throws {
        let records = [
            record(1, story(1)), record(2, "\u{0}\u{1}\u{2}\u{3}binary\u{0}\u{0}"),
            "WARC/1.0\r\nWARC-Type: conversion\r\n\r\n", record(3, story(3)),
        ]
        try folder.write(records.joined(), to: "corpus/crawl.warc")
        let (catalog, result) = try folder.pass(workers: 2, store: "store")
        #expect(try pieces(catalog).map(\.source).sorted().map { $0.suffix(3) } == [":1>", ":3>"])
        #expect(result.summary.quarantined == 2)
        let file = try #require(try catalog.read { try $0.source(path: "crawl.warc") })
        guard case .quarantined(let reason) = file.state else {
            Issue.record("the file is not among what was quarantined")
            return
        }
        #expect(reason.hasPrefix("One record was left out, the first of them record 3:"))
    }

    @Test func `records of one identifier, and hostile ones, have names of their own`() throws {
        let long = "<" + String(repeating: "x", count: 5000) + ">"
        let records = [
            record(1, id: "<same>", story(1)), record(2, id: "<same>", story(2)),
            record(3, id: long, story(3)), record(4, id: "<a\u{1B}[2J b>", story(4)),
        ]
        try folder.write(records.joined(), to: "corpus/crawl.wet")
        let (catalog, _) = try folder.pass(workers: 2, store: "store")
        #expect(
            Set(try pieces(catalog).map { $0.source.dropFirst("crawl.wet#".count) }) == [
                "<same>", "<same>~2", "record-3", "record-4",
            ])
    }

    @Test func `places in the HTML of a record are those of its payload`() throws {
        func page(_ title: String, _ text: String) -> String {
            "<html><head><meta property=\"og:type\" content=\"article\"></head>\n<body><article>\n"
                + "<h1>\(title)</h1>\n<p>"
                + text.replacing("\n\n", with: "</p>\n<p>") + "</p></article></body></html>"
        }
        let pages = [page("Weir &amp; mill", story(1)), page("The mill", story(1) + story(2))]
        let records = pages.enumerated().map { number, page in
            record(number, page).replacing("text/plain", with: "text/html")
        }
        try folder.write(records.joined(), to: "corpus/crawl.warc")
        let (catalog, _) = try folder.pass(workers: 2, store: "store")
        let found = try pieces(catalog).sorted { $0.source < $1.source }
        #expect(found.map(\.title) == ["Weir & mill", "The mill"])
        let payload = Array(pages[0].utf8)
        let captured = String(decoding: payload[found[0].bytes], as: UTF8.self)
        #expect(captured.hasPrefix("Weir &amp; mill</h1>"))
        #expect(found[0].lines?.lowerBound == 3)
        var matches: [Match] = []
        try catalog.read { try $0.eachMatch { matches.append($0) } }
        let match = try #require(matches.first)
        let passage = try #require(match.passages.first)
        let bytes = match.a == found[0].id ? passage.aBytes : passage.bBytes
        let words = String(decoding: payload[bytes], as: UTF8.self)
        #expect(words.hasPrefix(String(story(1).prefix(40))))
        #expect(words.contains("</p>\n<p>"))
        let shown = try #require(try catalog.read { try $0.text(of: found[0]) })
        #expect(String(decoding: shown, as: UTF8.self).hasPrefix(String(story(1).prefix(40))))
    }
}
