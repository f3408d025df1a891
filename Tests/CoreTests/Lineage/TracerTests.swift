import TestSupport
import Testing

@testable import Core

@Suite struct TracerTests {
    // MARK: An archive put together from a few facts

    private func piece(
        _ id: String, host: String? = "farrow.example", site: String? = "Farrow Notes",
        kind: PieceKind = .article, title: String? = nil, posted: String? = nil,
        published: String? = nil, outlets: [Outlet] = [], translators: [String] = []
    ) -> TracedPiece {
        var piece = Piece(
            id: id, source: "\(id).txt", format: .text, lines: 1...9, bytes: 0..<9, body: 0..<9)
        piece.host = host
        piece.kind = kind
        piece.title = title
        piece.posted = posted.flatMap { PartialDate(iso: $0) }
        piece.published = published.flatMap { PartialDate(iso: $0) }
        piece.outlets = outlets
        piece.translators = translators
        var shared = SharedTraits()
        return TracedPiece(piece, site: site, sharing: &shared)
    }

    private func match(
        _ a: String, _ b: String, _ relation: Relation, containmentA: Double = 0.5,
        containmentB: Double = 0.95, recapture: Bool = false
    ) -> Match {
        Match(
            a: a, b: b, relation: relation, resemblance: 0.5, containmentA: containmentA,
            containmentB: containmentB,
            passages: [Passage(aBytes: 0..<9, bBytes: 0..<9, words: 60, identical: 1)],
            recapture: recapture)
    }

    private func tracer(_ pieces: [TracedPiece], _ matches: [Match]) throws -> Tracer {
        var names = OutletNames()
        names.add(Outlet(name: "Farrow Notes", domain: "farrow.example"))
        names.add(Outlet(name: "The Weir Courier", domain: "weir.example"))
        let ends = try matches.map { match in
            (
                a: try #require(pieces.firstIndex { $0.id == match.a }),
                b: try #require(pieces.firstIndex { $0.id == match.b })
            )
        }
        let tracer = Tracer(
            pieces: pieces, matches: matches, ends: ends, names: names,
            lexicon: try builtInLexicon())
        // Whether a piece derives from others is told without words as its lineage tells it.
        for (index, lineage) in tracer.lineages().enumerated() {
            for others in [Set(pieces.indices), [0], []] {
                let ids = others.map { pieces[$0].id }
                let told = lineage.derivedFrom.contains { claim in
                    claim.piece.map(ids.contains) ?? (claim.state == .declared)
                }
                #expect(tracer.derives(index, fromAnyOf: others) == told)
            }
        }
        return tracer
    }

    private let courier = Outlet(name: "The Weir Courier", domain: "weir.example")
    private func atCourier(_ id: String, posted: String? = nil, outlets: [Outlet] = [])
        -> TracedPiece
    {
        piece(
            id, host: "weir.example", site: "The Weir Courier", posted: posted, outlets: outlets)
    }

    // MARK: Digests

    @Test func `a digest takes from the articles that it holds`() throws {
        let digest = piece(
            "a", kind: .digest, title: "Farrow Weekly Digest 3", posted: "2020-05-09")
        let article = atCourier("b", posted: "2020-05-04")
        let tracer = try tracer([digest, article], [match("a", "b", .contains)])
        let match = try #require(tracer.directed.first)
        #expect(match.direction == .aFromB)
        let lineages = tracer.lineages()
        let claim = try #require(lineages[0].derivedFrom.first)
        #expect(claim.piece == "b" && claim.how == .digest && claim.state == .supported)
        #expect(lineages[0].orderKnown)
        #expect(lineages[1].derivedFrom.isEmpty)
    }

    @Test func `an article that credits a digest is taken from it`() throws {
        let digest = piece(
            "a", kind: .digest, title: "Farrow Weekly Digest 3", posted: "2020-05-09")
        let article = atCourier(
            "b", posted: "2020-05-12", outlets: [Outlet(name: "Farrow Weekly Digest")])
        let tracer = try tracer([digest, article], [match("a", "b", .contains)])
        #expect(tracer.directed.first?.direction == .bFromA)
        let claim = try #require(tracer.lineages()[1].derivedFrom.first { $0.piece != nil })
        #expect(claim.piece == "a" && claim.state == .declared && claim.how == .excerpt)
        #expect(tracer.lineages()[1].chain.first?.role == .digest)
    }

    @Test func `a digest that is older than an article which it holds contradicts itself`() throws {
        let digest = piece(
            "a", kind: .digest, title: "Farrow Weekly Digest 3", posted: "2020-05-01")
        let article = atCourier("b", posted: "2020-05-12")
        let claim = try #require(
            try tracer([digest, article], [match("a", "b", .contains)]).lineages()[0].derivedFrom
                .first)
        #expect(claim.state == .conflicting)
        #expect(!claim.against.isEmpty)
        #expect(claim.confidence < 0.5)
    }

    @Test func `a newsletter's excerpt comes from the article`() throws {
        let letter = piece("a", kind: .newsletter, title: "Newsletter 4", posted: "2020-05-09")
        let article = atCourier("b", posted: "2020-05-04")
        let tracer = try tracer(
            [letter, article], [match("a", "b", .excerpt, containmentA: 0.2, containmentB: 0.4)])
        let claim = try #require(tracer.lineages()[0].derivedFrom.first)
        #expect(claim.piece == "b" && claim.how == .digest && claim.state == .supported)
        #expect(tracer.lineages()[1].derivedFrom.isEmpty)
    }

    @Test func `a quotation comes from what it quotes`() throws {
        let own = piece("a", posted: "2020-05-09")
        let quoted = atCourier("b", posted: "2020-05-04")
        let lineages = try tracer(
            [own, quoted], [match("a", "b", .quotation, containmentA: 0.1, containmentB: 0.2)]
        ).lineages()
        #expect(lineages[0].derivedFrom.map(\.how) == [.quotation])
        #expect(lineages[0].derivedFrom.first?.piece == "b")
        #expect(lineages[1].derivedFrom.isEmpty)
    }

    @Test func `a passage that two texts share says nothing of their origin`() throws {
        let lineages = try tracer(
            [piece("a", posted: "2020-05-09"), atCourier("b", posted: "2020-05-04")],
            [match("a", "b", .sharedPassage, containmentA: 0.1, containmentB: 0.1)]
        ).lineages()
        #expect(lineages.allSatisfy { $0.derivedFrom.isEmpty && !$0.orderKnown })
    }

    // MARK: Credits and ghosts

    @Test func `a credited outlet without a piece in the archive is a ghost`() throws {
        let one = piece("a", outlets: [Outlet(name: "The Bend Gazette")])
        let lineage = try #require(try tracer([one], []).lineages().first)
        let claim = try #require(lineage.derivedFrom.first)
        #expect(claim.piece == nil && claim.outlet == "The Bend Gazette")
        #expect(claim.how == .republication && claim.state == .declared)
        #expect(lineage.chain.map(\.role) == [.original, .republisher])
        #expect(lineage.chain.map(\.outlet) == ["The Bend Gazette", "Farrow Notes"])
        #expect(lineage.chain.map(\.piece) == [nil, "a"])
    }

    @Test func `a translation leads over its translator to a ghost original`() throws {
        let one = piece(
            "a", outlets: [Outlet(name: "Gazeta e Urës")], translators: ["Dritan Mali"])
        let lineage = try #require(try tracer([one], []).lineages().first)
        #expect(lineage.derivedFrom.map(\.how) == [.translation])
        #expect(lineage.chain.map(\.role) == [.original, .translator, .republisher])
        #expect(lineage.chain.map(\.outlet) == ["Gazeta e Urës", "Dritan Mali", "Farrow Notes"])
        #expect(lineage.chain.map(\.piece) == [nil, nil, "a"])
    }

    @Test func `a credited outlet whose piece is in the archive is that piece`() throws {
        let copy = piece("a", posted: "2020-05-09", outlets: [courier])
        let original = atCourier("b", posted: "2020-05-04")
        let tracer = try tracer([copy, original], [match("a", "b", .nearDuplicate)])
        #expect(tracer.directed.first?.direction == .aFromB)
        let lineages = tracer.lineages()
        #expect(lineages[0].derivedFrom.map(\.piece) == ["b"])
        #expect(lineages[0].derivedFrom.first?.state == .declared)
        #expect(lineages[0].chain.map(\.piece) == ["b", "a"])
        #expect(lineages[0].chain.map(\.role) == [.original, .republisher])
        #expect(lineages[1].derivedFrom.isEmpty)
    }

    @Test func `dates that run against a credit make a conflict, not another origin`() throws {
        let copy = piece("a", posted: "2020-05-01", outlets: [courier])
        let original = atCourier("b", posted: "2020-05-04")
        let tracer = try tracer([copy, original], [match("a", "b", .nearDuplicate)])
        #expect(tracer.directed.first?.direction == .aFromB)
        let claim = try #require(tracer.lineages()[0].derivedFrom.first)
        #expect(claim.state == .conflicting && claim.piece == "b")
        #expect(claim.against == ["the dates run the other way"])
    }

    @Test func `two pieces that credit each other are decided by nothing but dates`() throws {
        let one = piece("a", outlets: [courier])
        let two = atCourier("b", outlets: [Outlet(name: "Farrow Notes", domain: "farrow.example")])
        let tracer = try tracer([one, two], [match("a", "b", .duplicate)])
        #expect(tracer.directed.first?.direction == .unknown)
    }

    @Test func `the host's own name as a credit is no ghost`() throws {
        let own = piece("a", outlets: [Outlet(name: "Farrow Notes", domain: "farrow.example")])
        let lineage = try #require(try tracer([own], []).lineages().first)
        #expect(lineage.derivedFrom.isEmpty)
        #expect(lineage.chain.count == 1)
    }

    // MARK: Dates

    @Test func `of copies without a credit the later dated is probably from the earlier`() throws {
        let early = piece("b", posted: "2020-05-01")
        let late = piece("a", host: "weir.example", site: "The Weir Courier", posted: "2020-05-04")
        let tracer = try tracer([late, early], [match("a", "b", .duplicate)])
        #expect(tracer.directed.first?.direction == .aFromB)
        let lineages = tracer.lineages()
        #expect(lineages[0].derivedFrom.map(\.state) == [.probable])
        #expect(lineages[1].derivedFrom.isEmpty)
    }

    @Test func `the earliest piece that was seen is never called the original`() throws {
        let early = piece("b", posted: "2020-05-01")
        let late = piece("a", host: "weir.example", site: "The Weir Courier", posted: "2020-05-04")
        for lineage in try tracer([late, early], [match("a", "b", .duplicate)]).lineages() {
            #expect(!lineage.chain.contains { $0.role == .original })
        }
        let alone = try tracer([piece("a", posted: "2020-05-01")], []).lineages()
        #expect(alone[0].chain.map(\.role) == [.aggregator])
    }

    @Test(
        arguments: [
            ("2020-05-04", "2020-05-04"), (nil, "2020-05-04"), (nil, nil),
            ("2020-05", "2020-05-04"),
            ("2020", "2020-05-04"), ("2020", "2020-05"), ("2020-05-04", "2020"),
        ] as [(String?, String?)])
    func `dates that are equal, missing or inside one another decide nothing`(
        _ one: String?, _ two: String?
    ) throws {
        let pieces = [
            piece("a", published: one),
            piece("b", host: "weir.example", site: "The Weir Courier", published: two),
        ]
        let tracer = try tracer(pieces, [match("a", "b", .duplicate)])
        #expect(tracer.directed.first?.direction == .unknown)
        let claims = tracer.lineages().flatMap(\.derivedFrom)
        #expect(claims.map(\.state) == [.undetermined])
        #expect(tracer.lineages().allSatisfy { !$0.orderKnown })
    }

    @Test func `a month that lies before a day is earlier`() throws {
        let pieces = [
            piece("a", published: "2018-06"),
            piece("b", host: "weir.example", site: "The Weir Courier", posted: "2020-05-04"),
        ]
        let tracer = try tracer(pieces, [match("a", "b", .duplicate)])
        #expect(tracer.directed.first?.direction == .bFromA)
    }

    @Test func `a declared first publication goes before the host's date`() throws {
        let pieces = [
            piece("a", posted: "2020-05-01"),
            piece(
                "b", host: "weir.example", site: "The Weir Courier", posted: "2020-06-01",
                published: "2019-01-05"),
        ]
        let tracer = try tracer(pieces, [match("a", "b", .duplicate)])
        #expect(tracer.directed.first?.direction == .aFromB)
    }

    // MARK: Recaptures

    @Test func `a recapture is the same piece, seen again`() throws {
        let pieces = [piece("a", posted: "2020-05-04"), piece("b", posted: "2020-05-04")]
        let tracer = try tracer(pieces, [match("a", "b", .duplicate, recapture: true)])
        #expect(tracer.directed.first?.direction == .unknown)
        let lineages = tracer.lineages()
        #expect(lineages[0].derivedFrom.isEmpty)
        #expect(lineages[1].derivedFrom.map(\.how) == [.recapture])
        #expect(lineages[1].derivedFrom.first?.piece == "a")
    }

    // MARK: Laws

    @Test(arguments: 0..<40)
    func `lineages of any archive end, name their pieces and do not depend on the order of matches`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let hosts = ["farrow.example", "weir.example", nil]
        let outlets: [[Outlet]] = [
            [], [], [courier], [Outlet(name: "Farrow Notes")], [Outlet(name: "Nobody’s Herald")],
        ]
        let dates = [nil, "2020-05-01", "2020-05-02", "2020-05", "2019"]
        let ids = (0..<8).map { "p\($0)" }
        let pieces = ids.map { id in
            let host = hosts[Int.random(in: 0..<3, using: &random)]
            return piece(
                id, host: host, site: host.map { $0 == "farrow.example" ? "Farrow Notes" : $0 },
                kind: [.article, .digest, .newsletter][Int.random(in: 0..<3, using: &random)],
                title: "Weekly Digest", posted: dates[Int.random(in: 0..<5, using: &random)],
                outlets: outlets[Int.random(in: 0..<5, using: &random)],
                translators: Bool.random(using: &random) ? ["Mira Holt"] : [])
        }
        var matches: [Match] = []
        for a in ids.indices {
            for b in ids.indices where b > a && Bool.random(using: &random) {
                let relation =
                    Relation.allCases[
                        Int.random(in: Relation.allCases.indices, using: &random)]
                let turned = Bool.random(using: &random)
                matches.append(
                    match(
                        turned ? ids[b] : ids[a], turned ? ids[a] : ids[b], relation,
                        recapture: relation == .duplicate && Bool.random(using: &random)))
            }
        }
        let lineages = try tracer(pieces, matches).lineages()
        #expect(lineages.map(\.piece) == ids)
        for lineage in lineages {
            let host = pieces.first { $0.id == lineage.piece }?.host
            #expect(lineage.chain.count <= 20)
            #expect(host == nil || lineage.chain.last?.piece == lineage.piece)
            for claim in lineage.derivedFrom {
                #expect(claim.piece != lineage.piece)
                #expect((0...1).contains(claim.confidence))
                #expect(!claim.evidence.isEmpty)
                #expect(claim.state != .conflicting || !claim.against.isEmpty)
            }
            for (one, two) in zip(lineage.derivedFrom, lineage.derivedFrom.dropFirst()) {
                #expect(one.confidence >= two.confidence)
            }
        }
        #expect(try tracer(pieces, matches.shuffled(using: &random)).lineages() == lineages)
    }
}
