internal import Core
internal import Readers

/// The pages of a WARC file under names of their own, and what is to be said of the file at its end.
///
/// Not `Sendable`: the thread that asks for the pages owns it.
final class WarcPages {
    /// Findings of one file that are kept one by one; beyond it they are counted.
    private static let listed = 1_000
    /// Longer identifiers, and those that hold more than letters and signs, are replaced by a number.
    private static let longestName = 200

    private let found: FoundSource
    private let file: WarcFile
    private var findings: [WarcFinding] = []
    private var unlisted = 0
    private var records = 0
    private var taken = 0
    /// Hashes of the names that were given: two records may have one identifier.
    private var names: Set<UInt64> = []

    init(_ found: FoundSource, limit: Int, calls: FileCalls = .system) {
        self.found = found
        file = WarcFile(found, limit: limit, calls: calls)
    }

    func next() -> PageCapture? {
        while let item = file.next() {
            records += 1
            switch item {
            case .page(let record):
                let page = PageCapture(
                    record, of: found, named: name(record.id), taken: max(0, file.taken - taken))
                taken = max(taken, file.taken)
                return page
            case .finding(let finding):
                if findings.count < Self.listed { findings.append(finding) } else { unlisted += 1 }
            }
        }
        return nil
    }

    /// The end of the file, once there are no more pages.
    var end: ArchiveMark {
        ArchiveMark(
            file: found, isEnd: true, findings: findings, unlisted: unlisted, records: records,
            skips: file.skips, taken: max(0, file.taken - taken), captured: file.captured)
    }

    private func name(_ id: String) -> String {
        let isPlain = id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        var name = isPlain && id.utf8.count <= Self.longestName ? id : "record-\(records)"
        if !names.insert(FoldedText.hash(ofWord: name)).inserted { name += "~\(records)" }
        return name
    }
}
