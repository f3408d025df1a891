/// Cuts a JSON Lines file into batches of whole rows, reading on as they are asked for.
///
/// Where a batch ends depends on the bytes of the file alone. It holds `batch` bytes or less, or one
/// row that is longer. Not `Sendable`: one thread owns it.
package final class RowFile {
    /// Large enough that handing it on costs nothing, small enough that many fit into memory.
    package static let batch = 256 << 10

    private let found: FoundSource
    private let options: RowOptions
    private let calls: FileCalls
    private var file: FileStream?
    private var stream: (any ByteStream)?
    /// The beginning of a row whose end has not been read.
    private var rest: [UInt8] = []
    private var row = 0
    private var taken = 0
    private var isFirst = true
    /// There is nothing more to read, or nothing more can be read.
    private var isDone = false
    private var problem: StreamProblem?

    package init(_ found: FoundSource, options: RowOptions, calls: FileCalls = .system) {
        self.found = found
        self.calls = calls
        self.options = options
    }

    /// The next batch; nil after the last one.
    ///
    /// Every file has one, however little it holds.
    package func next() -> RowBatch? {
        guard !isDone else { return nil }
        var batch = RowBatch(file: found, isFirst: isFirst, firstRow: row)
        do throws(StreamProblem) {
            if isFirst { try open() }
            fill(&batch)
        } catch {
            (problem, isDone) = (error, true)
        }
        isFirst = false
        batch.failure = problem?.reason
        if isDone, batch.failure == nil, file?.isUnchanged == false {
            batch.failure = Unreadable.changing.reason
        }
        batch.captured = file?.captured
        if problem?.isPassing == true {
            batch.captured = CapturedFile(
                size: file?.captured.size ?? found.size, modified: CapturedFile.unread)
        }
        batch.isLast = isDone
        batch.taken = (file?.taken ?? 0) - taken
        taken += batch.taken
        return batch
    }

    private func open() throws(StreamProblem) {
        let file = try FileStream(found.file, calls: calls)
        self.file = file
        stream = file.unpacked(
            named: found.file, UnpackingBounds(greatestSize: options.greatestUnpacked))
    }

    private func fill(_ batch: inout RowBatch) {
        var bytes = rest
        rest = []
        var searched = 0
        var size = max(Self.batch, 2 * bytes.count)
        while true {
            bytes = read(behind: bytes, upTo: size)
            let filled = bytes.count
            if let end = lastLineFeed(bytes, searched..<filled) {
                batch.count = end + 1
                // A last row without a line feed is whole when the file could be read to its end.
                if isDone, problem == nil {
                    batch.count = filled
                } else {
                    rest = Array(bytes[(end + 1)..<filled])
                }
                break
            }
            if filled > options.longestRow {
                batch.findings.append(
                    RowFinding(row: row, reason: RowProblem.tooLong(options.longestRow).reason))
                rest = skipRow(by: size)
                row += 1
                return
            }
            if isDone {
                batch.count = problem == nil ? filled : 0
                break
            }
            searched = filled
            size *= 2
        }
        if row == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            // A byte-order mark is white space here.
            for index in 0..<3 { bytes[index] = 0x20 }
        }
        row += lineFeeds(bytes, batch.count)
        batch.bytes = bytes
    }

    /// The bytes and behind them what comes next, as far as there is any, `size` bytes in all.
    private func read(behind bytes: [UInt8], upTo size: Int) -> [UInt8] {
        guard let stream else { return bytes }
        return [UInt8](unsafeUninitializedCapacity: size) { room, filled in
            _ = room.update(fromContentsOf: bytes)
            filled = bytes.count
            do throws(StreamProblem) {
                while filled < size {
                    let count = try stream.read(
                        into: UnsafeMutableRawBufferPointer(
                            rebasing: UnsafeMutableRawBufferPointer(room)[filled..<size]))
                    if count == 0 {
                        isDone = true
                        return
                    }
                    filled += count
                }
            } catch {
                (problem, isDone) = (error, true)
            }
        }
    }

    /// Reads to behind the next line feed, so many bytes at a time; gives what was read beyond it.
    private func skipRow(by size: Int) -> [UInt8] {
        while !isDone {
            let bytes = read(behind: [], upTo: size)
            let filled = bytes.count
            let first = bytes.span.withUnsafeBufferPointer { lineEnd($0, from: 0, to: filled) }
            if first < filled {
                let rest = Array(bytes[(first + 1)..<filled])
                // The file may have been read to its end already, but these rows are yet to come.
                if !rest.isEmpty, problem == nil { isDone = false }
                return rest
            }
        }
        return []
    }

    /// The last line feed in a range, searched from its end.
    private func lastLineFeed(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        bytes.span.withUnsafeBufferPointer { bytes in
            var at = range.upperBound
            while at > range.lowerBound, bytes[at - 1] != 0x0A { at -= 1 }
            return at > range.lowerBound ? at - 1 : nil
        }
    }

    private func lineFeeds(_ bytes: [UInt8], _ count: Int) -> Int {
        bytes.span.withUnsafeBufferPointer { bytes in
            var number = 0
            var at = 0
            while at < count {
                at = lineEnd(bytes, from: at, to: count) + 1
                number += 1
            }
            return number
        }
    }
}
