import Core
import Foundation
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite struct HostLedgerTests {
    @Test func `what is gone from the corpus counts for no host`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.write(
            (0..<3).map { row in
                let text = InventedCorpus.article(UInt64(40 + row)).joined(separator: "\\n")
                return
                    #"{"id":"\#(row)","host":"rows.example","title":"Row \#(row)","text":"\#(text)"}"#
            }.joined(separator: "\n"), "rows.jsonl")
        try corpus.folder.write([], to: "corpus/reed.example/empty.txt")
        try corpus.run()
        func figures() throws -> [String: HostFigures] {
            let figures = try corpus.read { try HostLedger($0).figures }
            return Dictionary(uniqueKeysWithValues: figures.map { ($0.host, $0) })
        }
        let before = try figures()
        #expect(before["rows.example"]?.pieces == 3 && before["rows.example"]?.sources == 3)
        #expect(before["reed.example"]?.pieces == 2 && before["reed.example"]?.quarantined == 1)

        for gone in ["rows.jsonl", "reed.example/one.txt", "reed.example/empty.txt"] {
            try FileManager.default.removeItem(
                atPath: corpus.folder.path + "/corpus/" + gone)
        }
        try corpus.run()
        let after = try figures()
        #expect(after["rows.example"] == nil && after["reed.example"] == nil)
        #expect(after["farrow.example"] == before["farrow.example"])
        #expect(try corpus.read { try $0.lastRun()?.summary.pieces } ?? 0 > 5)
    }
}
