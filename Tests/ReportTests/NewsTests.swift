import Core
import Foundation
import Report
import TestSupport
import Testing

@Suite struct NewsTests {
    private func texts(_ data: ReportData, caps: ReportCaps? = nil) -> [String] {
        [
            ReportPageTests.page(data, caps: caps ?? ReportCaps()),
            ReportText(data, caps: caps).text,
        ]
    }

    @Test func `the head of a night's report is the one that was looked at`() throws {
        try expectSnapshot(ReportPage(InventedNight.report).bytes, "night.html")
        try expectSnapshot(ReportText(InventedNight.report).text.utf8, "night.txt")
    }

    @Test func `the watch-list comes first, then alarms, then what is new`() throws {
        for text in texts(InventedNight.report) {
            let places = try ["Watch-list", "Alarms", "Changed claims", "Overview"].map { name in
                try #require(text.range(of: name, options: .backwards)?.lowerBound)
            }
            #expect(places == places.sorted())
        }
    }

    @Test func `a first night and a store made anew are told of in one sentence`() throws {
        var data = InventedNight.report
        data.news?.counts.isWhole = true
        for text in texts(data) {
            #expect(text.contains("This pass made the whole store anew"))
            #expect(!text.contains("Changed claims"))
        }
        data.news?.run = 1
        for text in texts(data) { #expect(text.contains("This was the first pass")) }
    }

    @Test func `a night that brought nothing says so`() {
        var data = InventedNight.report
        data.news = News(counts: NewCounts(), run: 3, started: "2024-03-09T02:00:00Z")
        for text in texts(data) { #expect(text.contains("Nothing is new since the pass before")) }
    }

    @Test func `what is left out is counted, with the command that shows it`() {
        var caps = ReportCaps()
        caps.news = 1
        for text in texts(InventedNight.report, caps: caps) {
            let words = text.replacing("<code>", with: "").replacing("</code>", with: "")
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("and 2 more pairs: stemma export matches --since 12"))
            #expect(words.contains("and 29 more pieces: stemma export pieces --since 12"))
            #expect(words.contains("and 2 more claims: stemma export changes --since 12"))
        }
    }

    @Test func `counts stand at the end of a run, and are left out of a first one`() {
        var counts = InventedNight.counts
        let text = RunSummaryText(InventedArchive.run, new: counts).text
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("41 new pieces (30 republished), 6 new matches (2 copies)"))
        #expect(text.contains("1 source newly quarantined, 1 source gone"))
        counts.isWhole = true
        #expect(
            RunSummaryText(InventedArchive.run, new: counts).text
                == RunSummaryText(InventedArchive.run).text)
        #expect(
            RunSummaryText(InventedArchive.run, new: NewCounts()).text
                .contains("nothing since the pass before"))
    }

    @Test func `records of WARC files that were passed over are told by their sort`() {
        var run = InventedArchive.run
        (run.skips.revisits, run.skips.otherRecords) = (2, 1_200)
        let words = "1,202 passed over: 2 revisits, 1,200 that are no capture"
        #expect(RunSummaryText(run, style: TextTests.wide).text.contains(words))
        var data = InventedNight.report
        data.skips = run.skips
        #expect(ReportPageTests.page(data).contains(words))
        #expect(ReportText(data, style: TextTests.wide).text.contains(words))
    }

    @Test func `status and metrics tell the counts`() {
        var status = TextTests.status
        status.new = InventedNight.counts
        let words = StatusText(status).text.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        #expect(words.contains("The last pass brought 41 new pieces (30 republished), 6 new"))
        #expect(words.hasSuffix("1 source newly quarantined, 1 source gone."))
        #expect(
            String(decoding: StatusRow(status).bytes, as: UTF8.self).contains(
                #""new":{"whole":false,"pieces":41,"republished":30,"matches":6,"copies":2,"#
                    + #""changed_claims":3,"quarantined":1,"gone":1}"#))
        var record = RunRecord(
            state: .done, exitCode: 0, started: "", ended: 0, seconds: 1, version: "", store: "")
        #expect(!MetricsText(record).text.contains("stemma_new_pieces"))
        record.new = InventedNight.counts
        #expect(MetricsText(record).text.contains("stemma_new_pieces 41\n"))
    }
}
