import Core
import Foundation
import Readers
import TestSupport
import Testing

@Suite struct NamedFileTests {
    @Test func `a file is found by any name of it, and its format by its ending`() throws {
        try withTemporaryFolder { folder in
            let file = try folder.write("A wheel.", to: "a/page.jsonl").path
            try folder.write("A wheel.", to: "a/page.captured")
            try FileManager.default.createSymbolicLink(
                atPath: folder.path + "/link", withDestinationPath: file)
            for name in [file, folder.path + "/a/../a/./page.jsonl", folder.path + "/link"] {
                let found = try FoundSource(named: name)
                #expect(found.path == name)
                #expect(found.file == RawPath(file))
                #expect(found.format == .jsonl && found.size == 8)
            }
            #expect(try FoundSource(named: folder.path + "/a/page.captured").format == .text)
        }
    }

    @Test func `what is no file is refused with a sentence`() throws {
        try withTemporaryFolder { folder in
            let path = folder.path
            #expect(throws: NamedFileError.missing(path: path + "/none")) {
                try FoundSource(named: path + "/none")
            }
            #expect(throws: NamedFileError.notAFile(path: path)) { try FoundSource(named: path) }
            #expect(throws: NamedFileError.self) { try FoundSource(named: "") }
            do {
                _ = try FoundSource(named: "\u{1B}[31m")
            } catch {
                #expect(!"\(error)".contains("\u{1B}"))
            }
        }
    }

    @Test func `a path lies below a folder by whole names alone`() {
        let path = RawPath("/corpus/news/a.txt")
        #expect(path.below(RawPath("/corpus")) == Array("news/a.txt".utf8))
        #expect(path.below(RawPath("/corpus/")) == Array("news/a.txt".utf8))
        #expect(path.below(RawPath("/corp")) == nil)
        #expect(path.below(path) == nil)
        #expect(RawPath("/a").below(RawPath("/")) == Array("a".utf8))
    }
}
