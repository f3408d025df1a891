import Core
import Testing

@testable import Readers

@Suite struct HTMLFactsTests {
    private func facts(_ head: String, _ top: String = "") throws -> PageFacts {
        let page = try InventedPage.read(
            "<html><head>\(head)</head><body><article><h1>The wheel</h1>\(top)\(InventedPage.body())</article></body></html>"
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

    @Test func `the page says which site it is of`() throws {
        let page = try InventedPage.read(
            "<meta property='og:site_name' content='Weir Courier'><link rel=canonical href='https://www.weir.example/wheel'><h1>The wheel</h1>\(InventedPage.body())"
        )
        #expect(page.site == Site(host: "weir.example", name: "Weir Courier"))
    }
}
