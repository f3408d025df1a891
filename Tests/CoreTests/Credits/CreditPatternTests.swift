import Pipeline
import Testing

@testable import Core

@Suite struct CreditPatternTests {
    /// The examples themselves are tried by the tests of the lexicon files.
    @Test func `no pattern is kept from its examples by the words that it asks for`() throws {
        let reader = CreditReader(lexicon: try builtInLexicon())
        let patterns = Dictionary(
            uniqueKeysWithValues: try builtInLexicon().credits.map { ($0.id, $0) })
        for example in try LexiconExamples.builtIn().wordings {
            let pattern = try #require(patterns[example.rule])
            let page = Page(source: "page", text: Array(example.line.utf8))
            let list = PatternList([pattern], reader.anchors)
            #expect(
                list.first(fitting: reader.line(page, 0), general: true) { _ in true },
                "\(example.rule): \(example.line)")
            #expect(reader.fits(example.rule, example.line), "\(example.rule): \(example.line)")
        }
    }

    @Test(arguments: [
        "{nobody}", "By {authors", "(a|b", "[c", "a]", "b)", "c}", "((((((a))))))",
    ])
    func `a malformed pattern is refused with a sentence`(_ pattern: String) {
        let error = #expect(throws: CreditPattern.Malformed.self) {
            try CreditPattern(id: "test", places: [.tail], pattern: pattern)
        }
        #expect(error?.description.isEmpty == false)
    }

    @Test func `a word of a pattern is a whole word of the line`() throws {
        let matcher = CreditMatcher(forms: NameForms(lexicon: try builtInLexicon()))
        let pattern = try CreditPattern(id: "t", places: [.tail], pattern: "By {authors}")
        for line in ["Bystander Ada Vell", "ByAda", "by", "By", "Standby Ada Vell", ""] {
            #expect(matcher.match(pattern, FoldedText(line)) == nil, "\(line)")
        }
        #expect(matcher.match(pattern, FoldedText("  BY  Ada Vell ")) != nil)
    }
}
