import Foundation
import TestSupport
import Testing

/// `stemma forget` as a user meets it.
@Suite struct ForgetTests {
    private static func desk() throws -> Desk {
        let desk = try Desk()
        for page in ["mill", "wheel", "weir"] { try desk.page(page) }
        try desk.stemma("run", "--quiet")
        return desk
    }

    @Test func `it says what would go, asks, and needs a yes where nobody can be asked`() throws {
        let desk = try Self.desk()
        let before = try desk.pieces()
        let look = try desk.stemma("forget", "mill.txt", "--dry-run")
        #expect(look.exitCode == 0 && look.output.contains("mill.txt"))
        #expect(look.output.contains("Nothing was written"))
        expectSentence(try desk.stemma("forget", "mill.txt", input: "y\n"), 64, "--yes")
        #expect(try desk.pieces() == before)
        #expect(try desk.stemma("forget", "--list").output.contains("Nothing was forgotten"))
    }

    @Test func `a source goes from store, log and report, and may come back`() throws {
        let desk = try Self.desk()
        let outcome = try desk.stemma("forget", "mill.txt", "--yes")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(try desk.pieces().count == 2)
        for name in try FileManager.default.subpathsOfDirectory(atPath: desk.folder.path)
        where name.hasPrefix("store/") || name.hasPrefix("report/") {
            let file = desk.folder.path + "/" + name
            guard let bytes = FileManager.default.contents(atPath: file) else { continue }
            #expect(bytes.range(of: Data("mill.txt".utf8)) == nil, "\(name)")
            #expect(bytes.range(of: Data("The wheel of mill".utf8)) == nil, "\(name)")
        }
        #expect(try desk.stemma("run").output.contains("Nothing has changed"))
        #expect(try desk.stemma("verify").exitCode == 0)
        #expect(try desk.stemma("verify", "--claims").exitCode == 0)
        let inspected = try desk.stemma("inspect", "corpus/mill.txt")
        #expect(inspected.exitCode == 0 && inspected.output.contains("The old mill"))
        // The list is a promise that can be looked at.
        #expect(try desk.stemma("verify", "--all").output.contains("nothing of it"))
        let list = try desk.stemma("forget", "--list").output
        #expect(list.contains("source") && !list.contains("mill"))
        expectSentence(try desk.stemma("forget", "mill.txt", "--yes"), 1, "already")
        #expect(try desk.stemma("forget", "--undo", String(list.prefix(12))).exitCode == 0)
        try desk.stemma("run", "--quiet")
        #expect(try desk.pieces().count == 3)
    }

    @Test func `it ends as a run does where sources are quarantined, and the log says the same`()
        throws
    {
        let desk = try Self.desk()
        try desk.folder.write("", to: "corpus/empty.txt")
        #expect(try desk.stemma("run", "--quiet").exitCode == 2)
        #expect(try desk.stemma("forget", "mill.txt", "--yes", "--quiet").exitCode == 2)
        let log = try String(
            contentsOfFile: desk.folder.path + "/store/runs.log", encoding: .utf8)
        let runs = log.split(separator: "\n").filter { $0.contains(#""event":"run""#) }
        #expect(runs.last?.contains(#""exit":2,"#) == true)
        #expect(try desk.pieces().count == 2)
    }

    @Test func `what cannot be is refused in a sentence`() throws {
        let desk = try Self.desk()
        expectSentence(try desk.stemma("forget", "none.txt", "--yes"), 1, "none.txt", "no host")
        expectSentence(try desk.stemma("forget", "--undo", "none.txt"), 1, "--list")
        expectSentence(try desk.stemma("forget"), 64, "--list")
        expectSentence(try desk.stemma("forget", "--list", "mill.txt"), 64, "--list")
        expectSentence(try desk.stemma("forget", "x", "--store", "none", "--yes"), 1, "stemma run")
        try desk.folder.makeFolder("other")
        expectSentence(
            try desk.stemma("forget", "mill.txt", "--yes", "--corpus", "other"), 1, "other settings"
        )
        expectSentence(
            try desk.stemma("forget", "mill.txt", "--yes", "--corpus", "nowhere"), 1, "nowhere")
        #expect(try desk.stemma("forget", "--list").output.contains("Nothing was forgotten"))
        let lock = open(desk.folder.path + "/store/lock", O_RDWR)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        expectSentence(try desk.stemma("forget", "mill.txt", "--yes"), 75, "Another pass")
        #expect(try desk.pieces().count == 3)
    }

    @Test func `a backup holds the list, and a store that goes on from it obeys`() throws {
        let desk = try Self.desk()
        try desk.stemma("forget", "mill.txt", "--yes", "--quiet")
        #expect(try desk.stemma("backup", "copy.sqlite").exitCode == 0)
        try desk.folder.makeFolder("back")
        for (from, to) in [
            ("copy.sqlite", "catalog.sqlite"), ("copy.sqlite.segments", "segments"),
            ("copy.sqlite.forgotten", "forgotten.jsonl"),
        ] {
            try FileManager.default.moveItem(
                atPath: "\(desk.folder.path)/\(from)", toPath: "\(desk.folder.path)/back/\(to)")
        }
        #expect(
            try desk.stemma("run", "--store", "back", "--rebuild", "--no-report").exitCode == 0)
        let pieces = try desk.stemma("export", "pieces", "--store", "back").output
        #expect(pieces.split(separator: "\n").map(String.init) == (try desk.pieces()))
    }
}
