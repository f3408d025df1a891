internal import Core
internal import Readers

/// What goes through the first stages: a page, rows of a JSON Lines file, or where a WARC file begins
/// and ends among its pages.
enum PassItem<Page: Sendable, Rows: Sendable>: Sendable {
    case page(Page)
    case rows(Rows)
    case archive(ArchiveMark)
}

/// The beginning or the end of a WARC file.
struct ArchiveMark: Sendable {
    var file: FoundSource
    var isEnd: Bool
    /// At the end: what could not be read, how much of it there is beyond what is listed, and how many
    /// records were passed over.
    var findings: [WarcFinding] = []
    var unlisted = 0
    var records = 0
    var skips = WarcSkips()
    /// Bytes of the file that were read since its last page.
    var taken = 0
    var captured: CapturedFile?
}

/// The sources of a pass in their order; JSON Lines files are cut into batches of rows, and WARC files
/// into records, as they are asked for.
struct PassItems: Sequence, Sendable {
    let sources: [FoundSource]
    let options: RowOptions
    /// Most bytes of a record.
    let recordLimit: Int
    let calls: FileCalls

    /// Bytes that an item keeps in memory: rows as they were read, decoded and as pieces.
    static func weight(_ item: PassItem<PageCapture, RowBatch>) -> Int {
        switch item {
        case .page(let page): page.record == nil ? page.found.size : 3 * page.found.size
        case .rows(let batch): 3 * batch.bytes.count
        case .archive: 0
        }
    }

    func makeIterator() -> Iterator {
        Iterator(
            sources: sources[...], options: options, recordLimit: recordLimit, calls: calls)
    }

    struct Iterator: IteratorProtocol {
        fileprivate var sources: ArraySlice<FoundSource>
        fileprivate let options: RowOptions
        fileprivate let recordLimit: Int
        fileprivate let calls: FileCalls
        private var file: RowFile?
        private var archive: WarcPages?

        fileprivate init(
            sources: ArraySlice<FoundSource>, options: RowOptions, recordLimit: Int,
            calls: FileCalls
        ) {
            self.sources = sources
            self.options = options
            self.recordLimit = recordLimit
            self.calls = calls
        }

        mutating func next() -> PassItem<PageCapture, RowBatch>? {
            while true {
                if let batch = file?.next() { return .rows(batch) }
                file = nil
                if let pages = archive {
                    if let page = pages.next() { return .page(page) }
                    archive = nil
                    return .archive(pages.end)
                }
                guard let found = sources.popFirst() else { return nil }
                switch found.format {
                case .jsonl: file = RowFile(found, options: options, calls: calls)
                case .warc:
                    archive = WarcPages(found, limit: recordLimit, calls: calls)
                    return .archive(ArchiveMark(file: found, isEnd: false))
                case .text, .html: return .page(PageCapture(file: found))
                }
            }
        }
    }
}
