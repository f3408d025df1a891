/// Outlets that are known by name: from an outlets file, from the sites of the archive, and from
/// credits that leave no doubt.
package struct OutletNames: Sendable {
    private var byKey: [String: Outlet] = [:]
    private var agencies: Set<String> = []

    package init() {}

    /// Adds an outlet under its name, its domain, the domain's own part, and further aliases.
    ///
    /// What was added first keeps a name.
    package mutating func add(_ outlet: Outlet, aliases: [String] = []) {
        var names = [outlet.name] + aliases
        if let domain = outlet.domain {
            names.append(domain)
            if let label = domain.split(separator: ".").first, label.count >= 4 {
                names.append(String(label))
            }
        }
        for name in names {
            for key in Self.keys(name) where byKey[key] == nil { byKey[key] = outlet }
            let scalars = name.unicodeScalars
            if (2...6).contains(scalars.count), scalars.allSatisfy({ FoldedText.isUpper($0) }) {
                agencies.insert(name)
            }
        }
    }

    package func find(_ name: some StringProtocol) -> Outlet? {
        for key in Self.keys(name) {
            if let outlet = byKey[key] { return outlet }
        }
        return nil
    }

    func isAbbreviation(_ name: String) -> Bool { agencies.contains(name) }

    /// Folded letters and digits without spaces, with and without a leading article.
    private static func keys(_ name: some StringProtocol) -> [String] {
        let words = FoldedText.key(name).split(separator: " ")
        guard !words.isEmpty else { return [] }
        let whole = words.joined().filter { $0 != "'" }
        if words.count > 1, ["the", "www"].contains(words[0]) {
            return [whole, words.dropFirst().joined().filter { $0 != "'" }]
        }
        return [whole]
    }
}

/// Tells by its form whether a stretch of a line names a person, an outlet, an agency, a job.
package struct NameForms: Sendable {
    let lexicon: Lexicon
    let dates: DateReader
    package var known: OutletNames

    package init(lexicon: Lexicon, known: OutletNames = OutletNames()) {
        self.lexicon = lexicon
        self.dates = DateReader(lexicon: lexicon)
        self.known = known
    }

    /// The names in a list of persons (`A`, `A and B`, `A, B and C`), or none when a part of it is
    /// not the name of a person.
    func persons(_ text: FoldedText, _ range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        let words = text.words(in: range)
        func close(_ end: Int) {
            let part = text.trimmed(start..<max(start, end))
            if !part.isEmpty { parts.append(part) }
        }
        var index = range.lowerBound
        while index < range.upperBound {
            let scalar = text.folded[index]
            if scalar == "," || scalar == "&" || scalar == ";" || scalar == "\u{60C}" {
                close(index)
                start = index + 1
            } else if let word = words.first(where: { $0.range.lowerBound == index }),
                lexicon.has(word.text, .and), index > range.lowerBound,
                FoldedText.isSpace(text.folded[index - 1]),
                word.range.upperBound < range.upperBound,
                FoldedText.isSpace(text.folded[word.range.upperBound])
            {
                close(index)
                start = word.range.upperBound
                index = word.range.upperBound
                continue
            }
            index += 1
        }
        close(range.upperBound)
        guard !parts.isEmpty, parts.count <= 12, parts.allSatisfy({ isPerson(text, $0) }) else {
            return []
        }
        return parts
    }

    /// Two to five words with capitals (or of a script without them), particles allowed, and no
    /// sign of an outlet, a body, a job, a month or a sentence.
    func isPerson(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        guard range.count <= 60 else { return false }
        for index in range {
            let scalar = text.folded[index]
            let allowed =
                FoldedText.isWord(scalar) || FoldedText.isSpace(scalar) || scalar == "."
                || scalar == "-"
                || scalar == "'" || scalar == "\u{200C}"
            if !allowed || FoldedText.isDigit(scalar) { return false }
            if scalar == "-", isSpaced(text, index, range) { return false }
        }
        let words = parts(text, range)
        guard (2...5).contains(words.count) else { return false }
        var names = 0
        for (position, word) in words.enumerated() {
            let key = FoldedText.key(text.text(word))
            if key.isEmpty { return false }
            if lexicon.has(key, .bodyWords) || lexicon.has(key, .roles) { return false }
            if lexicon.has(key, .outletWords), position == 0 || position == words.count - 1 {
                return false
            }
            if position == 0, !lexicon.has(key, .particles),
                lexicon.has(key, .openers) || lexicon.has(key, .by)
            {
                return false
            }
            if lexicon.has(key, .particles), position > 0 { continue }
            guard isCapitalised(text, word) else { return false }
            names += 1
        }
        if known.find(text.text(range)) != nil { return false }
        return names >= 2
    }

    /// Whether the stretch names an outlet, with a sign that it does: it is listed, an address, a
    /// run-together name in small letters, or has a word that names of publications have.
    func isOutlet(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        if DomainName.whole(text, range) != nil { return true }
        guard isNameOfAnything(text, range) else { return false }
        let name = text.text(range)
        if known.find(name) != nil { return true }
        let words = text.words(in: range)
        if words.count == 1, let word = words.first {
            if isSlug(text, word.range) { return true }
        }
        for word in words.indices where lexicon.phrase(words, at: word, .outletWords) > 0 {
            if words.count > 1 { return true }
        }
        // `The Beekeepers`: no person's name begins so.
        if words.count > 1, words[0].text == "the" { return true }
        return words.count > 1 && words.contains { lexicon.has($0.text, .bodyWords) }
    }

    /// A single word of six or more small letters: an address without its ending.
    private func isSlug(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        guard range.count >= 6, range.count <= 40 else { return false }
        let own = text.scalars[range].allSatisfy {
            (97...122).contains($0.value) || (48...57).contains($0.value)
        }
        let key = FoldedText.key(text.text(range))
        return own && !lexicon.has(key, .roles) && !lexicon.has(key, .openers)
    }

    /// At most nine words, the first with a capital (or a digit, or of a script without them), and
    /// no mark that ends a sentence inside.
    func isNameOfAnything(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        if DomainName.whole(text, range) != nil { return true }
        let words = parts(text, range)
        guard (1...9).contains(words.count), let first = words.first else { return false }
        for index in range {
            let scalar = text.folded[index]
            if scalar == "?" || scalar == "!" || scalar == ";" || scalar == "\"" || scalar == "|" {
                return false
            }
            if scalar == ":" || scalar == "=" || scalar == "\u{2026}" { return false }
            // A dash between words parts two statements.
            if scalar == "-", isSpaced(text, index, range) { return false }
            // A full stop inside: only after an abbreviation (`Estud. Asia`) or an initial.
            if scalar == ".", index + 2 < range.upperBound,
                FoldedText.isSpace(text.folded[index + 1])
            {
                var start = index
                while start > range.lowerBound, FoldedText.isWord(text.folded[start - 1]) {
                    start -= 1
                }
                if index - start > 6 { return false }
            }
        }
        let key = FoldedText.key(text.text(first))
        guard !key.isEmpty else { return false }
        if lexicon.months[key] != nil,
            words.count == 1 || FoldedText.isDigit(text.folded[words[1].lowerBound])
        {
            return false
        }
        if words.count > 1, lexicon.has(key, .by), !lexicon.has(key, .particles) { return false }
        if words.count == 1, lexicon.has(key, .openers) || lexicon.has(key, .roles) { return false }
        guard
            isCapitalised(text, first) || isSlug(text, first)
                || FoldedText.isDigit(text.folded[first.lowerBound])
                || (key == "the" && words.count > 1)
        else { return false }
        var small = 0
        for word in words
        where !isCapitalised(text, word) && !FoldedText.isDigit(text.folded[word.lowerBound]) {
            small += 1
        }
        return small * 2 <= words.count || words.count == 1
    }

    func isAgency(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        let name = text.text(range)
        if (2...6).contains(range.count), text.scalars[range].allSatisfy({ FoldedText.isUpper($0) })
        {
            return true
        }
        return known.isAbbreviation(name)
    }

    func isRole(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        let words = text.words(in: range)
        guard (1...7).contains(words.count) else { return false }
        return lexicon.mentions(words, .roles)
    }

    /// The date, when the stretch is a date and nothing else; a year alone counts.
    func date(_ text: FoldedText, _ range: Range<Int>) -> PartialDate? {
        let words = text.words(in: range, camel: true)
        guard let first = words.first, words.count <= 9 else { return nil }
        if words.count == 1, let year = first.number, first.range.count == 4 {
            return (1500...2100).contains(year) ? PartialDate(year: year) : nil
        }
        let found = dates.dates(in: text, words: words)
        guard found.count == 1, let date = found.first else { return nil }
        let outside = words.filter { !date.range.contains($0.range.lowerBound) }
        guard
            outside.allSatisfy({
                lexicon.has($0.text, .weekdays) || lexicon.has($0.text, .dateWords)
                    || lexicon.has($0.text, .stamp)
            })
        else { return nil }
        return date.date
    }

    /// Words by white space, without punctuation at their ends.
    private func parts(_ text: FoldedText, _ range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var index = range.lowerBound
        while index < range.upperBound {
            while index < range.upperBound, isGap(text.folded[index]) { index += 1 }
            let start = index
            while index < range.upperBound, !isGap(text.folded[index]) { index += 1 }
            guard index > start else { break }
            let part = start..<index
            if part.contains(where: { FoldedText.isWord(text.folded[$0]) }) { parts.append(part) }
        }
        return parts
    }

    /// White space that a reader sees.
    private func isGap(_ scalar: Unicode.Scalar) -> Bool {
        FoldedText.isSpace(scalar) && !FoldedText.isInvisible(scalar)
    }

    private func isCapitalised(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        for index in range {
            let scalar = text.scalars[index]
            guard FoldedText.isLetter(scalar) else { continue }
            return FoldedText.isUpper(scalar) || scalar.properties.generalCategory == .otherLetter
                || scalar.properties.generalCategory == .titlecaseLetter
        }
        return false
    }

    private func isSpaced(_ text: FoldedText, _ index: Int, _ range: Range<Int>) -> Bool {
        index > range.lowerBound && index + 1 < range.upperBound
            && FoldedText.isSpace(text.folded[index - 1])
            && FoldedText.isSpace(text.folded[index + 1])
    }

    /// Whether the script of the name has no capitals, so that any words may look like a name.
    func hasNoCase(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        !range.contains {
            FoldedText.isUpper(text.scalars[$0]) || FoldedText.isLower(text.scalars[$0])
        }
    }
}
