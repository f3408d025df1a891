import Foundation
import TestSupport
import Testing

/// The tools that tests are made with are tested where programs are run.
struct TestSupportTests {
    private let shell = URL(fileURLWithPath: "/bin/sh")

    @Test func `a program's input, environment, output and exit code arrive`() throws {
        let folder = try TemporaryFolder()
        let outcome = try StemmaProgram(at: shell).run(
            ["-c", "cat; echo $WORD >&2; pwd; exit 3"], in: folder.path,
            input: "given\n".utf8, environment: ["WORD": "said"])
        #expect(outcome.output == "given\n\(folder.path)\n" && outcome.errors == "said\n")
        #expect(outcome.exitCode == 3 && !outcome.wasKilled && !outcome.timedOut)
    }

    @Test func `a program that says much is not stopped by it`() throws {
        let outcome = try StemmaProgram(at: shell).run(
            "-c", "head -c 3000000 /dev/zero; head -c 300000 /dev/zero >&2")
        #expect(outcome.outputBytes.count == 3_000_000 && outcome.errorBytes.count == 300_000)
    }

    @Test func `a program is ended by a signal, or by its time`() throws {
        let program = try StemmaProgram(at: shell)
        let running = try program.start(["-c", "exec sleep 60"])
        running.send(signal: SIGTERM)
        let ended = running.finish()
        #expect(ended.wasKilled && ended.exitCode == SIGTERM && !ended.timedOut)
        let late = try program.run(["-c", "exec sleep 60"], timeLimit: 0.05)
        #expect(late.wasKilled && late.exitCode == SIGKILL && late.timedOut)
    }

    @Test func `stemma stands beside the tests`() throws {
        #expect(try StemmaProgram().executable.lastPathComponent == "stemma")
        #expect(throws: StemmaProgram.NotBuilt.self) {
            try StemmaProgram(at: URL(fileURLWithPath: "/nowhere/stemma"))
        }
    }

    @Test func `marks become ranges, in the order in which they open`() {
        let marked = MarkedText("By ⟦Ëma⟧, for ⟦The ⟦Analyst⟧⟧.⟦⟧")
        #expect(marked.text == "By Ëma, for The Analyst.")
        #expect(marked.passages == ["Ëma", "The Analyst", "Analyst", ""])
        #expect(marked.ranges.first == 3..<7)
    }

    @Test func `the seeded generator is SplitMix64`() {
        // The first numbers from seed 1234567, as implementations of the paper publish them.
        var random = SeededGenerator(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
    }

    @Test func `a temporary folder goes with its last reference`() throws {
        let path = try withTemporaryFolder { folder in
            try folder.write("text", to: "a/b.txt")
            #expect(FileManager.default.fileExists(atPath: folder.path + "/a/b.txt"))
            return folder.path
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
