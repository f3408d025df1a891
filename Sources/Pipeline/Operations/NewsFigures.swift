package import Core
internal import Report
package import Store

/// What the last commit brought, in numbers, and what only the run log can tell of it.
package struct NewsFigures: Sendable {
    package let counts: NewCounts
    /// Number of the commit.
    let run: Int
    let started: String
    /// The sources that could be read before, or were not there; nil when it is not known.
    let quarantined: Listing<Source>?

    /// Newly quarantined sources that are kept to be shown.
    private static let most = ReportCaps().quarantined
    /// Lines of passes that are looked through for one that was there before the last commit.
    private static let lookedThrough = 100

    /// - Returns: nil before the first commit.
    /// - Throws: `StoreError`.
    package init?(_ configuration: Configuration, _ snapshot: Snapshot) throws {
        try self.init(snapshot, log: RunLog(configuration))
    }

    init?(_ snapshot: Snapshot, log: RunLog?) throws {
        guard let last = try snapshot.lastRun() else { return nil }
        (run, started) = (last.number, last.summary.started)
        var counts = NewCounts()
        (counts.pieces, counts.republished) = try snapshot.newPieces(ofRun: run)
        let matches = try snapshot.newMatches(ofRun: run)
        counts.matches = matches.values.reduce(0, +)
        counts.copies = News.copying.reduce(0) { $0 + (matches[$1] ?? 0) }
        // A night that empties the archive of all that was known is no first night.
        counts.isWhole = try counts.pieces == last.summary.pieces && snapshot.isWhole(sinceRun: run)
        if counts.isWhole {
            quarantined = nil
        } else {
            counts.changedClaims = try snapshot.countChanges(ofRun: run)
            try snapshot.eachGoneFile(since: started) { _ in counts.gone += 1 }
            quarantined = try Self.newlyQuarantined(snapshot, before: snapshot.runBeforeLast(), log)
            counts.quarantined = quarantined?.total
        }
        self.counts = counts
    }

    /// The store says what is quarantined, the run log what was.
    ///
    /// The log names no more than so many sources, and may have been put away: where it does not name
    /// as many as the pass counted, it is not known which are new.
    private static func newlyQuarantined(
        _ snapshot: Snapshot, before: (number: Int, summary: RunSummary)?, _ log: RunLog?
    ) throws -> Listing<Source>? {
        var known: Set<String> = []
        if let before, before.summary.quarantined > 0 {
            known = log?.quarantined(inRun: before.number) ?? []
            guard known.count >= before.summary.quarantined else { return nil }
        }
        var fresh = Listing<Source>()
        try snapshot.eachQuarantined { source in
            guard !known.contains(source.path) else { return }
            if fresh.rows.count < most { fresh.rows.append(source) }
            fresh.total += 1
        }
        return fresh
    }
}
