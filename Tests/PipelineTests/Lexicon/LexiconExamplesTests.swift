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
}
