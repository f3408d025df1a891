internal import Core
internal import Readers
internal import Store

/// Writes JSON Lines files to the store, batch by batch: one source a file, with its pieces, their
/// texts, and the rows that were left out.
struct RowFiles {
    /// Rows of one file that are recorded one by one; beyond it they are counted.
    private static let recorded = 1_000

    private var source: Source?
    private var rows = 0
    private var leftOut = 0
    private var repaired = 0
    private var first: RowFinding?
    private var failure: String?

    mutating func write(
        _ rows: RowPieces, to writer: RunWriter, _ summary: inout RunSummary,
        _ archive: inout ArchiveIndex
    ) throws {
        let batch = rows.batch
        if batch.isFirst {
            self = RowFiles()
            let source = Source(
                path: batch.file.path, format: .jsonl,
                size: batch.captured?.size ?? batch.file.size,
                modified: batch.captured?.modified ?? batch.file.modified)
            try writer.add(source: source, page: nil)
            self.source = source
        }
        var blocks: [Int] = []
        for block in rows.blocks { blocks.append(try writer.add(block: block)) }
        let number = try writer.add(rows: rows.pieces) { index in
            RowPlace(
                row: rows.numbers[index], block: blocks[rows.blockOf[index]],
                bytes: rows.bodies[index])
        }
        archive.add(rows, first: number, blocks: blocks, file: writer.file ?? 0)
        for finding in rows.findings {
            if leftOut < Self.recorded {
                try writer.add(finding: finding.reason, row: finding.row)
            }
            first = first ?? finding
            leftOut += 1
        }
        self.rows += rows.pieces.count + rows.findings.count
        repaired += rows.repaired
        failure = failure ?? batch.failure
        summary.count(rows.pieces)
        if batch.isLast { try end(writer, &summary) }
    }

    private mutating func end(_ writer: RunWriter, _ summary: inout RunSummary) throws {
        guard var source else { return }
        source.repaired = repaired
        if let reason { source.state = .quarantined(reason: reason) }
        try writer.settle(source: source)
        summary.sourcesRead += 1
        summary.bytes += source.size
        if reason != nil { summary.quarantined += 1 }
        self.source = nil
    }

    /// Why the file was not read, or not whole.
    private var reason: String? {
        var sentences: [String] = []
        if let failure {
            sentences.append(failure)
            if rows > 0 { sentences.append("The \(rows) rows before that place were read.") }
        }
        if let first {
            sentences.append(
                "\(leftOut) of \(rows) rows were left out, the first of them row \(first.row):"
                    + " \(first.reason)")
        }
        if rows == 0, failure == nil { sentences.append("The file holds no rows.") }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }
}
