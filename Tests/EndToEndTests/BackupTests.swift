import Foundation
import TestSupport
import Testing

/// `stemma backup`: what it copies, and that it can be gone back to.
@Suite struct BackupTests {
    private static func desk() throws -> Desk {
        let desk = try Desk()
        try desk.page("mill")
        try desk.page("wheel")
        try desk.stemma("run", "--quiet", "--no-report")
        return desk
    }

    @Test func `a backup is a store again, and sound`() throws {
        let desk = try Self.desk()
        let outcome = try desk.stemma("backup", "copy.sqlite")
        #expect(outcome.exitCode == 0 && outcome.output.contains("copy.sqlite"))
        let pieces = try desk.pieces()
        // The store goes on, the copy stays.
        try desk.page("other")
        try desk.stemma("run", "--quiet", "--no-report")
        try desk.folder.makeFolder("back")
        try FileManager.default.moveItem(
            atPath: desk.folder.path + "/copy.sqlite",
            toPath: desk.folder.path + "/back/catalog.sqlite")
        try FileManager.default.moveItem(
            atPath: desk.folder.path + "/copy.sqlite.segments",
            toPath: desk.folder.path + "/back/segments")
        let exported = try desk.stemma("export", "pieces", "--store", "back").output
        #expect(exported.split(separator: "\n").map(String.init) == pieces)
        #expect(try desk.stemma("verify", "--store", "back").exitCode == 0)
        // A pass goes on from it.
        #expect(try desk.stemma("run", "--quiet", "--no-report", "--store", "back").exitCode == 0)
        #expect(
            try desk.stemma("export", "pieces", "--store", "back").output
                == desk.stemma("export", "pieces").output)
    }

    @Test func `a backup that is there is replaced whole`() throws {
        let desk = try Self.desk()
        try desk.folder.write("something old", to: "copy.sqlite")
        #expect(try desk.stemma("backup", "copy.sqlite", "--quiet").output.isEmpty)
        let files = try FileManager.default.contentsOfDirectory(atPath: desk.folder.path)
        #expect(
            files.filter { $0.hasPrefix("copy") }.sorted() == [
                "copy.sqlite", "copy.sqlite.segments",
            ])
    }

    @Test func `what cannot be is refused in a sentence, and leaves nothing`() throws {
        let desk = try Self.desk()
        expectSentence(
            try desk.stemma("backup", "store/catalog.sqlite"), 1, "That is the store itself")
        expectSentence(
            try desk.stemma("backup", "none/copy.sqlite"), 1, "none/copy.sqlite", "folder")
        expectSentence(try desk.stemma("backup", "corpus"), 1, "corpus")
        expectSentence(try desk.stemma("backup", "c.sqlite", "--store", "none"), 1, "stemma run")
        let files = try FileManager.default.contentsOfDirectory(atPath: desk.folder.path)
        #expect(!files.contains { $0.hasSuffix(".part") })
        #expect(try desk.stemma("verify").exitCode == 0)
    }

    @Test func `backups that are made while passes go on are each one commit`() throws {
        let desk = try Self.desk()
        for round in 0..<3 {
            try desk.page("page-\(round)")
            let pass = try desk.program.start(
                ["run", "--quiet", "--no-report"], in: desk.folder.path)
            for copy in 0..<4 {
                let name = "copy-\(copy)"
                try desk.folder.makeFolder(name)
                let outcome = try desk.stemma("backup", "\(name)/catalog.sqlite")
                #expect(outcome.exitCode == 0, "\(outcome.errors)")
                let segments = "\(desk.folder.path)/\(name)/segments"
                try? FileManager.default.removeItem(atPath: segments)
                try FileManager.default.moveItem(
                    atPath: "\(desk.folder.path)/\(name)/catalog.sqlite.segments",
                    toPath: segments)
                let verified = try desk.stemma("verify", "--store", name)
                #expect(verified.exitCode == 0, "\(verified.output)\(verified.errors)")
            }
            // A pass that finds readers at every moment may give up, and says so.
            let outcome = pass.finish()
            #expect([0, 75].contains(outcome.exitCode), "\(outcome.errors)")
        }
        #expect(try desk.stemma("run", "--quiet", "--no-report").exitCode == 0)
        #expect(try desk.pieces().count == 5)
    }
}
