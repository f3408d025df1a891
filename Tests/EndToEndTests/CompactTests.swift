import Foundation
import TestSupport
import Testing

/// `stemma compact` as a user meets it.
@Suite struct CompactTests {
    private static func desk() throws -> Desk {
        let desk = try Desk()
        for page in ["mill", "wheel", "weir"] {
            try desk.page(page)
            try desk.stemma("run", "--quiet", "--no-report")
        }
        return desk
    }

    @Test func `it says the sizes before and after, and the exports stay`() throws {
        let desk = try Self.desk()
        let pieces = try desk.pieces()
        let outcome = try desk.stemma("compact")
        #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        #expect(outcome.output.contains("before") && outcome.output.contains("1 after"))
        #expect(try desk.pieces() == pieces)
        #expect(try desk.stemma("verify").exitCode == 0)
        #expect(try desk.stemma("compact", "--quiet").output.isEmpty)
        #expect(try desk.stemma("run").output.contains("Nothing has changed"))
    }

    @Test func `a damaged segment is named by verify, mended by compact`() throws {
        let desk = try Self.desk()
        let folder = desk.folder.path + "/store/segments/"
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder).first)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: folder + name))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: folder + name))
        let found = try desk.stemma("verify")
        #expect(found.exitCode == 1)
        #expect(found.output.contains(name) && found.output.contains("stemma compact"))
        #expect(try desk.stemma("compact").errors.contains("anew from the catalog"))
        #expect(try desk.stemma("verify").exitCode == 0)
    }

    @Test func `without a store, or with one that is taken, it ends in a sentence`() throws {
        expectSentence(try Desk().stemma("compact"), 1, "stemma run")
        expectSentence(try Desk().stemma("compact", "--wait", "-1"), 64, "--wait")
        let desk = try Self.desk()
        let lock = open(desk.folder.path + "/store/lock", O_RDWR)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        expectSentence(try desk.stemma("compact"), 75, "Another pass")
    }
}
