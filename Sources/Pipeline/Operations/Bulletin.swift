package import Core
package import Store

/// What a report is to begin with: what the watch-list found, alarms, and what is new.
package struct Bulletin: Sendable {
    package let alarms: [HostAlarm]
    /// Nil when nothing is watched.
    package let watch: WatchHits?
    /// Nil before the first commit.
    package let news: NewsFigures?
    /// Records of WARC files that the last commit passed over.
    let skips: WarcSkips
    /// What the store holds of each host.
    let hosts: [HostFigures]
    /// What was lost since the pass before the last commit, by host; empty when it is not known.
    let losses: [HostFigures]

    /// Earlier passes that figures are compared with.
    private static let compared = 10

    /// For a store as the last commit left it, or with `result` for a pass that has just ended and
    /// that the run log does not tell of yet.
    ///
    /// Figures are compared with those of the passes before the last commit. Hits are new that the
    /// pass before did not find: the one before this pass, or the one before the last commit.
    ///
    /// - Throws: `StoreError`, and what reading the lists of outlets throws.
    package init(
        _ configuration: Configuration, _ snapshot: Snapshot, after result: PassResult? = nil
    ) throws {
        let log = RunLog(configuration)
        let run = try snapshot.lastRun()?.number ?? 0
        let told = log?.past(2 * Self.compared) ?? []
        let past = told.filter { $0.run ?? 0 < run }
        // A pass that has just ended says so itself; of an earlier one the run log does.
        if let result, !result.unchanged {
            skips = result.summary.skips
        } else {
            skips = told.first { $0.run == run && $0.state == .done }?.skips ?? WarcSkips()
        }
        hosts = try HostLedger(snapshot).figures
        alarms = HostAlarms(options: configuration.alarm)
            .alarms(hosts, past: past.prefix(Self.compared).map(\.hosts))
        news = try NewsFigures(snapshot, log: log)
        watch = try Self.watch(
            configuration, snapshot, (result == nil ? past : told).first,
            next: result?.unchanged == true ? run : run - 1,
            isWhole: news?.counts.isWhole ?? true)
        losses =
            news?.counts.isWhole == false ? Self.losses(hosts, since: past.first?.hosts ?? []) : []
    }

    /// What is found of what is watched, if anything is.
    ///
    /// Only the pass `next` before this one has looked at all that this one did not write.
    private static func watch(
        _ configuration: Configuration, _ snapshot: Snapshot, _ before: RunLog.Past?, next: Int,
        isWhole: Bool
    ) throws -> WatchHits? {
        guard configuration.isWatching else { return nil }
        let list = try WatchList(configuration)
        var former = WatchList.Former()
        if let before {
            former.hits = before.hits
            former.run = before.run ?? 0
            let isSame = before.watchList == list.digest
            former.isAll = before.knowsAllHits || !isSame
            if isSame, before.run == next, !isWhole { former.lastPiece = before.lastPiece }
        }
        return try list.hits(snapshot, former: former)
    }

    /// What hosts have lost that the figures of an earlier pass did not tell, the greatest loss first.
    static func losses(_ now: [HostFigures], since past: [HostFigures]) -> [HostFigures] {
        guard !past.isEmpty else { return [] }
        let before = Dictionary(past.map { ($0.host, $0) }, uniquingKeysWith: { first, _ in first })
        let losses = now.compactMap { figures -> HostFigures? in
            let former = before[figures.host] ?? HostFigures(host: figures.host)
            let lost = HostFigures(
                host: figures.host, sources: max(0, figures.sources - former.sources),
                pieces: max(0, figures.pieces - former.pieces),
                quarantined: max(0, figures.quarantined - former.quarantined),
                empty: max(0, figures.empty - former.empty))
            return lost.quarantined + lost.empty > 0 ? lost : nil
        }
        return losses.sorted {
            ($1.quarantined, $1.empty, $0.host) < ($0.quarantined, $0.empty, $1.host)
        }
    }
}
