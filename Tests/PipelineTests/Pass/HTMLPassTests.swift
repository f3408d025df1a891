import Core
import Foundation
import Report
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite struct HTMLPassTests {
    private func page(_ title: String, _ text: [String], _ head: String = "", _ top: String = "")
        -> String
    {
        """
        <!DOCTYPE html>
        <html><head><meta property="og:type" content="article">\(head)</head>
        <body><nav><a href="/">Home</a></nav><article>
        <h1>\(title)</h1>\(top)
        \(text.map { "<p>\($0)</p>" }.joined(separator: "\n"))
        </article><footer>© 2021 Weir Courier</footer></body></html>
        """
    }

    private func corpus() throws -> InventedCorpus {
        let corpus = try InventedCorpus()
        let shared = InventedCorpus.article(3)
        try corpus.write(
            page(
                "The wheel &amp; the weir", shared,
                """
                <meta property="og:url" content="https://weir.example/wheel">
                <script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-05-03T09:00:00Z",
                "author": {"name": "Ada Vell"}}</script>
                """), "weir.example/wheel.html")
        try corpus.write(
            page(
                "Another wheel", shared + InventedCorpus.article(4),
                "<meta property='og:url' content='https://reed.example/2'>",
                "<time class='published' datetime='2021-06-01'>1 June 2021</time>"),
            "reed.example/2.htm")
        try corpus.write(
            String(repeating: "<div>", count: 100_000), "reed.example/deep.html")
        return corpus
    }

    @Test func `HTML pages become pieces with what they state`() throws {
        let corpus = try corpus()
        let result = try corpus.run()
        #expect(result.summary.pieces == 2)
        #expect(result.summary.quarantined == 1)
        try corpus.read { snapshot in
            let piece = try #require(
                try snapshot.pieces(ofSource: "weir.example/wheel.html").first)
            #expect(piece.format == .html)
            #expect(piece.title == "The wheel & the weir")
            #expect(piece.url == "https://weir.example/wheel")
            #expect(piece.host == "weir.example")
            #expect(piece.posted?.description == "2021-05-03")
            #expect(piece.authors == ["Ada Vell"])
            #expect(
                piece.credits.contains {
                    $0.role == .author && $0.rule == "json-ld" && $0.line == nil
                })
        }
    }

    @Test func `lines and bytes of pieces and passages are those of the captured file`() throws {
        let corpus = try corpus()
        _ = try corpus.run()
        try corpus.read { snapshot in
            let a = try #require(try snapshot.pieces(ofSource: "weir.example/wheel.html").first)
            let b = try #require(try snapshot.pieces(ofSource: "reed.example/2.htm").first)
            let shared = InventedCorpus.article(3)
            for piece in [a, b] {
                let file = try Data(
                    contentsOf: URL(
                        fileURLWithPath: corpus.folder.path + "/corpus/" + piece.source))
                let captured = String(decoding: file[piece.bytes], as: UTF8.self)
                #expect(
                    captured.hasPrefix(
                        piece.source == a.source ? "The wheel &amp; the weir" : "Another wheel"))
                let before = String(decoding: file[..<piece.bytes.lowerBound], as: UTF8.self)
                #expect(
                    piece.lines?.lowerBound
                        == before.split(separator: "\n", omittingEmptySubsequences: false).count)
                var matches: [Match] = []
                try snapshot.eachMatch { matches.append($0) }
                let match = try #require(matches.first)
                #expect(matches.count == 1)
                let passage = try #require(match.passages.first)
                let bytes = match.a == piece.id ? passage.aBytes : passage.bBytes
                let text = String(decoding: file[bytes], as: UTF8.self)
                #expect(text.hasPrefix(String(shared[0].prefix(20))))
                #expect(text.contains("</p>\n<p>"))
                let shown = try #require(try snapshot.text(of: piece))
                #expect(
                    String(decoding: shown, as: UTF8.self).hasPrefix(shared[0] + "\n" + shared[1]))
            }
        }
    }

    @Test func `the words of a credit are where its line and characters say`() throws {
        let corpus = try InventedCorpus()
        let text = InventedCorpus.article(5) + ["By Åsa Vell &ndash; <i>The Weir</i> Courier"]
        try corpus.write(page("The wheel", text), "weir.example/wheel.html")
        _ = try corpus.run()
        let file = try String(
            contentsOf: URL(
                fileURLWithPath: corpus.folder.path + "/corpus/weir.example/wheel.html"),
            encoding: .utf8)
        try corpus.read { snapshot in
            let piece = try #require(
                try snapshot.pieces(ofSource: "weir.example/wheel.html").first)
            let credit = try #require(piece.credits.first { $0.role == .author })
            let line = try #require(credit.line)
            let written = Array(
                file.split(separator: "\n", omittingEmptySubsequences: false)[line - 1]
                    .unicodeScalars)
            var words = String.UnicodeScalarView()
            words.append(contentsOf: written[credit.scalars])
            #expect(String(words).hasPrefix("By Åsa Vell &ndash; <i>The Weir"))
            #expect(credit.value == "Åsa Vell")
        }
    }

    @Test(arguments: [
        "<div>By Ada Vell and Jon Marsh</div><div>Friday, 14 May 2021 | 3 min read</div>",
        "<div>Ada Vell and Jon Marsh | 14.05.2021</div>",
    ]) func `a byline and a date around the title are read though nothing marks them`(
        _ top: String
    ) throws {
        let corpus = try InventedCorpus()
        try corpus.write(
            page(
                "The wheel", InventedCorpus.article(6), "", top),
            "weir.example/wheel.html")
        _ = try corpus.run()
        try corpus.read { snapshot in
            let piece = try #require(
                try snapshot.pieces(ofSource: "weir.example/wheel.html").first)
            #expect(piece.authors == ["Ada Vell", "Jon Marsh"])
            #expect(piece.posted?.description == "2021-05-14")
        }
    }

    @Test func `what the text credits stands before what the metadata say`() throws {
        let corpus = try InventedCorpus()
        try corpus.write(
            page(
                "The wheel", InventedCorpus.article(7) + ["By Ada Vell, The Weir Courier"],
                "<meta name='author' content='Mira Holt'><meta name='pubdate' content='2019-01-01'>",
                "<time class='published' datetime='2021-06-01'>1 June 2021</time>"),
            "reed.example/wheel.html")
        _ = try corpus.run()
        try corpus.read { snapshot in
            let piece = try #require(
                try snapshot.pieces(ofSource: "reed.example/wheel.html").first)
            #expect(piece.authors == ["Ada Vell"])
            #expect(piece.outlets.map(\.name) == ["The Weir Courier"])
            #expect(piece.posted?.description == "2021-06-01")
            let doubted = piece.credits.filter { $0.confidence < 0.5 }.map(\.value)
            #expect(doubted.sorted() == ["2019-01-01", "Mira Holt"])
        }
    }

    @Test func `a line of marks that no reader sees is no name`() throws {
        let corpus = try InventedCorpus()
        let marks = String(repeating: "\u{AD}", count: 10_000)
        try corpus.write("<h1>The wheel</h1><p>" + marks, "weir.example/marks.html")
        try corpus.write("The wheel\n\n" + marks, "weir.example/marks.txt")
        #expect(try corpus.run().summary.sourcesRead == 2)
    }

    @Test func `any number of workers gives the same exports`() throws {
        let corpus = try corpus()
        _ = try corpus.run(workers: 1)
        let one = try corpus.exports()
        corpus.configuration.store = corpus.folder.path + "/other"
        _ = try corpus.run(workers: 5)
        #expect(try corpus.exports() == one)
    }
}
