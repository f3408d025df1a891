internal import Core
internal import Readers

/// What goes through the first stages: a file that is one page, or rows of a JSON Lines file.
enum PassItem<Page: Sendable, Rows: Sendable>: Sendable {
    case page(Page)
    case rows(Rows)
}

/// The sources of a pass in their order, JSON Lines files cut into batches of rows as they are
/// asked for.
struct PassItems: Sequence, Sendable {
    let sources: [FoundSource]
    let options: RowOptions

    /// Bytes that an item keeps in memory: rows as they were read, decoded and as pieces.
    static func weight(_ item: PassItem<FoundSource, RowBatch>) -> Int {
        switch item {
        case .page(let found): found.size
        case .rows(let batch): 3 * batch.bytes.count
        }
    }

    func makeIterator() -> Iterator { Iterator(sources: sources[...], options: options) }

    struct Iterator: IteratorProtocol {
        fileprivate var sources: ArraySlice<FoundSource>
        fileprivate let options: RowOptions
        private var file: RowFile?

        fileprivate init(sources: ArraySlice<FoundSource>, options: RowOptions) {
            self.sources = sources
            self.options = options
        }

        mutating func next() -> PassItem<FoundSource, RowBatch>? {
            while true {
                if let batch = file?.next() { return .rows(batch) }
                file = nil
                guard let found = sources.popFirst() else { return nil }
                guard found.format == .jsonl else { return .page(found) }
                file = RowFile(found, options: options)
            }
        }
    }
}
