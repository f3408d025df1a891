package import Core
package import Foundation
package import Readers
package import Store

/// What a pass came to.
package struct PassResult: Sendable {
    package var summary: RunSummary
    /// The store held all of it already: nothing was read.
    package var unchanged = false
    /// What a dry run would do; nil for a pass that was made.
    package var plan: NightPlan.Counts?
    /// The store was made under other settings, or of other corpus folders, and is made anew.
    package var isOther = false
    /// When the last pass began, where the clock says that this one began before it.
    package var later: String?
}

/// The corpus holds no source, and the store holds pieces of it.
package struct EmptiedCorpus: Error, CustomStringConvertible {
    let folders: [String]
    let store: String
    let pieces: Int

    package var description: String {
        "\(folders.joined(separator: ", ")): there is no source left, but the store holds "
            + "\(pieces) pieces; it was left as it is. Is a disk not mounted? To begin anew, "
            + "delete \(store)."
    }
}

/// One pass over the corpus: read what is new, divide, fingerprint, match, trace, commit.
///
/// Everything that reaches the store does so in the order of the sources, so that one worker and
/// eight leave the same bytes, and so do one night and many. Nothing is seen by readers before the
/// one commit at the end.
package struct Pass: Sendable {
    let configuration: Configuration
    let progress: PassProgress
    let cancellation: Cancellation
    let calls: FileCalls
    private let now: @Sendable () -> Date

    /// `calls` read the corpus, and `now` tells the time.
    package init(
        configuration: Configuration, progress: PassProgress,
        cancellation: Cancellation = Cancellation(), calls: FileCalls = .system,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.configuration = configuration
        self.progress = progress
        self.cancellation = cancellation
        self.calls = calls
        self.now = now
    }

    /// What a pass takes of memory, whatever the pieces weigh: texts are on the disk, and of each
    /// piece there are its fingerprint, its facts, its matches and what tracing needs.
    ///
    /// Seen on made archives of 10,000, 100,000 and 300,000 pieces of 600 words, of which half
    /// repeat others: 613 MiB for 297,000 pieces when all is read, and 592 MiB for a night that adds
    /// 3,000 to them; on a WARC file of 156,882 pieces 625 MiB.
    package static let memoryNeed = "about 160 MiB, and 3 KiB a piece"

    package static let versions = StoreVersions(
        normaliser: Fingerprint.version, tokeniser: Fingerprint.version,
        shingleHash: Fingerprint.version,
        sketch: Fingerprint.version, divider: 5, credits: 2)

    /// Makes the pass.
    ///
    /// With `rebuild` the whole content is made anew, whatever the store holds. For another pass that
    /// holds the store it waits `wait` seconds at most.
    ///
    /// - Throws: `ConfigurationError`, `CorpusError`, `StoreError`, `Interrupted` and what reading
    ///   the lexicon throws. A source that can't be read is no error: it is quarantined.
    package func run(dryRun: Bool = false, rebuild: Bool = false, wait: Double = 0) throws
        -> PassResult
    {
        let (started, clock) = (now(), ContinuousClock.now)
        FreedMemory.keep()
        let words = try Vocabulary(configuration)
        progress.begin("find")
        let walk = try CorpusWalk(roots: configuration.corpus)
        var night = Night(
            started: started.formatted(.iso8601), walk: walk, words: words,
            settings: settingsStamp(words))
        if dryRun { return try plan(night.without(try ForgottenList(of: configuration.store))) }
        progress.note("memory: \(Self.memoryNeed)")
        let catalog = try Catalog.writing(configuration.store, waiting: wait, cancellation)
        try refuseEmptied(night, catalog)
        night = night.without(try ForgottenList(of: configuration.store))
        let (last, goesOn) = try catalog.read {
            (try $0.lastRun()?.summary.started, try self.goesOn(from: $0, under: night.settings))
        }
        let amends = goesOn && !rebuild
        if amends, var summary = try unchanged(night, catalog) {
            try clear(catalog)
            summary.seconds = (ContinuousClock.now - clock) / .seconds(1)
            return PassResult(summary: summary, unchanged: true)
        }
        try catalog.sweep()
        let writer =
            amends
            ? try catalog.amend(settings: night.settings)
            : try catalog.begin(settings: night.settings)
        do {
            var summary =
                amends
                ? try catalog.read { try amend(writer, $0, catalog, night) }
                : try fill(writer, catalog, night)
            summary.started = night.started
            summary.seconds = (ContinuousClock.now - clock) / .seconds(1)
            try cancellation.check()
            progress.begin("commit")
            if !night.forgotten.isEmpty {
                try writer.note(Self.forgottenNote, night.forgotten.digest)
            }
            try writer.note(IndexStamp.note, IndexStamp(configuration.match.settings).text)
            try writer.note(CorpusStamp.note, corpusStamp.text)
            try writer.finish(summary: summary)
            try note(writer.passedOver, night)
            if amends { compaction.mergeDue(catalog) } else { try catalog.sweep() }
            try clear(catalog)
            progress.finish()
            return PassResult(
                summary: summary, isOther: last != nil && !goesOn && !rebuild,
                later: last.flatMap { $0 > night.started ? $0 : nil })
        } catch {
            writer.abandon()
            throw error
        }
    }

    /// Keeps in the list of what was forgotten which files were passed over because of it, so that they
    /// are not opened again.
    private func note(_ passed: Set<RunWriter.PassedOver>, _ night: Night) throws {
        guard !passed.isEmpty else { return }
        var list = night.forgotten
        for file in passed { list.note(file) }
        try list.save(to: configuration.store)
    }

    /// Writes the store without what is left of forgotten pieces in free room and in segments.
    private func clear(_ catalog: Catalog) throws {
        if try catalog.read({ try $0.note(StoreNotes.uncompacted) }) != nil {
            _ = try compaction.run(catalog)
        }
    }

    /// Under which a store keeps the digest of the list by which it has forgotten.
    static let forgottenNote = "forgotten"

    private var compaction: Compaction {
        Compaction(
            configuration: configuration, progress: progress, cancellation: cancellation)
    }

    /// A corpus in which nothing is left is a disk that is not mounted more often than an archive
    /// that was given up.
    private func refuseEmptied(_ night: Night, _ catalog: Catalog) throws {
        guard night.walk.sources.isEmpty, night.walk.findings.isEmpty else { return }
        let pieces = try catalog.read { try $0.lastRun()?.summary.pieces ?? 0 }
        if pieces > 0 {
            throw EmptiedCorpus(
                folders: configuration.corpus, store: configuration.store, pieces: pieces)
        }
    }

    // MARK: The whole archive

    /// Makes the whole content: every source is read.
    private func fill(_ writer: RunWriter, _ catalog: Catalog, _ night: Night) throws -> RunSummary
    {
        var summary = RunSummary()
        let sources = night.sources
        let knowledge = try learn(sources, blank(night), writer)
        let spool = try TextSpool(folder: configuration.store)
        var archive = ArchiveIndex(
            settings: configuration.match.settings,
            texts: ArchiveTexts(spool: spool, store: catalog), hosts: HostNames())
        archive.reserve(bytes: sources.reduce(0) { $0 + $1.size })
        for finding in night.walk.findings { try writer.add(source: finding.source, page: nil) }
        summary.quarantined = night.walk.findings.count
        try divide(sources, knowledge, spool, into: &archive, writer, &summary)
        FreedMemory.giveBack()
        // What the pieces leave in the store is written while they are matched. It is written from the
        // same columns, which are let go as soon as both need them no more.
        var written: ArchiveIndex? = archive
        let (_, matched) = try together {
            if let written = written.take() { try keep(written, from: 0, writer) }
            try writer.endPieces()
            // What sorting the indexes took would stay with this thread, which ends.
            FreedMemory.giveBack()
        } _: {
            try match(&archive)
        }
        archive.releaseIndex()
        FreedMemory.giveBack()
        progress.begin("trace")
        try write(matched, archive, knowledge, writer, &summary)
        FreedMemory.letGo(archive.takeTraced())
        summary.sources = sources.count + night.walk.findings.count
        return summary
    }

    /// Writes the fingerprints of the pieces of this pass, and the names of hosts from the number
    /// `known` on.
    @discardableResult
    func keep(_ archive: ArchiveIndex, from known: Int, _ writer: RunWriter) throws
        -> Segment.Entry?
    {
        for (offset, name) in archive.hosts.names[known...].enumerated() {
            try writer.add(host: name, number: known + offset + 1)
        }
        let entry = try archive.writeSegment(of: configuration.store)
        if let entry { try writer.add(segment: entry) }
        return entry
    }

    func blank(_ night: Night) -> Knowledge {
        var knowledge = Knowledge(
            lexicon: night.words.lexicon, outlets: night.words.outlets, sites: configuration.sites)
        knowledge.forgotten = night.forgotten
        return knowledge
    }

    // MARK: What the store holds already

    private func unchanged(_ night: Night, _ catalog: Catalog) throws -> RunSummary? {
        try catalog.read { snapshot in
            guard let last = try snapshot.lastRun() else { return nil }
            let plan = NightPlan(night.walk, files: try snapshot.files())
            guard plan.counts.isEmpty, try forgotten(snapshot, night).isEmpty else { return nil }
            var summary = last.summary
            (summary.sourcesRead, summary.bytes) = (0, 0)
            return summary
        }
    }

    /// What the store still holds of what is to be forgotten.
    func forgotten(_ snapshot: Snapshot, _ night: Night) throws -> ForgottenContent {
        if try snapshot.note(Self.forgottenNote) ?? "" == night.forgotten.digest {
            return ForgottenContent()
        }
        return try ForgottenContent(snapshot, night.forgotten)
    }

    private func plan(_ night: Night) throws -> PassResult {
        var files: [Snapshot.File] = []
        var result = PassResult(summary: RunSummary())
        do {
            let catalog = try Catalog(
                folder: configuration.store, versions: Self.versions, access: .read)
            try catalog.read {
                if try goesOn(from: $0, under: night.settings) {
                    files = try $0.files()
                } else {
                    result.isOther = try $0.lastRun() != nil
                }
            }
        } catch let error as StoreError where error.kind == .missing {}
        result.plan = NightPlan(night.walk, files: files).counts
        return result
    }

    /// Whether a pass would go on from what a store holds, and not make it anew under other settings.
    ///
    /// - Throws: `CorpusError` when the corpus cannot be walked, and what reading the lexicon throws.
    func goesOn(from catalog: Catalog) throws -> Bool {
        _ = try CorpusWalk(roots: configuration.corpus)
        let settings = settingsStamp(try Vocabulary(configuration))
        return try catalog.read { try goesOn(from: $0, under: settings) }
    }

    private func settingsStamp(_ words: Vocabulary) -> String {
        ByteDigester().digest("\(configuration.shapingSettings)\u{0}\(words.stamp)").hexadecimal
    }

    /// Whether a store holds a pass under these settings, over these corpus folders.
    private func goesOn(from snapshot: Snapshot, under settings: String) throws -> Bool {
        try snapshot.settings() == settings && corpusStamp.isOf(snapshot)
            && snapshot.lastRun() != nil
    }

    private var corpusStamp: CorpusStamp { CorpusStamp(configuration.corpus) }
}

/// What a pass knows when it begins.
struct Night: Sendable {
    /// RFC 3339, UTC.
    let started: String
    let walk: CorpusWalk
    let words: Vocabulary
    /// Digest of the settings that shape the content.
    let settings: String
    /// The sources in the order of the archive.
    let sources: [FoundSource]
    /// What is not to be read again.
    let forgotten: ForgottenList

    init(
        started: String, walk: CorpusWalk, words: Vocabulary, settings: String,
        forgotten: ForgottenList = ForgottenList()
    ) {
        self.started = started
        self.walk = walk
        self.words = words
        self.settings = settings
        self.forgotten = forgotten
        sources = walk.sources.sorted { KeptArchive.precedes($0.path, $1.path) }
    }

    /// The same without what was forgotten by name.
    func without(_ forgotten: ForgottenList) -> Night {
        Night(
            started: started,
            walk: forgotten.isEmpty
                ? walk : walk.without { forgotten.entry(ofPath: $0) != nil },
            words: words, settings: settings, forgotten: forgotten)
    }
}
