import TestSupport
import Testing

@testable import Core

@Suite struct DateReaderTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let text: String
        let date: String
        var testDescription: String { text }
        init(_ text: String, _ date: String) {
            self.text = text
            self.date = date
        }
    }

    private func dates(_ text: String, monthFirst: Bool = false) throws -> [FoundDate] {
        var reader = DateReader(lexicon: try builtInLexicon())
        reader.monthFirst = monthFirst
        return reader.dates(in: FoldedText(text))
    }

    @Test(arguments: [
        Sample("May 27, 2020", "2020-05-27"),
        Sample("Posted on March 3rd, 2019 by Ada Vell", "2019-03-03"),
        Sample("the 1st of June, 2018", "2018-06-01"),
        Sample("Sept 9 2017", "2017-09-09"),
        Sample("27 Maj 2020", "2020-05-27"),
        Sample("Publikuar më 3 Nëntor 2020", "2020-11-03"),
        Sample("14 gusht, 2016", "2016-08-14"),
        Sample("27. März 2020", "2020-03-27"),
        Sample("Veröffentlicht am 1. Jänner 2021", "2021-01-01"),
        Sample("1er février 2018", "2018-02-01"),
        Sample("le 14 août 2015", "2015-08-14"),
        Sample("27 de mayo de 2020", "2020-05-27"),
        Sample("3 settembre 2014", "2014-09-03"),
        Sample("9. listopada 2019.", "2019-10-09"),
        Sample("27. мај 2020.", "2020-05-27"),
        Sample("30 Ağustos 2022", "2022-08-30"),
        Sample("15 مايو 2019", "2019-05-15"),
        Sample("3 كانون الثاني 2020", "2020-01-03"),
        Sample("۲۷ مه ۲۰۲۰", "2020-05-27"),
        Sample("۷ خرداد ۱۳۹۹", "2020-05-27"),
        Sample("۷ خرداد ماه ۱۳۹۹", "2020-05-27"),
    ])
    func `a date with the name of a month is read in every built-in language`(
        _ sample: Sample
    ) throws {
        #expect(try dates(sample.text).map(\.date.description) == [sample.date])
    }

    @Test(arguments: [
        Sample("2020-05-27", "2020-05-27"),
        Sample("27.05.2020", "2020-05-27"),
        Sample("27/5/2020", "2020-05-27"),
        Sample("05/27/2020", "2020-05-27"),
        Sample("2020/05/27", "2020-05-27"),
        Sample("۱۳۹۹/۰۳/۰۷", "2020-05-27"),
        Sample("7/3/1399", "2020-05-27"),
        Sample("٢٧/٠٥/٢٠٢٠", "2020-05-27"),
    ])
    func `a date in figures is read`(_ sample: Sample) throws {
        #expect(try dates(sample.text).map(\.date.description) == [sample.date])
    }

    @Test(arguments: [
        Sample("June 2018", "2018-06"),
        Sample("first printed in June, 2018", "2018-06"),
        Sample("Mai 2019", "2019-05"),
        Sample("maj 2019", "2019-05"),
        // Khordad begins on 21 or 22 May.
        Sample("خرداد ۱۳۹۹", "2020-05"),
    ])
    func `a month and a year stay a month`(_ sample: Sample) throws {
        let found = try dates(sample.text)
        #expect(found.map(\.date.description) == [sample.date])
        #expect(found.first?.date.day == nil)
    }

    @Test(arguments: [
        Sample("Harbour WebsiteApril 4, 2019", "2019-04-04"),
        Sample("April4, 2019", "2019-04-04"),
        Sample("4April 2019", "2019-04-04"),
        Sample("May 27, 20200 comments", ""),
        Sample("May 27, 2020No comments", "2020-05-27"),
    ])
    func `a date that is glued to words is found when its figures are its own`(
        _ sample: Sample
    ) throws {
        #expect(
            try dates(sample.text).map(\.date.description)
                == (sample.date.isEmpty ? [] : [sample.date]))
    }

    @Test(arguments: [
        "May Brennan, 2020 votes", "30.02.2019", "2020-13-01", "32/05/2020",
        "10.0.0.1", "1.10.11.2020", "10.11.2020.4", "chapter 3.4.5", "the march of 12 men",
        "May", "2020", "27 May", "12:30:2020",
    ])
    func `figures and words that are no date are none`(_ text: String) throws {
        #expect(try dates(text).isEmpty)
    }

    @Test
    func `figures alone are day first unless told otherwise, and say when both were possible`()
        throws
    {
        let european = try #require(try dates("05/06/2020").first)
        #expect(european.date.description == "2020-06-05")
        #expect(european.ambiguous)
        let american = try #require(try dates("05/06/2020", monthFirst: true).first)
        #expect(american.date.description == "2020-05-06")
        #expect(american.ambiguous)
        // Points are never American.
        #expect(try dates("05.06.2020", monthFirst: true).first?.date.description == "2020-06-05")
        #expect(try dates("13/06/2020").first?.ambiguous == false)
        #expect(try dates("05/05/2020").first?.ambiguous == false)
    }

    @Test func `the range of a date covers its words and nothing else`() throws {
        let text = FoldedText("Posted on 27. März 2020 – von Äda and again 2021-01-02.")
        let found = DateReader(lexicon: try builtInLexicon()).dates(in: text)
        #expect(found.map { text.text($0.range) } == ["27. März 2020", "2021-01-02"])
    }

    @Test func `text of any kind gives dates in order, without overlaps, inside the text`() throws {
        let reader = DateReader(lexicon: try builtInLexicon())
        let parts = [
            "27", "May", "2020", ".", "/", "-", " ", ",", "خرداد", "۱۳۹۹", "of", "1er", "\u{200F}",
            "comments", "٠٥", "كانون", "الثاني", "31", "02", "\u{0}", "é", "\u{301}",
        ]
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            let text = FoldedText(
                (0..<12).map { _ in parts[Int.random(in: parts.indices, using: &random)] }.joined())
            var end = 0
            for found in reader.dates(in: text) {
                #expect(found.range.lowerBound >= end)
                #expect(found.range.upperBound <= text.count)
                #expect(!found.range.isEmpty)
                end = found.range.upperBound
            }
        }
    }
}
