package import Core

/// What a pass did, in a handful of lines, for the end of a run.
package struct RunSummaryText: Sendable {
    package var run: RunSummary
    /// Path of the report, shown last; nil when none was written.
    package var report: String?
    /// What the pass brought; nil when it committed nothing.
    package var new: NewCounts?
    package var style: TextStyle

    package init(
        _ run: RunSummary, new: NewCounts? = nil, report: String? = nil,
        style: TextStyle = TextStyle()
    ) {
        self.run = run
        self.new = new
        self.report = report
        self.style = style
    }

    package var text: String {
        var page = TextPage(style)
        if run.cancelled {
            page.wrapped(
                .strong("Stopped. "),
                "The pass committed nothing; the store is as it was. Run it again to go on.")
            return page.text
        }
        let unchanged = run.sources - run.sourcesRead - run.quarantined
        var reading = "\(Words.count(run.sourcesRead, "source")) read"
        if unchanged > 0 { reading += ", \(Decimals.grouped(unchanged)) unchanged" }
        if run.quarantined > 0 { reading += ", \(Decimals.grouped(run.quarantined)) quarantined" }
        var cost = Decimals.duration(run.seconds)
        if run.bytes > 0 { cost = "\(Decimals.bytes(run.bytes)) in \(cost)" }
        if run.bytes > 0, run.seconds >= 1 {
            let speed = min(Double(run.bytes) / run.seconds, 1e15).rounded()
            cost += ", \(Decimals.bytes(Int(speed)))/s"
        }
        page.table(
            [
                [.soft("sources"), .strong(Decimals.grouped(run.sources)), .soft(reading)],
                [
                    .soft("pieces"), .strong(Decimals.grouped(run.pieces)),
                    .soft(
                        "\(Decimals.grouped(run.republished)) republished, "
                            + "\(Decimals.grouped(run.translated)) translated"),
                ],
                [
                    .soft("matches"), .strong(Decimals.grouped(run.matches)),
                    .soft("in \(Words.count(run.clusters, "family", "families"))"),
                ],
                [
                    .soft("set aside"),
                    .strong(Decimals.grouped(run.templates + run.boilerplate)),
                    .soft(
                        "\(Words.count(run.templates, "template")), "
                            + Words.count(run.boilerplate, "boilerplate paragraph")),
                ],
                [.soft("time"), "", .soft(cost)],
            ], right: [1], indent: 0)
        if let skipped = run.skips.words {
            page.labelled(.soft("records"), columns: 11, [.soft(skipped)], indent: 0)
        }
        if let new, !new.isWhole {
            // In the column of the figures above.
            page.labelled(
                .soft("new"), columns: 11, [.strong(new.words ?? "nothing since the pass before")],
                indent: 0)
        }
        if let report {
            page.blank()
            // A path must stay whole, so that it can be opened from where it stands.
            page.whole(.soft("report  "), .accent(report))
        }
        return page.text
    }
}
