import Testing

@testable import Core

/// Wordings that are read by their form and place, in several languages: a line or a small piece
/// and the credits that it must give.
@Suite struct NamedWordingTests {
    private func credits(_ lines: [String], title: String = "A wheel turns again") throws
        -> [String]
    {
        try piece(lines, title: title).credits.map { "\($0.role.rawValue) \($0.value)" }.sorted()
    }

    private func piece(_ lines: [String], title: String = "A wheel turns again") throws -> Piece {
        let page = Page(
            source: "a.txt", text: Array(([title, ""] + lines).joined(separator: "\n").utf8))
        var draft = PieceDraft(lines: 0...(page.lines.count - 1), body: 2)
        draft.title = 0
        let reader = CreditReader(lexicon: try builtInLexicon())
        let pieces = PieceBuilder(credits: reader).pieces(
            of: DividedPage(layout: .single, pieces: [draft]), page: page, format: .text,
            site: Site())
        return try #require(pieces.first)
    }

    private let text = [Prose.english[0], "", Prose.english[1], "", Prose.english[2]]

    @Test(arguments: [
        ("FARROW BEND (AP) – ", ["agency AP"]), ("(Reuters) - ", ["agency Reuters"]),
        ("Reuters - ", ["agency Reuters"]), ("AFP – ", ["agency AFP"]),
        ("PARIS, AFP – ", ["agency AFP"]), ("BERLIN (dpa) - ", ["agency dpa"]),
        ("WIEN (APA/dpa) – ", ["agency APA", "agency dpa"]),
        ("BERLIN, AFP/dpa – ", ["agency AFP", "agency dpa"]),
        ("Weir, mill – ", []), ("The wheel – ", []), ("NLA – ", []),
    ])
    func `a text that opens with an agency names it`(_ lead: String, _ wanted: [String]) throws {
        #expect(try credits([lead + text[0]] + text.dropFirst()) == wanted)
    }

    @Test(arguments: [
        (" (AP)", ["agency AP"]), (" (AFP/dpa)", ["agency AFP", "agency dpa"]),
        (" (Reuters)", ["agency Reuters"]), (" (The Weir Courier)", ["outlet The Weir Courier"]),
        ("The Weir Courier", ["outlet The Weir Courier"]), (" (the old one)", []),
    ])
    func `what is glued to the last sentence is read by its form`(
        _ end: String, _ wanted: [String]
    ) throws {
        #expect(try credits(text.dropLast() + [text[4] + end]) == wanted)
        // The host has put a paragraph under it.
        #expect(
            try credits(text.dropLast() + [text[4] + end, "", Prose.english[3]]) == wanted)
    }

    @Test(arguments: [
        ("/farrow.example", ["outlet farrow.example"]),
        ("https://www.farrow.example", ["outlet farrow.example"]),
        ("By Ada Vell,", ["author Ada Vell"]), ("Ada Vell", ["author Ada Vell"]),
        ("© AFP", ["agency AFP"]), ("dpa/AFP", ["agency AFP", "agency dpa"]),
        ("IRAN", []), ("12 October 2018", ["published 2018-10-12"]),
        ("This article was amended on 4 April 2021.", []),
        ("Ｂｙ Ａｄａ Ｖｅｌｌ", ["author Ada Vell"]),
    ])
    func `a closing line is read by its form`(_ line: String, _ wanted: [String]) throws {
        #expect(try credits(text + ["", line]) == wanted)
    }

    @Test func `a byline above a paragraph of the host is read, a heading in the text is not`()
        throws
    {
        #expect(try credits(text + ["", "Ada Vell", "", Prose.english[3]]) == ["author Ada Vell"])
        // Short sentences are no headings.
        let questions = (1...4).flatMap { ["And what was said of wheel \($0)?", "", text[0], ""] }
        #expect(
            try credits(questions + text + ["", "Ada Vell", "", Prose.english[3]])
                == ["author Ada Vell"])
        let headings = [
            Prose.english[0], "", "Ivo Marsh", "", Prose.english[1], "", "Una Farrow", "",
            Prose.english[2], "", "Mira Holt", "", "Ada Vell", "", Prose.english[3],
        ]
        #expect(try credits(headings) == [])
    }

    @Test func `names in a row are nobody's byline`() throws {
        #expect(try credits(text + ["", "Ada Vell", "Ivo Marsh", "Una Farrow"]) == [])
    }

    @Test func `an address and the name that it spells are one outlet`() throws {
        let found = try piece(
            text + ["", "/weircourier.example", "Weir Courier, Translated by Ivo Marsh"])
        #expect(found.outlets == [Outlet(name: "Weir Courier", domain: "weircourier.example")])
        #expect(found.translators == ["Ivo Marsh"])
    }

    /// Title, salutation to an addressee with titles, closing formula, and who signs.
    @Test(arguments: [
        [
            "Open letter to the council", "To His Excellency the Mayor of Farrow,",
            "Yours sincerely,", "Ada Vell",
        ],
        [
            "Offener Brief", "Sehr geehrter Herr Minister,", "Mit freundlichen Grüßen",
            "Ilse Brandt",
        ],
        ["Lettre ouverte", "Monsieur le Ministre,", "Respectueusement,", "Anne Moreau"],
        ["Lettera aperta", "Egregio signor Ministro,", "Distinti saluti", "Anna Riva"],
        ["Carta abierta", "Excelentísimo señor Ministro,", "Atentamente,", "Ana Ruiz"],
        ["Açık mektup", "Sayın Bakan,", "Saygılarımla,", "Ayşe Demir"],
        ["Otvoreno pismo", "Poštovani gospodine ministre,", "S poštovanjem,", "Ana Marić"],
        ["Отворено писмо", "Поштовани господине министре,", "С поштовањем,", "Ана Марић"],
        ["Letër e hapur", "I nderuar zoti Ministër,", "Me respekt,", "Arta Lumi"],
        ["نامه سرگشاده", "جناب آقای وزیر،", "با احترام", "مینا رستمی"],
        ["رسالة مفتوحة", "معالي الوزير،", "مع الاحترام", "سلمى حداد"],
    ])
    func `who signs an open letter is its signatory, who is addressed is not`(
        _ letter: [String]
    ) throws {
        let found = try piece(
            [letter[1], ""] + text + ["", letter[2], letter[3]], title: letter[0])
        #expect(found.kind == .openLetter)
        #expect(found.signatories == [letter[3]])
        #expect(found.authors == [])
    }

    @Test func `what is signed has a signatory without being called a letter`() throws {
        #expect(
            try credits(text + ["", "Signed: Ada Vell, Farrow"]) == ["signatory Ada Vell"])
    }

    @Test func `a digest keeps its own date, and an article under its heading its credits`() throws
    {
        let digest = try piece(
            ["++ " + Prose.english[0], "", "++ " + Prose.english[1], "", "8 May 2020"],
            title: "The Orchard Weekly Digest – 17")
        #expect(digest.kind == .digest)
        #expect(digest.published == PartialDate(year: 2020, month: 5, day: 8))
        #expect(digest.outlets.map(\.name) == ["The Orchard"])
        let bulletin = try piece(["By Ada Vell for Weir Bulletin", ""] + text)
        #expect(bulletin.kind == .article)
        #expect(bulletin.outlets.map(\.name) == ["Weir Bulletin"])
    }

    @Test(arguments: [
        ("Ada Vell", ["author Ada Vell"]),
        ("By Ada Vell and Ivo Marsh", ["author Ada Vell", "author Ivo Marsh"]),
        ("Ada Vell, staff writer", ["author Ada Vell"]), ("Mill desk", ["author Mill desk"]),
        ("ada@farrow.example", []), ("4 April 2021", []), ("2021-04-04", []), ("editor", []),
        ("farrow.example", ["outlet farrow.example"]), ("AFP", ["agency AFP"]), ("", []),
        ("Ada Vell (vell@farrow.example)", ["author Ada Vell"]),
    ])
    func `a field for authors gives people and desks`(_ field: String, _ wanted: [String]) throws {
        let reader = CreditReader(lexicon: try builtInLexicon())
        #expect(reader.stated(field).map { "\($0.role.rawValue) \($0.value)" } == wanted)
    }
}
