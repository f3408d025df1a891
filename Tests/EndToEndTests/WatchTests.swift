import Foundation
import TestSupport
import Testing

/// The watch-list: what heads the report and the summary.
@Suite struct WatchTests {
    private static func desk() throws -> Desk {
        let desk = try Desk()
        try desk.page("mill")
        try desk.folder.write(
            "The lamp\nPosted on 14 May 2021\n\n"
                + (0..<4).map {
                    "Evening \($0) saw the keeper light the lamp at dusk, as he had done for thirty years."
                }
                .joined(separator: "\n\n") + "\n\nBy Ada Miller, The Lantern Post\n",
            to: "corpus/lamp.txt")
        return desk
    }

    private func settings(_ desk: Desk, _ watch: String) throws {
        try desk.folder.write("corpus: [corpus]\nwatch:\n\(watch)", to: "pipeline.yaml")
    }

    private func last(_ desk: Desk) throws -> [String: Any] {
        let log = try String(
            contentsOf: desk.folder.url.appendingPathComponent("store/runs.log"), encoding: .utf8)
        let line = try #require(log.split(separator: "\n").last)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func `outlets, pieces and phrases are found, and stand at the head`() throws {
        let desk = try Self.desk()
        try desk.page("wheel")
        try desk.stemma("run", "--quiet", "--no-report")
        let pieces = try desk.pieces()
        let mill = try #require(pieces.first { $0.contains("mill.txt") })
        let id = String(try #require(mill.firstMatch(of: /"piece":"([0-9a-f]+)"/)).1)
        try settings(
            desk,
            "  outlets: [Lantern Post]\n  pieces: ['\(id.prefix(8))']\n"
                + "  phrases: [\"the key to the SLUICE\"]\n")
        let outcome = try desk.stemma("run")
        #expect(outcome.exitCode == 0)
        for word in ["Watch-list", "outlet", "Lantern Post", "phrase", "new"] {
            #expect(outcome.output.contains(word), "\(outcome.output)")
        }
        let record = try last(desk)
        let hits = try #require(record["watch"] as? [[String: Any]])
        #expect(Set(hits.compactMap { $0["kind"] as? String }) == ["outlet", "piece", "phrase"])
        #expect(record["watch_new"] as? Int == hits.count)
        let page = try String(
            contentsOf: desk.folder.url.appendingPathComponent("report/index.html"), encoding: .utf8
        )
        let watch = try #require(page.range(of: "id=\"watch\""))
        let overview = try #require(page.range(of: "id=\"overview\""))
        #expect(watch.lowerBound < overview.lowerBound)
        let text = try desk.stemma("report", "--text").output
        #expect(text.contains("Watch-list") && text.contains("key to the sluice"))
    }

    @Test func `what was found before is not new, and what comes is`() throws {
        let desk = try Self.desk()
        try settings(desk, "  phrases: [the key to the sluice]\n")
        try desk.stemma("run", "--quiet")
        #expect(try last(desk)["watch_new"] as? Int == 1)
        #expect(try !desk.stemma("run").output.contains("Watch-list"))
        #expect(try last(desk)["watch_hits"] as? Int == 1 && last(desk)["watch_new"] as? Int == 0)
        try desk.page(
            "other", ["Years later the key to the sluice was found in a drawer of the smithy."])
        let outcome = try desk.stemma("run")
        #expect(outcome.output.contains("Watch-list"))
        #expect(try last(desk)["watch_new"] as? Int == 1)
    }

    @Test func `captured words do no harm where hits are shown`() throws {
        let desk = try Self.desk()
        try desk.page(
            "evil",
            ["Here the secret word <script>alert(1)</script> \u{1B}[31m stands among others."])
        try settings(desk, "  phrases: [secret word]\n")
        let outcome = try desk.stemma("run")
        #expect(outcome.output.contains("secret word") && !outcome.output.contains("\u{1B}[31m"))
        let page = try String(
            contentsOf: desk.folder.url.appendingPathComponent("report/index.html"), encoding: .utf8
        )
        #expect(page.contains("secret word") && !page.contains("<script>"))
    }

    @Test func `without a watch-list nothing is said of one`() throws {
        let desk = try Self.desk()
        #expect(try !desk.stemma("run").output.contains("Watch-list"))
        #expect(try !desk.stemma("report", "--text").output.contains("Watch-list"))
    }
}
