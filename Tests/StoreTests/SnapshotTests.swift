import Core
import Testing

@testable import Store

@Suite struct SnapshotTests {
    private let folder: StoreFolder
    private let catalog: Catalog

    /// Two pages: a digest that holds two articles, one article translated from an outlet.
    init() throws {
        folder = try StoreFolder()
        catalog = try folder.open(.write)
        let run = try catalog.begin(settings: "digest of the settings")
        try run.add(
            source: Samples.source("b.txt"),
            page: PageCompressor().compress(Array("0123456789".utf8)))
        try run.add(piece: Self.piece("c3", .digest, posted: "2021-01-01", lines: 10...20))
        try run.add(piece: Self.piece("a1", .article, posted: "2020-02-02", lines: 21...30))
        try run.add(
            source: Samples.source("a.txt", state: .quarantined(reason: "binary")), page: nil)
        try run.add(source: Samples.source("c.txt"), page: nil)
        var translated = Self.piece("a2", .article, posted: "2020-03-03", of: "c.txt")
        translated.translators = ["Desk", "Desk"]
        translated.outlets = [Outlet(name: "Herald"), Outlet(name: "Herald", domain: "h.example")]
        try run.add(piece: translated)
        for part in ["a2", "a1"] {
            var match = Samples.match("c3", part)
            match.relation = .contains
            try run.add(match: match)
        }
        try run.add(match: Samples.match("a1", "a2"))
        try run.add(cluster: Samples.cluster(["a1", "a2"]), shape: 1)
        try run.add(cluster: Samples.cluster(["c3", "c3"]).with(pieces: ["c3"]), shape: 2)
        try run.add(lineage: Samples.lineage("a2", from: nil, text: "Herald"), piece: 1, next: nil)
        var quoted = Samples.lineage("c3", from: "a1")
        quoted.derivedFrom[0].how = .quotation
        try run.add(lineage: quoted, piece: 2, next: 1)
        try run.finish(summary: RunSummary())
    }

    private static func piece(
        _ id: String, _ kind: PieceKind, posted: String, of source: String = "b.txt",
        lines: ClosedRange<Int>? = nil
    ) -> Piece {
        var piece = Piece(
            id: id, source: source, format: .text, lines: lines, bytes: 2..<6, body: 3..<5)
        piece.kind = kind
        piece.host = "archive.example"
        piece.posted = PartialDate(iso: posted)
        return piece
    }

    @Test func `rows come in the order of exports`() throws {
        try catalog.read { (snapshot) throws in
            let sources = try collected(snapshot.eachSource).map(\.path)
            #expect(sources == ["a.txt", "b.txt", "c.txt"])
            let pieces = try collected(snapshot.eachPiece).map(\.id)
            #expect(pieces == ["a1", "a2", "c3"])
            let matches = try collected(snapshot.eachMatch).map { $0.a + $0.b }
            #expect(matches == ["a1a2", "c3a1", "c3a2"])
            let clusters = try collected(snapshot.eachCluster).map(\.id)
            #expect(clusters == ["a1", "c3"])
            let lineages = try collected(snapshot.eachLineage).map(\.piece)
            #expect(lineages == ["a2", "c3"])
            let onPage = try snapshot.pieces(ofSource: "b.txt").map(\.id)
            #expect(onPage == ["c3", "a1"])
        }
    }

    @Test func `a piece is found by the beginning of its identifier`() throws {
        try catalog.read { (snapshot) throws in
            let several = try snapshot.pieces(idPrefix: "a").map(\.id)
            #expect(several == ["a1", "a2"])
            let capital = try snapshot.pieces(idPrefix: "A2").map(\.id)
            #expect(capital == ["a2"])
            let whole = try snapshot.pieces(idPrefix: "c3").map(\.id)
            #expect(whole == ["c3"])
            #expect(try snapshot.pieces(idPrefix: "b").isEmpty)
            #expect(try snapshot.pieces(idPrefix: "", limit: 9).count == 3)
            #expect(try snapshot.pieces(idPrefix: "%' OR 1").isEmpty)
            #expect(try snapshot.piece(ofSource: "b.txt", line: 25)?.id == "a1")
            #expect(try snapshot.piece(ofSource: "b.txt", line: 99) == nil)
        }
    }

    @Test func `a piece answers for its text and its relations`() throws {
        try catalog.read { (snapshot) throws in
            let piece = try #require(try snapshot.piece(id: "a1"))
            #expect(try snapshot.text(of: piece) == Array("2345".utf8))
            let matches = try snapshot.matches(ofPiece: "a1").map(\.a)
            #expect(matches == ["a1", "c3"])
            #expect(try snapshot.match("a1", "c3")?.a == "c3")
            #expect(try snapshot.match("a1", "a1") == nil)
            #expect(try snapshot.cluster(id: "c3")?.pieces == ["c3"])
            let largest = try snapshot.largestClusters(1).map(\.id)
            #expect(largest == ["a1"])
        }
    }

    @Test func `what is unchanged can be told from the states of the sources`() throws {
        let (states, settings) = try catalog.read { (try $0.files(), try $0.settings()) }
        #expect(states.map(\.path) == ["a.txt", "b.txt", "c.txt"])
        #expect(states.map(\.isQuarantined) == [true, false, false])
        #expect(states[1].size == 1 << 40)
        #expect(states[1].modified == 1_700_000_000_123_456_789)
        #expect(states[1].sha256.count == 64)
        #expect(settings == "digest of the settings")
    }

    @Test func `a report's figures come from notes of the rows`() throws {
        try catalog.read { (snapshot) throws in
            let pieces = try collected(snapshot.eachPieceNote)
            #expect(pieces.map(\.id) == ["c3", "a1", "a2"])
            #expect(pieces.map(\.kind) == [.digest, .article, .article])
            #expect(pieces.map { $0.posted?.year } == [2021, 2020, 2020])
            #expect(pieces.allSatisfy { $0.host == "archive.example" && $0.language == nil })
            #expect(pieces[2].outlets.map(\.domain) == [nil, "h.example"])
            #expect(pieces[2].translators == ["Desk", "Desk"])
            let matches = try collected(snapshot.eachMatchNote)
            #expect(matches.map { $0.a + $0.b } == ["c3a2", "c3a1", "a1a2"])
            #expect(matches.map(\.relation) == [.contains, .contains, .nearDuplicate])
            let words = Samples.match("a1", "a2").passages.reduce(0) { $0 + $1.words }
            #expect(matches.map(\.words) == [words, words, words])
        }
    }

    @Test func `a lineage's note has the length of its chain and where it begins`() throws {
        try catalog.read { (snapshot) throws in
            var expected: [LineageNote] = []
            var states: [ClaimState: Int] = [:]
            try snapshot.eachLineage { lineage in
                let first = lineage.chain.first?.piece
                expected.append(
                    LineageNote(
                        piece: lineage.piece, steps: lineage.chain.count,
                        origin: first == lineage.piece ? nil : first))
                for claim in lineage.derivedFrom { states[claim.state, default: 0] += 1 }
            }
            let notes = try collected(snapshot.eachLineageNote)
            let shown = expected.filter { $0.steps > 1 || $0.origin != nil }
            #expect(notes.map { "\($0)" } == shown.map { "\($0)" })
            #expect(try snapshot.claimStates() == states)
            #expect(!states.isEmpty)
        }
    }

    @Test func `digests name their parts`() throws {
        try catalog.read { (snapshot) throws in
            #expect(try snapshot.digests() == [DigestParts(digest: "c3", parts: ["a1", "a2"])])
        }
    }
}

extension Cluster {
    fileprivate func with(pieces: [String]) -> Cluster {
        var cluster = self
        cluster.pieces = pieces
        return cluster
    }
}
