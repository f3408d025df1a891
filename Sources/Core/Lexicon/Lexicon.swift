/// The words by which pages say things about themselves: dates, credits, share bars, pagers,
/// salutations … in any number of languages.
///
/// A lexicon is data. It is merged from files, one for each language; the core holds no word lists
/// of its own.
package struct Lexicon: Sendable {
    /// A calendar in which month names count.
    package enum Calendar: Hashable, Sendable { case gregorian, solarHijri, lunarHijri }

    package struct Month: Hashable, Sendable {
        package var number: Int
        package var calendar: Calendar
        package init(number: Int, calendar: Calendar) {
            self.number = number
            self.calendar = calendar
        }
    }

    /// What a word list is for.
    ///
    /// Two-word names are written with an underscore in a lexicon file (see `key`).
    package enum List: UInt8, CaseIterable, Sendable {
        /// Names of days of the week.
        case weekdays
        /// Small words inside a date ("de", "of", "th").
        case dateWords
        /// Words around the host's date of a post ("posted on", "published", "at", "am").
        case stamp
        /// Words before a name in the host's date line or a byline ("by", "von", "par").
        case by
        /// "comments", "komente", "no comments", "leave a comment".
        case comments
        /// Names of networks and words of share bars.
        case share
        /// "Older posts", "next page".
        case pager
        /// Headings of sidebars and footers ("recent posts", "about us", "all rights reserved").
        case sidebar
        /// "Advertisement".
        case advert
        /// "Read more", "Related", "Tags": lines around a post that belong to the site.
        case furniture
        /// "Read more": the text goes on elsewhere.
        case truncation
        /// "Sincerely", "Yours truly".
        case closings
        /// "Dear", "Your Excellency", "Mr.": first words of a salutation.
        case salutations
        /// "Signatories", "Signed".
        case signatories
        case letter, digest, newsletter, interview, video, announcement, excerpt
        /// "Weekly", "daily".
        case periods
        /// Words in the names of publications ("Times", "News", "Herald", "Agency").
        case outletWords
        /// Words in the names of bodies ("Association", "Society", "Committee").
        case bodyWords
        /// Job titles ("editor", "correspondent", "staff writer").
        case roles
        /// Small words inside names of persons ("de", "von", "bin").
        case particles
        /// Words that join names ("and", "und", "&").
        case and
        /// Words that begin sentences, not names ("the", "a", "this", "we").
        case openers
        /// "family", "families", "mother of": collective signatures.
        case collective
        /// News agencies by their names and abbreviations.
        case agencies
        /// Names of languages, as they stand behind "translated from".
        case languages
    }

    /// By the hashes of words and phrases.
    private var table = HashTable<WordLists>()
    /// Words of the longest entry.
    private(set) var longestEntry = 1
    package private(set) var credits: [CreditPattern] = []

    /// Spellings of one given name, in plain letters, each mapped to the first of them.
    package private(set) var sameNames: [String: String] = [:]

    package init() {}

    /// Adds spellings of one name.
    package mutating func add(sameNames names: [String]) {
        let plain = names.compactMap { NameSpelling($0).words.first }
        guard let first = plain.first else { return }
        for name in plain where sameNames[name] == nil {
            sameNames[name] = sameNames[first] ?? first
        }
    }

    package mutating func add(month name: String, _ month: Month) {
        let key = FoldedText.key(name)
        enter(key) {
            $0.month = month
        } begins: {
            $0.beginsMonth = true
        }
    }

    package mutating func add(_ entries: [String], to list: List) {
        for entry in entries {
            let key = FoldedText.key(entry)
            guard !key.isEmpty else { continue }
            add(key, list)
            // Share bars run their words together.
            if list == .share { add(key.split(separator: " ").joined(), list) }
        }
    }

    package mutating func add(_ pattern: CreditPattern) { credits.append(pattern) }

    private mutating func add(_ key: String, _ list: List) {
        enter(key) {
            $0.entries.insert(.init(list))
        } begins: {
            $0.begins.insert(.init(list))
        }
    }

    /// Notes a key, and all that it begins with.
    private mutating func enter(
        _ key: String, _ whole: (inout WordLists) -> Void,
        begins: (inout WordLists) -> Void
    ) {
        var words = key.split(separator: " ").map { FoldedText.hash(ofWord: $0) }[...]
        longestEntry = max(longestEntry, words.count)
        guard var hash = words.popFirst() else { return }
        while let word = words.popFirst() {
            table.update(hash, initial: WordLists(), begins)
            hash = FoldedText.hash(hash, and: word)
        }
        table.update(hash, initial: WordLists(), whole)
    }

    // MARK: Looking up

    /// The hash of a key: folded words with single spaces between them.
    private static func hash(_ key: some StringProtocol) -> UInt64? {
        var phrase: UInt64?
        for word in key.split(separator: " ") {
            let hash = FoldedText.hash(ofWord: word)
            phrase = phrase.map { FoldedText.hash($0, and: hash) } ?? hash
        }
        return phrase
    }

    /// Whether a folded word or phrase stands in the list.
    package func has(_ key: some StringProtocol, _ list: List) -> Bool {
        Self.hash(key).map { has($0, list) } ?? false
    }

    package func has(_ word: FoldedWord, _ list: List) -> Bool { has(word.hash, list) }

    /// The same by the hash of a word, or of a phrase.
    package func has(_ hash: UInt64, _ list: List) -> Bool {
        table[hash]?.entries.contains(.init(list)) ?? false
    }

    /// The lists that have the word, or the phrase, of this hash as an entry.
    func lists(of hash: UInt64) -> WordLists.Lists { table[hash]?.entries ?? [] }

    /// The month of that name.
    package func month(_ hash: UInt64) -> Month? { table[hash]?.month }

    package func month(_ name: String) -> Month? {
        Self.hash(FoldedText.key(name)).flatMap { month($0) }
    }

    /// How many entries the list has.
    package func count(_ list: List) -> Int {
        table.values.count { $0.entries.contains(.init(list)) }
    }

    /// All months that have a name.
    package var months: [Month] { table.values.compactMap(\.month) }

    /// Whether the text (folded and stripped to its words) is an entry of the list as a whole.
    package func matches(_ text: some StringProtocol, _ list: List) -> Bool {
        has(FoldedText.key(text), list)
    }

    /// Length in words of the longest entry of `list` that stands at `index`; 0 if none does.
    package func phrase(_ words: [FoldedWord], at index: Int, _ list: List) -> Int {
        phrase(words, at: index, list) { $0.hash }
    }

    /// The same for the hashes of words.
    func phrase(_ words: [UInt64], at index: Int, _ list: List) -> Int {
        phrase(words, at: index, list) { $0 }
    }

    /// Whether an entry of the list may begin with this word.
    func mayBegin(_ word: UInt64, _ list: List) -> Bool {
        begun(by: word).contains(.init(list))
    }

    /// The lists of which an entry may begin with this word.
    func begun(by word: UInt64) -> WordLists.Lists {
        table[word].map { $0.entries.union($0.begins) } ?? []
    }

    /// The month that stands at `index`, and its length in words.
    package func month(_ words: [FoldedWord], at index: Int) -> (month: Month, length: Int)? {
        var month: Month?
        let length = longest(words.count, at: index, { words[$0].hash }) { entry in
            if let found = entry.month { month = found }
            return (entry.month != nil, entry.beginsMonth)
        }
        return month.map { ($0, length) }
    }

    @inline(__always)
    private func phrase<Word>(
        _ words: [Word], at index: Int, _ list: List, hash: (Word) -> UInt64
    ) -> Int {
        let bit = WordLists.Lists(list)
        return longest(words.count, at: index, { hash(words[$0]) }) { entry in
            (entry.entries.contains(bit), entry.begins.contains(bit))
        }
    }

    @inline(__always)
    private func longest(
        _ count: Int, at index: Int, _ word: (Int) -> UInt64,
        _ look: (WordLists) -> (isEntry: Bool, goesOn: Bool)
    ) -> Int {
        guard index < count else { return 0 }
        var found = 0
        var hash = word(index)
        var length = 1
        while let entry = table[hash] {
            let (isEntry, goesOn) = look(entry)
            if isEntry { found = length }
            guard goesOn, index + length < count else { break }
            hash = FoldedText.hash(hash, and: word(index + length))
            length += 1
        }
        return found
    }

    /// Whether any entry of the list stands among the words.
    package func mentions(_ words: [FoldedWord], _ list: List) -> Bool {
        words.indices.contains { phrase(words, at: $0, list) > 0 }
    }

    /// The lists of which an entry stands among the words of these hashes.
    func mentioned(_ words: [UInt64]) -> WordLists.Lists {
        var lists: WordLists.Lists = []
        for index in words.indices {
            _ = longest(words.count, at: index, { words[$0] }) { entry in
                lists.formUnion(entry.entries)
                return (false, !entry.begins.isEmpty)
            }
        }
        return lists
    }
}

extension Lexicon.List {
    /// Its key in a lexicon file.
    package var key: String {
        switch self {
        case .dateWords: "date_words"
        case .outletWords: "outlet_words"
        case .bodyWords: "body_words"
        default: "\(self)"
        }
    }

    package init?(key: String) {
        guard let list = Self.allCases.first(where: { $0.key == key }) else { return nil }
        self = list
    }
}
