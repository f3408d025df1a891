import Foundation
import TestSupport
import Testing

@testable import Pipeline

@Suite struct HookTests {
    private func problem(
        _ command: [String], _ seconds: Int = 20, cancelled: Bool = false
    ) throws -> String {
        let problem = try #require(throws: NoticeProblem.self) {
            try Hook(command: command, timeLimit: seconds).run(Array("{}\n".utf8)) { cancelled }
        }
        return problem.description
    }

    @Test func `a hook gets its arguments as they are and its input whole`() throws {
        let folder = try TemporaryFolder()
        let script = try folder.write(
            "#!/bin/sh\nprintf '%s|' \"$@\" > \"$1/arguments\"\ncat > \"$1/input\"\n", to: "hook")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: script.path)
        let input = Array(String(repeating: "a long line ", count: 100_000).utf8)
        try Hook(command: [script.path, folder.path, "$HOME; rm -rf *", ""], timeLimit: 20)
            .run(input)
        let arguments = try String(contentsOfFile: folder.path + "/arguments", encoding: .utf8)
        #expect(arguments == "\(folder.path)|$HOME; rm -rf *||")
        #expect(try Data(contentsOf: folder.url.appendingPathComponent("input")) == Data(input))
    }

    @Test func `a hook that does not read is no trouble`() throws {
        try Hook(command: ["true"], timeLimit: 20).run([UInt8](repeating: 65, count: 1 << 20))
    }

    @Test func `what goes wrong with a hook is told`() throws {
        #expect(try problem(["false"]).contains("exit code 1"))
        #expect(try problem(["sh", "-c", "kill -9 $$"]).contains("signal 9"))
        #expect(try problem(["no-such-program-anywhere"]).contains("`hook`"))
        #expect(try problem(["/etc"]).contains("/etc"))
    }

    @Test func `a hook that takes too long is stopped with all that it started`() throws {
        let folder = try TemporaryFolder()
        let said = try problem(
            ["sh", "-c", "trap '' TERM; (sleep 60; touch \(folder.path)/late) & sleep 60"], 1)
        #expect(said.contains("more than 1 s") && said.contains("hook_seconds"))
    }

    @Test func `a hook ends with the pass that is stopped`() throws {
        #expect(try problem(["sleep", "60"], 60, cancelled: true).contains("stopped"))
    }
}
