import Core
import Foundation
import Report
import TestSupport
import Testing

@testable import Pipeline

@Suite struct RunLogTests {
    static func record(_ run: Int, _ state: RunState = .done, bytes: Int = 1_000) -> RunRecord {
        var record = RunRecord(
            state: state, exitCode: 0, started: "2026-11-21T02:15:00Z", ended: 1_700_000_000 + run,
            seconds: 1.5, version: "0", store: "store", storeBytes: bytes)
        record.run = run
        record.content = RunSummary()
        record.content?.pieces = run * 10
        record.skips.revisits = run
        record.hosts = [HostFigures(host: "a.example", sources: run, pieces: 2 * run)]
        record.watch.hits = [
            WatchHit(
                kind: .phrase, watched: "the \"wheel\"\n", piece: "00ff", source: "a",
                reason: "\u{1}")
        ]
        return record
    }

    private func log(
        _ folder: TemporaryFolder, limit: Int = 1 << 20, path: String? = nil
    ) throws -> RunLog {
        var settings = Configuration()
        settings.store = folder.path
        if let path { settings.notices.log = .file(path) }
        settings.notices.logMaxBytes = limit
        return try #require(RunLog(settings))
    }

    @Test func `what was logged is read back, the newest first`() throws {
        let folder = try TemporaryFolder()
        let log = try log(folder)
        for run in 1...3 {
            try log.append(
                QuarantineLine.bytes(run: run, source: "a\n\"b", reason: "")
                    + Self.record(run).line)
        }
        try log.append(Self.record(4, .failed).line)
        let past = log.past(2)
        #expect(past.map(\.run) == [3, 2])
        #expect(past[0].skips == Self.record(3).skips)
        #expect(past[0].hosts == Self.record(3).hosts)
        #expect(past[0].hits == [Self.record(3).watch.hits[0].key])
        #expect(log.sizes().map(\.pieces) == [30, 20, 10])
        // Each line is an object of its own.
        let text = try String(contentsOfFile: log.path, encoding: .utf8)
        for line in text.split(separator: "\n") {
            _ = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test func `a large log is put aside, and the oldest goes`() throws {
        let folder = try TemporaryFolder()
        let log = try log(folder, limit: 1)
        for run in 1...7 { try log.append(Self.record(run).line) }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["runs.log", "runs.log.1", "runs.log.2", "runs.log.3", "runs.log.4"])
        #expect(log.past(10).map(\.run) == [7, 6])
    }

    @Test(arguments: [
        "{\"event\":\"run\"", "{\"event\":\"run\",\"state\":7}", "\u{0}\u{0}", "[[[[[[", "",
        "{\"event\":\"run\",\"state\":\"done\",\"hosts\":{}}",
    ])
    func `damaged lines count as missing`(_ damage: String) throws {
        let folder = try TemporaryFolder()
        let log = try log(folder)
        try log.append(Self.record(1).line)
        try log.append(Array((damage + "\n").utf8))
        try log.append(Self.record(2).line)
        #expect(log.past(5).map(\.run) == [2, 1])
    }

    @Test func `a log that is no file is refused with what to do`() throws {
        let folder = try TemporaryFolder()
        for path in [folder.path, "/dev/null", folder.path + "/none/runs.log"] {
            let log = try log(folder, path: path)
            let problem = try #require(throws: NoticeProblem.self) { try log.append([10]) }
            #expect(problem.description.contains(path) && problem.description.contains("`log`"))
            #expect(log.past(1).isEmpty)
        }
    }

    @Test func `no log is kept where none is wanted`() {
        var settings = Configuration()
        settings.notices.log = .none
        #expect(RunLog(settings) == nil)
    }
}
