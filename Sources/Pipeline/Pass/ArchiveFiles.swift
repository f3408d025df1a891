internal import Core
internal import Readers
internal import Store

extension RunWriter {
    /// Writes a WARC file as a source: before its records, and what became of it behind them.
    func write(_ mark: ArchiveMark, _ summary: inout RunSummary) throws {
        let file = mark.file
        var source = Source(
            path: file.path, format: .warc, size: mark.captured?.size ?? file.size,
            modified: mark.captured?.modified ?? file.modified)
        guard mark.isEnd else {
            try add(source: source, page: nil)
            return
        }
        try resume(source: file.path)
        for finding in mark.findings { try add(finding: finding.reason, row: finding.record) }
        if let reason = mark.reason { source.state = .quarantined(reason: reason) }
        try settle(source: source)
        summary.sourcesRead += 1
        summary.bytes += source.size
        summary.skips += mark.skips
        if mark.reason != nil { summary.quarantined += 1 }
    }
}

extension ArchiveMark {
    /// Why the file was not read, or not whole.
    fileprivate var reason: String? {
        guard let first = findings.first else {
            return records + skips.all == 0 ? "The file holds no records." : nil
        }
        let count = findings.count + unlisted
        let what = count == 1 ? "One record was" : "\(count) records were"
        return "\(what) left out, the first of them record \(first.record): \(first.reason)"
    }
}
