package import Core
internal import Foundation
internal import Readers
package import Store

/// What a pass came to.
package struct PassResult: Sendable {
    package var summary: RunSummary
    /// The store held all of it already: nothing was read.
    package var unchanged = false
    /// What a dry run would do; nil for a pass that was made.
    package var plan: Plan?

    package struct Plan: Sendable {
        package var new = 0
        package var changed = 0
        package var unchanged = 0
        package var gone = 0
    }
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

/// One pass over the corpus: read, divide, fingerprint, match, trace, commit.
///
/// Everything that reaches the store does so in the order of the sources, so that one worker and
/// eight leave the same bytes. Nothing is seen by readers before the one commit at the end.
package struct Pass: Sendable {
    let configuration: Configuration
    let progress: PassProgress
    let cancellation: Cancellation

    package init(
        configuration: Configuration, progress: PassProgress,
        cancellation: Cancellation = Cancellation()
    ) {
        self.configuration = configuration
        self.progress = progress
        self.cancellation = cancellation
    }

    /// What a pass takes of memory, whatever the pieces weigh: texts are on the disk, and of each
    /// piece there are its fingerprint, its facts, its matches and what tracing needs.
    ///
    /// Seen on made archives of 10,000, 100,000 and 300,000 pieces of 600 words, of which half
    /// repeat others: 127, 287 and 659 MiB.
    package static let memoryNeed = "about 128 MiB, and 2 KiB a piece"

    package static let versions = StoreVersions(
        normaliser: Fingerprint.version, tokeniser: Fingerprint.version,
        shingleHash: Fingerprint.version,
        sketch: Fingerprint.version, divider: 1, credits: 1)

    /// - Throws: `ConfigurationError`, `CorpusError`, `StoreError`, `Interrupted` and what reading
    ///   the lexicon throws. A source that can't be read is no error: it is quarantined.
    package func run(dryRun: Bool = false) throws -> PassResult {
        let started = Date()
        let words = try Vocabulary(configuration)
        progress.begin("find")
        let walk = try CorpusWalk(roots: configuration.corpus)
        let content = Contents(walk: walk, settings: settingsStamp(words))

        if dryRun { return try plan(content) }
        progress.note("memory: \(Self.memoryNeed)")
        let catalog = try Catalog(
            folder: configuration.store, versions: Self.versions, access: .write)
        try refuseEmptied(content, catalog)
        if let summary = try unchanged(content, catalog) {
            return PassResult(summary: summary, unchanged: true)
        }
        let writer = try catalog.begin(settings: content.settings)
        do {
            var summary = try fill(writer, content, words)
            summary.started = started.formatted(.iso8601)
            summary.seconds = Date().timeIntervalSince(started)
            try cancellation.check()
            progress.begin("commit")
            _ = try writer.finish(summary: summary)
            progress.finish()
            return PassResult(summary: summary)
        } catch {
            writer.abandon()
            throw error
        }
    }

    /// A corpus in which nothing is left is a disk that is not mounted more often than an archive
    /// that was given up.
    private func refuseEmptied(_ content: Contents, _ catalog: Catalog) throws {
        guard content.walk.sources.isEmpty, content.walk.findings.isEmpty else { return }
        let pieces = try catalog.read { try $0.lastRun()?.summary.pieces ?? 0 }
        if pieces > 0 {
            throw EmptiedCorpus(
                folders: configuration.corpus, store: configuration.store, pieces: pieces)
        }
    }

    // MARK: The stages

    private func fill(_ writer: RunWriter, _ content: Contents, _ words: Vocabulary) throws
        -> RunSummary
    {
        var summary = RunSummary()
        let knowledge = try learn(content.walk.sources, words)
        let spool = try TextSpool(folder: configuration.store)
        var archive = ArchiveIndex(settings: configuration.match.settings, spool: spool)
        archive.reserve(bytes: content.walk.sources.reduce(0) { $0 + $1.size })
        for finding in content.walk.findings { try writer.add(source: finding.source, page: nil) }
        summary.quarantined = content.walk.findings.count
        var files = RowFiles()
        try divide(content.walk.sources, knowledge, spool) { divided in
            switch divided {
            case .page(let divided):
                archive.add(divided)
                try writer.add(source: divided.source, page: divided.page)
                for piece in divided.pieces { try writer.add(piece: piece) }
                summary.count(divided)
            case .archive(let mark): try writer.write(mark, &summary)
            case .rows(let rows):
                archive.add(rows)
                try files.write(rows, to: writer, &summary)
            }
        }
        FreedMemory.giveBack()
        var matched = try match(&archive)
        archive.releaseIndex()
        FreedMemory.giveBack()
        progress.begin("trace")
        var names = knowledge.outlets
        for host in archive.hosts.names { names.add(Outlet(name: host, domain: host)) }
        let traced = Traced(
            archive: archive, matched: matched, names: names, lexicon: knowledge.lexicon)
        matched.releaseMatches()
        for match in traced.matches { try writer.add(match: match) }
        try trace(matched, traced) { try writer.add(cluster: $0) }
        try trace(archive.traced.count, traced) { try writer.add(lineage: $0) }
        for template in matched.templates { try writer.add(template: template) }
        for paragraph in matched.boilerplate { try writer.add(boilerplate: paragraph) }
        summary.sources = content.walk.sources.count + content.walk.findings.count
        summary.matches = traced.matches.count
        summary.clusters = matched.clusters.count
        summary.templates = matched.templates.count
        summary.boilerplate = matched.boilerplate.count
        return summary
    }

    /// Looks at every page once to learn what the pages of a host have in common.
    func learn(_ sources: [FoundSource], _ words: Vocabulary) throws -> Knowledge {
        var knowledge = Knowledge(
            lexicon: words.lexicon, outlets: words.outlets, sites: configuration.sites)
        // Rows have no chrome, and nothing of a page around them to learn from.
        let sources = sources.filter { $0.format != .jsonl }
        let blank = knowledge
        let options = configuration.read
        progress.begin("learn", sources: sources.count, bytes: sources.reduce(0) { $0 + $1.size })
        try Flow(of: PassItem<PageCapture, RowBatch>.self, bytes: PassItems.weight)
            .stage(
                "learn", configuration.stages.read,
                scratch: { PageWorker(knowledge: blank, options: options) }
            ) { worker, item -> LookedAt in
                switch item {
                case .page(let page):
                    LookedAt(
                        source: page.found.path, seen: worker.look(page),
                        sources: page.record == nil ? 1 : 0, bytes: page.taken)
                case .archive(let mark):
                    LookedAt(source: "", sources: mark.isEnd ? 1 : 0, bytes: mark.taken)
                case .rows: LookedAt(source: "", sources: 0, bytes: 0)
                }
            }
            .run(
                over: PassItems(
                    sources: sources, options: configuration.jsonl,
                    recordLimit: options.maxSourceBytes),
                bytesUnderWay: Self.bytesUnderWay, cancellation: cancellation
            ) { looked in
                if let seen = looked.seen { knowledge.learn(seen, source: looked.source) }
                progress.advance(sources: looked.sources, bytes: looked.bytes)
            }
        knowledge.conclude()
        return knowledge
    }

    private func divide(
        _ sources: [FoundSource], _ knowledge: Knowledge, _ spool: TextSpool,
        deliver: (PassItem<DividedSource, RowPieces>) throws -> Void
    ) throws {
        let options = configuration.read
        var rows = configuration.jsonl
        rows.longestRow = options.maxSourceBytes
        let sketch = configuration.match.settings.sketch
        progress.begin("divide", sources: sources.count, bytes: sources.reduce(0) { $0 + $1.size })
        try Flow(of: PassItem<PageCapture, RowBatch>.self, bytes: PassItems.weight)
            .stage(
                "read", configuration.stages.read,
                scratch: { PageWorker(knowledge: knowledge, options: options) }
            ) { worker, item -> PassItem<ReadSource, RowBatch> in
                switch item {
                case .page(let page): .page(worker.read(page))
                case .rows(let batch): .rows(batch)
                case .archive(let mark): .archive(mark)
                }
            }
            .stage(
                "divide", configuration.stages.divide,
                scratch: { [rows] in
                    (
                        PageWorker(knowledge: knowledge, options: options),
                        RowWorker(knowledge: knowledge, options: rows)
                    )
                }
            ) { workers, item -> PassItem<DividedSource, RowPieces> in
                switch item {
                case .page(let read): .page(workers.0.divide(read))
                case .rows(let batch): .rows(workers.1.divide(batch))
                case .archive(let mark): .archive(mark)
                }
            }
            .stage(
                "fingerprint", configuration.stages.fingerprint,
                scratch: { FingerprintWorker(settings: sketch, spool: spool) }
            ) { worker, item -> PassItem<DividedSource, RowPieces> in
                switch item {
                case .page(let divided): .page(try worker.fingerprint(divided))
                case .rows(let rows): .rows(try worker.fingerprint(rows))
                case .archive(let mark): .archive(mark)
                }
            }
            .run(
                over: PassItems(
                    sources: sources, options: rows, recordLimit: options.maxSourceBytes),
                bytesUnderWay: Self.bytesUnderWay, cancellation: cancellation
            ) { divided in
                try deliver(divided)
                switch divided {
                case .page(let divided):
                    progress.advance(
                        sources: divided.source.isRecord ? 0 : 1, pieces: divided.pieces.count,
                        bytes: divided.taken)
                case .archive(let mark):
                    progress.advance(sources: mark.isEnd ? 1 : 0, bytes: mark.taken)
                case .rows(let rows):
                    progress.advance(
                        sources: rows.batch.isLast ? 1 : 0, pieces: rows.pieces.count,
                        bytes: rows.batch.taken)
                }
            }
    }

    private func match(_ archive: inout ArchiveIndex) throws -> MatchedArchive {
        progress.begin("match")
        archive.index.learn()
        let width = configuration.stages.match
        let candidates = try propose(archive.index, width)
        archive.index.releaseSketches()
        FreedMemory.giveBack()
        let index = archive.index

        var matched = MatchedArchive()
        let texts = archive.texts
        progress.begin("verify")
        try Flow(of: ArraySlice<CandidatePair>.self)
            .stage(
                "match", width, scratch: { MatchWorker(index: index, texts: texts) }
            ) {
                try $0.verify($1)
            }
            .run(over: candidates.batches(), cancellation: cancellation) { outcomes in
                matched.add(outcomes)
            }
        FreedMemory.giveBack()
        try matched.settle(archive)
        return matched
    }

    private func propose(_ index: CandidateIndex, _ width: StageOptions) throws -> Candidates {
        let shards = index.shards(workers: width.workers.count)
        var proposals: [Proposals] = []
        try Flow(of: Int.self)
            .stage("propose", width) { index.proposals(shard: $0, of: shards) }
            .run(over: Array(0..<shards), cancellation: cancellation) { proposals.append($0) }
        return index.candidates(proposals)
    }

    /// Hands over the clusters with their names; the store orders them.
    private func trace(
        _ matched: MatchedArchive, _ traced: Traced, deliver: (Cluster) throws -> Void
    ) throws {
        let clusters = matched.clusters
        let suspicions = matched.suspicions
        try Flow(of: Range<Int>.self)
            .stage("clusters", configuration.stages.trace) { places in
                places.map { traced.cluster(clusters[$0], suspicion: suspicions[$0]) }
            }
            .run(over: Self.parts(clusters.count), cancellation: cancellation) {
                for cluster in $0 { try deliver(cluster) }
            }
    }

    private func trace(
        _ pieces: Int, _ traced: Traced, deliver: (Lineage) throws -> Void
    ) throws {
        try Flow(of: Range<Int>.self)
            .stage("trace", configuration.stages.trace) { traced.lineages($0) }
            .run(over: Self.parts(pieces), cancellation: cancellation) {
                for lineage in $0 { try deliver(lineage) }
            }
    }

    /// Ranges of so many numbers that handing them on costs nothing.
    private static func parts(_ count: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: 128).map { $0..<min($0 + 128, count) }
    }

    /// Bytes of sources that are between reading and delivery at any time.
    private static let bytesUnderWay = 96 << 20

    // MARK: What the store holds already

    private func unchanged(_ content: Contents, _ catalog: Catalog) throws -> RunSummary? {
        try catalog.read { snapshot in
            guard try snapshot.settings() == content.settings, let last = try snapshot.lastRun()
            else { return nil }
            guard content.plan(against: try snapshot.sourceStates()).isEmpty else { return nil }
            var summary = last.summary
            summary.sourcesRead = 0
            return summary
        }
    }

    private func plan(_ content: Contents) throws -> PassResult {
        var states: [Snapshot.SourceState] = []
        do {
            let catalog = try Catalog(
                folder: configuration.store, versions: Self.versions, access: .read)
            states = try catalog.read { try $0.sourceStates() }
        } catch let error as StoreError where error.kind == .missing {
            states = []
        }
        var result = PassResult(summary: RunSummary())
        result.plan = content.plan(against: states)
        return result
    }

    private func settingsStamp(_ words: Vocabulary) -> String {
        let corpus = configuration.corpus.joined(separator: "\u{0}")
        return ByteDigester().digest(
            "\(configuration.shapingSettings)\u{0}\(corpus)\u{0}\(words.stamp)"
        ).hexadecimal
    }
}

extension PassResult.Plan {
    var isEmpty: Bool { new + changed + gone == 0 }
}

/// What looking at an item has shown.
private struct LookedAt: Sendable {
    var source: String
    var seen: PageLook?
    var sources: Int
    var bytes: Int
}

/// What the corpus holds now.
struct Contents: Sendable {
    let walk: CorpusWalk
    let settings: String

    func plan(against states: [Snapshot.SourceState]) -> PassResult.Plan {
        var known: [String: Snapshot.SourceState] = [:]
        for state in states { known[state.path] = state }
        var plan = PassResult.Plan()
        for source in walk.sources {
            guard let state = known.removeValue(forKey: source.path) else {
                plan.new += 1
                continue
            }
            if state.size == source.size, state.modified == source.modified {
                plan.unchanged += 1
            } else {
                plan.changed += 1
            }
        }
        for finding in walk.findings {
            if let state = known.removeValue(forKey: finding.path), state.isQuarantined {
                plan.unchanged += 1
            } else {
                plan.new += 1
            }
        }
        plan.gone = known.count
        return plan
    }
}

extension RunSummary {
    mutating func count(_ divided: DividedSource) {
        if !divided.source.isRecord {
            sourcesRead += 1
            bytes += divided.source.size
        }
        if case .quarantined = divided.source.state { quarantined += 1 }
        count(divided.pieces)
    }

    mutating func count(_ more: [Piece]) {
        pieces += more.count
        for piece in more {
            if !piece.outlets.isEmpty { republished += 1 }
            if !piece.translators.isEmpty { translated += 1 }
        }
    }
}
