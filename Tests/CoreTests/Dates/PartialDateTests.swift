import TestSupport
import Testing

@testable import Core

@Suite struct PartialDateTests {
    @Test func `a day number and its date are the same day`() throws {
        var random = SeededGenerator(seed: 2020)
        for _ in 0..<2000 {
            let year = Int.random(in: 1...9999, using: &random)
            let month = Int.random(in: 1...12, using: &random)
            let day = Int.random(
                in: 1...PartialDate.days(inMonth: month, of: year), using: &random)
            let number = PartialDate.dayNumber(year, month, day)
            #expect(SolarHijri.civil(number) == (year, month, day))
            let date = try #require(PartialDate(year: year, month: month, day: day))
            #expect(date.firstDay == number)
            #expect(date.lastDay == number)
            #expect(PartialDate(iso: date.description) == date)
        }
    }

    @Test func `day numbers follow one another without a gap`() {
        var numbers: [Int] = []
        for year in 1896...2104 {
            for month in 1...12 {
                for day in 1...PartialDate.days(inMonth: month, of: year) {
                    numbers.append(PartialDate.dayNumber(year, month, day))
                }
            }
        }
        let first = PartialDate.dayNumber(1896, 1, 1)
        #expect(numbers.elementsEqual(first..<(first + numbers.count)))
        #expect(PartialDate.dayNumber(1970, 1, 1) == 0)
        #expect(PartialDate.dayNumber(2000, 3, 1) == 11_017)
    }

    @Test func `a month or a year means all of its days`() throws {
        let leap = try #require(PartialDate(year: 2020, month: 2))
        #expect(leap.firstDay == PartialDate.dayNumber(2020, 2, 1))
        #expect(leap.lastDay == PartialDate.dayNumber(2020, 2, 29))
        let year = try #require(PartialDate(year: 1900))
        #expect(year.lastDay - year.firstDay == 364)
        #expect(year.description == "1900")
        #expect(PartialDate(year: 987, month: 6)?.description == "0987-06")
    }

    @Test(arguments: [
        "", "2020-", "2020-5", "2020-05-7", "2020-13", "2020-02-30", "1900-02-29", "20200527",
        "2020-05-27-01", "-2020", "+020-01-01", "2020-00", "0000", "２０２０", "2020-05-27T00:00",
    ])
    func `what is not a date of ISO 8601 is refused`(_ text: String) {
        #expect(PartialDate(iso: text) == nil)
    }

    @Test func `a day without a month is no date`() {
        #expect(PartialDate(year: 2020, month: nil, day: 3) == nil)
        #expect(PartialDate(year: 10_000) == nil)
    }
}
