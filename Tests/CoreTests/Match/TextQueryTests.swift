import TestSupport
import Testing

@testable import Core

/// A text that is in no index, looked for in the columns of one.
struct TextQueryTests {
    /// Copies, parts, excerpts and texts of their own, with a closing line that one host repeats.
    private static func archive(_ seed: UInt64) -> Archive {
        var wording = Wording(seed)
        let closing = "\n\n" + wording.paragraph(7)
        var texts: [String] = []
        for family in 0..<12 {
            let text = wording.text(4)
            texts.append(text + closing)
            texts.append(wording.text(3) + "\n\n" + text + "\n\n" + wording.text(2))
            texts.append(text + (family % 3 == 0 ? closing : wording.paragraph(2)))
            texts.append(wording.text(3) + closing)
        }
        texts.append(texts[0])
        return Archive(texts, hosts: texts.indices.map { UInt32($0 % 4 == 0 ? 1 : $0 + 10) })
    }

    private static func columns(_ index: CandidateIndex, _ rows: Range<Int>) -> [[UInt8]] {
        var columns: [[UInt8]] = []
        index.eachColumn(of: rows) { _, bytes in columns.append(Array(bytes)) }
        return columns
    }

    /// Columns of a file begin where a value of 16 bytes may stand.
    private static func memory(_ columns: [[UInt8]]) -> [UnsafeRawBufferPointer] {
        columns.map { column in
            let room = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(1, column.count), alignment: 16)
            room.copyBytes(from: column)
            return UnsafeRawBufferPointer(rebasing: room[..<column.count])
        }
    }

    private static func found(
        _ query: TextQuery, _ index: CandidateIndex, in parts: [Range<Int>]
    ) throws -> [Int] {
        var found: [TextQuery.Appearance] = []
        for rows in parts {
            let columns = columns(index, rows)
            let memory = Self.memory(columns)
            defer { for room in memory { room.deallocate() } }
            let half = rows.count / 2
            for stretch in [0..<half, half..<rows.count] {
                let part = try #require(
                    query.appearances(in: stretch) { memory[$0.rawValue] })
                found += part.map { $0.moved(by: rows.lowerBound) }
            }
        }
        return query.rows(of: found)
    }

    @Test(arguments: 0..<6)
    func `it finds what the index would propose, wherever the rows lie`(_ seed: Int) throws {
        let archive = Self.archive(UInt64(seed) + 70)
        let index = archive.index()
        #expect(index.boilerplate.count == 1)
        let setAside = Set(index.boilerplate.map(\.digest))
        let fingerprinter = Fingerprinter(settings: archive.settings.sketch)
        var wording = Wording(UInt64(seed) + 170)
        let texts = [
            archive.texts[0], archive.texts[1],
            wording.text(2) + "\n\n" + archive.texts[6] + wording.text(2), wording.text(5),
            "two words", "",
        ]
        for text in texts {
            let print = fingerprinter.fingerprint(Array(text.utf8).span)
            var whole = index
            whole.add(print, facts: PieceFacts())
            whole.setAside(setAside)
            let last = UInt32(index.count)
            let scratch = ProposalScratch(pieces: whole.count, workers: 1)
            let proposed = whole.candidates([whole.proposals(shard: 0, of: 1, in: scratch)]).pairs
                .filter { $0.b == last }.map { Int($0.a) }
            let query = TextQuery(print, setAside: setAside, settings: archive.settings)
            let found = try Self.found(query, index, in: [0..<index.count])
            #expect(found == proposed.sorted())
            #expect(
                try Self.found(query, index, in: [0..<5, 5..<6, 6..<index.count]) == found)
        }
    }

    @Test func `columns that do not fit one another are refused, and ends out of bounds are cut`()
        throws
    {
        let archive = Self.archive(80)
        let index = archive.index()
        let print = Fingerprinter(settings: archive.settings.sketch).fingerprint(
            Array(archive.texts[0].utf8).span)
        let query = TextQuery(print, setAside: [], settings: archive.settings)
        var random = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            var columns = Self.columns(index, 0..<index.count)
            let broken = Int.random(in: columns.indices, using: &random)
            if Bool.random(using: &random), !columns[broken].isEmpty {
                columns[broken].removeLast(min(8, columns[broken].count))
            } else {
                for place in columns[broken].indices {
                    columns[broken][place] = .random(in: 0...255, using: &random)
                }
            }
            let memory = Self.memory(columns)
            defer { for room in memory { room.deallocate() } }
            let found = query.appearances(in: 0..<index.count) { memory[$0.rawValue] }
            #expect(found?.allSatisfy { $0.row < index.count } != false)
        }
    }
}
