/// A date found in a short text.
package struct FoundDate: Sendable {
    package var date: PartialDate
    /// Half-open range of Unicode scalars.
    package var range: Range<Int>
    /// Both readings of a date in figures alone were possible (`05/06/2020`).
    package var ambiguous: Bool
}

/// Reads dates as people write them: `May 27, 2020`, `27. maj 2020.`, `27 de mayo de 2020`,
/// `27.05.2020`, `2020-05-27`, `۷ خرداد ۱۳۹۹`, `June 2018`.
///
/// Figures alone are read day first unless `monthFirst` is set or only the other order is possible.
package struct DateReader: Sendable {
    let lexicon: Lexicon
    package var monthFirst = false

    package init(lexicon: Lexicon) { self.lexicon = lexicon }

    /// Dates in order, without overlaps.
    ///
    /// Linear in the length of the text.
    package func dates(in text: FoldedText, _ range: Range<Int>? = nil) -> [FoundDate] {
        dates(in: text, words: text.words(in: range, camel: true))
    }

    package func dates(in text: FoldedText, words: [FoldedWord]) -> [FoundDate] {
        var found: [FoundDate] = []
        var index = 0
        while index < words.count {
            if let (date, length, ambiguous) = date(at: index, words, text) {
                let range =
                    words[index].range.lowerBound..<words[index + length - 1].range.upperBound
                let one = FoundDate(date: date, range: range, ambiguous: ambiguous)
                // One day in two calendars is one date.
                if let last = found.last, let both = joined(last, one, text) {
                    found[found.count - 1] = both
                } else {
                    found.append(one)
                }
                index += length
            } else {
                index += 1
            }
        }
        return found
    }

    /// The two as one, when they stand side by side and one may be the other in another calendar:
    /// `22 شعبان 1442 هـ الموافق 4 أبريل 2021`.
    private func joined(_ one: FoundDate, _ two: FoundDate, _ text: FoldedText) -> FoundDate? {
        guard two.range.lowerBound - one.range.upperBound <= 16 else { return nil }
        let (rough, exact) = one.date.day == nil ? (one.date, two.date) : (two.date, one.date)
        guard exact.day != nil, rough.year == exact.year,
            rough.month.map({ $0 == exact.month }) ?? true,
            rough.day == nil || rough == exact
        else { return nil }
        return FoundDate(
            date: exact, range: one.range.lowerBound..<two.range.upperBound, ambiguous: false)
    }

    private typealias Reading = (date: PartialDate, length: Int, ambiguous: Bool)

    private func date(at index: Int, _ words: [FoldedWord], _ text: FoldedText) -> Reading? {
        if words[index].number != nil {
            return figures(at: index, words, text) ?? dayMonthYear(at: index, words, text)
        }
        return monthFirstWords(at: index, words, text)
    }

    /// `27 May 2020`, `27th of May, 2020`, `27 de mayo de 2020`.
    private func dayMonthYear(at index: Int, _ words: [FoldedWord], _ text: FoldedText) -> Reading?
    {
        guard let day = words[index].number, (1...31).contains(day),
            words[index].range.count <= 2
        else { return nil }
        var next = skipDateWords(index + 1, words)
        guard next - index <= 3, next < words.count,
            let (month, length) = lexicon.month(words, at: next),
            near(words[next - 1], words[next], text)
        else { return nil }
        next = skipDateWords(next + length, words)
        // `نيسان/أبريل`: the month by two of its names.
        if next < words.count, let (again, length) = lexicon.month(words, at: next), again == month,
            near(words[next - 1], words[next], text)
        {
            next = skipDateWords(next + length, words)
        }
        guard next < words.count, near(words[next - 1], words[next], text),
            let year = year(words[next], month.calendar),
            let date = make(year, month, day)
        else { return nil }
        return (date, next - index + 1, false)
    }

    /// `May 27, 2020`, `June 2018`.
    private func monthFirstWords(at index: Int, _ words: [FoldedWord], _ text: FoldedText)
        -> Reading?
    {
        guard let (month, length) = lexicon.month(words, at: index) else { return nil }
        var next = index + length
        guard next < words.count, near(words[next - 1], words[next], text) else { return nil }
        if let day = words[next].number, words[next].range.count <= 2, (1...31).contains(day) {
            let after = skipDateWords(next + 1, words)
            if after < words.count, near(words[after - 1], words[after], text),
                let year = year(words[after], month.calendar), let date = make(year, month, day)
            {
                return (date, after - index + 1, false)
            }
        }
        next = skipDateWords(next, words)
        if next < words.count, let year = year(words[next], month.calendar),
            let date = make(year, month, nil)
        {
            return (date, next - index + 1, false)
        }
        return nil
    }

    /// `2020-05-27`, `27.05.2020`, `05/27/2020`, `1399/03/07`.
    private func figures(at index: Int, _ words: [FoldedWord], _ text: FoldedText) -> Reading? {
        guard index + 2 < words.count, let first = words[index].number,
            let second = words[index + 1].number, let third = words[index + 2].number,
            let mark = joint(words[index], words[index + 1], text),
            joint(words[index + 1], words[index + 2], text) == mark,
            words[index + 1].range.count <= 2
        else { return nil }
        // A longer run of figures with the same mark is a number or an address.
        if index + 3 < words.count, words[index + 3].number != nil,
            joint(words[index + 2], words[index + 3], text) == mark
        {
            return nil
        }
        if index > 0, words[index - 1].number != nil,
            joint(words[index - 1], words[index], text) == mark
        {
            return nil
        }
        if words[index].range.count == 4 {
            if (1900...2100).contains(first),
                let date = PartialDate(year: first, month: second, day: third)
            {
                return (date, 3, false)
            }
            if (1300...1499).contains(first),
                let date = SolarHijri.date(year: first, month: second, day: third)
            {
                return (date, 3, false)
            }
            return nil
        }
        guard words[index + 2].range.count == 4, words[index].range.count <= 2 else { return nil }
        if (1300...1499).contains(third) {
            return SolarHijri.date(year: third, month: second, day: first).map { ($0, 3, false) }
        }
        guard (1900...2100).contains(third) else { return nil }
        let dayFirst = PartialDate(year: third, month: second, day: first)
        let monthFirst = PartialDate(year: third, month: first, day: second)
        let ambiguous = dayFirst != nil && monthFirst != nil && first != second
        let chosen =
            self.monthFirst && mark == "/" ? monthFirst ?? dayFirst : dayFirst ?? monthFirst
        return chosen.map { ($0, 3, ambiguous) }
    }

    private func joint(_ one: FoldedWord, _ two: FoldedWord, _ text: FoldedText) -> Unicode.Scalar?
    {
        guard two.range.lowerBound - one.range.upperBound == 1 else { return nil }
        let scalar = text.folded[one.range.upperBound]
        return scalar == "-" || scalar == "." || scalar == "/" ? scalar : nil
    }

    private func skipDateWords(_ index: Int, _ words: [FoldedWord]) -> Int {
        var index = index
        while index < words.count, lexicon.has(words[index], .dateWords) { index += 1 }
        return index
    }

    private func year(_ word: FoldedWord, _ calendar: Lexicon.Calendar) -> Int? {
        guard let number = word.number, word.range.count == 4 else { return nil }
        switch calendar {
        case .gregorian: return (1700...2100).contains(number) ? number : nil
        case .solarHijri, .lunarHijri: return (1200...1500).contains(number) ? number : nil
        }
    }

    private func make(_ year: Int, _ month: Lexicon.Month, _ day: Int?) -> PartialDate? {
        switch month.calendar {
        case .gregorian: PartialDate(year: year, month: month.number, day: day)
        case .solarHijri: SolarHijri.date(year: year, month: month.number, day: day)
        case .lunarHijri: LunarHijri.date(year: year, month: month.number, day: day)
        }
    }

    /// Nothing but white space, a comma, a point or a slash between two words of one date.
    private func near(_ one: FoldedWord, _ two: FoldedWord, _ text: FoldedText) -> Bool {
        guard one.range.upperBound <= two.range.lowerBound else { return false }
        let between = text.folded[one.range.upperBound..<two.range.lowerBound]
        return between.count <= 4
            && between.allSatisfy {
                FoldedText.isSpace($0) || $0 == "," || $0 == "." || $0 == "/" || $0 == "-"
                    || $0 == "\u{60C}"
            }
    }
}
