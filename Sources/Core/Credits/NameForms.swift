/// Outlets that are known by name: from an outlets file, from the sites of the archive, and from
/// credits that leave no doubt.
package struct OutletNames: Hashable, Sendable {
    /// By the hashes of their names (see `keys`).
    private var byKey: [UInt64: Outlet] = [:]

    package init() {}

    /// Adds an outlet under its name, its domain, the domain's own part, and further aliases.
    ///
    /// What was added first keeps a name.
    package mutating func add(_ outlet: Outlet, aliases: [String] = []) {
        for name in Self.names(of: outlet) + aliases {
            let text = FoldedText(name)
            let keys = Self.keys(text, 0..<text.count)
            for key in [keys.whole, keys.rest] {
                if let key, byKey[key] == nil { byKey[key] = outlet }
            }
        }
    }

    private static func names(of outlet: Outlet) -> [String] {
        var names = [outlet.name]
        if let domain = outlet.domain {
            names.append(domain)
            if let label = domain.split(separator: ".").first, label.count >= 4 {
                names.append(String(label))
            }
        }
        return names
    }

    /// The names of the outlets that are known here otherwise than there, in order.
    ///
    /// Aliases are given with the lists of outlets, which come first, and keep what they name.
    package func names(differingFrom other: OutletNames) -> [String] {
        var outlets: Set<Outlet> = []
        for (key, outlet) in byKey where other.byKey[key] != outlet {
            outlets.insert(outlet)
            if let its = other.byKey[key] { outlets.insert(its) }
        }
        for (key, outlet) in other.byKey where byKey[key] == nil { outlets.insert(outlet) }
        return Set(outlets.flatMap(Self.names)).sorted()
    }

    package func find(_ name: String) -> Outlet? {
        let text = FoldedText(name)
        return find(text, 0..<text.count)
    }

    /// The outlet that a stretch of a text names.
    func find(_ text: FoldedText, _ range: Range<Int>) -> Outlet? {
        let keys = Self.keys(text, range)
        return keys.whole.flatMap { byKey[$0] } ?? keys.rest.flatMap { byKey[$0] }
    }

    private static let articles = [
        FoldedText.hash(ofWord: "the"), FoldedText.hash(ofWord: "www"),
    ]

    /// Hashes of the folded letters and digits without spaces and apostrophes: of all, and of those
    /// behind a leading article.
    private static func keys(
        _ text: FoldedText, _ range: Range<Int>
    ) -> (whole: UInt64?, rest: UInt64?) {
        var whole = FoldedText.hash(ofWord: "")
        var rest = whole
        var first: UInt64?
        var words = 0
        forLetters(text, range) { letter, word in
            if word == 2, first == nil { first = whole }
            words = word
            guard let letter else { return }
            whole = FoldedText.hash(whole, adding: letter)
            if word > 1 { rest = FoldedText.hash(rest, adding: letter) }
        }
        guard words > 0 else { return (nil, nil) }
        return (whole, first.map(articles.contains) == true ? rest : nil)
    }

    /// The letters and digits of which `keys` are the hashes.
    static func letters(_ text: FoldedText) -> (
        whole: [Unicode.Scalar]?, rest: [Unicode.Scalar]?
    ) {
        var whole: [Unicode.Scalar] = []
        var rest: [Unicode.Scalar] = []
        forLetters(text, 0..<text.count) { letter, word in
            guard let letter else { return }
            whole.append(letter)
            if word > 1 { rest.append(letter) }
        }
        let keys = keys(text, 0..<text.count)
        return (keys.whole == nil ? nil : whole, keys.rest == nil ? nil : rest)
    }

    /// Hands over the letters and digits of a stretch with the number of their word, from 1; nil for an
    /// apostrophe, which may begin a word and is no letter of it.
    @inline(__always)
    private static func forLetters(
        _ text: FoldedText, _ range: Range<Int>, _ body: (Unicode.Scalar?, _ word: Int) -> Void
    ) {
        var words = 0
        var open = false
        for index in range {
            let scalar = text.folded[index]
            if FoldedText.isInvisible(scalar) || FoldedText.isMark(scalar) { continue }
            guard FoldedText.isWord(scalar) || scalar == "'" else {
                open = false
                continue
            }
            if !open {
                words += 1
                open = true
            }
            body(scalar == "'" ? nil : scalar, words)
        }
    }
}

/// Tells by its form whether a stretch of a line names a person, an outlet, an agency, a job.
package struct NameForms: Sendable {
    private static let the = FoldedText.hash(ofWord: "the")

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
        func close(_ end: Int) {
            let part = text.trimmed(start..<max(start, end))
            if !part.isEmpty { parts.append(part) }
        }
        let words = text.words(in: range)
        var next = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let scalar = text.folded[index]
            while next < words.count, words[next].range.lowerBound < index { next += 1 }
            if Self.partsNames(scalar) {
                close(index)
                start = index + 1
            } else if next < words.count, words[next].range.lowerBound == index,
                lexicon.has(words[next], .and), index > range.lowerBound,
                FoldedText.isSpace(text.folded[index - 1]),
                words[next].range.upperBound < range.upperBound,
                FoldedText.isSpace(text.folded[words[next].range.upperBound])
            {
                close(index)
                start = words[next].range.upperBound
                index = start
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

    private static func partsNames(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "," || scalar == "&" || scalar == ";" || scalar == "\u{60C}"
    }

    private static func mayStandInName(_ scalar: Unicode.Scalar) -> Bool {
        FoldedText.isWord(scalar) || FoldedText.isSpace(scalar) || scalar == "." || scalar == "-"
            || scalar == "'"
    }

    /// Behind what place `persons` finds none in any range from the lower bound on: at a figure, a
    /// mark that no name has, or the end of a word in small letters that neither joins names nor
    /// stands in them.
    func personsReach(_ text: FoldedText, _ range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            var isPlain = true
            while index < range.upperBound, !isGap(text.folded[index]) {
                let scalar = text.folded[index]
                guard Self.mayStandInName(scalar) || Self.partsNames(scalar),
                    !FoldedText.isDigit(scalar)
                else { return index }
                isPlain =
                    isPlain && (FoldedText.isWord(scalar) || FoldedText.isInvisible(scalar))
                index += 1
            }
            let word = start..<index
            index += 1
            guard isPlain, !word.isEmpty, !isCapitalised(text, word),
                let key = text.keyHash(word),
                lexicon.lists(of: key).isDisjoint(with: [.init(.particles), .init(.and)])
            else { continue }
            return word.upperBound
        }
        return range.upperBound
    }

    /// The same for `isNameOfAnything`: a mark that ends or parts sentences, unless it stands in an
    /// address.
    func nameReach(_ text: FoldedText, _ range: Range<Int>) -> Int {
        for index in range {
            let scalar = text.folded[index]
            if scalar == "/" { return range.upperBound }
            guard Self.endsName(scalar) else { continue }
            let isScheme =
                scalar == ":" && index + 1 < text.count && text.folded[index + 1] == "/"
            return isScheme ? range.upperBound : index
        }
        return range.upperBound
    }

    private static func endsName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "?", "!", ";", "\"", "|", ":", "=", "\u{2026}", "\u{60C}": true
        default: false
        }
    }

    /// Words of these are in no person's name.
    private static let noPersons: WordLists.Lists = [.init(.bodyWords), .init(.roles)]
    /// Words of these begin none, unless they are particles.
    private static let noFirstNames: WordLists.Lists = [.init(.openers), .init(.by)]

    /// Two to five words with capitals (or of a script without them), particles allowed, and no
    /// sign of an outlet, a body, a job, a month or a sentence.
    func isPerson(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        guard range.count <= 60 else { return false }
        for index in range {
            let scalar = text.folded[index]
            if !Self.mayStandInName(scalar) || FoldedText.isDigit(scalar) { return false }
            if scalar == "-", isSpaced(text, index, range) { return false }
        }
        let words = parts(text, range)
        guard (2...5).contains(words.count) else { return false }
        var names = 0
        for (position, word) in words.enumerated() {
            guard let key = text.keyHash(word) else { return false }
            let lists = lexicon.lists(of: key)
            if !lists.isDisjoint(with: Self.noPersons) { return false }
            if lists.contains(.init(.outletWords)), position == 0 || position == words.count - 1 {
                return false
            }
            let isParticle = lists.contains(.init(.particles))
            if position == 0, !isParticle, !lists.isDisjoint(with: Self.noFirstNames) {
                return false
            }
            if isParticle, position > 0 { continue }
            guard isCapitalised(text, word) else { return false }
            names += 1
        }
        if known.find(text, range) != nil { return false }
        return names >= 2
    }

    /// Whether the stretch names an outlet, with a sign that it does: it is listed, an address, a
    /// run-together name in small letters, or has a word that names of publications have.
    func isOutlet(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        if DomainName.whole(text, range) != nil { return true }
        guard isNameOfAnything(text, range) else { return false }
        if known.find(text, range) != nil { return true }
        let words = text.words(in: range)
        if words.count == 1, let word = words.first {
            if isSlug(text, word.range) { return true }
        }
        for word in words.indices where lexicon.phrase(words, at: word, .outletWords) > 0 {
            if words.count > 1 { return true }
        }
        // `The Beekeepers`: no person's name begins so.
        if words.count > 1, words[0].reads("the") { return true }
        return words.count > 1 && words.contains { lexicon.has($0, .bodyWords) }
    }

    /// Whether a name by itself is that of an outlet.
    package func isOutlet(_ name: String) -> Bool {
        let text = FoldedText(name)
        return isOutlet(text, text.trimmed(0..<text.count))
    }

    /// A single word of six or more small letters: an address without its ending.
    private func isSlug(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        guard range.count >= 6, range.count <= 40 else { return false }
        let own = range.allSatisfy {
            !FoldedText.isUpper(text.scalars[$0])
                && ((97...122).contains(text.folded[$0].value)
                    || FoldedText.isDigit(text.folded[$0]))
        }
        guard own, let key = text.keyHash(range) else { return false }
        return !lexicon.has(key, .roles) && !lexicon.has(key, .openers)
    }

    /// At most nine words, the first with a capital (or a digit, or of a script without them), and
    /// no mark that ends a sentence inside.
    func isNameOfAnything(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        if DomainName.whole(text, range) != nil { return true }
        let words = parts(text, range)
        guard (1...9).contains(words.count), let first = words.first else { return false }
        for index in range {
            let scalar = text.folded[index]
            if Self.endsName(scalar) { return false }
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
        guard let key = text.keyHash(first) else { return false }
        if lexicon.month(key) != nil,
            words.count == 1 || FoldedText.isDigit(text.folded[words[1].lowerBound])
        {
            return false
        }
        if FoldedText.isDigit(text.folded[first.lowerBound]) || lexicon.has(key, .weekdays),
            date(text, range) != nil
        {
            return false
        }
        if words.count > 1, lexicon.has(key, .by), !lexicon.has(key, .particles) { return false }
        if words.count == 1, lexicon.has(key, .openers) || lexicon.has(key, .roles) { return false }
        guard
            isCapitalised(text, first) || isSlug(text, first)
                || FoldedText.isDigit(text.folded[first.lowerBound])
                || (words.count > 1 && key == Self.the)
        else { return false }
        var small = 0
        for word in words
        where !isCapitalised(text, word) && !FoldedText.isDigit(text.folded[word.lowerBound]) {
            small += 1
        }
        return small * 2 <= words.count || words.count == 1
    }

    /// Two to six capitals, or a listed agency.
    func isAgency(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        if (2...6).contains(range.count),
            range.allSatisfy({ FoldedText.isUpper(text.scalars[$0]) })
        {
            return true
        }
        return isListedAgency(text, range)
    }

    /// An agency of the lexicon: written as a name, or with a capital that its entry lacks.
    func isListedAgency(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        guard range.count <= 40 else { return false }
        let words = text.words(in: range)
        return !words.isEmpty && words.count <= 5
            && lexicon.phrase(words, at: 0, .agencies) == words.count
            // Nothing stands around the words but space.
            && words[0].range.lowerBound == range.lowerBound
            && words[words.count - 1].range.upperBound == range.upperBound
    }

    /// The agencies in a list of them (`AFP`, `AFP/dpa`, `AP, Reuters`); none when a part of it is
    /// not an agency.
    func agencies(_ text: FoldedText, _ range: Range<Int>) -> [Range<Int>] {
        guard range.count <= 60 else { return [] }
        if isAgency(text, range) { return [range] }
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        for index in range where isAgencyJoint(text.folded[index]) {
            parts.append(text.trimmed(start..<index))
            start = index + 1
        }
        guard !parts.isEmpty, parts.count < 5 else { return [] }
        parts.append(text.trimmed(start..<range.upperBound))
        return parts.allSatisfy { isAgency(text, $0) } ? parts : []
    }

    private func isAgencyJoint(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "/" || scalar == "," || scalar == "&" || scalar == "+" || scalar == "\u{60C}"
    }

    /// Whether the first word of a stretch may begin an agency or a language: a cheap look before
    /// ends are tried for the slot.
    func mayBegin(_ slot: CreditPattern.Slot, _ text: FoldedText, _ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        while start < range.upperBound, FoldedText.isSpace(text.folded[start]) { start += 1 }
        var end = start
        while end < range.upperBound,
            FoldedText.isWord(text.folded[end]) || text.folded[end] == "'"
        { end += 1 }
        guard start < end else { return false }
        if slot == .agency, end - start <= 6, FoldedText.isUpper(text.scalars[start]) {
            return true
        }
        guard let hash = text.keyHash(start..<end) else { return false }
        return lexicon.mayBegin(hash, slot == .language ? .languages : .agencies)
    }

    /// The name of a language and nothing else.
    func isLanguage(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        text.keyHash(range).map { lexicon.has($0, .languages) } ?? false
    }

    /// The name of a language, also behind a small word where letters have no capitals to tell a
    /// name by.
    func endsInLanguage(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        if isLanguage(text, range) { return true }
        guard hasNoCase(text, range), let last = text.words(in: range).last else { return false }
        return lexicon.has(last, .languages)
    }

    func isEmail(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        guard let at = range.first(where: { text.folded[$0] == "@" }), at > range.lowerBound,
            !range.contains(where: { FoldedText.isSpace(text.folded[$0]) })
        else { return false }
        return text.folded[(at + 1)..<range.upperBound].contains(".")
    }

    func isRole(_ text: FoldedText, _ range: Range<Int>) -> Bool {
        let words = text.words(in: range)
        guard (1...7).contains(words.count) else { return false }
        return lexicon.mentions(words, .roles)
    }

    /// Words of the longest date.
    static let dateWords = 9

    /// The date, when the stretch is a date and nothing else; a year alone counts.
    func date(_ text: FoldedText, _ range: Range<Int>) -> PartialDate? {
        let words = text.words(in: range, camel: true)
        guard let first = words.first, words.count <= Self.dateWords else { return nil }
        if words.count == 1, let year = first.number, first.range.count == 4 {
            return (1500...2100).contains(year) ? PartialDate(year: year) : nil
        }
        let found = dates.dates(in: text, words: words)
        guard found.count == 1, let date = found.first else { return nil }
        var index = 0
        while index < words.count {
            if date.range.contains(words[index].range.lowerBound) {
                index += 1
                continue
            }
            let lists: [Lexicon.List] = [.weekdays, .dateWords, .stamp]
            let step = lists.map { lexicon.phrase(words, at: index, $0) }.max() ?? 0
            guard step > 0 else { return nil }
            index += step
        }
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
            return FoldedText.isUpper(scalar) || FoldedText.isUncased(scalar)
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
