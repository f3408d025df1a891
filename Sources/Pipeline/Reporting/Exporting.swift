internal import Core
package import Report
package import Store

/// Writes the rows of a store in the fixed order of the exports, in batches.
package enum Exporting {
    /// Bytes that are gathered before they are handed on.
    private static let batch = 1 << 18

    /// Exports all rows of a kind; `write` takes a batch of bytes.
    ///
    /// - Parameters:
    ///   - kind: what is exported.
    ///   - format: how rows are written.
    ///   - snapshot: the store.
    ///   - policy: which copy `keep` leaves.
    ///   - start: from which run on; only kinds that know runs (`ExportKind.knowsRuns`) heed it.
    ///   - settings: whose lexicon tells what names are of.
    ///   - write: takes a batch.
    /// - Throws: `StoreError`, and what `write` throws.
    package static func export(
        _ kind: ExportKind, _ format: ExportFormat, from snapshot: Snapshot,
        keeping policy: KeepPolicy = .earliest, since start: ExportStart? = nil,
        settings: Configuration = Configuration(),
        write: ([UInt8]) throws -> Void
    ) throws {
        var bytes: [UInt8] = []
        format.appendHeader(of: kind, to: &bytes)
        func add(_ row: some ExportRow) throws {
            format.append(row, to: &bytes)
            if bytes.count >= batch {
                try write(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        let run = try start?.run(in: snapshot)
        func eachPiece(_ body: (Piece) throws -> Void) throws {
            if let run {
                try snapshot.eachPiece(sinceRun: run, body)
            } else {
                try snapshot.eachPiece(body)
            }
        }
        switch kind {
        case .pieces: try eachPiece { try add($0) }
        case .matches:
            if let run {
                try snapshot.eachMatch(sinceRun: run) { try add($0) }
            } else {
                try snapshot.eachMatch { try add($0) }
            }
        case .clusters: try snapshot.eachCluster { try add($0) }
        case .lineage: try snapshot.eachLineage { try add($0) }
        case .templates: try snapshot.eachTemplate { try add($0) }
        case .texts:
            try eachPiece { piece in
                let text = try snapshot.text(ofSource: piece.source, bytes: piece.body) ?? []
                try add(TextRow(piece: piece.id, text: String(decoding: text, as: UTF8.self)))
            }
        case .names:
            var names = NameIndex(try Vocabulary(settings).lexicon)
            try snapshot.eachPiece { names.add($0) }
            for row in names.rows { try add(row) }
        case .changes:
            for change in try snapshot.changes() where change.run >= run ?? 0 {
                try add(ChangeRow(run: change.run, former: change.former, cause: change.cause))
            }
        case .keep:
            let keeping = try Keeping(snapshot, policy: policy)
            try snapshot.eachPiece { if let row = keeping.row($0) { try add(row) } }
        case .drop:
            let keeping = try Keeping(snapshot, policy: policy)
            try snapshot.eachPiece { if let row = keeping.droppedRow($0) { try add(row) } }
        case .suspicious:
            try snapshot.eachCluster { cluster in
                guard let reason = cluster.suspicion else { return }
                try add(SuspicionRow(cluster: cluster, reason: reason))
            }
        case .quarantine:
            try snapshot.eachQuarantined {
                try add(QuarantineRow(source: $0.path, reason: $0.quarantineReason ?? ""))
            }
            try snapshot.eachRowFinding {
                try add(QuarantineRow(source: $0.source, reason: $0.reason))
            }
        case .gone:
            let time = try run.map { try snapshot.started(run: $0) ?? "~" }
            try snapshot.eachGoneFile(since: time ?? "") {
                try add(GoneRow(source: $0.path, gone: $0.gone, pieces: $0.pieces))
            }
        }
        try write(bytes)
    }
}
