/// The words by which pages say things about themselves: dates, credits, share bars, pagers,
/// salutations … in any number of languages.
///
/// A lexicon is data. It is merged from files, one for each language; the core holds no word lists
/// of its own.
package struct Lexicon: Sendable {
    /// A calendar in which month names count.
    package enum Calendar: Hashable, Sendable { case gregorian, solarHijri }

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
    /// The raw value is its key in a lexicon file.
    package enum List: String, CaseIterable, Sendable {
        /// Names of days of the week.
        case weekdays
        /// Small words inside a date ("de", "of", "th").
        case dateWords = "date_words"
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
        case outletWords = "outlet_words"
        /// Words in the names of bodies ("Association", "Society", "Committee").
        case bodyWords = "body_words"
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
    }

    package private(set) var months: [String: Month] = [:]
    private var lists: [List: Set<String>] = [:]
    /// Longest entry of each list in words, for phrase look-up.
    private var longest: [List: Int] = [:]
    package private(set) var credits: [CreditPattern] = []

    package init() {}

    package mutating func add(month name: String, _ month: Month) {
        months[FoldedText.key(name)] = month
    }

    package mutating func add(_ entries: [String], to list: List) {
        for entry in entries {
            let key = FoldedText.key(entry)
            guard !key.isEmpty else { continue }
            lists[list, default: []].insert(key)
            // Share bars run their words together.
            if list == .share {
                lists[list, default: []].insert(key.split(separator: " ").joined())
            }
            longest[list] = max(longest[list] ?? 0, key.split(separator: " ").count)
        }
    }

    package mutating func add(_ pattern: CreditPattern) { credits.append(pattern) }

    /// Whether a folded word or phrase stands in the list.
    package func has(_ key: String, _ list: List) -> Bool { lists[list]?.contains(key) ?? false }

    package func entries(_ list: List) -> Set<String> { lists[list] ?? [] }

    /// Whether the text (folded and stripped to its words) is an entry of the list as a whole.
    package func matches(_ text: some StringProtocol, _ list: List) -> Bool {
        has(FoldedText.key(text), list)
    }

    /// Length in words of the longest entry of `list` that stands at `index`; 0 if none does.
    package func phrase(_ words: [FoldedWord], at index: Int, _ list: List) -> Int {
        guard let set = lists[list], let longest = longest[list] else { return 0 }
        var found = 0
        var key = ""
        for length in 1...max(1, longest) {
            guard index + length <= words.count else { break }
            if length > 1 { key += " " }
            key += words[index + length - 1].text
            if set.contains(key) { found = length }
        }
        return found
    }

    /// Whether any entry of the list stands among the words.
    package func mentions(_ words: [FoldedWord], _ list: List) -> Bool {
        words.indices.contains { phrase(words, at: $0, list) > 0 }
    }
}
