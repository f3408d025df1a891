import Core
import Testing

@testable import Pipeline

@Suite struct LexiconLoaderTests {
    private func problem(_ text: String) -> String? {
        var lexicon = Lexicon()
        do {
            try LexiconLoader.add(text, file: "mine.yaml", to: &lexicon)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `a file adds to what is there`() throws {
        var lexicon = try LexiconLoader.builtIn()
        let before = lexicon.credits.count
        try LexiconLoader.add(
            """
            language: xx
            months: {zorvember: 11}
            solar_hijri_months: {zorfardin: 1}
            pager: [[older leaves, newer leaves], next leaf]
            credits:
              - {id: xx.by, at: [tail], pattern: "Penned: {authors}", confidence: 0.5}
            """, file: "mine.yaml", to: &lexicon)
        #expect(lexicon.month("zorvember") == Lexicon.Month(number: 11, calendar: .gregorian))
        #expect(lexicon.month("zorfardin") == Lexicon.Month(number: 1, calendar: .solarHijri))
        for entry in ["older leaves", "newer leaves", "next leaf", "older posts"] {
            #expect(lexicon.has(entry, .pager))
        }
        #expect(lexicon.credits.count == before + 1)
        #expect(lexicon.credits.last?.id == "xx.by")
        #expect(lexicon.credits.last?.confidence == 0.5)
        #expect(lexicon.credits.last?.places == [.tail])
    }

    @Test func `an empty file adds nothing`() {
        #expect(problem("") == nil)
        #expect(problem("# nothing here\n") == nil)
    }

    @Test(arguments: [
        ("pagers: [a]", "mine.yaml:1:1", "pagers"),
        ("language: xx\npager: older", "mine.yaml:2:", "pager"),
        ("pager: [{a: b}]", "mine.yaml:1:", "pager"),
        ("months: [a]", "mine.yaml:1:", "months"),
        ("months: {zorvember: 13}", "mine.yaml:1:", "1 to 12"),
        ("months: {zorvember: x}", "mine.yaml:1:", "1 to 12"),
        ("credits: {a: b}", "mine.yaml:1:", "list"),
        ("credits: [{id: a, pattern: b}]", "mine.yaml:1:", "at"),
        ("credits: [{id: a, pattern: \"{who}\", at: [tail]}]", "mine.yaml:1:", "{who}"),
        ("credits: [{id: a, pattern: b, at: [foot]}]", "mine.yaml:1:", "foot"),
        ("credits: [{id: a, pattern: b, at: [tail], weight: 1}]", "mine.yaml:1:", "weight"),
        ("- a\n- b", "mine.yaml:1:1", "mapping"),
        ("pager: [unclosed", "mine.yaml", ""),
    ])
    func `what a file may not say is refused with its place and the reason`(
        _ text: String, _ place: String, _ reason: String
    ) {
        let said = problem(text)
        #expect(said?.hasPrefix(place) == true, "\(said ?? "nothing")")
        #expect(reason.isEmpty || said?.contains(reason) == true, "\(said ?? "nothing")")
    }

    @Test func `an unknown key is told with those that are known`() {
        let said = problem("pagers: [a]") ?? ""
        for list in Lexicon.List.allCases { #expect(said.contains(list.key)) }
    }
}
