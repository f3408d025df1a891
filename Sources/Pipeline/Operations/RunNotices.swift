package import Core
package import Foundation
internal import Report
internal import Store

/// Tells a pass to the run log, to metrics and to the user's hook.
package struct RunNotices: Sendable {
    private let configuration: Configuration
    private let began: Date

    /// `began` is when the pass did.
    package init(configuration: Configuration, began: Date) {
        self.configuration = configuration
        self.began = began
    }

    /// The record of a pass that ended well, and what a report of it is to begin with.
    ///
    /// - Throws: `StoreError`.
    package func record(
        of result: PassResult, exitCode: Int32
    ) throws -> (record: RunRecord, bulletin: Bulletin) {
        var record = blank(result.unchanged ? .unchanged : .done, exitCode)
        let catalog = try Catalog(
            folder: configuration.store, versions: Pass.versions, access: .read)
        return try catalog.read { snapshot in
            let bulletin = try Bulletin(configuration, snapshot, after: result)
            try fill(&record, snapshot, hosts: bulletin.hosts)
            record.alarms = bulletin.alarms
            record.watch = bulletin.watch ?? WatchHits()
            if !result.unchanged {
                record.new = bulletin.news?.counts
                record.skips = result.summary.skips
            }
            return (record, bulletin)
        }
    }

    /// The record of a pass that failed or was stopped; the store is as it was.
    package func record(ofFailure sentence: String, exitCode: Int32, stopped: Bool) -> RunRecord {
        var record = blank(stopped ? .stopped : .failed, exitCode)
        record.error = sentence
        // What the store holds is told if it can be; why it can't, the sentence may say already.
        if let catalog = try? Catalog(
            folder: configuration.store, versions: Pass.versions, access: .read)
        {
            try? catalog.read { try fill(&record, $0, hosts: HostLedger($0).figures) }
        }
        return record
    }

    private func blank(_ state: RunState, _ exitCode: Int32) -> RunRecord {
        let now = Date()
        return RunRecord(
            state: state, exitCode: Int(exitCode), started: began.formatted(.iso8601),
            ended: Int(now.timeIntervalSince1970), seconds: now.timeIntervalSince(began),
            version: Release.version, store: configuration.store,
            storeBytes: StoreFolder.bytes(configuration.store))
    }

    private func fill(
        _ record: inout RunRecord, _ snapshot: Snapshot, hosts: [HostFigures]
    ) throws {
        guard let last = try snapshot.lastRun() else { return }
        record.run = last.number
        record.content = last.summary
        record.hosts = hosts
    }

    /// Writes the log and the metrics, and runs the hook.
    ///
    /// - Returns: what went wrong, a sentence each; none of it takes anything from the pass.
    package func tell(_ record: RunRecord, cancellation: Cancellation = Cancellation()) -> [String]
    {
        var problems: [String] = []
        func attempt(_ body: () throws(NoticeProblem) -> Void) {
            do {
                try body()
            } catch {
                problems.append(error.description)
            }
        }
        // A pass that failed before there was a store leaves no log beside it.
        let hasPlace =
            configuration.notices.log != .beside
            || FileManager.default.fileExists(atPath: configuration.store)
        if let log = RunLog(configuration), hasPlace {
            attempt { () throws(NoticeProblem) in try log.append(lines(record)) }
        }
        if let path = configuration.notices.metrics {
            attempt { () throws(NoticeProblem) in try MetricsFile(path: path).write(record) }
        }
        if !configuration.notices.hook.isEmpty {
            let hook = Hook(
                command: configuration.notices.hook, timeLimit: configuration.notices.hookSeconds)
            let isDone = record.state == .done || record.state == .unchanged
            attempt { () throws(NoticeProblem) in
                // A pass that was stopped still tells that it was.
                try hook.run(record.line) { isDone && cancellation.isCancelled }
            }
        }
        return problems
    }

    /// Quarantined sources of one pass that the log names; of more it tells the number.
    private static let mostNamed = 10_000

    /// What the log is told: the pass, and the sources that it could not read.
    private func lines(_ record: RunRecord) -> [UInt8] {
        var lines: [UInt8] = []
        if record.state == .done, let run = record.run {
            let catalog = try? Catalog(
                folder: configuration.store, versions: Pass.versions, access: .read)
            var named = 0
            try? catalog?.read { snapshot in
                try snapshot.eachQuarantined { source in
                    guard named < Self.mostNamed else { return }
                    named += 1
                    lines += QuarantineLine.bytes(
                        run: run, source: source.path, reason: source.quarantineReason ?? "")
                }
            }
        }
        return lines + record.line
    }
}
