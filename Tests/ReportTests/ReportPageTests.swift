import Core
import Foundation
import Report
import TestSupport
import Testing

struct ReportPageTests {
    static func page(_ data: ReportData, caps: ReportCaps = ReportCaps()) -> String {
        String(decoding: ReportPage(data, caps: caps).bytes, as: UTF8.self)
    }

    @Test func `the report of the invented archive is the one that was looked at`() throws {
        try expectSnapshot(ReportPage(InventedArchive.report).bytes, "index.html")
    }

    @Test func `an empty archive says of every chapter why it is empty`() throws {
        try expectSnapshot(ReportPage(ReportData(run: RunSummary())).bytes, "empty.html")
    }
}
