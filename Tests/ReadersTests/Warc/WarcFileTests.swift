import Core
import Foundation
import TestSupport
import Testing

@testable import Readers

@Suite struct WarcFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func items(
        _ bytes: [UInt8], _ name: String = "a.warc", limit: Int = 1 << 20
    ) throws -> (items: [WarcItem], skips: WarcSkips) {
        let url = try folder.write(bytes, to: name)
        let found = FoundSource(
            path: name, file: RawPath(url.path), format: .warc, size: bytes.count, modified: 0)
        let file = WarcFile(found, limit: limit)
        var items: [WarcItem] = []
        while let item = file.next() { items.append(item) }
        return (items, file.skips)
    }

    private func pages(_ items: [WarcItem]) -> [WarcRecord] {
        items.compactMap { if case .page(let record) = $0 { record } else { nil } }
    }

    private func findings(_ items: [WarcItem]) -> [WarcFinding] {
        items.compactMap { if case .finding(let finding) = $0 { finding } else { nil } }
    }

    private func text(_ record: WarcRecord?) -> String? {
        record.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test func `a response tells its page, address, time and encoding`() throws {
        let (items, skips) = try items(WarcBuilder.page(1))
        let record = try #require(pages(items).first)
        #expect(items.count == 1)
        #expect(record.id == "<urn:test:1>")
        #expect(record.target == "https://weir.example/1")
        #expect(record.captured == "2021-03-02T04:05:06Z")
        #expect(record.charset == "utf-8")
        #expect(record.payload == .html)
        #expect(text(record) == "<html><body><p>Page 1 of the harbour.</p></body></html>")
        #expect(skips == WarcSkips())
    }

    @Test func `records of every kind are read or counted`() throws {
        let revisit = WarcBuilder.record(
            "revisit", id: 2, contentType: "application/http", Array("HTTP/1.1 304\r\n\r\n".utf8))
        let info = WarcBuilder.record(
            "warcinfo", id: 3, contentType: "application/warc-fields", Array("a: b\r\n".utf8))
        let wet = WarcBuilder.record(
            "conversion", id: 4, contentType: "text/plain", target: "<https://weir.example/4>",
            Array("Words alone.".utf8))
        let gone = WarcBuilder.record(
            "response", id: 5, contentType: "application/http",
            WarcBuilder.answer(["Content-Type: text/html"], [], status: "404 Not Found"))
        let picture = WarcBuilder.record(
            "resource", id: 6, contentType: "image/png", [0x89, 0x50, 0x4E, 0x47])
        let (items, skips) = try items(
            info + revisit + gone + picture + wet + WarcBuilder.page(7))
        #expect(findings(items).isEmpty)
        #expect(pages(items).map(\.id) == ["<urn:test:4>", "<urn:test:7>"])
        #expect(pages(items).first?.payload == .text)
        #expect(pages(items).first?.target == "https://weir.example/4")
        #expect(skips.revisits == 1)
        #expect(skips.otherRecords == 1)
        #expect(skips.answers == 1)
        #expect(skips.otherPayloads == 1)
    }

    @Test func `chunks are put together, also where they no longer are any`() throws {
        func item(_ body: String) throws -> String? {
            let record = WarcBuilder.record(
                "response", id: 1, contentType: "application/http",
                WarcBuilder.answer(
                    ["Content-Type: text/plain", "Transfer-Encoding: chunked"], Array(body.utf8)))
            return text(pages(try items(record).items).first)
        }
        #expect(try item("4\r\nWeir\r\n6;x=y\r\n and t\r\nC\r\nide, and so o\r\n0\r\n\r\n") != nil)
        #expect(try item("5\r\nWeir \r\n3\r\nand\r\n0\r\n\r\n") == "Weir and")
        #expect(try item("a plain text") == "a plain text")
        #expect(try item("5\r\nWeir \r\nA\r\nand") == "Weir and")
    }

    @Test func `packed payloads are unpacked, and bombs are not`() throws {
        let body = Array(String(repeating: "The weir. ", count: 300).utf8)
        func item(_ packing: String, _ bytes: [UInt8], limit: Int = 1 << 20) throws -> [WarcItem] {
            let record = WarcBuilder.record(
                "response", id: 1, contentType: "application/http",
                WarcBuilder.answer(
                    ["Content-Type: text/plain", "Content-Encoding: \(packing)"], bytes))
            return try items(record + WarcBuilder.page(2), limit: limit).items
        }
        let gzip = try WarcBuilder.gzip(body)
        #expect(pages(try item("gzip", gzip)).first?.bytes == body)
        // Without its wrapping of 10 and 8 bytes it is DEFLATE alone.
        let deflated = Array(gzip[10..<(gzip.count - 8)])
        #expect(pages(try item("deflate", deflated)).first?.bytes == body)
        #expect(pages(try item("gzip", body)).first?.bytes == body)
        let small = try item("gzip", gzip, limit: 2000)
        #expect(findings(small).map(\.reason) == [StreamProblem.tooLarge(limit: 2000).reason])
        #expect(pages(small).map(\.id) == ["<urn:test:2>"])
        let cut = try item("gzip", Array(gzip.dropLast(9)))
        #expect(findings(cut).map(\.reason) == [WarcProblem.cutShort.reason])
        #expect(pages(cut).count == 1)
        let strange = try item("br", body)
        #expect(findings(strange).map(\.reason) == [WarcProblem.packing("br").reason])
    }

    @Test func `a record that is too long is left out, and those around it are read`() throws {
        let long = WarcBuilder.record(
            "resource", id: 2, contentType: "text/plain", [UInt8](repeating: 0x61, count: 300_000))
        let (items, _) = try items(
            WarcBuilder.page(1) + long + WarcBuilder.page(3), limit: 100_000)
        #expect(pages(items).map(\.id) == ["<urn:test:1>", "<urn:test:3>"])
        #expect(
            findings(items).map(\.reason)
                == [WarcProblem.tooLarge(size: 300_000, limit: 100_000).reason])
        #expect(findings(items).map(\.id) == ["<urn:test:2>"])
    }

    @Test func `headers are read as they are written`() throws {
        let head =
            "WARC/1.0\nwarc-type:resource\nWARC-RECORD-ID: <urn:test:9>\nContent-Type:\n"
            + "  Text/HTML;\n charset=\"latin1\"\nContent-Length: 3\n\nabc\n\n"
        let record = try #require(pages(try items(Array(head.utf8)).items).first)
        #expect(record.payload == .html)
        #expect(record.charset == "latin1")
        #expect(text(record) == "abc")
    }

    @Test func `an empty file has no record, one that is none says so`() throws {
        #expect(try items([]).items.isEmpty)
        let (items, _) = try items(Array("A harbour, and no archive.\n".utf8))
        #expect(findings(items).map(\.reason) == [WarcProblem.noRecord.reason])
        let empty = try self.items(Array(repeating: 0x0A, count: 40)).items
        #expect(empty.isEmpty)
    }

    @Test(arguments: ["a.warc", "a.warc.gz", "a.warc.zst"])
    func `damage costs the record that it hits, and never a neighbour`(_ name: String) throws {
        let plain = (1...6).map(WarcBuilder.page)
        let parts: [[UInt8]] =
            switch name {
            case "a.warc.gz": try plain.map(WarcBuilder.gzip)
            case "a.warc.zst": plain.map(WarcBuilder.zstandard)
            default: plain
            }
        let whole = pages(try items(parts.flatMap { $0 }, name).items)
        #expect(whole.count == 6)
        var random = SeededGenerator(seed: 21)
        for turn in 0..<120 {
            var bytes = parts.flatMap { $0 }
            let hit = Int.random(in: 1..<5, using: &random)
            let first = parts[..<hit].reduce(0) { $0 + $1.count }
            let at = first + Int.random(in: 0..<parts[hit].count, using: &random)
            switch turn % 3 {
            case 0: bytes[at] ^= UInt8.random(in: 1...255, using: &random)
            case 1: bytes.remove(at: at)
            default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
            }
            let (found, _) = try items(bytes, name)
            let ids = Set(pages(found).map(\.id))
            for neighbour in 1...6 where neighbour != hit + 1 {
                #expect(
                    ids.contains("<urn:test:\(neighbour)>"), "\(name), turn \(turn), byte \(at)")
            }
        }
    }

    @Test(arguments: ["a.warc", "a.warc.gz"])
    func `a file that is cut short gives what it holds`(_ name: String) throws {
        let parts = try (1...4).map { number in
            name == "a.warc"
                ? WarcBuilder.page(number) : try WarcBuilder.gzip(WarcBuilder.page(number))
        }
        let bytes = parts.flatMap { $0 }
        let kept = parts[0].count + parts[1].count
        for cut in [20, parts[2].count / 2, parts[2].count - 9] {
            let (items, _) = try items(Array(bytes[..<(kept + cut)]), name)
            #expect(pages(items).map(\.id) == ["<urn:test:1>", "<urn:test:2>"])
            #expect(findings(items).count == 1)
        }
    }

    @Test func `many records in one member are read as well`() throws {
        let bytes = try WarcBuilder.gzip((1...9).flatMap(WarcBuilder.page))
        #expect(pages(try items(bytes, "m.warc.gz").items).count == 9)
    }
}
