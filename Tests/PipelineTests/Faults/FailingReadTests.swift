import Core
import Foundation
import Readers
import Store
import TestSupport
import Testing

@testable import Pipeline

/// A disk under the corpus that fails, or gives less than it is asked for.
@Suite struct FailingReadTests {
    /// The calls of the system, of which some fail with `code`, and all give a few bytes at a time.
    ///
    /// Which of them fail depends on the seed and on the number of the call.
    private static func calls(seed: UInt64, failing share: Double, code: Int32, atMost: Int)
        -> FileCalls
    {
        let random = Locked(SeededGenerator(seed: seed))
        @Sendable func fails() -> Bool {
            random.withLock { Double.random(in: 0..<1, using: &$0) < share }
        }
        return FileCalls(
            read: { descriptor, room, count in
                if fails() {
                    errno = code
                    return -1
                }
                return FileCalls.system.read(descriptor, room, min(count, atMost))
            },
            readAt: { descriptor, room, count, place in
                if fails() {
                    errno = code
                    return -1
                }
                return FileCalls.system.readAt(descriptor, room, min(count, atMost), place)
            })
    }

    private static func corpus() throws -> InventedCorpus {
        let corpus = try InventedCorpus()
        for file in try NightTests.files() { try corpus.write(file.text, file.path) }
        let text = InventedCorpus.article(3).joined(separator: "\n\n")
        let record =
            "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:test:1>\r\n"
            + "WARC-Target-URI: https://host.example/1\r\nContent-Type: text/plain\r\n"
            + "Content-Length: \(text.utf8.count)\r\n\r\n\(text)\r\n\r\n"
        try corpus.write(record, "crawl.wet")
        return corpus
    }

    private static func run(_ corpus: InventedCorpus, _ calls: FileCalls) throws -> PassResult {
        try Pass(
            configuration: corpus.configuration, progress: PassProgress(style: .quiet), calls: calls
        ).run()
    }

    @Test func `short and interrupted reads change nothing`() throws {
        let corpus = try Self.corpus()
        try corpus.run()
        let found = try corpus.exports()
        corpus.configuration.store = corpus.folder.path + "/short"
        let result = try Self.run(
            corpus, Self.calls(seed: 1, failing: 0.3, code: EINTR, atMost: 97))
        #expect(result.summary.quarantined == 0)
        #expect(try corpus.exports() == found)
    }

    @Test(arguments: [EIO, ENOSPC, ESTALE], 0..<2)
    func `what a failing disk kept back is quarantined, and read when the disk works again`(
        _ code: Int32, _ seed: Int
    ) throws {
        let corpus = try Self.corpus()
        try corpus.run()
        let found = try corpus.exports()
        corpus.configuration.store = corpus.folder.path + "/failing"
        var lost = 0
        // Two nights on which the disk fails now and then, then one on which it does not.
        for night in 0..<2 {
            let result = try Self.run(
                corpus,
                Self.calls(
                    seed: UInt64(seed * 7 + night) + 5, failing: 0.12, code: code, atMost: 900))
            lost += result.summary.quarantined
            try corpus.read { snapshot in
                try snapshot.eachSource { source in
                    guard case .quarantined(let reason) = source.state else { return }
                    #expect(reason.contains(String(cString: strerror(code))), "\(reason)")
                }
            }
        }
        #expect(lost > 0)
        #expect(try corpus.run().summary.quarantined == 0)
        #expect(try corpus.exports() == found)
        #expect(try corpus.run().unchanged)
    }

    @Test func `a file that nobody may read is tried again, and leaves no versions behind`() throws
    {
        let corpus = try Self.corpus()
        try corpus.run()
        try corpus.write("The wheel at the bend.\n", "reed.example/one.txt")
        let calls = Self.calls(seed: 1, failing: 1, code: EACCES, atMost: 10)
        for _ in 0..<3 { _ = try Self.run(corpus, calls) }
        let paths = try corpus.read { try $0.files().map(\.path).filter { $0.hasPrefix("reed") } }
        #expect(paths == ["reed.example/one.txt", "reed.example/one.txt~1"])
    }

    @Test func `a clock that goes back is told of, and the numbers of passes stay in order`() throws
    {
        let corpus = try InventedCorpus.usual()
        func run(at seconds: Double) throws -> PassResult {
            try Pass(
                configuration: corpus.configuration, progress: PassProgress(style: .quiet),
                now: { Date(timeIntervalSince1970: seconds) }
            ).run()
        }
        #expect(try run(at: 2_000_000).later == nil)
        try corpus.write(
            #"{"text":"\#(InventedCorpus.article(3).joined(separator: " "))"}"#, "rows.jsonl")
        #expect(try run(at: 1_000_000).later == "1970-01-24T03:33:20Z")
        let last = try corpus.read { try #require(try $0.lastRun()) }
        #expect(last.number == 2 && last.summary.seconds >= 0)
        try corpus.write("The wheel.\n", "reed.example/two.txt")
        #expect(try run(at: 3_000_000).later == nil)
    }
}
