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
        var filled = bytes.count
        var searched = 0
        bytes.append(contentsOf: repeatElement(0, count: max(Self.batch, 2 * filled) - filled))
        while true {
            filled = read(into: &bytes, from: filled)
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
                rest = skipRow(&bytes)
                row += 1
                return
            }
            if isDone {
                batch.count = problem == nil ? filled : 0
                break
            }
            searched = filled
            bytes.append(contentsOf: repeatElement(0, count: bytes.count))
        }
        if row == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            // A byte-order mark is white space here.
            for index in 0..<3 { bytes[index] = 0x20 }
        }
        row += lineFeeds(bytes, batch.count)
        batch.bytes = bytes
    }

    /// Fills the bytes from `start` on, as far as there are any; gives where they end.
    private func read(into bytes: inout [UInt8], from start: Int) -> Int {
        guard let stream else { return start }
        var filled = start
        bytes.withUnsafeMutableBytes { room in
            do throws(StreamProblem) {
                while filled < room.count {
                    let count = try stream.read(
                        into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
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
        return filled
    }

    /// Reads to behind the next line feed; gives what was read beyond it.
    private func skipRow(_ bytes: inout [UInt8]) -> [UInt8] {
        while !isDone {
            let filled = read(into: &bytes, from: 0)
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
