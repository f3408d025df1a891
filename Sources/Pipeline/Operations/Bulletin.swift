package import Core
package import Store

/// What a report is to begin with: what the watch-list found, alarms, and what is new.
package struct Bulletin: Sendable {
    package let alarms: [HostAlarm]
    /// Nil when nothing is watched.
    package let watch: WatchHits?
    /// Nil before the first commit.
    package let news: NewsFigures?
    /// What the store holds of each host.
    let hosts: [HostFigures]
    /// What was lost since the pass before the last commit, by host; empty when it is not known.
    let losses: [HostFigures]

    /// Earlier passes that figures are compared with.
    private static let compared = 10

    /// For a store as the last commit left it, or for a pass that has just ended and that the run log
    /// does not tell of yet.
    ///
    /// Figures are compared with those of the passes before the last commit. Hits are new that the
    /// pass before did not find: the one before this pass, or the one before the last commit.
    ///
    /// - Throws: `StoreError`, and what reading the lists of outlets throws.
    package init(
        _ configuration: Configuration, _ snapshot: Snapshot, ofPass isPass: Bool = false
    ) throws {
        let log = RunLog(configuration)
        let run = try snapshot.lastRun()?.number ?? 0
        let told = log?.past(2 * Self.compared) ?? []
        let past = told.filter { $0.run ?? 0 < run }
        hosts = try HostLedger(snapshot).figures
        alarms = HostAlarms(options: configuration.alarm)
            .alarms(hosts, past: past.prefix(Self.compared).map(\.hosts))
        let known = (isPass ? told : past).first?.hits ?? []
        watch =
            configuration.isWatching
            ? try WatchList(configuration).hits(snapshot, known: known) : nil
        news = try NewsFigures(snapshot, log: log)
        losses =
            news?.counts.isWhole == false ? Self.losses(hosts, since: past.first?.hosts ?? []) : []
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
