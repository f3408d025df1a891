import Pipeline
import TestSupport
import Testing

@testable import Core

@Suite struct CreditReaderTests {
    /// Reads a piece: a title, and under it the text.
    private func piece(
        _ body: [String], title: String? = "A wheel turns again",
        known: OutletNames = OutletNames(),
        site: Site = Site()
    ) throws -> (piece: Piece, page: Page) {
        let lines = (title.map { [$0, ""] } ?? []) + body
        let page = Page(source: "a.txt", text: Array(lines.joined(separator: "\n").utf8))
        var draft = PieceDraft(
            lines: 0...(page.lines.count - 1), body: title == nil ? 0 : 2)
        draft.title = title == nil ? nil : 0
        let reader = CreditReader(lexicon: try builtInLexicon(), known: known)
        let pieces = PieceBuilder(credits: reader).pieces(
            of: DividedPage(layout: .single, pieces: [draft]), page: page, format: .text, site: site
        )
        return (try #require(pieces.first), page)
    }

    private let text = [Prose.english[0], "", Prose.english[1], "", Prose.english[2], ""]

    /// A text that closes with the line.
    private func closing(_ line: String, known: OutletNames = OutletNames()) throws -> Piece {
        try piece(text + [line], known: known).piece
    }

    /// A text under the line.
    private func opening(_ line: String) throws -> Piece { try piece([line, ""] + text).piece }

    private var bend: OutletNames {
        var names = OutletNames()
        names.add(
            Outlet(name: "The Bend Gazette", domain: "bendgazette.example", id: "bend"),
            aliases: ["BG", "Bend Gazette Online"])
        return names
    }

    // MARK: What is a credit

    @Test func `the parts of a credit line become the fields of the piece`() throws {
        let piece = try closing(
            "By Ada Vell and Ivo Marsh, The Weir Courier - Translated by Mira Holt")
        #expect(piece.authors == ["Ada Vell", "Ivo Marsh"])
        #expect(piece.outlets.map(\.name) == ["The Weir Courier"])
        #expect(piece.translators == ["Mira Holt"])
    }

    @Test(arguments: ["By Ada Vell", "Written by Ada Vell", "BY ADA VELL", "By  Ada\u{A0}Vell ."])
    func `a byline is read at the head and at the foot`(_ line: String) throws {
        for found in [try opening(line), try closing(line)] {
            #expect(found.authors.map { FoldedText.key($0) } == ["ada vell"])
        }
    }

    @Test func `an outlet has its canonical name whatever it is called`() throws {
        for name in [
            "Bend Gazette", "THE BEND GAZETTE", "bendgazette", "bendgazette.example",
            "https://www.bendgazette.example/a/b", "Bend Gazette Online",
        ] {
            let outlets = try closing("Source: \(name)", known: bend).outlets
            #expect(outlets.map(\.id) == ["bend"], "\(name)")
            #expect(outlets.map(\.name) == ["The Bend Gazette"], "\(name)")
        }
    }

    @Test func `an address on a line of its own names the outlet, but not the site itself`() throws
    {
        #expect(try closing("weircourier.example").outlets.map(\.domain) == ["weircourier.example"])
        #expect(try closing("/weircourier.example").outlets.count == 1)
        let own = try piece(
            text + ["weircourier.example"], site: Site(host: "weircourier.example"))
        #expect(own.piece.outlets.isEmpty)
    }

    @Test(arguments: [
        "the wall at noon.The Weir Courier", "the wall at noon (The Weir Courier)",
        "the wall on May 3, 2021The Weir Courier",
    ])
    func `an outlet that is glued to the last sentence is found`(_ end: String) throws {
        let last =
            "A heron has nested on the weir since then and the masons leave their lunch on \(end)"
        let found = try piece([Prose.english[0], "", Prose.english[1], "", last]).piece
        #expect(found.outlets.map(\.name) == ["The Weir Courier"])
    }

    @Test(arguments: [
        ("FARROW BEND (FNA) – ", "FNA"), ("WEIR, 3 May (BG) - ", "BG"), ("(FNA) — ", "FNA"),
    ])
    func `a dateline names the agency`(_ lead: String, _ agency: String) throws {
        let found = try piece([lead + Prose.english[0], "", Prose.english[1]], known: bend).piece
        #expect(found.credits.filter { $0.role == .agency }.map(\.value) == [agency])
        #expect(found.outlets.isEmpty)
    }

    @Test func `the date of first publication keeps its precision`() throws {
        #expect(
            try closing("First published: June 2018").published == PartialDate(year: 2018, month: 6)
        )
        #expect(
            try closing("Originally published in the Bend Gazette, 12 October 2018").published
                == PartialDate(year: 2018, month: 10, day: 12))
        #expect(try closing("First published in 2016").published == PartialDate(year: 2016))
    }

    @Test func `those who sign a letter are its signatories`() throws {
        let letter = try piece(
            [
                "Dear Mayor,", "", Prose.english[0], "", Prose.english[1], "", "Yours sincerely,",
                "Ada Vell, Farrow Bend",
            ], title: "Open letter about the mill"
        ).piece
        #expect(letter.kind == .openLetter)
        #expect(letter.signatories == ["Ada Vell"])
        #expect(letter.authors.isEmpty)
        let list = try piece(
            [
                "Dear Mayor,", "", Prose.english[0], "", Prose.english[1], "", "Signatories:",
                "Ada Vell, mason", "Ivo Marsh – Weir", "Mira Holt",
            ], title: "Open letter about the mill"
        ).piece
        #expect(list.signatories == ["Ada Vell", "Ivo Marsh", "Mira Holt"])
    }

    @Test func `a text takes from the line that it closes with what the example of its rule says`()
        throws
    {
        for example in try LexiconExamples.builtIn().wordings where example.places.contains(.tail) {
            let found = try closing(example.line).credits
            #expect(
                found.map { "\($0.role.rawValue) \($0.value)" }.sorted() == example.credits,
                "\(example.rule): \(example.line)")
        }
    }

    @Test(arguments: [
        ("Posted on 14 May 2021 by Ada Vell", ["Ada Vell"]),
        ("Posted on 14 May 2021 by Ada Vell | 2 comments", ["Ada Vell"]),
        ("Posted on 14 May 2021 by admin", []), ("Posted on 14 May 2021 by Desk", []),
        ("Posted on 14 May 2021 by the Digest Desk", []),
    ])
    func `a person whom the host's date line names is the author of a text without a byline`(
        _ line: String, _ authors: [String]
    ) throws {
        let reader = CreditReader(lexicon: try builtInLexicon())
        func pieces(_ more: String) -> [Piece] {
            let page = Page(
                source: "a.txt",
                text: Array(
                    (["A wheel turns again", line, ""] + text + [more])
                        .joined(separator: "\n").utf8))
            return PieceBuilder(credits: reader).pieces(
                of: Divider(credits: reader).divide(page), page: page, format: .text, site: Site())
        }
        #expect(pieces("").map(\.authors) == [authors])
        #expect(pieces("").first?.credits.count { $0.role == .author } == authors.count)
        #expect(pieces("By Ivo Marsh").map(\.authors) == [["Ivo Marsh"]])
        #expect(pieces("Source: The Weir Courier").map(\.authors) == [[]])
    }

    // MARK: What is none

    @Test(arguments: [
        "By May 2020", "By The Editor", "By staff reporter", "By admin",
        "By Bend Gazette", "By Mill Society", "By mail@farrow.example", "By Ada", "By 12 October",
        "By the end of the year", "By <ada@farrow.example>", "By the Weir Association",
        "By and by", "By A, B and C", "By",
    ])
    func `names that are no names of persons are never authors`(_ line: String) throws {
        for found in [try opening(line), try closing(line)] {
            #expect(found.authors.isEmpty)
        }
    }

    @Test(arguments: [
        "According to the Bend Gazette, the wheel turned for nine hours on Sunday and nobody stopped it at night.",
        "The Bend Gazette had asked the council about the key in March and was never given an answer by anyone.",
        "“It is a good wheel,” the smith told The Weir Courier in his yard while the second beam was being lifted.",
        "Readers of farrow.example have sent forty pictures of the heron and eleven of the wall that it sits upon.",
    ])
    func `an outlet that is merely mentioned is no credit`(_ sentence: String) throws {
        for place in 0...2 {
            var body = [Prose.english[0], "", Prose.english[1], ""]
            body.insert(contentsOf: [sentence, ""], at: place * 2)
            let found = try piece(body, known: bend).piece
            #expect(found.outlets.isEmpty, "as paragraph \(place + 1)")
            #expect(found.credits.isEmpty)
        }
    }

    @Test func `who signs in a line of its own is a signatory of whatever it is called`() throws {
        let piece = try piece(
            ["Petition for the mill", ""] + text + ["Signed: Ada Vell, Farrow Bend"]
        ).piece
        #expect(piece.signatories == ["Ada Vell"])
        #expect(piece.kind == .openLetter)
    }

    @Test func `letters of full width read like others`() throws {
        let piece = try closing("\u{FF57}\u{FF45}\u{FF49}\u{FF52}courier.example")
        #expect(piece.outlets.map(\.domain) == ["weircourier.example"])
    }

    @Test func `a name below a credit line is read above a paragraph about the host`() throws {
        let about =
            "The Weir Courier is paid for by those who read it and carries no advertisements."
        let names = try piece(
            text + ["First published in July 2013", "", "Bend Gazette", "", about], known: bend
        ).piece
        #expect(names.outlets.map(\.id) == ["bend"])
        let glued = try piece(
            text + [Prose.english[0] + "The Bend Gazette", "", about], known: bend
        ).piece
        #expect(glued.outlets.map(\.id) == ["bend"])
        for short in [
            "Nothing was said. (The Bend Gazette)",
            "– Ada Vell (@vell) May 3, 2021The Bend Gazette",
        ] {
            let above = try piece(text + [short, "", about], known: bend).piece
            #expect(above.outlets.map(\.id) == ["bend"])
        }
        let bracketed = try closing("Nothing was said. (The Bend Gazette)", known: bend)
        #expect(bracketed.outlets.map(\.id) == ["bend"])
    }

    @Test func `the outlet that the last item of a digest is from is not the digest's`() throws {
        let items = ["++ The mill", "", Prose.english[0], "", "bendgazette.example", ""]
        let last = ["++ The weir", "", Prose.english[1], "", "bendgazette.example"]
        #expect(try piece(items + last, known: bend).piece.outlets.isEmpty)
        let headed = ["++ The mill", "", Prose.english[0], "", "++ Bend Gazette:", ""]
        #expect(
            try piece(headed + [Prose.english[1], "", "bendgazette.example"], known: bend).piece
                .outlets.isEmpty)
    }

    @Test func `an article whose picture is captioned with the name of a digest is an article`()
        throws
    {
        let body = ["weekly digest", "", "A wheel for 12 mills", "", "newsletter", ""] + text
        let page = Page(
            source: "a.txt", text: Array((body + ["By Ada Vell"]).joined(separator: "\n").utf8))
        var draft = PieceDraft(lines: 0...(page.lines.count - 1), body: 4)
        draft.title = 2
        draft.captions = [0]
        let reader = CreditReader(lexicon: try builtInLexicon())
        let digest = try #require(
            PieceBuilder(credits: reader).pieces(
                of: DividedPage(layout: .single, pieces: [draft]), page: page, format: .text,
                site: Site()
            ).first)
        #expect(digest.kind == .newsletter)

        draft.captions = [0, 4]
        let article = try #require(
            PieceBuilder(credits: reader).pieces(
                of: DividedPage(layout: .single, pieces: [draft]), page: page, format: .text,
                site: Site()
            ).first)
        #expect(article.kind == .article)
        #expect(article.authors == ["Ada Vell"])
    }

    @Test func `a caption that is printed again is no author`() throws {
        let found = try piece(
            ["Ada Vell", "", Prose.english[0], "", Prose.english[1], "", "Ada Vell"]
        ).piece
        #expect(found.authors.isEmpty)
    }

    @Test func `an author who has a name like an outlet's is not both`() throws {
        let found = try closing("By Ada Vell, Ada Vell")
        #expect(!found.outlets.contains { $0.name == "Ada Vell" })
    }

    // MARK: Kinds

    @Test(arguments: [
        (
            "Interview with a miller",
            [
                "Q: Who made the wheel?", "", "A: My brother did.", "", "Q: And the key?", "",
                "A: The smith.",
            ], PieceKind.interview
        ),
        (
            "The miller speaks",
            [
                "Ivo Marsh： Who made the wheel: you?", "", "Ada Vell: My brother did.", "",
                "Ivo Marsh: And the key?", "", "Ada Vell: The smith.",
            ], .interview
        ),
        ("Weekly Digest 17", [Prose.english[0], "", Prose.english[1]], .digest),
        (
            "What else", ["＞> A wheel turns", Prose.english[0], "  >> A key", Prose.english[1]],
            .digest
        ),
        ("Newsletter No. 4", [Prose.english[0], "", Prose.english[1]], .newsletter),
        ("The wheel on film", ["Watch the video of the wheel.", "", Prose.english[0]], .video),
        (
            "A wheel turns again",
            ["Watch the video of the wheel."] + Array(repeating: "The wheel turns on.", count: 60),
            .article
        ),
        ("Obituary: Ivo Marsh", [Prose.english[0], "", Prose.english[1]], .announcement),
        (
            "The mill in numbers", [Prose.english[0], "", Prose.english[1], "", "Read more"],
            .excerpt
        ),
        ("A wheel turns again", [Prose.english[0], "", Prose.english[1]], .article),
    ])
    func `the kind of a piece is read from its words`(
        _ title: String, _ body: [String], _ kind: PieceKind
    ) throws {
        #expect(try piece(body, title: title).piece.kind == kind)
    }

    // MARK: Places

    @Test func `the words of every credit stand where it says that they stand`() throws {
        let bodies = try LexiconExamples.builtIn().wordings.flatMap { example in
            [
                text + [example.line], [example.line, ""] + text,
                ["\u{200F}\t\(example.line)  ", ""] + text,
            ]
        }
        for body in bodies {
            let (piece, page) = try piece(body, title: "Ëndrra e “mullirit”")
            for credit in piece.credits {
                let line = try #require(credit.line)
                let range = page.lines[line - 1]
                let scalars = Array(page.string(range).unicodeScalars)
                var words = String.UnicodeScalarView()
                words.append(contentsOf: scalars[credit.scalars])
                #expect(String(words) == credit.text)
                #expect(page.string(credit.bytes) == credit.text)
                #expect(credit.bytes.lowerBound >= range.lowerBound)
                #expect(credit.bytes.upperBound <= range.upperBound)
                #expect(!credit.text.isEmpty && !credit.rule.isEmpty)
                #expect((0...1).contains(credit.confidence))
            }
            func said(_ role: CreditRole) -> Set<String> {
                Set(piece.credits.filter { $0.role == role }.map(\.value))
            }
            #expect(said(.outlet).isSuperset(of: piece.outlets.map(\.name)))
            #expect(said(.author).isSuperset(of: piece.authors))
            #expect(said(.translator).isSuperset(of: piece.translators))
            #expect(said(.signatory).isSuperset(of: piece.signatories))
            #expect(said(.published) == Set([piece.published].compactMap { $0?.description }))
        }
    }

    // MARK: Hostile lines

    @Test func `hostile lines end without a crash`() throws {
        let lines = [
            String(repeating: "By Ada Vell, ", count: 8000),
            String(repeating: "x", count: 100_000),
            String(repeating: "(", count: 100_000),
            "(" + String(repeating: ")", count: 5000),
            String(repeating: "({[", count: 100) + "By Ada Vell",
            "By " + String(repeating: "A. ", count: 120),
            "By \u{0}\u{1B}[2J\u{7} Ada \u{202E}Vell",
            String(repeating: "by ", count: 130),
            String(repeating: "Source: ", count: 45),
            String(repeating: "\u{301}", count: 390),
            "Originally published in " + String(repeating: "The Times in ", count: 28),
            String(repeating: "“", count: 399), "…", ".", "-", "By:", "Source:", "\u{FEFF}",
        ]
        for line in lines {
            for body in [[line], text + [line], [line, ""] + text] {
                let (piece, page) = try piece(body)
                for credit in piece.credits { #expect(page.string(credit.bytes) == credit.text) }
            }
            _ = try piece([line], title: nil)
            _ = try piece(text, title: line)
        }
    }
}
