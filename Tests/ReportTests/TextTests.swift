import Core
import Report
import TestSupport
import Testing

struct TextTests {
    static let wide = TextStyle(ansi: false, width: 120)

    static let explanation = Explanation(
        a: InventedArchive.keeper, b: InventedArchive.keeperAgain,
        comparison: Comparison(
            match: InventedArchive.keeperMatch, passages: InventedArchive.keeperPassages))

    static let trace = Trace(
        piece: InventedArchive.keeper,
        lineage: InventedArchive.keeperLineage, cluster: InventedArchive.keeperCluster,
        pieces: InventedArchive.report.pieces)

    static let found = FoundSources(
        name: "pasted.txt", words: 140,
        found: Listing([
            FoundSources.Row(
                piece: InventedArchive.keeper,
                comparison: Comparison(
                    match: InventedArchive.keeperMatch,
                    passages: [InventedArchive.keeperPassages[1]]),
                lineage: InventedArchive.albanianLineage)
        ]), pieces: InventedArchive.report.pieces)

    static let status = StoreStatus(
        path: "store", versions: "text 1, shingles 1", bytes: 1_204_224, runs: 3, sources: 14,
        quarantined: 2, pieces: 86, matches: 31, clusters: 12, templates: 1,
        lastRun: InventedArchive.run)

    @Test func `the terminal report is the one that was looked at`() throws {
        try expectSnapshot(ReportText(InventedArchive.report).text.utf8, "report.txt")
        try expectSnapshot(
            ReportText(InventedArchive.report, style: TextStyle(ansi: true, width: 120)).text.utf8,
            "report-wide-ansi.txt")
        try expectSnapshot(ReportText(ReportData(run: RunSummary())).text.utf8, "report-empty.txt")
    }

    @Test func `the summary of a run ends with the path of the report`() throws {
        let text = RunSummaryText(InventedArchive.run, report: "report/index.html").text
        #expect(text.hasSuffix("report/index.html\n"))
        try expectSnapshot(text.utf8, "run-summary.txt")
    }

    @Test func `a run that was stopped says that nothing was committed`() {
        var run = InventedArchive.run
        run.cancelled = true
        #expect(RunSummaryText(run, report: nil).text.contains("committed nothing"))
    }

    @Test func `explain, trace and status are the ones that were looked at`() throws {
        try expectSnapshot(ExplainText(Self.explanation).text.utf8, "explain.txt")
        try expectSnapshot(
            ExplainText(Self.explanation, style: Self.wide).text.utf8, "explain-wide.txt")
        try expectSnapshot(TraceText(Self.trace).text.utf8, "trace.txt")
        try expectSnapshot(TraceText(Self.found).text.utf8, "trace-text.txt")
        try expectSnapshot(StatusText(Self.status).text.utf8, "status.txt")
    }

    @Test func `an explanation keeps the letters of the two as they were asked for`() {
        var turned = Self.explanation
        swap(&turned.a, &turned.b)
        let text = ExplainText(turned).text
        #expect(text.contains("b is nearly the same text as a"))
        #expect(text.contains("a was taken from b"))
    }

    @Test func `no match and nothing found are said in a sentence`() {
        var none = Self.explanation
        none.comparison = nil
        #expect(ExplainText(none).text.contains("No match."))
        let nothing = FoundSources(name: "standard input", words: 4, found: Listing())
        #expect(TraceText(nothing).text.contains("The text is short"))
    }

    @Test(arguments: [40, 80, 120])
    func `no line of text is wider than the terminal`(width: Int) {
        let style = TextStyle(ansi: false, width: width)
        let texts = [
            ReportText(InventedArchive.report, style: style).text,
            ExplainText(Self.explanation, style: style).text,
            TraceText(Self.trace, style: style).text, TraceText(Self.found, style: style).text,
            StatusText(Self.status, style: style).text,
        ]
        for text in texts {
            for line in text.split(separator: "\n") where line.unicodeScalars.count > width {
                // Scripts with marks that combine have more scalars than columns.
                #expect(
                    line.unicodeScalars.contains { $0.value > 0x600 && $0.value < 0x700 },
                    "\(line)")
            }
        }
    }
}
