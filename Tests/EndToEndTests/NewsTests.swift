import Foundation
import TestSupport
import Testing

/// What a pass says of what is new.
@Suite struct NewsTests {
    private func page(_ desk: Desk) throws -> String {
        try String(
            contentsOf: desk.folder.url.appendingPathComponent("report/index.html"), encoding: .utf8
        )
    }

    @Test func `each night tells what it brought, on the terminal, in the report and to programs`()
        throws
    {
        let desk = try Desk()
        try desk.folder.write(
            "corpus: [corpus]\nhook: [sh, -c, \"cat > told.json\"]\n", to: "pipeline.yaml")
        try desk.page("mill")
        try desk.folder.write([UInt8](), to: "corpus/first.txt")
        let first = try desk.stemma("run")
        #expect(!first.output.contains("new piece"))
        #expect(try page(desk).contains("This was the first pass"))

        try desk.page("copy")
        try desk.folder.write([UInt8](), to: "corpus/second.txt")
        let second = try desk.stemma("run")
        #expect(second.output.contains("1 new piece, 1 new match (1 copy)"), "\(second.output)")
        #expect(second.output.contains("1 source newly quarantined"), "\(second.output)")
        let report = try page(desk)
        #expect(report.contains("New copies") && report.contains("id=\"new\""))
        #expect(try desk.stemma("report", "--text").output.contains("New copies"))
        func new(_ text: String) throws -> [String: Any] {
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
            return try #require((object as? [String: Any])?["new"] as? [String: Any])
        }
        let hook = try String(
            contentsOf: desk.folder.url.appendingPathComponent("told.json"), encoding: .utf8)
        for told in try [new(hook), new(desk.stemma("status", "--json").output)] {
            #expect(told["pieces"] as? Int == 1 && told["copies"] as? Int == 1)
            #expect(told["quarantined"] as? Int == 1 && told["whole"] as? Bool == false)
        }

        // A pass that finds nothing leaves what the last commit brought.
        try desk.stemma("run")
        #expect(try page(desk) == report)
        #expect(try desk.stemma("report", "--text").output.contains("New copies"))
        #expect(try new(desk.stemma("status", "--json").output)["pieces"] as? Int == 1)
    }

    @Test func `exports can be asked for what came since a pass`() throws {
        let desk = try Desk()
        try desk.page("mill")
        try desk.stemma("run", "--quiet")
        try desk.page("copy")
        try desk.stemma("run", "--quiet")
        func rows(_ arguments: String...) throws -> Int {
            let outcome = try desk.program.run(
                ["export"] + arguments, in: desk.folder.path, input: "".utf8)
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            return outcome.output.utf8.split(separator: UInt8(ascii: "\n")).count
        }
        #expect(try rows("pieces", "--since", "last") == 1)
        #expect(try rows("pieces", "--since", "1") == 2)
        #expect(try rows("texts", "--since", "2") == 1)
        #expect(try rows("matches", "--since", "last", "--format", "csv") == 2)
        #expect(try rows("pieces", "--since", "2001-02-03") == 2)
        #expect(try rows("pieces", "--since", "7") == 0)
        expectSentence(
            try desk.stemma("export", "clusters", "--since", "last"), 64, "--since", "matches")
        #expect(try desk.stemma("export", "pieces", "--since", "yesterday").exitCode == 64)
    }
}
