import TestSupport
import Testing

@testable import Core

@Suite struct DividerTests {
    private func divider(_ site: SiteRules? = nil) throws -> Divider {
        Divider(credits: CreditReader(lexicon: try builtInLexicon()), site: site)
    }

    private func division(_ text: String, site: SiteRules? = nil) throws -> Division {
        let page = Page(source: "sample.txt", text: Array(text.utf8))
        return Division(try divider(site).divide(page), page)
    }

    @Test(arguments: SamplePage.all)
    func `a page is divided as it was put together`(_ sample: SamplePage) throws {
        #expect(try division(sample.marked.text) == Division(sample))
    }

    @Test(arguments: SamplePage.all)
    func `line ends of another kind divide the same`(_ sample: SamplePage) throws {
        let found = try division(sample.marked.text.replacing("\n", with: "\r\n"))
        var expected = Division(sample)
        expected.pieces = expected.pieces.map { $0.replacing("\n", with: "\r\n") }
        #expect(found == expected)
    }

    @Test(arguments: [
        """
        Home
        Mills
        Rivers
        About us
        Contact us
        Older posts
        FacebookTwitterEmail
        © 2009 - 2024 Farrow Notes. All rights reserved.
        """, "", "\n\n \n", "* * *\n-----\n", "Older posts\n",
    ])
    func `a page of chrome alone has no piece`(_ text: String) throws {
        let found = try division(text)
        #expect(found.layout == .chromeOnly)
        #expect(found.pieces.isEmpty)
    }

    // MARK: Laws

    private func expectLaws(_ divided: DividedPage, _ page: Page) {
        var next = 0
        for piece in divided.pieces {
            #expect(piece.lines.lowerBound >= next, "pieces overlap or are out of order")
            #expect(piece.lines.upperBound < page.lines.count)
            #expect(piece.lines.contains(piece.body))
            for line in [piece.title].compactMap(\.self) + piece.captions + piece.categories {
                #expect(piece.lines.contains(line))
            }
            if let posted = piece.posted { #expect(posted.line < page.lines.count) }
            next = piece.lines.upperBound + 1
        }
    }

    @Test(arguments: 0..<60)
    func `pieces of any page lie in it, in order and apart, and dividing is a function`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let lines = SamplePage.all.flatMap {
            $0.marked.text.split(separator: "\n", omittingEmptySubsequences: false)
        }
        let count = Int.random(in: 1...60, using: &random)
        let text = (0..<count).map { _ in lines[Int.random(in: lines.indices, using: &random)] }
            .joined(separator: "\n")
        let page = Page(source: "mixed.txt", text: Array(text.utf8))
        let divider = try divider()
        var profile = HostProfile()
        profile.add(divider.edges(page))
        let divided = divider.divide(page, profile: profile)
        expectLaws(divided, page)
        #expect(Division(divider.divide(page, profile: profile), page) == Division(divided, page))
    }

    @Test(arguments: SamplePage.all.filter { $0.layout != .runningText && $0.layout != .separated })
    func `chrome that is added below does not change the pieces`(_ sample: SamplePage) throws {
        let chrome = """


            Recent posts
            Archives
            Subscribe
            FacebookTwitterEmail
            © 2009 - 2024 Farrow Notes. All rights reserved.
            """
        let expected = Division(sample)
        let found = try division(sample.marked.text + chrome)
        #expect(found == expected)
    }

    @Test func `the pages of a host teach what is chrome on each of them, in any order`() throws {
        let chrome = "Farrow and its waters\nWhere herons stand\n\n"
        let pages = [SamplePage.onePost, .dateUnderTitle, .rules, .related].enumerated().map {
            Page(source: "\($0).txt", text: Array((chrome + $1.marked.text).utf8))
        }
        let divider = try divider()
        var profile = HostProfile()
        for page in pages { profile.add(divider.edges(page)) }
        var backwards = HostProfile()
        for page in pages.reversed() { backwards.add(divider.edges(page)) }
        for page in pages {
            let one = Division(divider.divide(page, profile: profile), page)
            #expect(one == Division(divider.divide(page, profile: backwards), page))
            #expect(!one.pieces.contains { $0.contains("Where herons stand") })
        }
    }

    // MARK: Site profiles

    @Test func `lines that a site profile names are left out`() throws {
        let text = SamplePage.dateAfter.marked.text.replacing(
            "May 27, 2020 0 comments", with: "Printed at the mill\n\nMay 27, 2020 0 comments")
        let site = SiteRules(isChrome: { $0 == "Printed at the mill" })
        #expect(try division(text, site: site) == Division(.dateAfter))
    }

    @Test func `a separator that a site profile names parts the posts`() throws {
        let e = Prose.english
        let marked = MarkedText(
            """
            ⟦A wheel turns again

            \(e[0])

            \(e[1])⟧

            ~ next leaf ~

            ⟦Stones and bread

            \(e[2])

            \(e[3])⟧
            """)
        let site = SiteRules(isChrome: { _ in false }, isSeparator: { $0 == "~ next leaf ~" })
        let found = try division(marked.text, site: site)
        #expect(found.layout == .separated)
        #expect(found.pieces == marked.passages)
        #expect(found.titles == ["A wheel turns again", "Stones and bread"])
    }

    @Test func `a layout that a site profile names is taken`() throws {
        let site = SiteRules(isChrome: { _ in false }, layout: .dateUnderTitle)
        #expect(
            try division(SamplePage.dateUnderTitle.marked.text, site: site)
                == Division(.dateUnderTitle))
        let other = SiteRules(isChrome: { _ in false }, layout: .dateAfter)
        #expect(
            try division(SamplePage.dateUnderTitle.marked.text, site: other).layout == .dateAfter)
    }

    // MARK: The site

    private static let sites: [(line: String, name: String?, host: String?)] = [
        ("© 2009 - 2024 Farrow Notes. farrow.example", "Farrow Notes", "farrow.example"),
        ("Copyright 2024 Farrow Notes. All rights reserved.", "Farrow Notes", nil),
        ("© www.farrow.example", nil, "farrow.example"),
    ]

    @Test(arguments: sites)
    func `the site is read from its copyright line`(
        _ line: String, _ name: String?, _ host: String?
    ) throws {
        let page = Page(
            source: "a.txt", text: Array("A wheel\n\n\(Prose.english[0])\n\n\(line)\n".utf8))
        let site = try divider().edges(page).site
        #expect(site.name == name)
        #expect(site.host == host)
    }

    // MARK: Hostile pages

    @Test func `hostile pages are divided without a crash`() throws {
        let pages = [
            String(repeating: "a", count: 200_000),
            String(repeating: "⟦", count: 50_000),
            String(repeating: "May 27, 2020\n", count: 2000),
            String(repeating: "\u{0}\u{1B}[31m\u{202E}\n", count: 500),
            String(repeating: "x\r", count: 2000),
            String(repeating: "\u{301}", count: 10_000),
            String(repeating: "FacebookTwitter", count: 2000),
            String(repeating: "| ", count: 300),
        ]
        for text in pages {
            let page = Page(source: "a.txt", text: Array(text.utf8))
            expectLaws(try divider().divide(page), page)
        }
    }
}
