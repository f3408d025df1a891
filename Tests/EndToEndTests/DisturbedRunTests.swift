import Foundation
import TestSupport
import Testing

/// The program under a hard fate: killed at any time, or with a disk that has no room.
@Suite struct DisturbedRunTests {
    /// Kills; the variable `STEMMA_TEST_KILLS` asks for more.
    private static let kills =
        ProcessInfo.processInfo.environment["STEMMA_TEST_KILLS"].flatMap { Int($0) } ?? 10

    /// A store of some pages, and pages that came since.
    private static func desk() throws -> Desk {
        let desk = try Desk()
        var random = SeededGenerator(seed: 77)
        for number in 0..<6 { try desk.page("page-\(number)", text(&random)) }
        try desk.stemma("run", "--quiet", "--no-report")
        for number in 6..<24 { try desk.page("page-\(number)", text(&random)) }
        return desk
    }

    private static func text(_ random: inout SeededGenerator) -> [String] {
        (0..<6).map { _ in
            let words = (0..<30).map { _ in "w\(Int.random(in: 0..<400, using: &random))a" }
            return ([Desk.text[Int.random(in: 0..<3, using: &random)]] + words).joined(
                separator: " ")
        }
    }

    private static func exports(_ desk: Desk) throws -> [String] {
        try ["pieces", "matches", "clusters", "lineage", "texts"].map {
            let outcome = try desk.stemma("export", $0)
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            return outcome.output
        }
    }

    private static func copy(_ desk: Desk, _ from: String, _ to: String) throws {
        let (from, to) = ("\(desk.folder.path)/\(from)", "\(desk.folder.path)/\(to)")
        try? FileManager.default.removeItem(atPath: to)
        try FileManager.default.copyItem(atPath: from, toPath: to)
    }

    @Test func `killed at any time, the next run completes to what an undisturbed one leaves`()
        throws
    {
        let desk = try Self.desk()
        let before = try Self.exports(desk)
        try Self.copy(desk, "store", "start")
        let began = ContinuousClock.now
        try desk.stemma("run", "--quiet", "--no-report")
        let length = (ContinuousClock.now - began) / .seconds(1)
        let after = try Self.exports(desk)
        #expect(after != before)
        var random = SeededGenerator(seed: 9)
        var killed = 0
        for turn in 0..<Self.kills {
            try Self.copy(desk, "start", "store")
            let arguments =
                turn % 5 == 4
                ? ["run", "--rebuild", "--quiet", "--no-report"]
                : ["run", "--quiet", "--no-report"]
            let run = try desk.program.start(arguments, in: desk.folder.path)
            Thread.sleep(forTimeInterval: Double.random(in: 0..<length, using: &random))
            run.send(signal: SIGKILL)
            if run.finish().wasKilled { killed += 1 }
            let left = try Self.exports(desk)
            #expect(left == before || left == after)
            let outcome = try desk.stemma("run", "--quiet", "--no-report")
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            #expect(try Self.exports(desk) == after)
            #expect(try desk.stemma("verify").exitCode == 0)
        }
        #expect(killed > 0)
    }

    @Test func `a disk without room ends in a sentence, and the store is as it was`() throws {
        let desk = try Self.desk()
        let before = try Self.exports(desk)
        let size = try #require(
            try FileManager.default.attributesOfItem(
                atPath: desk.folder.path + "/store/catalog.sqlite")[.size] as? Int)
        try Self.copy(desk, "store", "start")
        let shell = try StemmaProgram(at: URL(fileURLWithPath: "/bin/bash"))
        var failed = 0
        for command in [
            "run --quiet --no-report", "run --rebuild --quiet --no-report", "compact --quiet",
        ] {
            try Self.copy(desk, "start", "store")
            // In blocks of 1,024 bytes, as many as a file may have.
            for blocks in [0, 1, 8, 40, size / 1024 - 1, size / 1024 + 8] {
                let outcome = try shell.run(
                    [
                        "-c",
                        "trap '' XFSZ; (ulimit -f \(blocks); exec '\(desk.program.executable.path)' \(command)) 2>&1 | cat",
                    ], in: desk.folder.path)
                #expect(!outcome.output.contains("Fatal error") && !outcome.wasKilled)
                guard outcome.output.contains("stemma: ") else { break }  // It had room.
                failed += 1
                #expect(try Self.exports(desk) == before, "\(command), \(blocks)")
                #expect(try desk.stemma("verify").exitCode == 0)
            }
        }
        #expect(failed > 3)
        #expect(try desk.stemma("run", "--quiet", "--no-report").exitCode == 0)
        #expect(try desk.stemma("verify").exitCode == 0)
    }

    @Test(arguments: [1, 3])
    func `a store of an older version is raised by a run, and refused by the others`(
        _ schema: UInt8
    )
        throws
    {
        let desk = try Self.desk()
        let file = desk.folder.url.appendingPathComponent("store/catalog.sqlite")
        var bytes = try Data(contentsOf: file)
        // The schema's number is the user version, big-endian, at byte 60 of a SQLite file.
        bytes[63] = schema
        try bytes.write(to: file)
        for arguments in [
            ["status"], ["export", "pieces"], ["compact"], ["forget", "page-1.txt", "--yes"],
            ["verify"],
        ] {
            expectSentence(
                try desk.program.run(arguments, in: desk.folder.path), 1, "older version",
                "stemma run")
        }
        #expect(try desk.stemma("run", "--quiet", "--no-report").exitCode == 0)
        #expect(try desk.pieces().count == 24)
        #expect(try desk.stemma("verify").exitCode == 0)
    }
}
