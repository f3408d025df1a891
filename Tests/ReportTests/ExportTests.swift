import Core
import Foundation
import Report
import TestSupport
import Testing

struct ExportTests {
    static func export<Row: ExportRow>(_ rows: [Row], _ format: ExportFormat) -> [UInt8] {
        var buffer: [UInt8] = []
        format.appendHeader(of: Row.self, to: &buffer)
        for row in rows { format.append(row, to: &buffer) }
        return buffer
    }

    static func text<Row: ExportRow>(_ row: Row, _ format: ExportFormat) -> String {
        var buffer: [UInt8] = []
        format.append(row, to: &buffer)
        return String(decoding: buffer, as: UTF8.self)
    }

    @Test(arguments: ExportFormat.allCases)
    func `every kind of row is written as the contract says`(format: ExportFormat) throws {
        let name = { (kind: ExportKind) in "\(kind.rawValue).\(format.rawValue)" }
        try expectSnapshot(Self.export(InventedArchive.pieces, format), name(.pieces))
        try expectSnapshot(
            Self.export(
                [
                    InventedArchive.keeperMatch, InventedArchive.recaptureMatch,
                    InventedArchive.digestMatch,
                ], format), name(.matches))
        try expectSnapshot(
            Self.export([InventedArchive.keeperCluster, InventedArchive.applesCluster], format),
            name(.clusters))
        try expectSnapshot(
            Self.export(
                [
                    InventedArchive.keeperLineage, InventedArchive.digestLineage,
                    InventedArchive.applesLineage,
                ], format), name(.lineage))
        try expectSnapshot(Self.export([InventedArchive.template], format), name(.templates))
    }

    @Test func `a row of JSON Lines is one line that a JSON reader reads back`() throws {
        var piece = InventedArchive.keeper
        piece.title = "a \"quoted\" \\ line\nbreak\u{0}\u{1F}\u{2028}<script>"
        let line = Self.text(piece, .jsonl)
        #expect(line.filter { $0 == "\n" }.count == 1)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["title"] as? String == piece.title)
        #expect(object["lines"] as? [Int] == [12, 58])
        let credits = try #require(object["credits"] as? [[String: Any]])
        #expect(credits.first?["chars"] as? [Int] == [22, 41])
    }

    @Test func `what is absent is null or an empty list and never left out`() {
        let bare = Piece(
            id: "00", source: "s", format: .jsonl, lines: nil, bytes: 0..<0, body: 0..<0)
        let line = Self.text(bare, .jsonl)
        for key in ["lines", "title", "language", "host", "url", "posted", "published", "captured"]
        {
            #expect(line.contains("\"\(key)\":null"))
        }
        for key in ["outlets", "authors", "translators", "signatories", "credits"] {
            #expect(line.contains("\"\(key)\":[]"))
        }
    }

    @Test(arguments: [
        (0.0, "0"), (1, "1"), (0.5, "0.5"), (0.8312345678, "0.831235"), (0.9999999, "1"),
        (1e-9, "0"), (-1e-9, "0"), (-2.5, "-2.5"), (.nan, "0"), (.infinity, "0"),
        (100.25, "100.25"),
    ])
    func `a number has at most six decimals and no zeros at its end`(
        number: Double, expected: String
    ) {
        #expect(Decimals.text(number, places: 6) == expected)
    }

    @Test(arguments: [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u{FEFF}=1",
        "=HYPERLINK(\"http://x\",\"y\")",
    ])
    func `a field that a spreadsheet would run is marked as text`(title: String) throws {
        var piece = InventedArchive.keeper
        piece.title = title
        let field = try #require(Self.fields(Self.text(piece, .csv)).dropFirst(7).first)
        #expect(field == "'" + title)
    }

    @Test func `a CSV row has as many fields as its header, whatever its texts are`() {
        var piece = InventedArchive.keeper
        piece.title = "comma, quote \" and\r\nline end \u{0}"
        piece.authors = ["A, B", "C | D"]
        #expect(Self.fields(Self.text(piece, .csv)).count == Piece.columns.count)
        #expect(
            Self.fields(Self.text(piece, .csv))[7] == "comma, quote \" and\r\nline end \u{FFFD}")
        #expect(
            Self.fields(Self.text(InventedArchive.keeperMatch, .csv)).count == Match.columns.count)
        #expect(Self.fields(Self.text(InventedArchive.keeperLineage, .csv)).count == 5)
    }

    @Test func `the header of a kind is the header of its rows`() {
        for kind in ExportKind.allCases {
            var json: [UInt8] = []
            ExportFormat.jsonl.appendHeader(of: kind, to: &json)
            #expect(json.isEmpty)
            var csv: [UInt8] = []
            ExportFormat.csv.appendHeader(of: kind, to: &csv)
            #expect(csv.suffix(2) == [0x0D, 0x0A])
        }
    }

    @Test func `a line of a megabyte is written whole`() {
        var piece = InventedArchive.keeper
        piece.title = String(repeating: "\"", count: 1_000_000)
        #expect(Self.text(piece, .jsonl).utf8.count > 2_000_000)
    }

    /// Reads one record of RFC 4180, to check what was written by another road.
    static func fields(_ record: String) -> [String] {
        var fields: [String] = []
        var field = String.UnicodeScalarView()
        var isQuoted = false
        var scalars = record.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            switch (scalar, isQuoted) {
            case ("\"", true) where next == "\"":
                field.append("\"")
                next = scalars.next()
            case ("\"", _): isQuoted.toggle()
            case (",", false):
                fields.append(String(field))
                field = String.UnicodeScalarView()
            case ("\r", false) where next == "\n": next = nil
            default: field.append(scalar)
            }
        }
        return fields + [String(field)]
    }
}
