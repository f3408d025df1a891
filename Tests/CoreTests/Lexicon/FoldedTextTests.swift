import TestSupport
import Testing

@testable import Core

@Suite struct FoldedTextTests {
    @Test func `folding keeps one scalar for each, so that offsets are those of the captured text`()
    {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            var view = String.UnicodeScalarView()
            for _ in 0..<40 {
                let value = UInt32.random(in: 0...0x2FFF, using: &random)
                if let scalar = Unicode.Scalar(value) { view.append(scalar) }
            }
            let captured = String(view)
            let text = FoldedText(captured)
            #expect(text.scalars.count == text.folded.count)
            #expect(text.text(0..<text.count).unicodeScalars.elementsEqual(view))
            #expect(text.utf8Offset(text.count) == captured.utf8.count)
        }
    }

    @Test func `offsets in bytes point at the words`() {
        let captured = "Ä “Nëntor” ۱۴۰۰ – خرداد"
        let text = FoldedText(captured)
        let bytes = Array(captured.utf8)
        for word in text.words() {
            let lower = text.utf8Offset(word.range.lowerBound)
            let upper = text.utf8Offset(word.range.upperBound)
            #expect(String(decoding: bytes[lower..<upper], as: UTF8.self) == text.text(word.range))
        }
        #expect(text.words().map(text.string) == ["ä", "nëntor", "1400", "خرداد"])
        #expect(text.words().map(\.number) == [nil, nil, 1400, nil])
    }

    @Test func `words, figures and words that ran together are parted`() {
        func words(_ text: String, camel: Bool = false) -> [String] {
            let text = FoldedText(text)
            return text.words(camel: camel).map(text.string)
        }
        #expect(words("27th May2020") == ["27", "th", "may", "2020"])
        #expect(words("WebsiteApril") == ["websiteapril"])
        #expect(words("WebsiteApril", camel: true) == ["website", "april"])
        #expect(words("BBC News", camel: true) == ["bbc", "news"])
        #expect(words("today’s ‘quoted’") == ["today's", "quoted"])
        #expect(words("can\u{AD}not") == ["cannot"])
        #expect(words("") == [])
        #expect(words("— … ★") == [])
    }

    @Test func `a run of figures too long for a number is none`() {
        let text = FoldedText("123456789012345678901234567890")
        let word = text.words().first
        #expect(word?.number == nil)
        #expect(word.map(text.string)?.utf8.count == 30)
    }

    @Test func `keys are the same for texts that read the same`() {
        #expect(FoldedText.key("  The—HARBOUR  “Post” ") == FoldedText.key("the harbour post"))
        #expect(FoldedText.key("كتاب علي") == FoldedText.key("کتاب علی"))
        #expect(FoldedText.key("مؤسسة") != FoldedText.key("کتاب"))
        #expect(FoldedText.key("so\u{200B}ft\u{AD}ly") == "softly")
        #expect(FoldedText.key("١٢٣") == "123")
        #expect(FoldedText.key("★ … ★") == "")
    }

    @Test func `trimming takes white space and invisible marks from the ends alone`() {
        let text = FoldedText("\u{FEFF} \u{200F}a b\u{A0}\t")
        #expect(text.text(text.trimmed(0..<text.count)) == "a b")
        let blank = FoldedText(" \u{200B}\u{3000}")
        #expect(blank.trimmed(0..<blank.count).isEmpty)
    }
}
