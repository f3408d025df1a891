import Testing

@testable import Core

@Suite struct DomainNameTests {
    private func names(_ text: String) -> [String] {
        DomainName.find(in: FoldedText(text)).map(\.name)
    }

    @Test(arguments: [
        ("example.org", "example.org"), ("www.Example.org", "example.org"),
        ("https://news.example.co.uk/a/b?c=d", "news.example.co.uk"),
        ("/example.org", "example.org"), ("HTTP://EXAMPLE.ORG", "example.org"),
        ("See tide-wrack.example.", "tide-wrack.example"), ("(example.org)", "example.org"),
        ("example.org/path/to.html and more", "example.org"), ("www.example", "www.example"),
    ])
    func `an address is found in the ways in which it is written`(
        _ text: String, _ name: String
    ) {
        #expect(names(text) == [name])
    }

    @Test(arguments: [
        "someone@example.org", "some.one@example.org", "report.pdf", "index.html", "3.14", "e.g.",
        "a.b", "example", "-.-", "..", "example..org", "-example.org", "www..",
        "photo_1.jpg", "10.000", "user@mail.example.org",
    ])
    func `what only looks like an address is none`(_ text: String) {
        #expect(names(text) == [])
    }

    @Test func `the range of an address covers scheme and path`() {
        let text = FoldedText("Quelle: https://news.example.org/a/b gestern, und /other.example")
        let found = DomainName.find(in: text)
        #expect(
            found.map { text.text($0.range) } == [
                "https://news.example.org/a/b", "/other.example",
            ])
    }

    @Test func `a text is an address as a whole or not`() {
        #expect(DomainName.whole(FoldedText("  /example.org  "))?.name == "example.org")
        #expect(DomainName.whole(FoldedText("at example.org")) == nil)
        #expect(DomainName.whole(FoldedText("example.org, other.example")) == nil)
        #expect(DomainName.whole(FoldedText("")) == nil)
    }

    @Test func `long and hostile labels are refused without a crash`() {
        #expect(names(String(repeating: "a", count: 64) + ".org") == [])
        #expect(names(String(repeating: "a.", count: 5000) + "org") == [])
        #expect(names(String(repeating: "/", count: 5000)) == [])
        #expect(names(String(repeating: "@", count: 5000) + "a.org") == [])
    }
}
