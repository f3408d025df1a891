import TestSupport
import Testing

@testable import Core

@Suite struct WordSurveyTests {
    /// Scalars that decide where words end, and some of several scripts.
    private static let scalars: [Unicode.Scalar] = [
        "a", "b", "Z", "Q", "7", "0", " ", "'", "\u{2019}", ".", "-", "\u{A0}", "é", "İ", "ß", "ж",
        "Ж", "ک", "ي", "\u{640}", "\u{651}", "۴", "\u{200C}", "\u{AD}", "中", "ー", "²", "\u{301}",
        "\u{1F600}", "𝒜",
    ]

    /// A text of at most so many of them.
    private static func text(of most: Int, _ random: inout SeededGenerator) -> String {
        var view = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...most, using: &random) {
            if let scalar = scalars.randomElement(using: &random) { view.append(scalar) }
        }
        return String(view)
    }

    @Test func `the words of bytes are those of the folded text`() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<3000 {
            let written = Self.text(of: 24, &random)
            let bytes = Array(written.utf8)
            let text = FoldedText(utf8: bytes.span)
            var hashes: [UInt64] = []
            let survey = WordSurvey(bytes.span) { hashes.append($0) }
            let words = text.words()
            #expect(hashes == words.map(\.hash), "\(written.debugDescription)")
            #expect(survey.words == words.count)
            #expect(survey.isWhole)
            #expect(survey.first == hashes.first)
            #expect(survey.hasRunTogether == (text.words(camel: true).count > words.count))
        }
    }

    @Test func `a survey that may stop has the words up to there`() {
        var random = SeededGenerator(seed: 13)
        for _ in 0..<2000 {
            let bytes = Array(Self.text(of: 60, &random).utf8)
            var all: [UInt64] = []
            _ = WordSurvey(bytes.span) { all.append($0) }
            let most = Int.random(in: 1...6, using: &random)
            var some: [UInt64] = []
            let survey = WordSurvey(bytes.span, most: most) { some.append($0) }
            #expect(some.count == survey.words)
            #expect(some.elementsEqual(all.prefix(survey.words)))
            #expect(survey.first == all.first)
            #expect(survey.isWhole ? some.count == all.count : some.count >= most)
        }
    }

    @Test func `a text is the same from bytes and from a string`() {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<300 {
            var view = String.UnicodeScalarView()
            for _ in 0..<40 {
                if let scalar = Unicode.Scalar(UInt32.random(in: 1...0x1_1000, using: &random)) {
                    view.append(scalar)
                }
            }
            let text = FoldedText(String(view))
            let same = FoldedText(utf8: Array(String(view).utf8).span)
            #expect(same.scalars == text.scalars)
            #expect(same.folded == text.folded)
        }
    }

    @Test func `bytes that are no text become marks and end nothing else`() {
        let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xE2, 0x80, 0x20, 0xF0, 0x9F]
        let text = FoldedText(utf8: bytes.span)
        #expect(text.text(0..<text.count) == "a\u{FFFD}b\u{FFFD}\u{FFFD} \u{FFFD}\u{FFFD}")
    }
}
