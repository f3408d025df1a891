import Core
import Testing

@testable import Readers

@Suite struct HTMLFactsTests {
    private func facts(_ head: String, _ top: String = "", title: String = "The wheel") throws
        -> PageFacts
    {
        let page = try InventedPage.read(
            "<html><head>\(head)</head><body><article><h1>\(title)</h1>\(top)\(InventedPage.body())</article></body></html>"
        )
        return try #require(page.pieces.first).facts
    }

    private func linked(_ json: String) throws -> PageFacts {
        try facts("<script type=\"application/ld+json\">\(json)</script>")
    }

    private func said(_ statements: [PageFacts.Statement]) -> [String] {
        statements.map { "\($0.rule): \($0.value)" }
    }

    @Test func `linked data names authors, dates, translators and origins`() throws {
        let facts = try linked(
            """
            {"@type": "NewsArticle", "headline": "The wheel", "datePublished": "2021-05-03T08:00:00Z",
             "author": [{"@type": "Person", "name": "Ada Vell"}, "Jon Marsh"], "inLanguage": "en-GB",
             "translator": {"name": "Mira Holt"}, "mainEntityOfPage": "https://weir.example/wheel",
             "isBasedOn": "https://farrow.example/mill",
             "translationOfWork": {"publisher": {"name": "Reed Bank"}}}
            """)
        #expect(said(facts.authors) == ["json-ld: Ada Vell", "json-ld: Jon Marsh"])
        #expect(said(facts.posted) == ["json-ld: 2021-05-03T08:00:00Z"])
        #expect(said(facts.translators) == ["json-ld: Mira Holt"])
        #expect(
            said(facts.origins) == ["json-ld: https://farrow.example/mill", "json-ld: Reed Bank"])
        #expect(facts.url == "https://weir.example/wheel")
        #expect(facts.language == "en-GB")
    }

    @Test func `objects of a graph are found by their identifiers`() throws {
        let facts = try linked(
            """
            {"@graph": [{"@type": "WebPage", "@id": "#page", "datePublished": "2020-01-01"},
             {"@type": ["Article", "BlogPosting"], "author": {"@id": "#ada"}, "headline": "The wheel"},
             {"@type": "Person", "@id": "#ada", "name": "Ada Vell"}]}
            """)
        #expect(said(facts.authors) == ["json-ld: Ada Vell"])
        #expect(said(facts.posted) == ["json-ld: 2020-01-01"])
    }

    @Test func `of broken linked data what stands before the fault is read`() throws {
        let facts = try linked(
            "{\"@type\":\"NewsArticle\",\"author\":{\"name\":\"Ada\n Vell\"},\"datePublished\":\"2021-05-03\",,]\"x\": oops"
        )
        #expect(said(facts.authors) == ["json-ld: Ada\n Vell"])
        #expect(said(facts.posted) == ["json-ld: 2021-05-03"])
    }

    @Test(arguments: [
        "property='article:published_time'", "name='DC.date.issued'",
        "name='citation_publication_date'",
        "name=\"pubdate\"", "itemprop='datePublished'",
    ]) func `meta elements give the date`(_ name: String) throws {
        #expect(
            said(try facts("<meta \(name) content='2021-05-03'>").posted) == ["meta: 2021-05-03"])
    }

    @Test(arguments: [
        "name=author", "property='article:author'", "name='DC.creator'", "name=citation_author",
    ])
    func `meta elements name authors`(_ name: String) throws {
        #expect(said(try facts("<meta \(name) content='Ada Vell'>").authors) == ["meta: Ada Vell"])
    }

    @Test func `microdata, bylines and time elements are read beside the text`() throws {
        let marked = try facts(
            "",
            "<div itemprop='author' itemscope><span itemprop='name'>Ada Vell</span></div><time itemprop='datePublished' datetime='2021-05-03'>3 May</time><time class='updated' datetime='2022-01-01'>later</time>"
        )
        #expect(said(marked.authors) == ["microdata: Ada Vell"])
        #expect(said(marked.posted) == ["time: 2021-05-03"])
        let byline = try facts("", "<p class='article-byline'>By <a href=/ada>Ada Vell</a></p>")
        #expect(said(byline.authors) == ["byline: Ada Vell"])
        let link = try facts("", "<a rel='author' href='/ada'>Ada Vell</a>")
        #expect(said(link.authors) == ["rel-author: Ada Vell"])
    }

    @Test func `an original on another site is where the piece was taken from`() throws {
        let own = "<meta property='og:url' content='https://weir.example/wheel'>"
        #expect(
            said(try facts(own + "<link rel=canonical href='https://farrow.example/mill'>").origins)
                == ["canonical: https://farrow.example/mill"])
        #expect(
            try facts(own + "<link rel=canonical href='https://www.weir.example/wheel'>").origins
                .isEmpty)
        #expect(
            said(
                try facts("<meta name='original-source' content='https://farrow.example/mill'>")
                    .origins)
                == ["meta: https://farrow.example/mill"])
    }

    @Test func `two titles that agree outvote the heading`() throws {
        let shared =
            "<meta property='og:title' content='A wheel turns again | Weir Courier'><meta property='og:site_name' content='Weir Courier'>"
        #expect(try facts(shared).title == "The wheel")
        let agreed =
            shared
            + "<title>A wheel turns again</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"A wheel turns again\"}</script>"
        #expect(try facts(agreed).title == "A wheel turns again")
    }

    @Test(
        arguments: [
            // The heading is the title of a page that shares it in other words of its own…
            (
                "Old mill hands return to the wheel", "A wheel turns again by the water", nil, nil,
                false
            ),
            // …but not when these reword it,
            (
                "Live: Old wheel at the Weir mill turns again today",
                "Old wheel at the mill turns again",
                "Old wheel at the mill turns again", nil, true
            ),
            // unless other titles say what the heading says,
            (
                "Live: Old wheel at the Weir mill turns again today",
                "Old wheel at the mill turns again",
                "Live: Old wheel at the Weir mill turns again today", nil, false
            ),
            (
                "Live: Old wheel at the Weir mill turns again today",
                "Old wheel at the mill turns again",
                nil, nil, false
            ),
            // or the headline is a third.
            (
                "Live: Old wheel at the Weir mill turns again today",
                "Old wheel at the mill turns again",
                "Old wheel at the mill turns again", "A wheel has turned", false
            ),
        ] as [(String, String, String?, String?, Bool)])
    func `titles for shared links that agree stand against a heading that rewords them`(
        _ heading: String, _ shared: String, _ card: String?, _ headline: String?, _ wins: Bool
    ) throws {
        var head = "<meta property='og:title' content='\(shared)'>"
        if let card { head += "<meta name='twitter:title' content='\(card)'>" }
        if let headline {
            head +=
                "<title>\(heading)</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"\(headline)\"}</script>"
        }
        #expect(try facts(head, title: heading).title == (wins ? shared : heading))
    }

    @Test func `a title under two rubrics is what stands behind them`() throws {
        func title(_ heading: String, _ shared: String) throws -> String? {
            try facts("<meta property='og:title' content='\(shared)'>", title: heading).title
        }
        #expect(
            try title("The river - Old wheel turns again", "At the mill: Old wheel turns again")
                == "Old wheel turns again")
        // One wording and another of a first sentence are no rubrics.
        #expect(
            try title(
                "Weir mill has lost its old wheel: what now for those who live by the water",
                "Weir mill has lost its wheel: what now for those who live by the water")
                != "what now for those who live by the water")
    }

    @Test func `every title that a page states has a vote`() throws {
        let data =
            "<title>Rubric: A wheel turns</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Rubric: A wheel turns\"}</script>"
        let metas =
            "<meta name='title' content='Rubric: A wheel turns'><meta property='og:title' content='A wheel turns'>"
        let card = "<meta name='twitter:title' content='A wheel turns'>"
        #expect(
            try facts(data + metas, title: "A wheel turns").title == "Rubric: A wheel turns")
        #expect(try facts(data + metas + card, title: "A wheel turns").title == "A wheel turns")
    }

    @Test(arguments: [
        // Behind the heading stands the site, even when the page does not say its name.
        ("A wheel turns again", "A wheel turns again - News | weir", "A wheel turns again"),
        // A rubric, a subtitle in the heading.
        (
            "Mills <b>A wheel turns again today</b>", "A wheel turns again today",
            "A wheel turns again today"
        ),
        ("A wheel turns again at the mill", "A wheel turns again", "A wheel turns again"),
        // The colon between the lines of a heading.
        (
            "Farrow Bend<br>A wheel turns again", "Farrow Bend: A wheel turns again",
            "Farrow Bend: A wheel turns again"
        ),
        // What is cut is no title.
        (
            "A wheel turns again at the mill", "A wheel turns again\u{2026}",
            "A wheel turns again at the mill"
        ),
    ])
    func `heading and stated title are held against each other`(
        _ heading: String, _ shared: String, _ title: String
    ) throws {
        let page = try InventedPage.read(
            "<meta property='og:type' content='article'><meta property='og:title' content='\(shared)'>"
                + "<article><h1>\(heading)</h1>\(InventedPage.body())</article>")
        #expect(page.pieces.first?.facts.title == title)
    }

    @Test func `a link to a page about an author names the author`() throws {
        let link = try facts("", "<p>von <a href='/autoren/name/vell'>Ada Vell</a></p>")
        #expect(said(link.authors) == ["rel-author: Ada Vell"])
        #expect(try facts("", "<a href='/authority/vell'>Ada Vell</a>").authors.isEmpty)
    }

    @Test func `the card for shared links names who wrote it`() throws {
        func card(_ label: String) -> String {
            "<meta name='twitter:label1' content='\(label)'><meta name='twitter:data1' content='Ada Vell'>"
                + "<meta name='twitter:label2' content='Est. reading time'><meta name='twitter:data2' content='3 minutes'>"
        }
        #expect(said(try facts(card("Written by")).authors) == ["meta: Ada Vell"])
        #expect(try facts(card("Section")).authors.isEmpty)
    }

    @Test func `the page says which site it is of`() throws {
        let page = try InventedPage.read(
            "<meta property='og:site_name' content='Weir Courier'><link rel=canonical href='https://www.weir.example/wheel'><h1>The wheel</h1>\(InventedPage.body())"
        )
        #expect(page.site == Site(host: "weir.example", name: "Weir Courier"))
    }
}
