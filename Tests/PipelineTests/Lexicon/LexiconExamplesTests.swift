import Core
import Testing

@testable import Pipeline

@Suite struct LexiconExamplesTests {
    @Test func `every built-in rule has an example`() throws {
        let examples = try LexiconExamples.builtIn()
        #expect(examples.untried == [])
        let tried = Set(examples.wordings.map(\.rule))
        #expect(tried == Set(try LexiconLoader.builtIn().credits.map(\.id)))
    }

    @Test func `every built-in rule reads its examples, and every date is read`() throws {
        let failures = try LexiconExamples.builtIn().failures(with: LexiconLoader.builtIn())
        for failure in failures { Issue.record("\(failure)") }
    }

    /// The failures of a file that is added to the built-in ones.
    private func failures(_ text: String) throws -> [String] {
        var lexicon = try LexiconLoader.builtIn()
        try LexiconLoader.add(text, file: "mine.yaml", to: &lexicon)
        var examples = LexiconExamples()
        try examples.add(text, file: "mine.yaml")
        return examples.failures(with: lexicon)
    }

    @Test func `an example that its rule does not read is told with its place and what is read`()
        throws
    {
        let rule = #"{id: xx.by, at: [tail], pattern: "Penned: {authors}", example: "#
        #expect(
            try failures("credits: [\(rule){line: \"Penned: Ada Vell\", author: Ada Vell}}]") == [])
        let wrong = try failures(
            "credits: [\(rule){line: \"Penned: Ada Vell\", outlet: Ada Vell}}]")
        #expect(wrong.count == 1)
        #expect(wrong.first?.hasPrefix("mine.yaml:1:") == true)
        #expect(wrong.first?.contains("author Ada Vell, not as outlet Ada Vell") == true)
        #expect(
            try failures("credits: [\(rule){line: \"Pinned: Ada Vell\", author: Ada Vell}}]").first?
                .contains("no rule") == true)
    }

    @Test func `a rule of one's own without an example is taken as it is`() throws {
        #expect(
            try failures(#"credits: [{id: xx.by, at: [tail], pattern: "Penned: {authors}"}]"#) == []
        )
    }

    @Test func `a date that is not read as the file says is told`() throws {
        #expect(try failures(#"dates: {"4 April 2021": 2021-04-04}"#) == [])
        #expect(
            try failures(#"dates: {"4 April 2021": 2021-05-04}"#)
                == [#"mine.yaml:1:25: “4 April 2021” is read as 2021-04-04, not as 2021-05-04"#])
    }

    @Test func `an example has a line and roles`() {
        for example in ["{author: Ada Vell}", "{line: a, writer: Ada Vell}", "Ada Vell"] {
            #expect(throws: LexiconLoader.Problem.self) {
                try failures(
                    "credits: [{id: a, at: [tail], pattern: \"By {authors}\", example: \(example)}]"
                )
            }
        }
    }
}
