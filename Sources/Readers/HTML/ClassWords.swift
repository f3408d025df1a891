/// What the words in an element's class and identifier say of it.
///
/// Words are parted at everything but letters and at capitals within (`relatedPosts-list` is *related*,
/// *posts*, *list*). None of them belongs to a site; they are what makers of pages call such parts.
struct ClassWords: OptionSet {
    let rawValue: UInt16

    /// Navigation, related pieces, comments, advertisement, forms: not the piece.
    static let chrome = ClassWords(rawValue: 1 << 0)
    static let byline = ClassWords(rawValue: 1 << 1)
    static let date = ClassWords(rawValue: 1 << 2)
    /// The date is that of a change.
    static let changed = ClassWords(rawValue: 1 << 3)
    static let post = ClassWords(rawValue: 1 << 4)
    static let caption = ClassWords(rawValue: 1 << 5)
    static let title = ClassWords(rawValue: 1 << 6)
    static let published = ClassWords(rawValue: 1 << 7)
    /// The running text of a piece.
    static let content = ClassWords(rawValue: 1 << 8)

    private static let words: [(ClassWords, String)] = [
        (
            .chrome,
            """
            nav navbar navigation menu footer sidebar comments disqus share sharing social related \
            recommended recommendation recommendations recirculation recirc promo promos promotion teaser teasers \
            newsletter newsletters subscribe subscription signup breadcrumb breadcrumbs advert \
            adverts advertisement advertising ads sponsored cookie cookies consent modal popup \
            overlay tooltip tags taglist toolbar pagination pager paging login signin skip readmore \
            trending popular mostread feedback rating ratings poll quiz \
            bookmark copyright disclaimer masthead hidden visuallyhidden screenreader sr \
            carousel slider followus follow bio biography authorbox promobox \
            respond pushnotification notification notifications weather stickybar ticker \
            moreon morefrom alsoread readnext upnext player jsonly noprint printonly reactions topics
            """
        ),
        (.byline, "byline author authors bylines authored vcard writer autor auteur autore"),
        (.date, "date time timestamp datetime dateline pubdate posted published dated datum"),
        (.changed, "modified updated update changed edited"),
        (.published, "published pubdate posted entrydate postdate datepublished created"),
        (.post, "post hentry entry story"),
        (.caption, "caption figcaption credit legend imagecaption"),
        (.title, "title headline heading"),
        (.content, "content body text"),
    ]

    private static let known: [UInt64: ClassWords] = {
        var known: [UInt64: ClassWords] = [:]
        for (meaning, list) in words {
            for word in list.split(separator: " ") {
                var hash = start
                for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* prime }
                known[hash, default: []].insert(meaning)
            }
        }
        return known
    }()

    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01b3
    /// Longer lists of classes say no more.
    private static let longest = 400

    /// O(bytes), of which at most `longest` are looked at.
    static func of(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> ClassWords {
        var found: ClassWords = []
        var hash = start
        var isInWord = false
        var wasLower = false
        for index in range.prefix(longest) {
            let byte = bytes[index]
            let lower = byte | 0x20
            guard lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "z") else {
                // `print:hidden` says what holds when the page is printed.
                if isInWord, byte != UInt8(ascii: ":"), let meaning = known[hash] {
                    found.formUnion(meaning)
                }
                isInWord = false
                wasLower = false
                hash = start
                continue
            }
            if byte != lower, wasLower {
                if let meaning = known[hash] { found.formUnion(meaning) }
                hash = start
            }
            wasLower = byte == lower
            isInWord = true
            hash = (hash ^ UInt64(lower)) &* prime
        }
        if isInWord, let meaning = known[hash] { found.formUnion(meaning) }
        return found
    }
}
