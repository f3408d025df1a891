import Foundation
import TestSupport
import Testing

/// What `stemma status` says of the size of a store.
@Suite struct StatusTests {
    private static func status(_ desk: Desk) throws -> [String: Any] {
        let output = try desk.stemma("status", "--json").outputBytes
        return try #require(
            try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any])
    }

    @Test func `parts add up, growth is told, and what is dead goes when it is compacted`() throws {
        let desk = try Desk()
        try desk.folder.write(
            "corpus: [corpus]\nread:\n  removed: drop\n", to: "pipeline.yaml")
        for page in 0..<8 {
            try desk.page("page-\(page)", Desk.text.map { "\($0) It was the \(page)th." })
        }
        try desk.stemma("run", "--quiet", "--no-report")
        var status = try Self.status(desk)
        #expect(status["growth"] is NSNull)
        #expect(!(try desk.stemma("status").output.contains("in the last pass")))

        for page in 0..<3 {
            try FileManager.default.removeItem(
                atPath: "\(desk.folder.path)/corpus/page-\(page).txt")
        }
        try desk.stemma("run", "--quiet", "--no-report")
        status = try Self.status(desk)
        let growth = try #require(status["growth"] as? [String: Any])
        #expect(growth["sources"] as? Int == -3 && growth["pieces"] as? Int == -3)
        #expect(growth["bytes"] is Int)
        let parts = try #require(status["parts"] as? [String: Double])
        #expect(parts["dead_share"] == 0.375 && parts["segments"] == 1)
        func bytes(_ name: String) throws -> Int {
            try #require(
                FileManager.default.attributesOfItem(atPath: "\(desk.folder.path)/store/\(name)")[
                    .size] as? Int)
        }
        let catalog = ["texts", "tables", "unused"].reduce(0) { $0 + (parts[$1] ?? 0) }
        #expect(Int(catalog) == (try bytes("catalog.sqlite")))
        let text = try desk.stemma("status").output
        for words in ["−3 in the last pass", "38 % dead", "texts", "index"] {
            #expect(text.contains(words), "\(text)")
        }

        try desk.stemma("compact", "--quiet")
        let after = try #require(try Self.status(desk)["parts"] as? [String: Double])
        #expect(after["dead_share"] == 0 && after["unused"] == 0)
        #expect((after["index"] ?? 0) < (parts["index"] ?? 0))
    }
}
