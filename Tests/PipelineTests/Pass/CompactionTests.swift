import Core
import Foundation
import Store
import TestSupport
import Testing

@testable import Pipeline

/// Merging of the index's segments, and `stemma compact`: what the store says stays as it is.
@Suite struct CompactionTests {
    /// An archive that came in so many nights, some pages of which were removed in between.
    private static func nights(_ count: Int) throws -> InventedCorpus {
        let corpus = try InventedCorpus.usual()
        corpus.configuration.read.removed = .drop
        try corpus.run()
        for night in 0..<count {
            let text = InventedCorpus.article(UInt64(night % 9)).joined(separator: "\\n")
            try corpus.write(
                #"{"text":"\#(text)","host":"h\#(night % 4).example","posted":"2021-01-1\#(night % 9)"}"#
                    + "\n", "rows-\(night).jsonl")
            if night % 3 == 2 {
                try FileManager.default.removeItem(
                    atPath: corpus.folder.path + "/corpus/rows-\(night - 1).jsonl")
            }
            try corpus.run()
        }
        return corpus
    }

    private static func compact(_ corpus: InventedCorpus) throws -> Compaction.Result {
        try #require(
            try Compaction(
                configuration: corpus.configuration, progress: PassProgress(style: .quiet)
            ).run())
    }

    private static func segments(_ corpus: InventedCorpus) throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: corpus.configuration.store + "/segments"
        ).sorted()
    }

    @Test func `many nights leave few segments, and the exports of one pass`() throws {
        let corpus = try Self.nights(12)
        let entries = try corpus.read { try $0.segments() }
        #expect(entries.count <= 4)
        #expect(try Self.segments(corpus) == entries.map(\.name).sorted())
        let found = try corpus.exports()
        corpus.configuration.store = corpus.folder.path + "/batch"
        try corpus.run()
        #expect(try corpus.exports() == found)
    }

    @Test func `a compacted store says the same, in one segment without dead pieces`() throws {
        let corpus = try Self.nights(5)
        let before = try corpus.exports()
        let changes = try corpus.read { try $0.changes() }
        let result = try Self.compact(corpus)
        #expect(try corpus.exports() == before)
        #expect(try corpus.read { try $0.changes() } == changes)
        #expect(!result.isRepaired && result.after.segments == 1 && result.after.dead == 0)
        #expect(result.after.free == 0 && result.after.catalog <= result.before.catalog)
        #expect(try Self.segments(corpus).count == 1)
        var failed: [String] = []
        try corpus.read { snapshot in
            try StoreVerification(snapshot, store: corpus.configuration.store).run {
                if $0.outcome != .holds { failed.append("\($0)") }
            }
        }
        #expect(failed.isEmpty)
        // Nights go on from it.
        let (night, batch) = try corpus.nightAndBatch(repeating: 0)
        #expect(batch == night)
    }

    @Test func `a flipped bit in any column is found, and compacting makes the index anew`() throws
    {
        let corpus = try Self.nights(2)
        let sound = try corpus.exports()
        let entry = try #require(try corpus.read { try $0.segments() }.first)
        let path = corpus.configuration.store + "/segments/" + entry.name
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        var random = SeededGenerator(seed: 11)
        for _ in 0..<4 {
            let damaged =
                corpus.configuration.store + "/segments/"
                + (try #require(try corpus.read { try $0.segments() }.first)).name
            var bytes = try Data(contentsOf: URL(fileURLWithPath: damaged))
            bytes[Int.random(in: 500..<bytes.count, using: &random)] ^= 0x10
            try bytes.write(to: URL(fileURLWithPath: damaged))
            var named: [Check] = []
            try corpus.read { snapshot in
                try StoreVerification(snapshot, store: corpus.configuration.store).run {
                    if $0.outcome == .fails { named.append($0) }
                }
            }
            #expect(named.map(\.place) == [damaged])
            #expect(named.first?.detail.contains("stemma compact") == true)
            #expect(try Self.compact(corpus).isRepaired)
            #expect(try corpus.exports() == sound)
        }
        // What was made anew finds what the undamaged index finds.
        #expect(whole.count == entry.bytes)
        let (night, batch) = try corpus.nightAndBatch(repeating: 2)
        #expect(batch == night)
    }

    @Test func `an index that was made anew has the bytes of a merged one`() throws {
        let corpus = try Self.nights(4)
        _ = try Self.compact(corpus)
        let merged = try #require(try corpus.read { try $0.segments() }.first)
        try FileManager.default.removeItem(
            atPath: corpus.configuration.store + "/segments/" + merged.name)
        #expect(try Self.compact(corpus).isRepaired)
        #expect(try corpus.read { try $0.segments() } == [merged])
    }

    @Test func `a year of nights leaves a handful of segments, and writes each piece few times`() {
        var random = SeededGenerator(seed: 365)
        var sizes: [(pieces: Int, dead: Int)] = [(50_000, 0)]
        var (written, added, most) = (0, 0, 0)
        for _ in 0..<365 {
            let night = Int.random(in: 50...400, using: &random)
            sizes.append((night, 0))
            added += night
            // Pieces of old nights go.
            sizes[0].dead = min(sizes[0].pieces, sizes[0].dead + 20)
            if let first = SegmentTiers.due(sizes) {
                let living = sizes[first...].reduce(0) { $0 + $1.pieces - $1.dead }
                written += living
                sizes.replaceSubrange(first..., with: [(living, 0)])
            }
            most = max(most, sizes.count)
            #expect(SegmentTiers.due(sizes) == nil)
        }
        #expect(most <= 7)
        #expect(written < 12 * (added + 50_000))
    }

    @Test func `segments of which most is dead are written again, and one alone may stay`() {
        #expect(SegmentTiers.due([]) == nil)
        #expect(SegmentTiers.due([(10, 0)]) == nil)
        #expect(SegmentTiers.due([(10, 5)]) == nil)
        #expect(SegmentTiers.due([(10, 6)]) == 0)
        #expect(SegmentTiers.due([(900, 0), (300, 0), (10, 0)]) == 1 - 1)
        #expect(SegmentTiers.due([(930, 0), (300, 0), (10, 0)]) == nil)
        #expect(SegmentTiers.due([(930, 0), (300, 0), (101, 0)]) == 0)
        #expect(SegmentTiers.due([(9_300, 0), (300, 0), (101, 0)]) == 1)
    }
}
