import Foundation
import TestSupport
import Testing

/// What a pass leaves for other programs.
@Suite struct NoticeTests {
    private func object(_ text: some StringProtocol) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func log(_ desk: Desk, _ path: String = "store/runs.log") throws -> [[String: Any]] {
        try String(contentsOf: desk.folder.url.appendingPathComponent(path), encoding: .utf8)
            .split(separator: "\n").map { try object($0) }
    }

    @Test func `each pass adds a line to the log, and one for what it could not read`() throws {
        let desk = try Desk()
        try desk.page("mill")
        try desk.folder.write([UInt8](), to: "corpus/empty.txt")
        #expect(try desk.stemma("run").exitCode == 2)
        #expect(try desk.stemma("run", "--quiet").exitCode == 2)
        let lines = try log(desk)
        #expect(lines.map { $0["event"] as? String } == ["quarantined", "run", "run"])
        #expect(lines[0]["source"] as? String == "empty.txt")
        #expect(lines[1]["state"] as? String == "done" && lines[1]["exit"] as? Int == 2)
        #expect(lines[2]["state"] as? String == "unchanged")
        let hosts = try #require(lines[1]["hosts"] as? [[String: Any]])
        #expect(hosts.count == 1 && hosts[0]["quarantined"] as? Int == 1)
        #expect(try #require(lines[1]["content"] as? [String: Any])["pieces"] as? Int == 1)
    }

    @Test func `status tells all in JSON, and how the store grew`() throws {
        let desk = try Desk()
        try desk.page("mill")
        try desk.stemma("run")
        try desk.page("other")
        try desk.stemma("run")
        let outcome = try desk.stemma("status", "--json")
        #expect(outcome.exitCode == 0 && outcome.errors.isEmpty)
        let status = try object(outcome.output)
        #expect(status["pieces"] as? Int == 2 && status["commits"] as? Int == 2)
        let passes = try #require(status["passes"] as? [[String: Any]])
        #expect(passes.map { $0["pieces"] as? Int } == [2, 1])
        #expect(try desk.stemma("status").output.contains("in the last pass"))
    }

    @Test func `metrics and the hook are told, of failures too`() throws {
        let desk = try Desk()
        try desk.page("mill")
        try desk.folder.write(
            """
            corpus: [corpus]
            metrics: stemma.prom
            log: passes.log
            hook: [sh, -c, "cat > told.json"]

            """, to: "pipeline.yaml")
        let outcome = try desk.stemma("run")
        #expect(outcome.exitCode == 0 && !outcome.errors.contains("stemma:"), "\(outcome.errors)")
        func metrics() throws -> String {
            try String(
                contentsOf: desk.folder.url.appendingPathComponent("stemma.prom"), encoding: .utf8)
        }
        func told() throws -> [String: Any] {
            try object(
                try String(
                    contentsOf: desk.folder.url.appendingPathComponent("told.json"),
                    encoding: .utf8))
        }
        #expect(try metrics().contains("stemma_pieces 1\n"))
        #expect(try told()["state"] as? String == "done")
        #expect(try told()["report"] as? String == "report/index.html")
        #expect(!FileManager.default.fileExists(atPath: desk.folder.path + "/stemma.prom.part"))

        #expect(try desk.stemma("run", "--corpus", "nowhere").exitCode == 1)
        #expect(try metrics().contains("stemma_last_run_success 0\n"))
        #expect(try metrics().contains("stemma_pieces 1\n"))
        #expect((try told()["error"] as? String)?.contains("nowhere") == true)
        #expect(try log(desk, "passes.log").map { $0["state"] as? String } == ["done", "failed"])
        #expect(!FileManager.default.fileExists(atPath: desk.folder.path + "/store/runs.log"))
    }

    @Test func `a hook that fails is told of and changes no exit code`() throws {
        let desk = try Desk()
        try desk.page("mill")
        try desk.folder.write(
            "corpus: [corpus]\nhook: [sh, -c, 'echo from the hook; exit 3']\n", to: "pipeline.yaml")
        let outcome = try desk.stemma("run", "--quiet")
        #expect(outcome.exitCode == 0 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("from the hook"))
        #expect(outcome.errors.contains("stemma: hook sh: it ended with exit code 3."))
    }

    @Test func `a metrics file that cannot be written is told of and changes no exit code`() throws
    {
        let desk = try Desk()
        try desk.page("mill")
        try desk.folder.write(
            "corpus: [corpus]\nmetrics: none/stemma.prom\n", to: "pipeline.yaml")
        expectSentence(try desk.stemma("run"), 0, "none/stemma.prom", "`metrics`")
    }

    @Test func `a dry run tells nobody`() throws {
        let desk = try Desk()
        try desk.page("mill")
        try desk.folder.write(
            "corpus: [corpus]\nhook: [touch, called]\nlog: passes.log\n", to: "pipeline.yaml")
        try desk.stemma("run", "--dry-run")
        for name in ["called", "passes.log"] {
            #expect(!FileManager.default.fileExists(atPath: desk.folder.path + "/" + name))
        }
    }

    @Test func `a host whose pages hold nothing any more raises an alarm`() throws {
        let desk = try Desk()
        for night in 0..<4 {
            for page in 0..<6 {
                try desk.page("night-\(night)-\(page)", Desk.text.map { "\($0) \(night) \(page)." })
            }
            try desk.stemma("run")
        }
        for page in 0..<8 { try desk.folder.write([UInt8](), to: "corpus/night-5-\(page).txt") }
        try desk.stemma("run")
        let last = try #require(try log(desk).last)
        let alarms = try #require(last["alarms"] as? [[String: Any]])
        #expect(alarms.contains { $0["figure"] as? String == "quarantined-share" })
    }
}
