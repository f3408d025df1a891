import Core
import Foundation
import Readers
import TestSupport
import Testing

struct CorpusWalkTests {
    private func walk(_ folders: TemporaryFolder...) throws -> CorpusWalk {
        try CorpusWalk(roots: folders.map(\.path))
    }

    /// Makes an entry whose name is bytes, which Foundation would refuse.
    private func make(_ name: [UInt8], in folder: TemporaryFolder) throws {
        let path = Array((folder.path + "/").utf8) + name + [0]
        let descriptor = path.withUnsafeBytes { bytes in
            bytes.assumingMemoryBound(to: CChar.self).baseAddress.map {
                open($0, O_CREAT | O_WRONLY | O_CLOEXEC, 0o644)
            } ?? -1
        }
        try #require(descriptor >= 0)
        _ = [UInt8]("text".utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
    }

    @Test func `files come in the order of their paths' bytes`() throws {
        let folder = try TemporaryFolder()
        for name in ["b.txt", "a/z.txt", "a.txt", "a-b.md", "a/b/c.text", "É.txt", "Z.TXT"] {
            try folder.write("text", to: name)
        }
        let found = try walk(folder).sources.map(\.path)
        #expect(
            found == [
                "Z.TXT", "a-b.md", "a.txt", "a/b/c.text", "a/z.txt", "b.txt", "É.txt",
            ])
    }

    @Test func `what is found says where it is and when it changed`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("four", to: "x/page.txt")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_500_000_000)], ofItemAtPath: file.path
        )
        let found = try #require(try walk(folder).sources.first)
        #expect(found.size == 4 && found.format == .text)
        #expect(found.modified == 1_500_000_000_000_000_000)
        #expect(found.file.description == file.path)
    }

    @Test func `what is left out is counted`() throws {
        let folder = try TemporaryFolder()
        for name in [
            "README.md", "x/readme.MD", "outlets.yaml", "photo.jpg", "no-ending", ".hidden.txt",
            ".git/page.txt", "txt", "page.txt", "README.txt",
        ] {
            try folder.write("text", to: name)
        }
        let walk = try walk(folder)
        #expect(walk.sources.map(\.path) == ["README.txt", "page.txt"])
        #expect(walk.ignored.otherFiles == 6 && walk.ignored.hidden == 2)
        #expect(walk.findings.isEmpty)
    }

    @Test func `an empty folder is a result, a missing one an error`() throws {
        let folder = try TemporaryFolder()
        #expect(try walk(folder).sources.isEmpty)
        let missing = folder.path + "/none"
        let error = #expect(throws: CorpusError.self) { try CorpusWalk(roots: [missing]) }
        #expect(error == .missing(folder: missing))
        let file = try folder.write("x", to: "file.txt").path
        #expect(throws: CorpusError.notAFolder(path: file)) { try CorpusWalk(roots: [file]) }
    }

    @Test func `links are never followed`() throws {
        let folder = try TemporaryFolder()
        let outside = try TemporaryFolder()
        try outside.write("secret", to: "out.txt")
        try folder.write("text", to: "in/page.txt")
        for (link, target) in [
            ("loop", "."), ("in/up", ".."), ("away", outside.path),
            ("away.txt", outside.path + "/out.txt"), ("same.txt", "in/page.txt"),
            ("self.txt", "self.txt"), ("nowhere.txt", "gone"),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path + "/" + link, withDestinationPath: target)
        }
        let walk = try walk(folder)
        #expect(walk.sources.map(\.path) == ["in/page.txt"])
        #expect(walk.ignored.links == 7 && walk.findings.isEmpty)
    }

    @Test func `a corpus folder may itself be a link`() throws {
        let folder = try TemporaryFolder()
        try folder.write("text", to: "real/page.txt")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: "real")
        #expect(try CorpusWalk(roots: [folder.path + "/link"]).sources.map(\.path) == ["page.txt"])
    }

    @Test func `a pipe is a finding and holds nothing up`() throws {
        let folder = try TemporaryFolder()
        try folder.write("text", to: "page.txt")
        try #require(mkfifo(folder.path + "/pipe.txt", 0o644) == 0)
        let walk = try walk(folder)
        #expect(walk.sources.map(\.path) == ["page.txt"])
        #expect(walk.findings.map(\.path) == ["pipe.txt"])
        #expect(walk.findings.first?.reason.contains("named pipe") == true)
        #expect(
            walk.findings.first?.source.state
                == .quarantined(reason: try #require(walk.findings.first?.reason)))
    }

    @Test func `a folder without permission is a finding and its neighbours are read`() throws {
        let folder = try TemporaryFolder()
        try folder.write("text", to: "page.txt")
        let closed = try folder.makeFolder("closed")
        chmod(closed.path, 0)
        defer { chmod(closed.path, 0o755) }
        let walk = try withoutPrivileges { try self.walk(folder) }
        #expect(walk.sources.map(\.path) == ["page.txt"])
        #expect(walk.findings.map(\.path) == ["closed"])
        #expect(walk.findings.first?.reason.contains("Permission denied") == true)
        let error = #expect(throws: CorpusError.self) {
            try withoutPrivileges { try CorpusWalk(roots: [closed.path]) }
        }
        #expect(error == .unreadable(folder: closed.path, reason: "Permission denied"))
    }

    @Test func `names that are no text are escaped and found`() throws {
        let folder = try TemporaryFolder()
        try make([0x61, 0xFF] + Array(".txt".utf8), in: folder)
        try make(Array("line\nend\u{1B}[1m.txt".utf8), in: folder)
        let walk = try walk(folder)
        #expect(walk.sources.map(\.path) == ["a\\xFF.txt", "line\\x0Aend\\x1B[1m.txt"])
        let reader = SourceReader { _ in "" }
        #expect(
            walk.sources.allSatisfy { reader.read(PageCapture(file: $0)).source.state == .read })
    }

    @Test func `names that differ only in composition stay two sources`() throws {
        let folder = try TemporaryFolder()
        try make(Array("e\u{301}.txt".utf8), in: folder)
        try make(Array("\u{E9}.txt".utf8), in: folder)
        let paths = try walk(folder).sources.map(\.path)
        #expect(paths == ["e\u{301}.txt", "\\xC3\\xA9.txt"])
        #expect(Set(paths).count == 2)
    }

    @Test func `several roots keep their paths apart, in whatever order they are named`() throws {
        let folder = try TemporaryFolder()
        try folder.write("text", to: "east/same.txt")
        try folder.write("text", to: "west/same.txt")
        try folder.write("text", to: "west/other.txt")
        for roots in [["east", "west"], ["west", "east"]] {
            let walk = try CorpusWalk(roots: roots.map { folder.path + "/" + $0 })
            #expect(walk.sources.map(\.path) == ["same.txt", "other.txt", "west/same.txt"])
        }
    }

    @Test func `a folder that two roots share is walked once`() throws {
        let folder = try TemporaryFolder()
        try folder.write("text", to: "in/page.txt")
        let walk = try CorpusWalk(roots: [folder.path, folder.path + "/in", folder.path + "/"])
        #expect(walk.sources.map(\.path) == ["in/page.txt"])
        #expect(walk.ignored.repeatedFolders == 2)
    }

    @Test func `depth is bounded`() throws {
        let folder = try TemporaryFolder()
        let parts = (0...CorpusWalk.deepest).map { _ in "d" }
        try folder.write("deep", to: parts.dropLast().joined(separator: "/") + "/page.txt")
        try folder.write("too deep", to: parts.joined(separator: "/") + "/page.txt")
        let walk = try walk(folder)
        #expect(walk.sources.count == 1)
        #expect(walk.findings.map(\.path) == [parts.joined(separator: "/")])
    }
}
