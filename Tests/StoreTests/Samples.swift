import Core
import Store

/// Values of the model with every field set, and strings that break careless storage.
enum Samples {
    static let hostile: [String] = [
        "", "\0", "before\0after", "\u{202E}desrever\u{202C}", "سلام\u{200C}دنیا",
        "quote \" back\\slash / \u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}", "'; DROP TABLE pieces; --",
        "\u{FFFD}\u{FEFF}", "e\u{301} ≠ é", "👩‍👩‍👧", "null", "[1]", "1e999",
        String(repeating: "long ", count: 200_000),
    ]

    static func source(_ path: String, state: SourceState = .read) -> Source {
        Source(
            path: path, format: .html, size: 1 << 40, modified: 1_700_000_000_123_456_789,
            sha256: String(repeating: "a", count: 64), encoding: "windows-1252", repaired: 3,
            host: "archive.example", site: "The Archive", state: state)
    }

    static func piece(_ id: String, of source: String, text: String = "Text") -> Piece {
        var piece = Piece(
            id: id, source: source, format: .text, lines: 3...40, bytes: 10..<900, body: 100..<880)
        piece.title = text
        piece.kind = .openLetter
        piece.language = "sq"
        piece.host = "archive.example"
        piece.url = "https://archive.example/" + text
        piece.posted = PartialDate(year: 2020, month: 5, day: 27)
        piece.published = PartialDate(year: 2018, month: 6)
        piece.captured = "2024-01-02T03:04:05Z"
        piece.outlets = [
            Outlet(name: text, domain: "outlet.example", id: "outlet"), Outlet(name: "Other"),
        ]
        piece.authors = [text, "Second Author"]
        piece.translators = [text]
        piece.signatories = [text]
        piece.categories = [text]
        piece.captions = [text]
        piece.credits = [
            Credit(
                role: .translator, value: text, line: 7, scalars: 2..<9, bytes: 200..<230,
                text: text, rule: "by", confidence: 0.1 + 0.2),
            Credit(
                role: .published, value: "2018-06", line: nil, scalars: 0..<0, bytes: 0..<0,
                text: text, rule: text, confidence: 1),
        ]
        piece.words = 150
        piece.paragraphs = 9
        piece.sha256 = String(repeating: "b", count: 64)
        return piece
    }

    static func match(_ a: String, _ b: String, text: String = "Text") -> Match {
        Match(
            a: a, b: b, relation: .nearDuplicate, resemblance: 1.0 / 3, containmentA: 0.5,
            containmentB: 1,
            passages: [
                Passage(
                    aLines: 1...2, bLines: nil, aBytes: 5..<50, bBytes: 7..<60, words: 8,
                    identical: 0.875)
            ], direction: .bFromA, recapture: true, evidence: [text])
    }

    static func cluster(_ pieces: [String], text: String = "Text") -> Cluster {
        Cluster(
            id: pieces[0], representative: pieces[1], pieces: pieces, outlets: [text, "Other"],
            independentSources: 2, firstPosted: PartialDate(year: 2016),
            lastPosted: PartialDate(year: 2020, month: 2, day: 29))
    }

    static func lineage(_ piece: String, from origin: String?, text: String = "Text") -> Lineage {
        Lineage(
            piece: piece,
            chain: [
                LineageStep(role: .original, outlet: text, evidence: [text]),
                LineageStep(role: .translator, outlet: "The Desk", piece: origin),
            ],
            derivedFrom: [
                Derivation(
                    piece: origin, outlet: text, how: .translation, state: .declared,
                    confidence: 0.9, evidence: [text, text], against: ["A later date"])
            ], orderKnown: true)
    }
}
