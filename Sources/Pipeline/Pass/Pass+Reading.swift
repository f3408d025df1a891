internal import Core
internal import Readers
internal import Store

/// The stages that read sources: learn, and divide.
extension Pass {
    /// Looks at pages to learn what those of a host have in common, for one who only looks.
    func learn(_ sources: [FoundSource], _ words: Vocabulary) throws -> Knowledge {
        var knowledge = Knowledge(
            lexicon: words.lexicon, outlets: words.outlets, sites: configuration.sites)
        try look(at: sources, knowledge) { look, source, _ in
            knowledge.learn(look.teaching, source: source)
        }
        knowledge.conclude()
        return knowledge
    }

    /// Looks at every page once, keeps what it teaches, and sums it up.
    func learn(_ sources: [FoundSource], _ blank: Knowledge, _ writer: RunWriter) throws
        -> Knowledge
    {
        var knowledge = blank
        let missed = try look(at: sources, blank) { look, source, file in
            try writer.add(teaching: look.teaching.bytes, source: source, file: file)
            if let page = look.marked { knowledge.marked.keep(page, of: look.read) }
            knowledge.learn(look.teaching, source: source)
        }
        knowledge.conclude()
        knowledge.missed = missed
        return knowledge
    }

    /// Hands over what a look at each page shows, with the paths of its source and of its file, in the order
    /// of the sources.
    ///
    /// - Returns: paths of files that could not be looked at, or not whole, for a reason that may pass.
    @discardableResult
    func look(
        at sources: [FoundSource], _ blank: Knowledge,
        deliver: (PageLook, _ source: String, _ file: String) throws -> Void
    ) throws -> Set<String> {
        var missed: Set<String> = []
        // Rows have no chrome, and nothing of a page around them to learn from.
        let sources = sources.filter { $0.format != .jsonl }
        let options = configuration.read
        progress.begin("learn", sources: sources.count, bytes: sources.reduce(0) { $0 + $1.size })
        var file = ""
        try Flow(of: PassItem<PageCapture, RowBatch>.self, bytes: PassItems.weight)
            .stage(
                "learn", configuration.stages.read,
                scratch: { PageWorker(knowledge: blank, options: options, calls: calls) }
            ) { worker, item -> LookedAt in
                switch item {
                case .page(let page):
                    let (look, isMissed) = worker.look(page)
                    return LookedAt(
                        source: page.found.path, seen: look,
                        sources: page.record == nil ? 1 : 0, bytes: page.taken,
                        isRecord: page.record != nil, isMissed: isMissed)
                case .archive(let mark):
                    return LookedAt(
                        source: mark.file.path, sources: mark.isEnd ? 1 : 0, bytes: mark.taken,
                        isMissed: mark.captured?.modified == CapturedFile.unread)
                case .rows: return LookedAt(source: "", sources: 0, bytes: 0)
                }
            }
            .run(
                over: PassItems(
                    sources: sources, options: configuration.jsonl,
                    recordLimit: options.maxSourceBytes,
                    calls: calls),
                bytesUnderWay: Self.bytesUnderWay, cancellation: cancellation
            ) { looked in
                if !looked.isRecord { file = looked.source }
                if looked.isMissed { missed.insert(file) }
                if let seen = looked.seen, !blank.hasForgotten(seen, of: looked.source) {
                    try deliver(seen, looked.source, file)
                }
                progress.advance(sources: looked.sources, bytes: looked.bytes)
            }
        return missed
    }

    /// Reads, divides and fingerprints sources, and hands their pieces to the store and to the index.
    func divide(
        _ sources: [FoundSource], _ knowledge: Knowledge, _ spool: TextSpool,
        into archive: inout ArchiveIndex, _ writer: RunWriter, _ summary: inout RunSummary
    ) throws {
        let options = configuration.read
        var rows = configuration.jsonl
        rows.longestRow = options.maxSourceBytes
        let sketch = configuration.match.settings.sketch
        var files = RowFiles()
        // The file that the last page is of.
        var file = ""
        progress.begin("divide", sources: sources.count, bytes: sources.reduce(0) { $0 + $1.size })
        try Flow(of: PassItem<PageCapture, RowBatch>.self, bytes: PassItems.weight)
            .stage(
                "read", configuration.stages.read,
                scratch: { PageWorker(knowledge: knowledge, options: options, calls: calls) }
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
                        PageWorker(knowledge: knowledge, options: options, calls: calls),
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
                case .rows(let rows):
                    .rows(try worker.fingerprint(worker.remembered(rows, knowledge.forgotten)))
                case .archive(let mark): .archive(mark)
                }
            }
            .run(
                over: PassItems(
                    sources: sources, options: rows, recordLimit: options.maxSourceBytes,
                    calls: calls),
                bytesUnderWay: Self.bytesUnderWay, cancellation: cancellation
            ) { divided in
                switch divided {
                case .page(let divided):
                    if divided.source.isRecord == false { file = divided.source.path }
                    if let entry = knowledge.forgotten.entry(of: divided.source) {
                        writer.passOver(file, isWhole: !divided.source.isRecord, entry: entry)
                    } else {
                        try add(divided, to: &archive, writer, &summary)
                    }
                    progress.advance(
                        sources: divided.source.isRecord ? 0 : 1, pieces: divided.pieces.count,
                        bytes: divided.taken)
                case .archive(let mark):
                    file = mark.file.path
                    var mark = mark
                    if knowledge.missed.contains(file) {
                        mark.captured?.modified = CapturedFile.unread
                    }
                    try writer.write(mark, &summary)
                    progress.advance(sources: mark.isEnd ? 1 : 0, bytes: mark.taken)
                case .rows(let rows):
                    for entry in rows.forgotten {
                        writer.passOver(rows.batch.file.path, isWhole: false, entry: entry)
                    }
                    try files.write(rows, to: writer, &summary, &archive)
                    progress.advance(
                        sources: rows.batch.isLast ? 1 : 0, pieces: rows.pieces.count,
                        bytes: rows.batch.taken)
                }
            }
        archive.endPieces()
    }

    private func add(
        _ divided: DividedSource, to archive: inout ArchiveIndex, _ writer: RunWriter,
        _ summary: inout RunSummary
    ) throws {
        let page = try writer.add(
            source: divided.source, page: divided.page, map: divided.packedMap)
        var first = 0
        for (index, piece) in divided.pieces.enumerated() {
            let number = try writer.add(piece: piece)
            if index == 0 { first = number }
        }
        archive.add(divided, first: first, page: page, file: writer.file ?? page)
        summary.count(divided)
    }

    /// Bytes of sources that are between reading and delivery at any time.
    private static let bytesUnderWay = 96 << 20
}

/// What looking at an item has shown.
private struct LookedAt: Sendable {
    var source: String
    var seen: PageLook?
    var sources: Int
    var bytes: Int
    var isRecord = false
    var isMissed = false
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
