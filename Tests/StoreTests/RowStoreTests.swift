import Core
import Testing

@testable import Store

@Suite struct RowStoreTests {
    private let folder: StoreFolder

    init() throws { folder = try StoreFolder() }

    private func piece(_ id: String, _ row: Int) -> Piece {
        var piece = Samples.piece(id, of: "rows.jsonl#\(row)")
        piece.rowID = "own-\(row)"
        return piece
    }

    @Test func `rows lie in blocks and are found by file and row`() throws {
        let catalog = try folder.open(.write)
        let run = try catalog.begin(settings: "s")
        try run.add(source: Samples.source("rows.jsonl"), page: nil)
        let block = try run.add(block: PageCompressor().compress(Array("firstsecond".utf8)))
        _ = try run.add(rows: [piece("01", 4), piece("02", 9)]) {
            RowPlace(row: [4, 9][$0], block: block, bytes: [0..<5, 5..<11][$0])
        }
        try run.add(finding: "It is no JSON.", row: 7)
        var source = Samples.source(
            "rows.jsonl", state: .quarantined(reason: "One row was left out."))
        source.repaired = 12
        try run.settle(source: source)
        try run.finish(summary: RunSummary())

        try catalog.read { (snapshot) throws in
            #expect(try snapshot.page(ofSource: "rows.jsonl#4") == Array("first".utf8))
            #expect(try snapshot.page(ofSource: "rows.jsonl#9") == Array("second".utf8))
            #expect(try snapshot.page(ofSource: "rows.jsonl#7") == nil)
            #expect(try snapshot.page(ofSource: "rows.jsonl") == nil)
            #expect(try snapshot.text(ofSource: "rows.jsonl#9", bytes: 1..<3) == Array("ec".utf8))
            let pieces = try collected(snapshot.eachPiece)
            #expect(pieces.map(\.source) == ["rows.jsonl#4", "rows.jsonl#9"])
            #expect(pieces.map(\.rowID) == ["own-4", "own-9"])
            #expect(Fields(pieces[0]) == Fields(piece("01", 4)))
            #expect(try snapshot.pieces(ofSource: "rows.jsonl#9").map(\.id) == ["02"])
            #expect(try snapshot.piece(ofSource: "rows.jsonl#4", line: 3)?.id == "01")
            #expect(try snapshot.piece(ofSource: "rows.jsonl#4", line: 99) == nil)
            #expect(
                try collected(snapshot.eachRowFinding)
                    == [.init(source: "rows.jsonl#7", reason: "It is no JSON.")])
            #expect(try snapshot.source(path: "rows.jsonl") == source)
        }
    }

    @Test func `a file whose name looks like a row is still found`() throws {
        let catalog = try folder.open(.write)
        let run = try catalog.begin(settings: "s")
        try run.add(
            source: Samples.source("page#3"), page: PageCompressor().compress(Array("text".utf8)))
        try run.finish(summary: RunSummary())
        try catalog.read { (snapshot) throws in
            #expect(try snapshot.page(ofSource: "page#3") == Array("text".utf8))
        }
    }

    @Test func `a row outside its block is damage, not a crash`() throws {
        let catalog = try folder.open(.write)
        let run = try catalog.begin(settings: "s")
        try run.add(source: Samples.source("rows.jsonl"), page: nil)
        let block = try run.add(block: PageCompressor().compress(Array("short".utf8)))
        _ = try run.add(rows: [piece("01", 0)]) { _ in
            RowPlace(row: 0, block: block, bytes: 2..<90)
        }
        try run.finish(summary: RunSummary())
        try catalog.read { (snapshot) throws in
            _ = #expect(throws: StoreError.self) { try snapshot.page(ofSource: "rows.jsonl#0") }
        }
    }
}
