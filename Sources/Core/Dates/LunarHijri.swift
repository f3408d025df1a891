/// The Islamic lunar calendar by the tabular reckoning (30-year cycle, leap years 2, 5, 7, 10, 13,
/// 16, 18, 21, 24, 26 and 29, epoch 16 July 622 of the Julian calendar).
///
/// Months begin when the moon is seen, so that the table may be wrong by a day or two: a date is
/// given at the precision that holds all the same, which is never the day.
package enum LunarHijri {
    /// Days by which a month may begin earlier or later than the table says.
    private static let slack = 2

    /// The Gregorian month of a lunar date where it is certain, else the year, else nothing.
    package static func date(year: Int, month: Int?, day: Int?) -> PartialDate? {
        guard (1...1600).contains(year), (1...12).contains(month ?? 1) else { return nil }
        if let day, !(1...30).contains(day) { return nil }
        let first = days(year, month ?? 1, day ?? 1) - slack
        let last = days(year, month ?? 12, day ?? 29) + slack
        let (firstYear, firstMonth, _) = SolarHijri.civil(first)
        let (lastYear, lastMonth, _) = SolarHijri.civil(last)
        guard firstYear == lastYear else { return nil }
        return PartialDate(year: firstYear, month: firstMonth == lastMonth ? firstMonth : nil)
    }

    /// Days from 1970-01-01 to the day by the table.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // 1 Muharram 1 was 19 July 622 of the Gregorian calendar, counted backwards.
        PartialDate.dayNumber(622, 7, 19) + (year - 1) * 354 + (3 + 11 * year) / 30
            + (month - 1) * 29 + month / 2 + day - 1
    }
}
