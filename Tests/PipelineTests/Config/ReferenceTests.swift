import Foundation
import Testing

@testable import Pipeline

@Suite struct ReferenceTests {
    /// `pipeline.yaml` at the top of the project.
    private static let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("pipeline.yaml")

    /// With `RECORD_SNAPSHOTS=1` in the environment the file is written anew.
    @Test func `the reference at the top of the project tells every setting`() throws {
        let reference = Configuration.reference
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try Data(reference.utf8).write(to: Self.file)
        }
        let recorded = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(
            recorded == reference,
            "pipeline.yaml has drifted from the settings: run the tests with RECORD_SNAPSHOTS=1.")
    }

    @Test func `the reference reads as the defaults`() throws {
        let settings = try Configuration(yaml: Configuration.reference, file: "pipeline.yaml")
        #expect(settings == Configuration())
    }

    @Test func `the reference fits on a page`() {
        for line in Configuration.reference.split(separator: "\n") {
            #expect(line.count <= 100)
        }
    }
}
