import Core
import Foundation
import Report
import TestSupport
import Testing

struct InspectionTests {
    static let inspection = InventedPage.inspection

    private static func rows(_ inspection: Inspection, piece: Int? = nil) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try InspectionRows(inspection, piece: piece).write { bytes += $0 }
        return bytes
    }

    @Test func `an inspected page is the one that was looked at`() throws {
        try expectSnapshot(InspectionText(Self.inspection).text.utf8, "inspect.txt")
        try expectSnapshot(
            InspectionText(Self.inspection, style: TextStyle(ansi: true, width: 110)).text.utf8,
            "inspect-wide-ansi.txt")
        try expectSnapshot(
            InspectionText(Self.inspection, piece: 1).text.utf8, "inspect-piece.txt")
        try expectSnapshot(InspectionPage(Self.inspection).bytes, "inspect.html")
        try expectSnapshot(try Self.rows(Self.inspection), "inspect.jsonl")
    }

    @Test func `lines stay within the width of the terminal`() {
        for width in [40, 60, 80, 100, 160] {
            let style = TextStyle(ansi: false, width: width)
            for line in InspectionText(Self.inspection, style: style).text.split(separator: "\n") {
                let signs = line.unicodeScalars.filter {
                    $0.properties.generalCategory != .nonspacingMark
                }
                #expect(signs.count <= width, "\(line)")
            }
        }
    }

    @Test func `each row of the JSON is an object, for the page, each piece and each line`() throws
    {
        struct Row: Decodable {
            var row: String
            var line: Int?
            var role: String?
            var piece: Int?
        }
        func decoded(_ bytes: [UInt8]) throws -> [Row] {
            try bytes.split(separator: UInt8(ascii: "\n")).map {
                try JSONDecoder().decode(Row.self, from: Data($0))
            }
        }
        let all = try decoded(try Self.rows(Self.inspection))
        #expect(all.count == 1 + 2 + Self.inspection.account.lines.count)
        #expect(all.prefix(4).map(\.row) == ["page", "piece", "piece", "line"])
        #expect(all.compactMap(\.line) == Array(1...Self.inspection.account.lines.count))
        #expect(all.compactMap(\.role).allSatisfy { LineRole(rawValue: $0) != nil })
        let one = try decoded(try Self.rows(Self.inspection, piece: 1))
        #expect(one.map(\.row).filter { $0 == "piece" }.count == 1)
        #expect(one.filter { $0.row == "line" }.allSatisfy { $0.piece == 2 })
    }

    @Test func `long pages are cut and say how much is missing`() {
        var inspection = Self.inspection
        let count = 5_000
        inspection.page = Page(
            source: "long.txt", text: Array(repeating: "xy\n".utf8, count: count).flatMap { $0 })
        inspection.account.lines = Array(
            repeating: PageAccount.Line(role: .text, reasons: [.prose]), count: count)
        var text = InspectionText(inspection)
        text.rows = 100
        #expect(text.text.contains("and 4,900 more rows"))
        var page = InspectionPage(inspection)
        page.rows = 100
        #expect(String(decoding: page.bytes, as: UTF8.self).contains("and 4,900 more rows"))
        page.rows = count
        page.byteLimit = 20_000
        #expect(page.bytes.count < 80_000)
    }

    @Test func `a megabyte without a space takes its place and no more`() {
        let long = InventedPage.inspection(of: String(repeating: "x", count: 1_000_000))
        #expect(InspectionPage(long).bytes.count < 100_000)
        #expect(InspectionText(long).text.utf8.count < 20_000)
    }

    @Test(arguments: HostileTextTests.texts)
    func `no captured text becomes markup or reaches the terminal`(text: String) {
        let inspection = InventedPage.inspection(of: text)
        let page = String(decoding: InspectionPage(inspection).bytes, as: UTF8.self)
        for tag in ["<script", "<img", "<!--", "<![CDATA", "onerror=\""] {
            #expect(!page.contains(tag))
        }
        #expect(page.components(separatedBy: "</style>").count == 3)
        #expect(!page.contains("href=\"javascript"))
        let plain = InspectionText(inspection).text
        for scalar in (page + plain).unicodeScalars where scalar != "\n" && scalar != "\t" {
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xE0000...0xE0FFF:
                Issue.record("U+\(String(scalar.value, radix: 16)) is shown")
            default: continue
            }
        }
        let colours = InspectionText(inspection, style: TextStyle(ansi: true, width: 120)).text
        let known = ["[0m", "[1m", "[2m", "[31m", "[36m", "[33m", "[32m"]
        for part in colours.components(separatedBy: "\u{1B}").dropFirst() {
            #expect(known.contains { part.hasPrefix($0) }, "\(part.prefix(12))")
        }
    }
}
