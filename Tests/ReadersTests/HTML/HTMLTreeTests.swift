import Testing

@testable import Readers

@Suite struct HTMLTreeTests {
    private func spelled(_ name: String) -> String {
        var text = ""
        for character in name {
            if character.isUppercase { text += "-" }
            text += character.lowercased()
        }
        return text
    }

    @Test func `every element is known by its own name`() throws {
        let tree = HTMLTree()
        for tag in HTMLTag.allCases where tag != .text && tag != .other {
            try tree.parse(Array("<html><\(spelled("\(tag)"))>".utf8))
            #expect((1..<tree.count).contains { tree.tag($0) == tag }, "\(tag)")
        }
        try tree.parse(Array("<unheard-of>x</unheard-of>".utf8))
        #expect(tree.tag(1) == .other)
    }

    @Test func `every attribute that is kept is known by its own name`() throws {
        let tree = HTMLTree()
        for attribute in HTMLAttribute.allCases {
            try tree.parse(Array("<p \(spelled("\(attribute)"))='a &amp; b' data-x=1>".utf8))
            #expect(tree.string(1, attribute) == "a & b", "\(attribute)")
            #expect(HTMLAttribute.allCases.filter { tree.value(1, $0) != nil } == [attribute])
        }
    }

    @Test func `a text knows its bytes in the document`() throws {
        let page = Array(
            "<div>Käse <b>und</b> Brot &amp; Wein<p>A &nbsp;B<script>if (a<b) '</p>'</script></div>"
                .utf8)
        let tree = HTMLTree()
        try tree.parse(page)
        var texts: [String] = []
        for node in 0..<tree.count where tree.tag(node) == .text {
            let written = String(decoding: page[tree.source(node)], as: UTF8.self)
            let text = tree.string(tree.range(node))
            texts.append(text)
            #expect(written == text || (written.hasPrefix("&") && written.hasSuffix(";")))
        }
        #expect(
            texts == [
                "Käse ", "und", " Brot ", "&", " Wein", "A ", "\u{A0}", "B", "if (a<b) '</p>'",
            ])
    }

    @Test func `what follows a long script or style sheet stands at its place`() throws {
        let code = String(repeating: "if (a < b) { write('</p>é </scrip'); }\n", count: 4_000)
        let json = "[" + String(repeating: "\"é </p> <b>\",", count: 400) + "0]"
        for (before, after) in [("<script>", "</SCRIPT >"), ("<style media=x>", "</style>")] {
            let page = Array("<p>one\(before)\(code)\(after)<b>two</b>\(before)x".utf8)
            let tree = HTMLTree()
            try tree.parse(page)
            let texts = (0..<tree.count).filter { tree.tag($0) == .text }
            let two = try #require(texts.first { tree.string(tree.range($0)) == "two" })
            #expect(String(decoding: page[tree.source(two)], as: UTF8.self) == "two")
            #expect(tree.tag(tree.parent(two)) == .b)
            #expect(!texts.contains { tree.string(tree.range($0)).contains("<b>") })
        }
        // Data are read whole, and a script without an end holds the rest.
        let tree = HTMLTree()
        try tree.parse(
            Array("<script type='application/LD+json'>\(json)</script><p>a<script>\(code)<p>b".utf8)
        )
        let data = (0..<tree.count).filter { tree.tag($0) == .text && tree.parent($0) == 1 }
        #expect(data.map { tree.string(tree.range($0)) }.joined() == json)
        #expect((0..<tree.count).count { tree.tag($0) == .p } == 1)
    }

    @Test func `deep nesting ends in a reason and shallower nesting in a tree`() throws {
        let tree = HTMLTree()
        try tree.parse(Array((String(repeating: "<div>", count: 900) + "x").utf8))
        #expect(tree.count == 514)
        #expect(throws: HTMLProblem.tooDeep) {
            try tree.parse(Array(String(repeating: "<div>", count: 100_000).utf8))
        }
    }

    @Test func `a tag with very many attributes costs no more than its bytes`() throws {
        let many = (0..<60_000).map { "a\($0)=1" }.joined(separator: " ")
        let tree = HTMLTree()
        try tree.parse(Array("<p class='x' \(many)>one<p>two".utf8))
        #expect(tree.string(1, .class) == "x")
        #expect(tree.textContent(0) == "one two")
    }
}
