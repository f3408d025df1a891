import Foundation
import TestSupport
import Testing

@testable import Store

/// Segments of the index on a disk that fails.
@Suite struct SegmentTests {
    private let folder: StoreFolder

    init() throws { folder = try StoreFolder() }

    private static let columns: [[UInt8]] = [
        Array(0..<200), [], [UInt8](repeating: 7, count: 10_001),
    ]

    private func write(_ calls: SegmentCalls = .system) throws -> Segment.Entry {
        let writer = try SegmentWriter(
            store: folder.path, columns: Self.columns.count, calls: calls)
        for column in Self.columns { try writer.add(column) }
        return try writer.finish(pieces: 1)
    }

    private var files: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/segments")) ?? []
    }

    @Test func `short and interrupted writes leave the same bytes`() throws {
        let whole = try write()
        let calls = Calls()
        let short = SegmentCalls(
            write: { descriptor, bytes, count, place in
                if calls.next() % 3 == 0 {
                    errno = EINTR
                    return -1
                }
                return SegmentCalls.system.write(descriptor, bytes, min(count, 13), place)
            }, sync: SegmentCalls.system.sync)
        #expect(try write(short) == whole)
        let segment = try Segment(whole, of: folder.path)
        #expect(segment.isWhole(whole))
        for (number, column) in Self.columns.enumerated() {
            #expect(Array(segment.column(number)) == column)
        }
    }

    @Test(arguments: [ENOSPC, EIO, EDQUOT], 0..<4)
    func `a write that fails leaves no segment and says why`(_ code: Int32, _ turn: Int) throws {
        let calls = Calls()
        let failing = SegmentCalls(
            write: { descriptor, bytes, count, place in
                if calls.next() == turn {
                    errno = code
                    return -1
                }
                return SegmentCalls.system.write(descriptor, bytes, min(count, 6_000), place)
            }, sync: SegmentCalls.system.sync)
        let error = #expect(throws: StoreError.self) { try write(failing) }
        #expect(error?.kind == (code == ENOSPC ? .full : .refused))
        #expect(error?.what.contains(String(cString: strerror(code))) == true)
        #expect(files.isEmpty)
    }

    @Test func `a segment that does not reach the disk is none`() throws {
        let failing = SegmentCalls(
            write: SegmentCalls.system.write,
            sync: { _ in
                errno = EIO
                return -1
            })
        let error = #expect(throws: StoreError.self) { try write(failing) }
        #expect(error?.kind == .refused)
        #expect(files.isEmpty)
    }

    @Test func `a head that lies is refused, whatever it says`() throws {
        let entry = try write()
        let path = folder.path + "/segments/" + entry.name
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        var random = SeededGenerator(seed: 5)
        for _ in 0..<200 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 0..<64, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            try bytes.write(to: URL(fileURLWithPath: path))
            guard let segment = try? Segment(entry, of: folder.path) else { continue }
            // What it hands out lies within the file.
            for column in 0..<256 { #expect(segment.column(column).count <= bytes.count) }
            #expect(bytes == whole || !segment.isWhole(entry))
        }
    }

    /// Numbers of calls, from 0.
    private final class Calls: @unchecked Sendable {
        // Safe to share: a segment is written by one thread.
        private var count = 0

        func next() -> Int {
            defer { count += 1 }
            return count
        }
    }
}
