import Core
import Foundation
import Readers
import TestSupport
import Testing

struct CaptureReaderTests {
    private func bytes(of path: String, with reader: CaptureReader) throws -> [UInt8] {
        try reader.withBytes(of: RawPath(path)) { file, span in
            #expect(file.size == span.count)
            return span.withUnsafeBufferPointer { Array($0) }
        }
    }

    @Test func `files of any size come whole from one reader`() throws {
        let folder = try TemporaryFolder()
        let reader = CaptureReader()
        var random = SeededGenerator(seed: 1)
        for (index, size) in [0, 1, 65_535, 65_536, 65_537, 9 << 20, 10, 0].enumerated() {
            let byte = UInt8.random(in: 0...255, using: &random)
            let content = [UInt8](repeating: byte, count: size)
            let file = try folder.write(content, to: "\(index).txt")
            #expect(try bytes(of: file.path, with: reader) == content)
        }
    }

    @Test func `the limit is exact, and named when it is passed`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 0x61, count: 11), to: "a.txt").path
        #expect(try bytes(of: path, with: CaptureReader(limit: 11)).count == 11)
        let error = #expect(throws: Unreadable.self) {
            try bytes(of: path, with: CaptureReader(limit: 10))
        }
        #expect(error == .tooLarge(size: 11, limit: 10))
        #expect(Unreadable.tooLarge(size: 300 << 20, limit: 64 << 20).reason.contains("64 MiB"))
    }

    @Test func `pipes, folders and links are refused at once`() throws {
        let folder = try TemporaryFolder()
        try folder.write("text", to: "page.txt")
        try #require(mkfifo(folder.path + "/pipe", 0o644) == 0)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: "page.txt")
        for name in ["pipe", "link", "."] {
            #expect(throws: Unreadable.notAFile) {
                try bytes(of: folder.path + "/" + name, with: CaptureReader())
            }
        }
        #expect(throws: Unreadable.vanished) {
            try bytes(of: folder.path + "/gone", with: CaptureReader())
        }
    }

    @Test func `a file whose size is not what it says is not believed`() throws {
        // The kernel's own files claim no bytes and give some: to a reader, a file that grows.
        let path = "/proc/self/status"
        try #require(FileManager.default.fileExists(atPath: path))
        #expect(throws: Unreadable.changing) { try bytes(of: path, with: CaptureReader()) }
    }

    @Test func `a source is read with its digest, and quarantined with a reason`() throws {
        let folder = try TemporaryFolder()
        try folder.write("text\n", to: "1-good.txt")
        try folder.write("", to: "2-empty.txt")
        try folder.write([UInt8](repeating: 0, count: 100), to: "3-binary.txt")
        try folder.write(String(repeating: "long ", count: 300), to: "4-long.txt")
        try folder.write("gone", to: "5-gone.txt")
        let walk = try CorpusWalk(roots: [folder.path])
        try FileManager.default.removeItem(atPath: folder.path + "/5-gone.txt")
        let reader = SourceReader(limit: 1000) { "\($0.count) bytes" }
        let read = walk.sources.map { reader.read(PageCapture(file: $0)) }
        #expect(read[0].source.state == .read && read[0].source.sha256 == "5 bytes")
        #expect(read[0].page?.text == Array("text\n".utf8))
        for (source, word) in zip(read[1...], ["empty", "NUL", "limit", "vanished"]) {
            guard case .quarantined(let reason) = source.source.state else {
                Issue.record("\(source.source.path) was read")
                continue
            }
            #expect(source.page == nil && reason.contains(word))
        }
        #expect(read[2].source.sha256 == "100 bytes")
    }

    @Test func `a long line of damage is read in one pass`() throws {
        let folder = try TemporaryFolder()
        // Every byte is damage: the worst case of each loop over it.
        let path = try folder.write([UInt8](repeating: 0xFF, count: 1 << 20), to: "x.txt").path
        let found = FoundSource(
            path: "x.txt", file: RawPath(path), format: .text, size: 1 << 20, modified: 0)
        let page = SourceReader { _ in "" }.read(PageCapture(file: found)).page
        #expect(page != nil)
        #expect(Lines(of: page?.text ?? []).count == 1)
    }
}
