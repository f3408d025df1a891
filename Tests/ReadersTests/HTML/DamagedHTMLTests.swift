import Core
import Testing
import TestSupport

@testable import Readers

/// Damaged documents, made from seeds: each ends in a page or in a reason.
@Suite struct DamagedHTMLTests {
    private let whole = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The wheel – Weir Courier</title>
        <script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":"Ada Vell"}],"headline":"The wheel"}</script>
        </head><body><nav><ul><li><a href="/">Home</a></li></ul></nav><main><article>
        <h1>The wheel</h1><p class="byline">By Ada Vell</p>\(InventedPage.body())
        <table><tr><td>One &amp; two<td>&#x1F4A7; &bogus; &#0; &#xFFFFFFFF;</table></article></main></body></html>
        """

    /// Reads bytes as a pass does; the text is valid UTF-8 and its places lie in the document.
    private func survives(_ bytes: [UInt8], _ what: Comment) {
        let decoded: DecodedPage
        do {
            decoded = try decodePage(bytes.span, declared: declaredCharset(of: bytes.span))
        } catch {
            #expect(!error.reason.isEmpty, what)
            return
        }
        do {
            let page = try HTMLReader().read(decoded.text)
            #expect(String(validating: page.text, as: UTF8.self) != nil, what)
            for line in Lines(of: page.text) {
                #expect(page.map.source(of: line).upperBound <= decoded.text.count, what)
            }
        } catch {
            #expect(!error.reason.isEmpty, what)
        }
    }

    @Test func `a page that is cut off anywhere`() {
        var random = SeededGenerator(seed: 1)
        let bytes = Array(whole.utf8)
        for _ in 0..<120 {
            let end = Int.random(in: 0..<bytes.count, using: &random)
            survives(Array(bytes[..<end]), "cut at \(end)")
        }
    }

    @Test func `a page with bytes changed, doubled and taken out`() {
        for seed in UInt64(0)..<120 {
            var random = SeededGenerator(seed: seed)
            var bytes = Array(whole.utf8)
            for _ in 0..<Int.random(in: 1..<40, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] = UInt8.random(in: 1...255, using: &random)
                case 1: bytes.insert(UInt8(ascii: "<"), at: at)
                case 2: bytes.remove(at: at)
                default: bytes.insert(contentsOf: bytes[at..<min(at + 90, bytes.count)], at: at)
                }
            }
            survives(bytes, "seed \(seed)")
        }
    }

    @Test(arguments: [
        "div", "p", "b", "a", "table", "font", "ul><li", "svg", "article", "p><b", "x-y",
    ])
    func `a page that nests a hundred thousand levels`(_ name: String) {
        survives(Array((String(repeating: "<\(name)>", count: 100_000) + whole).utf8), "\(name)")
    }

    @Test func `pages of one thing`() {
        let many = 60_000
        let parts: [(String, String)] = [
            ("end tags", String(repeating: "</q>", count: many)),
            (
                "end tags in deep nesting",
                String(repeating: "<div>", count: 500) + String(repeating: "</q>", count: many)
            ),
            ("opening brackets", String(repeating: "<", count: many)),
            ("ampersands", String(repeating: "&", count: many)),
            ("references", String(repeating: "&amp;", count: many)),
            ("comments", String(repeating: "<!-- -->", count: many)),
            ("an open comment", "<!--" + String(repeating: "x", count: many)),
            ("quotes", "<p class=\"" + String(repeating: "x'", count: many)),
            ("attributes", "<p " + (0..<many).map { "a\($0)" }.joined(separator: " ") + ">"),
            (
                "a long attribute",
                "<p class='" + String(repeating: "share related ", count: many) + "'>x"
            ),
            ("a long name", "<" + String(repeating: "n", count: many) + ">"),
            ("paragraphs", String(repeating: "<p>x", count: many)),
            ("breaks", String(repeating: "x<br>", count: many)),
            ("articles", String(repeating: "<article><h2>x</h2>y</article>", count: 5_000)),
            ("nested lists in data", ld(String(repeating: "[", count: many))),
            ("nested objects in data", ld(String(repeating: "{\"a\":", count: many))),
            (
                "an open string in data",
                ld(
                    "{\"@type\":\"NewsArticle\",\"headline\":\""
                        + String(repeating: "\\u00", count: many))
            ),
            ("data of another kind", ld("[[[],{}],\"x\",{\"@type\":{},\"author\":[[{}]]}]")),
            ("declarations", String(repeating: "<!DOCTYPE html><?xml?>", count: 4_000)),
        ]
        for (name, page) in parts {
            survives(Array(page.utf8), "\(name)")
            survives(Array((page + whole).utf8), "\(name), then a page")
        }
    }

    private func ld(_ json: String) -> String {
        "<script type='application/ld+json'>\(json)</script>"
    }

    @Test func `a page with NULs is refused with a reason`() {
        var bytes = Array(whole.utf8)
        bytes[200] = 0
        #expect(throws: Undecodable.self) { try decodePage(bytes.span) }
        survives(bytes, "NUL")
    }

    @Test func `a page in a wrong or an unknown encoding`() throws {
        for name in ["windows-1251", "shift_jis", "utf-7", "no-such-encoding", "utf-16", ""] {
            let text = whole.replacing("utf-8", with: name).replacing(
                "winters", with: "w\u{131}nt\u{EB}rs")
            survives(Array(text.utf8), "\(name)")
            survives(
                text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) },
                "\(name), one byte a letter")
        }
    }

    @Test func `the encoding that a page names is believed where the bytes are not UTF-8`() throws {
        let bytes =
            Array("<meta charset=\"ISO-8859-1\"><p>caf".utf8) + [0xE9] + Array(" \u{2D}</p>".utf8)
        let page = try decodePage(bytes.span, declared: declaredCharset(of: bytes.span))
        #expect(page.encoding == "WINDOWS-1252")
        #expect(String(decoding: page.text, as: UTF8.self).contains("café"))
        #expect(
            declaredCharset(
                of:
                    Array("<meta http-equiv=x content='text/html; charset=koi8-r'>".utf8).span)
                == "koi8-r")
        #expect(declaredCharset(of: Array("<p>no charset here</p>".utf8).span) == nil)
    }
}
