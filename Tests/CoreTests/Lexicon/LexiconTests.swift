import Testing

@testable import Core

@Suite struct LexiconTests {
    private func lexicon(_ entries: [String], _ list: Lexicon.List = .pager) -> Lexicon {
        var lexicon = Lexicon()
        lexicon.add(entries, to: list)
        return lexicon
    }

    @Test func `the longest entry that stands at a place is found`() {
        let lexicon = lexicon(["page", "page of the week", "next"])
        let words = FoldedText("Next PAGE — of the week").words()
        #expect(lexicon.phrase(words, at: 0, .pager) == 1)
        #expect(lexicon.phrase(words, at: 1, .pager) == 4)
        #expect(lexicon.phrase(words, at: 2, .pager) == 0)
        #expect(lexicon.phrase(words, at: words.count, .pager) == 0)
        #expect(lexicon.phrase(words, at: 0, .advert) == 0)
        #expect(lexicon.mentions(words, .pager))
        #expect(!lexicon.mentions([], .pager))
    }

    @Test func `entries are compared folded`() {
        let lexicon = lexicon(["E-Mail", "Më të reja", "نوشته‌های تازه‌تر"])
        #expect(lexicon.matches("e — mail", .pager))
        #expect(lexicon.matches("MË TË REJA!", .pager))
        #expect(lexicon.matches("نوشته‌های تازه‌تر", .pager))
        #expect(!lexicon.matches("më të reja sot", .pager))
    }

    @Test func `words of a share bar also stand there run together`() {
        let share = lexicon(["copy link"], .share)
        #expect(share.has("copylink", .share))
        #expect(!lexicon(["copy link"], .pager).has("copylink", .pager))
    }

    @Test func `an entry without a word is left out`() {
        let lexicon = lexicon(["", "…", "  "])
        #expect(lexicon.count(.pager) == 0)
    }

    @Test func `the built-in lexicon has what every page needs, in every list of words`() throws {
        let lexicon = try builtInLexicon()
        for list in Lexicon.List.allCases {
            #expect(lexicon.count(list) > 0, "\(list.key) is empty")
        }
        #expect(Set(lexicon.credits.map(\.id)).count == lexicon.credits.count)
        for calendar in [Lexicon.Calendar.gregorian, .solarHijri] {
            let months = lexicon.months.filter { $0.calendar == calendar }.map(\.number)
            #expect(Set(months) == Set(1...12))
        }
    }
}
