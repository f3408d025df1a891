import Core
import Foundation

/// A row of a JSON Lines file as the engine needs it: the text in UTF-8 and the facts.
struct ArchiveRow: Sendable {
    var id = ""
    var text: [UInt8] = []
    var host = ""
    var title: UInt64 = 0
    var url: UInt64 = 0
    var posted: Int32?
    var kind = PieceKind.article
}

/// The rows of the JSON Lines files of a folder.
///
/// A small reader for measuring, not the reader of the product: it takes the string fields it knows
/// and trusts that the file is well formed.
final class Archive: Sendable {
    let rows: [ArchiveRow]
    let bytes: Int
    /// Names of the files, and the number of rows of each and of all before it.
    let files: [(name: String, end: Int)]

    init() { (rows, bytes, files) = ([], 0, []) }

    /// Reads the files in parts, each by one of the workers; a row belongs to the part it begins in.
    init(folder: String, workers: Int) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".jsonl") }
        var parts: [(file: Int, bytes: Range<Int>)] = []
        var descriptors: [Int32] = []
        defer { for descriptor in descriptors { close(descriptor) } }
        var bytes = 0
        for name in names {
            let descriptor = open(folder + "/" + name, O_RDONLY)
            guard descriptor >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
            let size = Int(lseek(descriptor, 0, SEEK_END))
            for start in stride(from: 0, to: size, by: Self.part) {
                parts.append((descriptors.count, start..<min(size, start + Self.part)))
            }
            descriptors.append(descriptor)
            bytes += size
        }
        let read = inParallel(
            parts.count, workers: workers, make: { ArchiveReader() },
            work: { [parts, descriptors] reader, number in
                reader.rows(in: descriptors[parts[number].file], parts[number].bytes)
            })
        var ends = names.map { (name: $0, end: 0) }
        var count = 0
        for (part, rows) in zip(parts, read) {
            count += rows.count
            ends[part.file].end = count
        }
        rows = Array(read.joined())
        files = ends
        self.bytes = bytes
    }

    private static let part = 4 << 20

    /// The name of a row: its file and its number there.
    func source(of row: Int) -> String {
        let file = files.firstIndex { row < $0.end } ?? 0
        return "\(files[file].name)#\(row - (file == 0 ? 0 : files[file - 1].end))"
    }
}

/// Reads parts of a file; one worker owns it.
final class ArchiveReader {
    private var buffer: [UInt8] = []

    /// Bytes that are read more at a time when a row goes on behind its part.
    private static let more = 64 << 10

    /// The rows that begin within `part`.
    func rows(in descriptor: Int32, _ part: Range<Int>) -> [ArchiveRow] {
        // The byte before tells whether a row begins here.
        let start = max(0, part.lowerBound - 1)
        fill(descriptor, start, part.upperBound - start)
        while buffer.last != Self.lineFeed {
            let known = buffer.count
            fill(descriptor, start, known + Self.more, keeping: known)
            if buffer.count == known { break }
            if let end = buffer[known...].firstIndex(of: Self.lineFeed) {
                buffer.removeSubrange((end + 1)...)
            }
        }
        return buffer.withUnsafeBufferPointer { text in
            var rows: [ArchiveRow] = []
            var at = 0
            if part.lowerBound > 0 { at = RowText(text, 0, text.count).find(Self.lineFeed, 0) + 1 }
            while at < text.count {
                let end = RowText(text, 0, text.count).find(Self.lineFeed, at)
                if end > at { rows.append(RowText(text, at, end).row()) }
                at = end + 1
            }
            return rows
        }
    }

    private func fill(_ descriptor: Int32, _ start: Int, _ count: Int, keeping known: Int = 0) {
        if buffer.count < count { buffer += repeatElement(0, count: count - buffer.count) }
        var done = known
        buffer.withUnsafeMutableBytes { room in
            while done < count {
                let got = pread(
                    descriptor, room.baseAddress?.advanced(by: done), count - done,
                    off_t(start + done))
                if got <= 0 { break }
                done += got
            }
        }
        buffer.removeSubrange(done...)
    }

    private static let lineFeed: UInt8 = 0x0A
}

/// The bytes of one row.
private struct RowText {
    private let text: UnsafeBufferPointer<UInt8>
    private let from: Int
    private let to: Int

    init(_ text: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) {
        self.text = text
        self.from = from
        self.to = to
    }

    /// The first place of a byte from `at` on, or the end.
    func find(_ byte: UInt8, _ at: Int) -> Int {
        guard at < to, let base = text.baseAddress,
            let found = memchr(base + at, Int32(byte), to - at)
        else { return to }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    func row() -> ArchiveRow {
        var row = ArchiveRow()
        var at = from
        while at < to {
            at = find(0x22, at)
            guard at < to else { break }
            let key = string(&at)
            guard at < to, text[at] == 0x3A else { continue }
            at += 1
            while at < to && text[at] == 0x20 { at += 1 }
            guard at < to, text[at] == 0x22 else { continue }
            switch String(decoding: text[key.range], as: UTF8.self) {
            case "id": row.id = value(&at)
            case "text": row.text = bytes(string(&at))
            case "host": row.host = value(&at)
            case "url": row.url = Self.hash(value(&at))
            case "posted": row.posted = Self.day(value(&at))
            case "title": row.title = Self.hash(value(&at).lowercased())
            case "kind": row.kind = PieceKind(rawValue: value(&at)) ?? .article
            default: _ = string(&at)
            }
        }
        return row
    }

    private func value(_ at: inout Int) -> String {
        String(decoding: bytes(string(&at)), as: UTF8.self)
    }

    /// The string that begins at `at` (a quotation mark), and its first escape; leaves `at` behind it.
    private func string(_ at: inout Int) -> (range: Range<Int>, escape: Int) {
        let begin = at + 1
        var end = find(0x22, begin)
        let escape = RowText(text, begin, end).find(0x5C, begin)
        var slash = escape
        // A quotation mark behind an escape may belong to it.
        while slash < end {
            if slash + 1 == end { end = find(0x22, end + 1) }
            slash = RowText(text, slash, end).find(0x5C, slash + 2)
        }
        at = min(to, end + 1)
        return (begin..<end, escape)
    }

    /// The bytes of a string without its escapes.
    private func bytes(_ string: (range: Range<Int>, escape: Int)) -> [UInt8] {
        let end = string.range.upperBound
        if string.escape >= end { return Array(text[string.range]) }
        var out: [UInt8] = []
        out.reserveCapacity(string.range.count)
        var plain = string.range.lowerBound
        var slash = string.escape
        while slash < end {
            out += text[plain..<slash]
            plain = slash + 2
            switch text[slash + 1] {
            case 0x62: out.append(0x08)
            case 0x66: out.append(0x0C)
            case 0x6E: out.append(0x0A)
            case 0x72: out.append(0x0D)
            case 0x74: out.append(0x09)
            case 0x75:
                var scalar = hex(plain)
                plain += 4
                if scalar >> 10 == 0x36, plain + 6 <= end {
                    scalar = 0x10000 + (scalar & 0x3FF) << 10 + (hex(plain + 2) & 0x3FF)
                    plain += 6
                }
                out += String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")).utf8
                plain = min(plain, end)
            case let byte: out.append(byte)
            }
            slash = RowText(text, plain, end).find(0x5C, plain)
        }
        out += text[plain..<end]
        return out
    }

    /// The number of four hexadecimal digits.
    private func hex(_ at: Int) -> UInt32 {
        guard at + 4 <= to else { return 0xFFFD }
        return UInt32(String(decoding: text[at..<(at + 4)], as: UTF8.self), radix: 16) ?? 0xFFFD
    }

    /// FNV-1a; 0 for an empty string.
    private static func hash(_ text: String) -> UInt64 {
        if text.isEmpty { return 0 }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }

    /// Days since 1970 of an ISO date (Hinnant's algorithm).
    private static func day(_ text: String) -> Int32? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * ((parts[1] + 9) % 12) + 2) / 5 + parts[2] - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }
}
