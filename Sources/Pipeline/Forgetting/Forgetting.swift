internal import Core
internal import Foundation
package import Store

/// A name of which the store knows nothing to forget, or the list nothing to take back; or a store that is
/// not of these settings.
package struct NothingToForget: Error, CustomStringConvertible {
    package let description: String
}

/// Takes sources, or all of a host, out of a store for good.
///
/// What is forgotten is put on a list first (`ForgottenList`); a pass then makes the store obey it, as every
/// later pass would that finds it has not: it drops the sources, makes anew what rested on them, and
/// writes catalog and index without what they left. So nothing is lost by being killed in between.
package struct Forgetting: Sendable {
    private let configuration: Configuration
    private let progress: PassProgress
    private let cancellation: Cancellation

    package init(
        configuration: Configuration, progress: PassProgress,
        cancellation: Cancellation = Cancellation()
    ) {
        self.configuration = configuration
        self.progress = progress
        self.cancellation = cancellation
    }

    /// What a name stands for.
    package enum Reading: Sendable { case any, source, host }

    /// What would go.
    package struct Plan: Sendable {
        package var names: [String]
        package var entries: [ForgottenList.Entry]
        package var content: ForgottenContent
    }

    /// Looks for what goes by some names; writes nothing.
    ///
    /// A name is the path of a file as the exports give it, of one of its records or rows (`file#id`), or a
    /// host.
    ///
    /// - Throws: `NothingToForget`, `StoreError`.
    package func plan(_ names: [String], as reading: Reading = .any) throws -> Plan {
        let catalog = try Catalog(
            folder: configuration.store, versions: Pass.versions, access: .read)
        return try plan(names, as: reading, catalog)
    }

    private func plan(_ names: [String], as reading: Reading, _ catalog: Catalog) throws -> Plan {
        let known = try ForgottenList(of: configuration.store)
        let since = Date().formatted(.iso8601)
        return try catalog.read { snapshot in
            var entries: [ForgottenList.Entry] = []
            for name in names {
                var found: ForgottenList.Entry?
                if reading != .host {
                    found = try ForgottenSource(name, snapshot).entry(since: since)
                }
                if found == nil, reading != .source {
                    found = try host(name.lowercased(), since, snapshot)
                }
                guard let found else {
                    let isKnown = known.entries.contains {
                        $0.name == ForgottenList.digest($0.kind == .host ? name.lowercased() : name)
                    }
                    throw NothingToForget(
                        description: isKnown
                            ? "\(name): it has been forgotten already; `stemma forget --list` shows the list."
                            : "\(name): the store holds no source and no host of that name. Sources are named"
                                + " as `stemma export pieces` gives them, records and rows as `file#id`."
                    )
                }
                entries.append(found)
            }
            let content = try ForgottenContent(snapshot, ForgottenList(entries))
            // Files that stay are read again when the entry is taken back.
            for index in entries.indices {
                let own =
                    entries.count == 1
                    ? content : try ForgottenContent(snapshot, ForgottenList([entries[index]]))
                for file in own.records.map(\.file) + own.rows.map(\.path) {
                    entries[index].files.insert(ForgottenList.digest(file))
                }
                for file in own.files {
                    entries[index].paths.insert(ForgottenList.digest(file.path))
                }
            }
            return Plan(names: names, entries: entries, content: content)
        }
    }

    /// Everything of a host.
    private func host(_ name: String, _ since: String, _ snapshot: Snapshot) throws
        -> ForgottenList.Entry?
    {
        let entry = ForgottenList.Entry(.host, name: name, since: since)
        let content = try ForgottenContent(snapshot, ForgottenList([entry]))
        return content.isEmpty ? nil : entry
    }

    /// Forgets what goes by some names.
    ///
    /// For another pass that holds the store it waits `wait` seconds at most.
    ///
    /// - Returns: what went, the pass that took it out, and why the run log still names it, if it does.
    /// - Throws: `NothingToForget`, `StoreError`, and what a pass throws. What is on the list by then is
    ///   forgotten by the next pass.
    package func forget(_ names: [String], as reading: Reading = .any, wait: Double = 0) throws
        -> (plan: Plan, result: PassResult, problem: NoticeProblem?)
    {
        let pass = Pass(
            configuration: configuration, progress: progress, cancellation: cancellation)
        let plan = try list(names, as: reading, pass, wait)
        // The store obeys the list after whatever stops the pass, but only now are the names known by which the
        // log is scrubbed. What it can't write here it says below.
        let scrubbing = LogScrubbing(plan)
        try? scrubbing.scrub(configuration)
        let result = try pass.run(wait: max(wait, 10))
        do throws(NoticeProblem) {
            try scrubbing.scrub(configuration)
            return (plan, result, nil)
        } catch {
            return (plan, result, error)
        }
    }

    /// Puts what goes by some names on the list; the lock is free afterwards.
    private func list(_ names: [String], as reading: Reading, _ pass: Pass, _ wait: Double) throws
        -> Plan
    {
        let catalog = try Catalog.writing(configuration.store, waiting: wait, cancellation)
        let plan = try plan(names, as: reading, catalog)
        guard try pass.goesOn(from: catalog) else {
            throw NothingToForget(
                description:
                    "\(configuration.store): the store was made under other settings, or of other corpus folders;"
                    + " a pass would make it anew. Nothing was forgotten: give the settings and the corpus that"
                    + " `stemma run` was given, or run it first.")
        }
        var list = try ForgottenList(of: configuration.store)
        for entry in plan.entries { list.add(entry) }
        try list.save(to: configuration.store)
        return plan
    }

    /// What has been forgotten, by the time at which it was.
    package func list() throws -> [ForgottenList.Entry] {
        try ForgottenList(of: configuration.store).entries
    }

    /// Takes something off the list, by its name or by what the list calls it: the next pass reads it again
    /// where it is in the corpus.
    ///
    /// - Returns: the entries that were taken off.
    /// - Throws: `NothingToForget`, `StoreError`.
    package func takeBack(_ names: [String], wait: Double = 0) throws -> [ForgottenList.Entry] {
        let catalog = try Catalog.writing(configuration.store, waiting: wait, cancellation)
        var list = try ForgottenList(of: configuration.store)
        var removed: [ForgottenList.Entry] = []
        for name in names {
            let found = list.remove(name)
            guard !found.isEmpty else {
                throw NothingToForget(
                    description:
                        "\(name): nothing of that name has been forgotten; `stemma forget --list` shows"
                        + " what has.")
            }
            removed += found
        }
        let files = removed.reduce(into: Set<String>()) { $0.formUnion($1.files) }
        let numbers = try catalog.read { snapshot in
            try snapshot.files().filter { files.contains(ForgottenList.digest($0.path)) }
                .map(\.number)
        }
        if !numbers.isEmpty { try catalog.unread(files: numbers) }
        try list.save(to: configuration.store)
        return removed
    }
}

/// A source by its name: a file, a record or a row.
private struct ForgottenSource {
    private let name: String
    private var paths: Set<String> = []
    private var captures: Set<String> = []

    init(_ name: String, _ snapshot: Snapshot) throws {
        self.name = name
        var files: Set<Int> = []
        var named: Int?
        let mark = name.lastIndex(of: "#")
        let row = mark.flatMap { Int(name[name.index(after: $0)...]) }
        var sources: [Snapshot.HeldSource] = []
        try snapshot.eachHeldSource { source in
            if source.path == name || Self.isFormer(source, of: name) {
                paths.insert(ForgottenList.digest(source.path))
                if !source.isRecord { files.insert(source.number) }
                sources.append(source)
            } else if let mark, source.path == name[..<mark], !source.isRecord {
                named = source.number
            } else if source.isRecord {
                sources.append(source)
            }
        }
        for source in sources
        where !source.isRecord || source.file.map(files.contains) == true
            || paths.contains(ForgottenList.digest(source.path))
        {
            // Empty captures are all one.
            if source.size > 0, !source.sha256.isEmpty { captures.insert(source.sha256) }
        }
        guard !files.isEmpty || (row != nil && named != nil) else { return }
        try snapshot.eachHeldRow { held in
            guard files.contains(held.file) || (held.file == named && held.row == row) else {
                return
            }
            captures.insert(ForgottenList.key(ofRow: held.piece))
        }
    }

    /// Whether a source is a former version of the file, or of the record, of that name.
    private static func isFormer(_ source: Snapshot.HeldSource, of name: String) -> Bool {
        guard source.isGone else { return false }
        if !source.isRecord { return FormerVersion(source.path)?.path == name }
        guard let mark = name.lastIndex(of: "#"), let own = source.path.lastIndex(of: "#"),
            source.path[own...] == name[mark...]
        else { return false }
        return FormerVersion(source.path[..<own])?.path == String(name[..<mark])
    }

    /// What the list is to hold; nil when there is no such source.
    func entry(since: String) -> ForgottenList.Entry? {
        guard !paths.isEmpty || !captures.isEmpty else { return nil }
        var entry = ForgottenList.Entry(.source, name: name, since: since)
        entry.paths = paths
        entry.captures = captures
        return entry
    }
}
