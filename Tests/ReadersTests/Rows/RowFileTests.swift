import Core
import Foundation
import TestSupport
import Testing

@testable import Readers

@Suite struct RowFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func batches(_ url: URL, _ options: RowOptions = RowOptions()) -> [RowBatch] {
        let found = FoundSource(
            path: url.lastPathComponent, file: RawPath(url.path), format: .jsonl, size: 0,
            modified: 0)
        let file = RowFile(found, options: options)
        var batches: [RowBatch] = []
        while let batch = file.next() { batches.append(batch) }
        return batches
    }

    private func lines(_ batches: [RowBatch]) -> [String] {
        batches.filter { $0.count > 0 }.flatMap { batch in
            String(decoding: batch.bytes[..<batch.count], as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false
            ).dropLast(batch.bytes[..<batch.count].last == 0x0A ? 1 : 0).map(String.init)
        }
    }

    private func gzip(_ file: URL) throws -> URL {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-9", file.path]
        try process.run()
        process.waitUntilExit()
        return file.appendingPathExtension("gz")
    }

    @Test func `batches hold whole rows in order and number them`() throws {
        var random = SeededGenerator(seed: 3)
        let rows = (0..<3_000).map { number in
            "\(number) " + String(repeating: "x", count: Int.random(in: 0..<900, using: &random))
        }
        let plain = try folder.write(rows.joined(separator: "\n"), to: "a.jsonl")
        let batches = batches(plain)
        #expect(lines(batches) == rows)
        #expect(batches.count > 3)
        #expect(batches.map(\.isFirst) == [true] + batches.dropFirst().map { _ in false })
        #expect(batches.map(\.isLast) == batches.dropLast().map { _ in false } + [true])
        for batch in batches {
            let first = lines([batch])[0]
            #expect(first.hasPrefix("\(batch.firstRow) "))
            #expect(batch.failure == nil)
        }
        #expect(batches.reduce(0) { $0 + $1.taken } == batches[0].captured?.size)

        let packed = self.batches(try gzip(plain))
        #expect(lines(packed) == rows)
        #expect(packed.map(\.count) == batches.map(\.count))
    }

    @Test func `an empty file has one batch, a missing one says so`() throws {
        let empty = batches(try folder.write("", to: "e.jsonl"))
        #expect(empty.count == 1)
        #expect(empty[0].count == 0)
        #expect(empty[0].isFirst && empty[0].isLast && empty[0].failure == nil)
        let missing = batches(folder.url.appendingPathComponent("no.jsonl"))
        #expect(missing.map(\.failure) == [Unreadable.vanished.reason])
    }

    @Test func `a row beyond the limit is left out, those around it are read`() throws {
        let long = String(repeating: "y", count: 900_000)
        let file = try folder.write("one\n\(long)\nthree\n", to: "l.jsonl")
        let batches = batches(file, RowOptions(longestRow: 300_000))
        #expect(lines(batches) == ["one", "three"])
        #expect(batches.flatMap(\.findings).map(\.row) == [1])
        #expect(batches.last { $0.count > 0 }?.firstRow == 2)
    }

    @Test func `a row of fifty megabytes is one batch`() throws {
        let long = [UInt8](repeating: 0x61, count: 50_000_000)
        let file = try folder.write(long + [0x0A] + Array("b".utf8), to: "m.jsonl")
        let batches = batches(file)
        #expect(batches.count == 1)
        #expect(batches[0].count == 50_000_002)
    }

    @Test func `a packed file that is cut keeps the rows before the cut`() throws {
        let rows = (0..<60_000).map { "row \($0 &* 2_654_435_761)" }
        let file = try gzip(try folder.write(rows.joined(separator: "\n"), to: "c.jsonl"))
        let whole = try Data(contentsOf: file)
        try whole.prefix(whole.count / 2).write(to: file)
        let batches = batches(file)
        let read = lines(batches)
        #expect(read.count > 1_000)
        #expect(read == Array(rows.prefix(read.count)))
        #expect(batches.last?.failure == StreamProblem.cutShort.reason)
    }

    @Test func `what is no gzip or no Zstandard is damaged`() throws {
        for name in ["d.jsonl.gz", "d.jsonl.zst"] {
            let batches = batches(try folder.write("{\"text\":\"plain\"}\n", to: name))
            #expect(batches.count == 1)
            #expect(batches[0].count == 0)
            #expect(batches[0].failure?.contains("damaged") == true)
        }
    }

    @Test func `a file that unpacks to far more than itself is not read to its end`() throws {
        let zeros = [UInt8](repeating: 0, count: 100_000_000)
        let file = try gzip(try folder.write(zeros, to: "z.jsonl"))
        let batches = batches(file, RowOptions(longestRow: 1 << 20))
        #expect(batches.last?.failure == StreamProblem.bomb(ratio: 250).reason)
        let bounded = self.batches(
            file, RowOptions(longestRow: 1 << 20, greatestUnpacked: 10 << 20))
        #expect(
            bounded.last?.failure == StreamProblem.tooLarge(limit: 10 << 20).reason)
    }
}
