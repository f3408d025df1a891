import Foundation
import TestSupport
import Testing

@Suite struct SampleArchiveTests {
    /// One pass for all tests of the suite.
    private static let store = Result { () throws -> TemporaryFolder in
        let folder = try TemporaryFolder()
        let outcome = try SampleArchive.run(store: folder.path + "/store")
        guard outcome.exitCode == 0 else {
            throw SampleArchive.Trouble(words: outcome.errors)
        }
        return folder
    }

    private var store: String { get throws { try Self.store.get().path + "/store" } }

    /// The figures that were reached; a change may raise them, and lowers them only on purpose.
    private func floors() throws -> [String: Double] {
        try JSONDecoder().decode(
            [String: Double].self,
            from: Data(
                contentsOf: SampleArchive.truthFolder.appendingPathComponent("floors.json")))
    }

    @Test func `the sample archive is read as well as ever`() throws {
        let score = Score(try SampleArchive.truth(), try SampleArchive.found(store: store))
        let floors = try floors()
        let notes = score.notes.joined(separator: "\n")
        #expect(Set(floors.keys) == Set(score.figures.keys), "\(score.figures)\n\(notes)")
        for (name, floor) in floors.sorted(by: { $0.key < $1.key }) {
            let reached = score.figures[name] ?? 0
            #expect(reached >= floor - 0.0005, "\(name) fell to \(reached)\n\(notes)")
        }
    }

    @Test func `every value of a piece has a credit that shows where it was read`() throws {
        for piece in try SampleArchive.found(store: store).pieces {
            let said = Dictionary(grouping: piece.credits, by: \.role).mapValues {
                Set($0.map(\.value))
            }
            for (role, values) in [
                ("author", piece.authors), ("translator", piece.translators),
                ("signatory", piece.signatories), ("outlet", piece.outlets.map(\.name)),
                ("posted", [piece.posted].compactMap(\.self)),
                ("published", [piece.published].compactMap(\.self)),
            ] {
                #expect(
                    said[role, default: []].isSuperset(of: values),
                    "\(role) of \(piece.source):\(piece.lines)")
            }
        }
    }

    @Test func `credits, pieces and passages stand where the exports say`() throws {
        let found = try SampleArchive.found(store: store)
        let corpus = SampleArchive.project.appendingPathComponent("Corpus")
        var pages: [String: [UInt8]] = [:]
        func page(_ source: String) throws -> [UInt8] {
            if let page = pages[source] { return page }
            let bytes = [UInt8](try Data(contentsOf: corpus.appendingPathComponent(source)))
            pages[source] = bytes
            return bytes
        }
        func lines(_ source: String) throws -> [Substring] {
            String(decoding: try page(source), as: UTF8.self)
                .split(separator: "\n", omittingEmptySubsequences: false)
        }
        var sourceOf: [String: Found] = [:]
        for piece in found.pieces {
            sourceOf[piece.piece] = piece
            let lines = try lines(piece.source)
            let words = lines[(piece.lines[0] - 1)...(piece.lines[1] - 1)].joined(separator: "\n")
            let bytes = try page(piece.source)[piece.bytes[0]..<piece.bytes[1]]
            #expect(String(decoding: bytes, as: UTF8.self) == words)
            for credit in piece.credits {
                let line = try #require(credit.line)
                let scalars = Array(lines[line - 1].unicodeScalars)
                var words = String.UnicodeScalarView()
                words.append(contentsOf: scalars[credit.chars[0]..<credit.chars[1]])
                #expect(String(words) == credit.text)
            }
        }
        for match in found.matches {
            #expect(match.a != match.b)
            for value in [match.resemblance, match.containment_a, match.containment_b] {
                #expect((0...1).contains(value))
            }
            #expect(match.resemblance <= min(match.containment_a, match.containment_b) + 1e-9)
            let a = try #require(sourceOf[match.a])
            let b = try #require(sourceOf[match.b])
            #expect(!match.passages.isEmpty)
            for passage in match.passages {
                for (piece, bytes) in [(a, passage.a_bytes), (b, passage.b_bytes)] {
                    #expect(bytes[0] >= piece.bytes[0] && bytes[1] <= piece.bytes[1])
                    let cut = try page(piece.source)[bytes[0]..<bytes[1]]
                    #expect(String(validating: cut, as: UTF8.self)?.isEmpty == false)
                }
            }
        }
    }

    private typealias Found = SampleArchive.Found.Piece

    @Test func `two runs and four widths give the same bytes`() throws {
        let folder = try TemporaryFolder()
        let kinds = ["pieces", "matches", "clusters", "lineage", "templates"]
        func exports(_ store: String) throws -> [[UInt8]] {
            try kinds.flatMap { kind in
                try ["jsonl", "csv"].map {
                    try SampleArchive.export(kind, store: store, format: $0)
                }
            }
        }
        let expected = try exports(store)
        for workers in ["1", "2", "3", "4"] {
            let other = folder.path + "/\(workers)"
            #expect(try SampleArchive.run(store: other, ["--workers", workers]).exitCode == 0)
            #expect(try exports(other) == expected, "\(workers) workers")
        }
    }
}
