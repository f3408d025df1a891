import CMalloc
import Core
import Dispatch
import Foundation
import Readers

/// A row of a JSON Lines file as the engine needs it: the text in UTF-8 and the facts.
struct ArchiveRow: Sendable {
    /// The name of the row: its file and its number there.
    let source: String
    let id: String
    let text: [UInt8]
    let host: String
    /// Hashes of the title in small letters and of the address; 0 where there is none.
    let title: UInt64
    let url: UInt64
    let posted: Int32?

    init(_ row: Row, of file: String, digester: ByteDigester) {
        source = "\(file)#\(row.number)"
        id = row.id ?? ""
        text = row.text
        host = row.credits.host ?? ""
        title = Self.hash(row.credits.title?.lowercased(), digester)
        url = Self.hash(row.credits.url, digester)
        posted = row.credits.posted.flatMap { PartialDate(iso: $0[...]) }.map {
            Int32($0.firstDay)
        }
    }

    private static func hash(_ text: String?, _ digester: ByteDigester) -> UInt64 {
        guard let text, !text.isEmpty else { return 0 }
        return digester.digest(text).w0
    }
}

/// The rows of the JSON Lines files of a folder, as a pass reads them.
struct Archive: Sendable {
    let rows: [ArchiveRow]
    let bytes: Int

    init() { (rows, bytes) = ([], 0) }

    /// Reads the files batch by batch, each batch by one of the workers.
    init(folder: String, workers: Int) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".jsonl") }
        let batches = Batches(names.map { (name: $0, path: folder + "/" + $0) })
        let read = inParallel(
            workers, workers: workers,
            make: { (reader: RowReader(options: RowOptions()), digester: ByteDigester()) },
            work: { worker, _ in
                var parts: [(number: Int, rows: [ArchiveRow])] = []
                while let (number, batch) = batches.take() {
                    stemma_grow_heap()
                    let file = batch.file.path
                    let rows = worker.reader.read(batch).rows.map {
                        ArchiveRow($0, of: file, digester: worker.digester)
                    }
                    parts.append((number, rows))
                }
                return parts
            })
        let parts = read.joined().sorted { $0.number < $1.number }
        rows = parts.flatMap(\.rows)
        bytes = batches.bytes
    }
}

/// The batches of several files in order, for whoever asks next.
private final class Batches: @unchecked Sendable {
    // Safe to share: everything is read and written on one serial queue.
    private let queue = DispatchQueue(label: "bench.batches")
    private var files: ArraySlice<FoundSource>
    private var file: RowFile?
    private var count = 0
    private var taken = 0

    init(_ files: [(name: String, path: String)]) {
        self.files =
            files.map {
                FoundSource(
                    path: $0.name, file: RawPath($0.path), format: .jsonl, size: 0, modified: 0)
            }[...]
    }

    /// Bytes of the files that were read.
    var bytes: Int { queue.sync { taken } }

    func take() -> (number: Int, batch: RowBatch)? {
        queue.sync {
            while true {
                if let batch = file?.next() {
                    taken += batch.taken
                    count += 1
                    return (count, batch)
                }
                guard let next = files.popFirst() else { return nil }
                file = RowFile(next, options: RowOptions())
            }
        }
    }
}
