import TestSupport
import Testing

@testable import Zip

@Suite struct ZipArchiveTests {
    private func entry(_ name: String, _ text: String = "words") -> ZipArchive.Entry {
        ZipArchive.Entry(name: name, bytes: Array(text.utf8))
    }

    private func refusal(_ bytes: [UInt8], _ bounds: ZipBounds = ZipBounds()) throws -> String {
        try #require(throws: ZipProblem.self) {
            try ZipArchive.entries(of: bytes, bounds: bounds)
        }.description
    }

    @Test func `what goes in comes out, and the same entries are the same bytes`() throws {
        let entries = [
            entry("manifest.json", "{}"),
            entry("texts/0001.txt", String(repeating: "é ", count: 99)),
            entry("texts/empty.txt", ""),
        ]
        let bytes = try ZipArchive.bytes(of: entries)
        #expect(try ZipArchive.entries(of: bytes) == entries)
        #expect(try ZipArchive.bytes(of: entries) == bytes)
    }

    @Test func `a name that stands twice is refused on both sides`() throws {
        #expect(throws: ZipProblem.self) {
            try ZipArchive.bytes(of: [entry("a"), entry("a")])
        }
        // The second name is changed into the first one: in its own header and in the directory.
        var bytes = try ZipArchive.bytes(of: [entry("a-1"), entry("a-2")])
        for at in bytes.indices.dropLast(2) where Array(bytes[at...(at + 2)]) == Array("a-2".utf8) {
            bytes[at + 2] = UInt8(ascii: "1")
        }
        #expect(try refusal(bytes) == "two entries have one name")
    }

    @Test(arguments: [
        "/etc/passwd", "../../etc/passwd", "a/../b", "a//b", "C:\\b", "a b", "é", ".ssh",
        "texts/", String(repeating: "a", count: 201),
    ])
    func `names that a path could be made of are refused`(_ name: String) throws {
        guard let bytes = try? ZipArchive.bytes(of: [entry(name)]) else { return }
        #expect(try !refusal(bytes).isEmpty)
    }

    @Test func `what unpacks to too much is refused before it is unpacked`() throws {
        let zeros = ZipArchive.Entry(name: "zeros", bytes: [UInt8](repeating: 0, count: 20 << 20))
        let bomb = try ZipArchive.bytes(of: [zeros])
        #expect(bomb.count < 64 << 10)
        #expect(try refusal(bomb).contains("times its size"))
        var bounds = ZipBounds()
        bounds.entryBytes = 1 << 20
        #expect(try refusal(bomb, bounds).contains("zeros holds more"))
        bounds = ZipBounds()
        bounds.bytes = 1 << 20
        #expect(try refusal(bomb, bounds).contains("unpacks to more"))
        bounds.packedBytes = 100
        #expect(try refusal(bomb, bounds).contains("larger than 100"))
    }

    @Test func `too many entries are refused`() throws {
        let bytes = try ZipArchive.bytes(of: (0..<30).map { entry("a-\($0)") })
        var bounds = ZipBounds()
        bounds.entries = 29
        #expect(try refusal(bytes, bounds).contains("more than 29 entries"))
        // A directory that claims what it does not hold.
        var lying = bytes
        lying[bytes.count - 12] = 0xFF
        lying[bytes.count - 11] = 0xFF
        #expect(try refusal(lying).contains("entries"))
    }

    @Test func `what is no archive is refused`() throws {
        #expect(try refusal([]) == "it is no zip archive")
        #expect(try refusal(Array(repeating: 7, count: 100_000)) == "it is no zip archive")
    }

    @Test func `no damaged byte goes unseen or ends the process`() throws {
        let entries = [entry("manifest.json", "{\"a\": 1}"), entry("texts/1.txt", "The old mill")]
        let bytes = try ZipArchive.bytes(of: entries)
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            var damaged = bytes
            for _ in 0...Int.random(in: 0..<3, using: &generator) {
                let at = Int.random(in: damaged.indices, using: &generator)
                damaged[at] = UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) {
                damaged.removeLast(Int.random(in: 0..<20, using: &generator))
            }
            // Times, rights and version marks may change; the contents may not.
            if let read = try? ZipArchive.entries(of: damaged) {
                #expect(read.allSatisfy { found in entries.contains { $0.bytes == found.bytes } })
            }
        }
    }
}
