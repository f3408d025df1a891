import Testing

@testable import Core

@Suite struct TracedPieceTests {
    @Test(
        arguments: [
            "0000000000000000", "ffffffffffffffff", "0123456789abcdef", "a", "", "0123456789ABCDEF",
            "g123456789abcdef", "0123456789abcdeé",
        ], [nil, "0001", "9999-12", "2024-02-29"] as [String?])
    func `a piece comes back as it was`(_ id: String, _ date: String?) {
        var piece = Piece(
            id: id, source: "s", format: .text, lines: nil, bytes: 0..<9, body: 0..<9)
        piece.host = "h.example"
        piece.posted = date.flatMap { PartialDate(iso: $0) }
        piece.outlets = [Outlet(name: "The Weir Courier")]
        var shared = SharedTraits()
        let traced = TracedPiece(piece, site: "Site", sharing: &shared)
        #expect(traced.id == id)
        #expect(traced.posted == piece.posted && traced.published == nil)
        #expect(traced.host == "h.example" && traced.site == "Site")
        #expect(traced.outlets == piece.outlets && traced.rules == [""])
        #expect(MemoryLayout<TracedPiece>.stride == 24)
    }

    @Test func `identifiers are ordered as texts`() {
        let ids = ["", "0000000000000001", "0f", "1", "1000000000000000", "a", "fffffffffffffff0"]
        var shared = SharedTraits()
        let pieces = ids.map {
            TracedPiece(
                Piece(id: $0, source: "s", format: .text, lines: nil, bytes: 0..<9, body: 0..<9),
                site: nil, sharing: &shared)
        }
        for a in ids.indices {
            for b in ids.indices { #expect(pieces[a].precedes(pieces[b]) == (ids[a] < ids[b])) }
        }
    }
}
