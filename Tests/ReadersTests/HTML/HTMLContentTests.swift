import Core
import Testing

@testable import Readers

@Suite struct HTMLContentTests {
    private let paragraphs = InventedPage.paragraphs

    @Test func `what is beside the piece is not its text`() throws {
        let around = [
            "<nav><p>Home News Weather Letters Sport and all that the town has to offer in one long line</p></nav>",
            "<aside><p>People who read this also read about the mill pond, the weir and the keeper of both</p></aside>",
            "<footer><p>All rights in what stands here belong to the Weir Courier and to its heirs for ever</p></footer>",
            "<form><p>Write to us with your name, your street and what you think of the mill and its wheel</p></form>",
            "<div class='related-stories'><p>The heron that would not be moved by the bakers of the lower town, nor by the clerk</p></div>",
            "<div id='comments'><p>I was there and it was my hand, said one who would not give a name to the paper</p></div>",
            "<div hidden><p>This paragraph is hidden from all who read the page, and nobody has seen it there</p></div>",
            "<div style='display: none'><p>So is this one, by its style, and it is just as long as the others here</p></div>",
            "<p aria-hidden='true'>And this one, which is there for no reader and for no machine that reads aloud</p>",
            "<script>var text = 'The mill at Farrow Bend had stood idle for nine winters, said the script'</script>",
            "<style>p { content: 'The wheel turns and turns and turns and turns and turns and turns again' }</style>",
            "<figure><figcaption>The mill at Farrow Bend, as it stood before the council voted to open it</figcaption></figure>",
            "<ul><li><a href='/1'>A wheel turns again at the mill of Farrow Bend, and the bakers come with rye</a></li></ul>",
        ]
        for part in around {
            let page = try InventedPage.read(
                "<body><article><h1>The wheel</h1>\(InventedPage.body(2))\(part)\(paragraphs[2...].map { "<p>\($0)</p>" }.joined())</article></body>"
            )
            #expect(InventedPage.lines(page) == paragraphs, "\(part.prefix(40))")
        }
    }

    @Test func `the piece is found without any mark of it`() throws {
        let page = try InventedPage.read(
            """
            <table><tr><td><a href=/>Home</a><td><font size=5><h1>The wheel</h1></font>
            \(paragraphs.joined(separator: "<br><br>"))
            <td><a href=/a>Letters</a></table>
            """)
        #expect(InventedPage.lines(page) == paragraphs)
        #expect(page.pieces[0].facts.title == "The wheel")
    }

    @Test func `what is called chrome and holds the piece is not chrome`() throws {
        let page = try InventedPage.read(
            "<body class='newsletter'><form id=all><div class='print:related md:share'><h1>The wheel</h1>\(InventedPage.body())</div></form>"
        )
        #expect(InventedPage.lines(page) == paragraphs)
    }

    @Test func `the article text of the data tells which paragraphs are meant`() throws {
        let teaser =
            "<p>In another part of the valley, and in another year, a bridge was built of brick.</p>"
        let data =
            "{\"@type\": \"NewsArticle\", \"articleBody\": \"\(paragraphs.joined(separator: " "))\"}"
        let page = try InventedPage.read(
            "<script type='application/ld+json'>\(data)</script><div><h1>The wheel</h1><section>\(InventedPage.body())</section><section>\(teaser)\(teaser)</section></div>"
        )
        #expect(InventedPage.lines(page) == paragraphs)
    }

    @Test func `headings stay with their text and go without it`() throws {
        let page = try InventedPage.read(
            "<article><h1>The wheel</h1><p>\(paragraphs[0])</p><h2>The heron</h2><p>\(paragraphs[3])</p><h2>More from the valley</h2></article>"
        )
        #expect(InventedPage.lines(page) == [paragraphs[0], "The heron", paragraphs[3]])
    }

    @Test func `a page of posts is several pieces and an article with teasers is one`() throws {
        func post(_ number: Int, _ rank: String) -> String {
            """
            <article class="post"><header><a rel="category tag" href="/mills">Mills</a>
            <\(rank)><a href="https://weir.example/\(number)">Post \(number)</a></\(rank)></header>
            <div class="entry-content">\(InventedPage.body(4))</div>
            <footer><a rel="author" href="/ada">Ada Vell</a>
            <time datetime="2021-05-0\(number)T10:00:00+00:00">May \(number), 2021</time></footer></article>
            """
        }
        let posts = try InventedPage.read(
            "<main>\((1...3).map { post($0, "h2") }.joined())</main><aside><h3>Recent</h3></aside>")
        #expect(posts.pieces.map(\.facts.title) == ["Post 1", "Post 2", "Post 3"])
        #expect(posts.pieces.map(\.facts.url) == (1...3).map { "https://weir.example/\($0)" })
        #expect(
            posts.pieces.map { $0.facts.posted.first?.value.prefix(10) } == [
                "2021-05-01", "2021-05-02", "2021-05-03",
            ])
        #expect(posts.pieces[1].facts.authors.map(\.value) == ["Ada Vell"])
        #expect(InventedPage.lines(posts, 2) == paragraphs)
        #expect(posts.pieces[0].draft.categories.count == 1)

        let teaser =
            "<article><h3><a href=/x>Elsewhere</a></h3><p>A bridge was built.</p></article>"
        let single = try InventedPage.read(
            "<main><article><h1>The wheel</h1>\(InventedPage.body())</article><div>\(teaser)\(teaser)\(teaser)</div></main>"
        )
        #expect(single.pieces.count == 1)
        #expect(InventedPage.lines(single) == paragraphs)
    }

    @Test func `a page without running text has no piece`() throws {
        #expect(try InventedPage.read("<nav><a href=/>Home</a></nav>").pieces.isEmpty)
        #expect(try InventedPage.read("").pieces.isEmpty)
    }

    @Test func `every line is where its bytes stand in the document`() throws {
        let html = """
            <html><body><article>
            <h1>Bread &amp;
              <i>cheese</i></h1><p>\(paragraphs[0])</p>
            <p>Bran&shy;dy, &quot;as  they
            say&quot;,&nbsp;was <b>the clerk&#8217;s</b> own undoing in the end of all ends, and his last word.</p>
            </article>
            """
        let document = Array(html.utf8)
        let page = try HTMLReader().read(document)
        let lines = Lines(of: page.text)
        let places = lines.indices.map { page.map.source(of: lines[$0]) }
        #expect(
            places.map { String(decoding: document[$0], as: UTF8.self) } == [
                "Bread &amp;\n  <i>cheese", paragraphs[0],
                "Bran&shy;dy, &quot;as  they\nsay&quot;,&nbsp;was <b>the clerk&#8217;s</b> own undoing in the end of all ends, and his last word.",
            ])
        #expect(lines.indices.map { page.map.lines(of: lines[$0]) } == [2...3, 3...3, 4...5])
        #expect(
            String(decoding: page.text[lines[2]], as: UTF8.self)
                == "Bran\u{AD}dy, \"as they say\",\u{A0}was the clerk’s own undoing in the end of all ends, and his last word."
        )
    }
}
