/// The Solar Hijri calendar (Iran, Afghanistan), by the 33-year cycle of 8 leap years that agrees
/// with the astronomical calendar from 1178 to 1633 of that era (1799 to 2254).
package enum SolarHijri {
    /// The Gregorian date of a Solar Hijri one; month or year precision gives the Gregorian month
    /// or year in which it begins.
    package static func date(year: Int, month: Int?, day: Int?) -> PartialDate? {
        guard (1178...1633).contains(year) else { return nil }
        guard let month else { return PartialDate(year: year + 621) }
        guard (1...12).contains(month) else { return nil }
        let length = month <= 6 ? 31 : month <= 11 || isLeap(year) ? 30 : 29
        if let day, !(1...length).contains(day) { return nil }
        // 1 Farvardin 1375 was 20 March 1996.
        var days = PartialDate.dayNumber(1996, 3, 20)
        if year >= 1375 {
            for y in 1375..<year { days += isLeap(y) ? 366 : 365 }
        } else {
            for y in year..<1375 { days -= isLeap(y) ? 366 : 365 }
        }
        days += month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30
        days += (day ?? 1) - 1
        let (gregorianYear, gregorianMonth, gregorianDay) = civil(days)
        return PartialDate(
            year: gregorianYear, month: gregorianMonth, day: day == nil ? nil : gregorianDay)
    }

    static func isLeap(_ year: Int) -> Bool {
        [1, 5, 9, 13, 17, 22, 26, 30].contains(year % 33)
    }

    /// Year, month and day of a number of days since 1970-01-01.
    static func civil(_ days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
