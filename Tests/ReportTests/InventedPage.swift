import Core

@testable import Report

/// An invented page with a line of every role, as an inspection has it.
enum InventedPage {
    /// Captured words, the role they were taken for, why, and the piece that they belong to.
    private static let rows: [(String, LineRole, [LineReason], Int?)] = [
        ("Farrow Notes", .leftOut, [.abovePieces], nil),
        ("Home | Mills | Rivers", .navigation, [.menuEntries, .host(pages: 31, of: 34)], nil),
        ("", .blank, [], nil),
        ("The mill at Farrow Bend", .caption, [.aboveCategory], 0),
        ("Mills", .category, [.nearestAboveTitle], 0),
        ("A wheel turns again", .title, [.title(.endOfBlock)], 0),
        ("", .blank, [], 0),
        (
            "The old mill at Farrow Bend stood empty for nine winters before anyone thought of "
                + "turning its wheel again, and two brothers from the upper village bought the beams.",
            .text, [.prose], 0
        ),
        ("Print this page", .text, [.insideText(.shareBar)], 0),
        ("• The key to the sluice", .text, [.listEntry], 0),
        ("", .blank, [], 0),
        ("By Ada Vell, The Bend Gazette", .credit, [.creditRule], 0),
        ("", .blank, [], 0),
        ("", .blank, [], 0),
        (
            "May 27, 2020 0 comments", .date, [.hostDate(form: "date comments", lines: 2)], 0
        ),
        ("FacebookTwitterEmail", .shareBar, [.words(.shareBar), .gaps(times: 2, of: 2)], nil),
        ("Advertisement", .advertisement, [.words(.advertisement)], nil),
        ("* * *", .separator, [.strokes], nil),
        ("نامهٔ سرگشاده به شورای خم رود", .title, [.title(.aboveDate)], 1),
        (
            "آسیاب کهنهٔ کنار رود نه زمستان خالی ماند تا آن که کسی به فکر افتاد چرخ آن را دوباره به "
                + "گردش درآورد.",
            .text, [.prose], 1
        ),
        ("مینا راد", .signature, [.creditRule], 1),
        ("۶ خرداد ۱۳۹۹", .date, [.hostDate(form: "date", lines: 2)], 1),
        ("", .blank, [], nil),
        ("3 comments", .comments, [.words(.comments)], nil),
        ("Older posts", .pager, [.words(.pager)], nil),
        ("Recent posts", .sidebar, [.words(.sidebar), .recurringPair], nil),
        ("© 2009 - 2024 Farrow Notes", .siteLine, [.copyrightSign], nil),
    ]

    private static func credit(
        _ role: CreditRole, _ value: String, _ line: Int?, _ rule: String, _ confidence: Double
    ) -> Credit {
        Credit(
            role: role, value: value, line: line, scalars: 0..<0, bytes: 0..<0, text: value,
            rule: rule, confidence: confidence)
    }

    static let credits = [
        credit(.author, "Ada Vell", 12, "en.by-outlet", 0.97),
        credit(.outlet, "The Bend Gazette", 12, "en.by-outlet", 0.97),
        credit(.posted, "2020-05-27", 15, "host-date", 0.98),
    ]

    static let page = Page(
        source: "farrow.example/one.txt",
        text: Array(rows.map(\.0).joined(separator: "\n").utf8))

    static let inspection: Inspection = {
        let pieces = [
            Piece(
                id: "", source: page.source, format: .text, lines: 4...12, bytes: 36..<400,
                body: 80..<400, title: "A wheel turns again", language: "en",
                host: "farrow.example", posted: PartialDate(year: 2020, month: 5, day: 27),
                outlets: [Outlet(name: "The Bend Gazette")], authors: ["Ada Vell"],
                categories: ["Mills"], captions: ["The mill at Farrow Bend"], credits: credits),
            Piece(
                id: "", source: page.source, format: .text, lines: 19...21, bytes: 500..<800,
                body: 560..<800, title: "نامهٔ سرگشاده به شورای خم رود", kind: .openLetter,
                language: "fa", host: "farrow.example",
                posted: PartialDate(year: 2020, month: 5, day: 26), signatories: ["مینا راد"],
                credits: [
                    credit(.signatory, "مینا راد", 21, "signature", 0.9),
                    credit(.translator, "Arta Lumi", nil, "field", 0.99),
                ]),
        ]
        let said = pieces.flatMap(\.credits)
        let lines = rows.enumerated().map { index, row in
            PageAccount.Line(
                role: row.1, reasons: row.2, piece: row.3,
                credits: said.filter { $0.line == index + 1 })
        }
        return Inspection(
            source: Source(
                path: page.source, format: .text, size: page.text.count, modified: 0,
                encoding: "windows-1256", repaired: 2, host: "farrow.example",
                site: "Farrow Notes"),
            origin: .folder, learned: .corpus(folder: "Corpus", sources: 1_204), hostPages: 34,
            page: page,
            account: PageAccount(layout: .dateAfter, reason: .textAboveFirst, lines: lines),
            pieces: pieces)
    }()

    /// An inspection in which the text stands everywhere that text can stand.
    static func inspection(of text: String) -> Inspection {
        var hostile = inspection
        hostile.source.path = text
        hostile.source.encoding = text
        hostile.source.host = text
        hostile.source.site = text
        hostile.learned = .corpus(folder: text, sources: 1)
        let page = Page(source: text, text: Array((text + "\n\n" + text).utf8))
        hostile.page = page
        let credit = credit(.author, text, 1, text, .nan)
        hostile.account.lines = page.lines.indices.map { _ in
            PageAccount.Line(
                role: .credit,
                reasons: [
                    .hostDate(form: text, lines: 1), .headedGaps(word: text, times: 1, of: 2),
                ], piece: 0, credits: [credit])
        }
        for index in hostile.pieces.indices {
            hostile.pieces[index].title = text
            hostile.pieces[index].host = text
            hostile.pieces[index].language = text
            hostile.pieces[index].categories = [text]
            hostile.pieces[index].captions = [text]
            hostile.pieces[index].credits = [credit]
        }
        return hostile
    }
}
