import TestSupport
import Testing

@testable import Core

@Suite struct WordScanTests {
    /// Bits of text of which some take a closer look than others.
    private static let bits = [
        "a", "It", "don't", "don’t", "l’eau", "rock'n'roll", "1990s", "4", "McAda", "KEY", "keys",
        "key",
        "Übung", "naïve", "“", "”", "–", "—", "…", ".", ",", "'", "’", "(", ")", "\u{A0}", "«", "»",
        " ",
        " ", " ", " ", " ", " ", " ", " ", "ключ", "کلید", "\u{AD}", "\u{200C}", "translated",
        "Translated",
        "translation", "wordsthatgoonandonwithoutanyendinsightandthenevenfurtherthanthat", "K",
    ]

    private static let keys = [
        "key", "translated", "übung", "ключ", "l'eau", "naïve", "rock'n'roll",
    ]

    private static func filter() -> WordFilter {
        keys.reduce(into: WordFilter()) { $0.insert($1, 1) }
    }

    private static func text(of most: Int, _ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0...most, using: &random)).reduce(into: "") { text, _ in
            text += bits.randomElement(using: &random) ?? ""
        }
    }

    @Test func `a scan counts the words of a survey and misses no key`() {
        var random = SeededGenerator(seed: 21)
        let filter = Self.filter()
        let hashes = Set(Self.keys.map { FoldedText.hash(ofWord: $0) })
        for _ in 0..<4000 {
            let before = Array(Self.text(of: 6, &random).utf8)
            let line = Array(Self.text(of: 60, &random).utf8)
            let after = Array(Self.text(of: 12, &random).utf8)
            let text = before + line + after
            let range = before.count..<(before.count + line.count)
            var hasKey = false
            let survey = WordSurvey(line.span) { hasKey = hasKey || hashes.contains($0) }
            let scan = WordScan(text.span, range, keys: filter)
            let written = String(decoding: line, as: UTF8.self).debugDescription
            #expect(scan.words == survey.words, "\(written)")
            #expect(scan.hasRunTogether == survey.hasRunTogether, "\(written)")
            #expect(scan.keys & 1 != 0 || !hasKey, "\(written)")
            #expect(WordScan.leastWords(text.span, range) <= survey.words, "\(written)")
        }
    }

    @Test func `most words are no keys`() {
        let filter = Self.filter()
        let text = Array("The harbour council was expected to vote, they said, on the bridge.".utf8)
        #expect(WordScan(text.span, 0..<text.count, keys: filter).keys == 0)
    }

    @Test func `the least number of words is the number of words that stand behind spaces`() {
        var random = SeededGenerator(seed: 22)
        for _ in 0..<200 {
            let count = Int.random(in: 1...20_000, using: &random)
            let text = Array(String(repeating: "w ", count: count).utf8)
            #expect(WordScan.leastWords(text.span, 0..<text.count) == count - 1)
        }
    }
}
