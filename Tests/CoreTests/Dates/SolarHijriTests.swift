import Testing

@testable import Core

@Suite struct SolarHijriTests {
    /// First days of years, as the calendars of those years had them.
    @Test(arguments: [
        (1300, "1921-03-21"), (1354, "1975-03-21"), (1357, "1978-03-21"), (1375, "1996-03-20"),
        (1379, "2000-03-20"), (1387, "2008-03-20"), (1388, "2009-03-21"), (1395, "2016-03-20"),
        (1398, "2019-03-21"), (1399, "2020-03-20"), (1400, "2021-03-21"), (1403, "2024-03-20"),
        (1404, "2025-03-21"),
    ])
    func `Nowruz falls on its known day`(_ year: Int, _ expected: String) {
        #expect(SolarHijri.date(year: year, month: 1, day: 1)?.description == expected)
    }

    @Test func `days of the year are known ones`() {
        #expect(SolarHijri.date(year: 1357, month: 11, day: 22)?.description == "1979-02-11")
        #expect(SolarHijri.date(year: 1399, month: 3, day: 7)?.description == "2020-05-27")
        #expect(SolarHijri.date(year: 1399, month: 7, day: 1)?.description == "2020-09-22")
        #expect(SolarHijri.date(year: 1399, month: 12, day: 30)?.description == "2021-03-20")
    }

    @Test func `every day of the supported years follows the day before it`() throws {
        let first = try #require(SolarHijri.date(year: 1178, month: 1, day: 1)).firstDay
        var numbers: [Int] = []
        for year in 1178...1633 {
            for month in 1...12 {
                for day in 1...31 {
                    guard let date = SolarHijri.date(year: year, month: month, day: day) else {
                        continue
                    }
                    numbers.append(date.firstDay)
                }
            }
        }
        #expect(numbers.elementsEqual(first..<(first + numbers.count)))
        #expect(numbers.count == 456 * 365 + (1178...1633).count { SolarHijri.isLeap($0) })
    }

    @Test func `a day that the calendar does not have is none`() {
        #expect(SolarHijri.date(year: 1400, month: 12, day: 30) == nil)
        #expect(SolarHijri.date(year: 1400, month: 7, day: 31) == nil)
        #expect(SolarHijri.date(year: 1400, month: 13, day: 1) == nil)
        #expect(SolarHijri.date(year: 1400, month: 0, day: 1) == nil)
        #expect(SolarHijri.date(year: 900, month: 1, day: 1) == nil)
    }

    @Test func `a month keeps the precision of a month`() {
        #expect(SolarHijri.date(year: 1399, month: 3, day: nil)?.description == "2020-05")
        #expect(SolarHijri.date(year: 1399, month: nil, day: nil)?.description == "2020")
    }
}
