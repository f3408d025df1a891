package import Core
package import Store

/// What a report is to begin with: alarms, and what the watch-list found.
package struct Bulletin: Sendable {
    package let alarms: [HostAlarm]
    package let watch: WatchHits
    /// Earlier passes that figures are compared with.
    private static let compared = 10

    /// After a pass that is not in the run log yet.
    init(
        _ configuration: Configuration, _ snapshot: Snapshot, hosts: [HostFigures]
    ) throws {
        let past = RunLog(configuration)?.past(Self.compared) ?? []
        try self.init(configuration, snapshot, hosts, past)
    }

    /// For a store as the last pass left it, whose line is in the run log.
    ///
    /// - Throws: `StoreError`, and what reading the lists of outlets throws.
    package init(_ configuration: Configuration, _ snapshot: Snapshot) throws {
        let past = RunLog(configuration)?.past(Self.compared + 1) ?? []
        try self.init(
            configuration, snapshot, try HostLedger(snapshot).figures, Array(past.dropFirst()))
    }

    private init(
        _ configuration: Configuration, _ snapshot: Snapshot, _ hosts: [HostFigures],
        _ past: [RunLog.Past]
    ) throws {
        alarms = HostAlarms(options: configuration.alarm).alarms(hosts, past: past.map(\.hosts))
        watch =
            configuration.isWatching
            ? try WatchList(configuration).hits(snapshot, known: past.first?.hits ?? [])
            : WatchHits()
    }
}
