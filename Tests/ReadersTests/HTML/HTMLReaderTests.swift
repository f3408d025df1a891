import Core
import TestSupport
import Testing

@testable import Readers

@Suite struct HTMLReaderTests {
    private static let prose =
        "The weir above the old mill was closed for repairs on Monday, and the boats that used it "
        + "had to wait at the upper quay until the work was done."

    private static func article(_ head: String = "", _ body: String) -> String {
        "<!DOCTYPE html><html lang=\"en\"><head><title>Weir closed | Bend Gazette</title>"
            + "<meta property=\"og:site_name\" content=\"Bend Gazette\">"
            + "<link rel=\"canonical\" href=\"https://bend.example/weir\">\(head)</head><body>"
            + "<nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/about\">About</a></li></ul>"
            + "</nav>\(body)<footer>All rights reserved by the Gazette</footer></body></html>"
    }

    private func read(_ document: String) throws -> MarkedPage {
        try HTMLReader().read(Array(document.utf8))
    }

    private func lines(_ page: MarkedPage) -> [String] {
        String(decoding: page.text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func `an article is its title and its text, and what is around them is not`() throws {
        let page = try read(
            Self.article(
                "",
                "<main><h1>Weir closed</h1><p>\(Self.prose)</p><script>var x = 'no text';</script>"
                    + "<p hidden>Nobody sees this.</p><p>\(Self.prose) Twice.</p></main>"
                    + "<aside><h3>Most read</h3><a href=\"/x\">Another story</a></aside>"))
        #expect(page.pieces.count == 1)
        #expect(lines(page) == ["Weir closed", Self.prose, Self.prose + " Twice."])
        #expect(page.site.name == "Bend Gazette")
        #expect(page.site.host == "bend.example")
    }

    @Test func `metadata tells authors, dates and origin`() throws {
        let data = """
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
            {"@type":"WebSite","name":"Bend Gazette"},
            {"@type":"NewsArticle","headline":"Weir closed","datePublished":"2021-03-04T05:06:07Z",
             "author":[{"@type":"Person","name":"Ada Vell"},{"@type":"Person","name":"Ivo Marsh"}],
             "translator":{"@type":"Person","name":"Nia Croft"},
             "isBasedOn":"https://weir.example/original"}]}</script>
            """
        let page = try read(
            Self.article(data, "<main><h1>Weir closed</h1><p>\(Self.prose)</p></main>"))
        let facts = try #require(page.pieces.first?.facts)
        #expect(facts.authors.map(\.value) == ["Ada Vell", "Ivo Marsh"])
        #expect(facts.posted.map(\.value) == ["2021-03-04T05:06:07Z"])
        #expect(facts.translators.map(\.value) == ["Nia Croft"])
        #expect(facts.origins.map(\.value) == ["https://weir.example/original"])
    }

    @Test func `a page of posts is divided at them`() throws {
        let text = (1...6).map { "<p>\($0). \(Self.prose)</p>" }.joined()
        let posts = (1...3).map { number in
            "<article class=\"post\"><h2><a href=\"/p\(number)\">Post \(number) of the weir</a></h2>"
                + "<div class=\"content\">\(text)<p>Number \(number).</p></div></article>"
        }
        let page = try read(Self.article("", "<main>\(posts.joined())</main>"))
        #expect(page.pieces.map(\.facts.title) == (1...3).map { "Post \($0) of the weir" })
        #expect(page.pieces.map(\.facts.url) == (1...3).map { "https://bend.example/p\($0)" })
    }

    @Test func `every byte of a piece has its place in the document`() throws {
        let document = Self.article(
            "", "<main><h1>Weir &amp; mill</h1><p>\(Self.prose)</p><p>A  second\n line.</p></main>")
        let page = try read(document)
        let bytes = Array(document.utf8)
        let title = page.map.source(of: 0..<"Weir & mill".utf8.count)
        #expect(String(decoding: bytes[title], as: UTF8.self) == "Weir &amp; mill")
        let first = "Weir & mill\n".utf8.count
        let text = page.map.source(of: first..<(first + Self.prose.utf8.count))
        #expect(String(decoding: bytes[text], as: UTF8.self) == Self.prose)
    }

    @Test func `a charset is found where a document names it`() {
        for text in [
            "<meta charset=\"windows-1250\">", "<META CHARSET = windows-1250 >",
            "<meta http-equiv=content-type content='text/html; charset=windows-1250'>",
        ] {
            #expect(declaredCharset(of: Array(text.utf8).span) == "windows-1250")
        }
        #expect(declaredCharset(of: Array("<p>charset of harbours".utf8).span) == nil)
    }

    @Test func `a page in an older encoding is read as its markup says`() throws {
        let text = "<html><head><meta charset=iso-8859-2></head><body><p>Most přes řeku</p>"
        var bytes = Array(text.utf8)
        // ř is 0xF8 there, and ø in the western encoding that a detector may take it for.
        while let at = bytes.firstRange(of: [0xC5, 0x99]) {
            bytes.replaceSubrange(at, with: [0xF8])
        }
        let page = try decodePage(bytes.span, declared: declaredCharset(of: bytes.span))
        #expect(String(decoding: page.text, as: UTF8.self) == text)
        #expect(try decodePage(bytes.span, declared: "x//IGNORE").encoding != "x//IGNORE")
    }

    @Test func `damaged documents end in a page or in a reason`() throws {
        let data =
            "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"NewsArticle\"}]}</script>"
        let whole = Array(
            Self.article(data, "<main><h1>Weir closed</h1><p>\(Self.prose)</p></main>").utf8)
        let reader = HTMLReader()
        var random = SeededGenerator(seed: 41)
        for turn in 0..<200 {
            var bytes = whole
            for _ in 0..<8 {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch turn % 4 {
                case 0:
                    bytes[at] = [0x3C, 0x3E, 0x22, 0x26, 0x00].randomElement(using: &random) ?? 0
                case 1: bytes.removeSubrange(at..<min(bytes.count, at + 5))
                case 2: bytes.insert(contentsOf: Array("<div><table><a".utf8), at: at)
                default: bytes = Array(bytes.prefix(max(at, 40)))
                }
            }
            guard let page = try? reader.read(bytes) else { continue }
            for piece in page.pieces {
                #expect(piece.draft.lines.upperBound < page.text.count)
            }
            let source = page.map.source(of: 0..<page.text.count)
            #expect(source.upperBound <= bytes.count)
        }
        let deep = String(repeating: "<div>", count: 100_000) + Self.prose
        _ = try? reader.read(Array(deep.utf8))
        let wide = "<p " + String(repeating: "a=\"\(Self.prose)\" ", count: 20_000) + ">x"
        _ = try? reader.read(Array(wide.utf8))
        let nested = String(repeating: "{\"author\":[", count: 50_000)
        _ = try? reader.read(
            Array(("<script type=\"application/ld+json\">" + nested + "</script><p>x").utf8))
    }
}
