internal import Core
internal import Foundation

/// A file of the fingerprint index: columns of numbers for the pieces that one run added, written
/// whole, synced, renamed, and never changed after.
///
/// It begins with a mark and a table of the columns (where each begins, how many bytes it has);
/// columns begin at multiples of 16. Numbers are little-endian. The catalog lists the segments with
/// their digests; a file that it does not list belongs to no commit.
package final class Segment: Sendable {
    /// What the catalog says of a segment.
    package struct Entry: Hashable, Sendable {
        package var name: String
        package var pieces: Int
        package var bytes: Int
        /// SHA-256 of the file.
        package var sha256: String
    }

    static let folder = "segments"
    fileprivate static let mark: [UInt8] = Array("Stemma\u{1}\u{1}".utf8)
    fileprivate static let alignment = 16

    // The mapping is only read, and lasts until `deinit`.
    nonisolated(unsafe) private let memory: UnsafeRawBufferPointer
    private let columns: [Range<Int>]

    /// Maps a segment of a store.
    ///
    /// - Throws: `StoreError` when the file is missing or is not what the catalog lists. Its digest
    ///   is not looked at: see `isWhole`.
    package init(_ entry: Entry, of store: String) throws {
        let path = Self.path(entry.name, of: store)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.damaged(path, String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, Int(status.st_size) == entry.bytes,
            entry.bytes >= Self.mark.count + 4
        else {
            throw Self.damaged(
                path, "it has \(status.st_size) bytes and should have \(entry.bytes)")
        }
        guard let start = mmap(nil, entry.bytes, PROT_READ, MAP_PRIVATE, descriptor, 0),
            start != MAP_FAILED
        else { throw Self.damaged(path, String(cString: strerror(errno))) }
        let memory = UnsafeRawBufferPointer(start: start, count: entry.bytes)
        guard let columns = Self.table(memory) else {
            munmap(start, entry.bytes)
            throw Self.damaged(path, "its head does not fit its length")
        }
        self.memory = memory
        self.columns = columns
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count) }

    /// The bytes of a column; none for one that the segment does not have.
    package func column(_ number: Int) -> UnsafeRawBufferPointer {
        guard columns.indices.contains(number) else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return UnsafeRawBufferPointer(rebasing: memory[columns[number]])
    }

    /// Lets go the memory that holds what was read; it is read again when it is asked for.
    package func letGo() {
        _ = madvise(
            UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count, MADV_DONTNEED)
    }

    /// Whether every byte is as it was written.
    ///
    /// Linear.
    package func isWhole(_ entry: Entry) -> Bool {
        Self.digest(memory, ByteDigester()).hexadecimal == entry.sha256
    }

    /// The digest of a mapped file, of which a few MiB are held at a time.
    fileprivate static func digest(
        _ memory: UnsafeRawBufferPointer, _ digester: ByteDigester
    ) -> Digest {
        // A stretch is a multiple of any page size, so that stretches begin where pages do.
        digester.digest(memory.values(of: UInt8.self).span, by: 8 << 20) { done in
            _ = madvise(
                UnsafeMutableRawPointer(
                    mutating: memory.baseAddress?.advanced(by: done.lowerBound)),
                done.count, MADV_DONTNEED)
        }
    }

    private static func table(_ memory: UnsafeRawBufferPointer) -> [Range<Int>]? {
        guard memory.starts(with: mark) else { return nil }
        let head = mark.count + 8
        guard memory.count >= head else { return nil }
        let count = Int(memory.loadUnaligned(fromByteOffset: mark.count, as: UInt32.self))
        guard count <= 256, memory.count >= head + 16 * count else { return nil }
        var columns: [Range<Int>] = []
        for column in 0..<count {
            let at = head + 16 * column
            let start = memory.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let bytes = memory.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)
            guard start % UInt64(alignment) == 0, start <= UInt64(memory.count),
                bytes <= UInt64(memory.count) - start
            else { return nil }
            columns.append(Int(start)..<Int(start + bytes))
        }
        return columns
    }

    static func path(_ name: String, of store: String) -> String {
        "\(store)/\(folder)/\(name)"
    }

    private static func damaged(_ path: String, _ what: String) -> StoreError {
        StoreError(
            .damaged, "A segment of the index cannot be read (\(what)).", place: path,
            advice:
                "The next pass makes the index anew from the catalog, and so does `stemma compact`."
        )
    }
}

/// Writes a segment, column by column.
///
/// Nothing of it is there under its name before `finish`. It belongs to one thread.
package final class SegmentWriter {
    private let store: String
    private let draft: String
    private let descriptor: Int32
    private let digester = ByteDigester()
    private var columns: [(start: Int, bytes: Int)] = []
    private let count: Int
    private let calls: SegmentCalls
    private var end: Int
    private var isOpen = true

    /// Begins a segment of `count` columns.
    ///
    /// - Throws: `StoreError`.
    package init(store: String, columns count: Int, calls: SegmentCalls = .system) throws {
        self.store = store
        self.calls = calls
        self.count = count
        let folder = store + "/" + Segment.folder
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        draft = folder + "/draft"
        descriptor = open(draft, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Draft.refused(draft) }
        end = Self.aligned(16 + 16 * count)
    }

    deinit {
        guard isOpen else { return }
        close(descriptor)
        unlink(draft)
    }

    private static func aligned(_ place: Int) -> Int {
        (place + Segment.alignment - 1) / Segment.alignment * Segment.alignment
    }

    /// Writes the next column.
    package func add(_ bytes: UnsafeRawBufferPointer) throws {
        columns.append((end, bytes.count))
        try write(bytes, at: end)
        end = Self.aligned(end + bytes.count)
    }

    package func add<Value: BitwiseCopyable>(_ values: [Value]) throws {
        try values.withUnsafeBytes { try add($0) }
    }

    /// Has the disk hold the segment, and gives it its name.
    ///
    /// - Returns: what the catalog has to list.
    package func finish(pieces: Int) throws -> Segment.Entry {
        precondition(columns.count == count, "A segment has as many columns as it was begun with.")
        var head = Segment.mark
        withUnsafeBytes(of: UInt64(count).littleEndian) { head += $0 }
        for column in columns {
            withUnsafeBytes(of: UInt64(column.start).littleEndian) { head += $0 }
            withUnsafeBytes(of: UInt64(column.bytes).littleEndian) { head += $0 }
        }
        try head.withUnsafeBytes { try write($0, at: 0) }
        guard ftruncate(descriptor, off_t(end)) == 0, calls.sync(descriptor) == 0 else {
            throw Draft.refused(draft)
        }
        guard let start = mmap(nil, end, PROT_READ, MAP_PRIVATE, descriptor, 0),
            start != MAP_FAILED
        else { throw Draft.refused(draft) }
        let digest = Segment.digest(
            UnsafeRawBufferPointer(start: start, count: end), digester
        ).hexadecimal
        munmap(start, end)
        let name = digest.prefix(16) + ".segment"
        WriteStep.reach(.segmentSynced)
        guard rename(draft, Segment.path(String(name), of: store)) == 0 else {
            throw Draft.refused(draft)
        }
        WriteStep.reach(.segmentNamed)
        isOpen = false
        close(descriptor)
        try Draft.settle(store + "/" + Segment.folder)
        return Segment.Entry(name: String(name), pieces: pieces, bytes: end, sha256: digest)
    }

    private func write(_ bytes: UnsafeRawBufferPointer, at place: Int) throws {
        let isWhole = transferWhole(bytes.count) { done in
            calls.write(
                descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, place + done)
        }
        guard isWhole else { throw Draft.refused(draft) }
    }
}

/// The calls of the system by which segments are written.
///
/// Tests put others in their place, that fail or do less than was asked for.
package struct SegmentCalls: Sendable {
    /// As `pwrite(2)`.
    package var write: @Sendable (Int32, UnsafeRawPointer?, Int, Int) -> Int
    /// As `fsync(2)`.
    package var sync: @Sendable (Int32) -> Int32

    package init(
        write: @escaping @Sendable (Int32, UnsafeRawPointer?, Int, Int) -> Int,
        sync: @escaping @Sendable (Int32) -> Int32
    ) {
        self.write = write
        self.sync = sync
    }

    /// Those of the system.
    package static let system = SegmentCalls(
        write: { pwrite($0, $1, $2, off_t($3)) }, sync: { fsync($0) })
}
