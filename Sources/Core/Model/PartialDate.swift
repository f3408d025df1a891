/// A Gregorian calendar date at the precision with which it was declared: a year, a month or a day.
///
/// It prints as ISO 8601 does (`2016`, `2018-06`, `2018-10-12`).
package struct PartialDate: Hashable, Sendable {
    package let year: Int
    package let month: Int?
    package let day: Int?

    /// A date, or nil when there is no such day in the proleptic Gregorian calendar.
    package init?(year: Int, month: Int? = nil, day: Int? = nil) {
        guard (1...9999).contains(year) else { return nil }
        if let month {
            guard (1...12).contains(month) else { return nil }
            if let day {
                guard day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
            }
        } else if day != nil {
            return nil
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `yyyy`, `yyyy-mm` or `yyyy-mm-dd`; nil for anything else.
    package init?(iso text: some StringProtocol) {
        // Dates are read by the hundred thousand: four digits, then up to twice a dash and two.
        var numbers = (year: 0, month: 0, day: 0)
        var place = 0
        for byte in text.utf8 {
            let isDash = place == 4 || place == 7
            guard isDash ? byte == UInt8(ascii: "-") : (48...57).contains(byte) else { return nil }
            let digit = Int(byte) - 48
            switch place {
            case 0..<4: numbers.year = numbers.year * 10 + digit
            case 5, 6: numbers.month = numbers.month * 10 + digit
            case 8, 9: numbers.day = numbers.day * 10 + digit
            case 4, 7: break
            default: return nil
            }
            place += 1
        }
        guard place == 4 || place == 7 || place == 10 else { return nil }
        self.init(
            year: numbers.year, month: place > 4 ? numbers.month : nil,
            day: place > 7 ? numbers.day : nil)
    }

    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 of the first day that the date can mean.
    package var firstDay: Int { Self.dayNumber(year, month ?? 1, day ?? 1) }

    /// Days since 1970-01-01 of the last day that the date can mean.
    package var lastDay: Int {
        let month = self.month ?? 12
        return Self.dayNumber(year, month, day ?? Self.days(inMonth: month, of: year))
    }

    /// Days from 1970-01-01, by counting 400-year eras of 146,097 days from 1 March.
    package static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension PartialDate: CustomStringConvertible {
    package var description: String {
        // Dates are written by the hundred thousand.
        String(unsafeUninitializedCapacity: 10) { text in
            var count = 0
            func put(_ number: Int, digits: Int) {
                var rest = number
                for place in stride(from: count + digits - 1, through: count, by: -1) {
                    text[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
                count += digits
            }
            put(year, digits: 4)
            for part in [month, day] {
                guard let part else { continue }
                text[count] = UInt8(ascii: "-")
                count += 1
                put(part, digits: 2)
            }
            return count
        }
    }
}
