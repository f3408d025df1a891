/// The lists of a lexicon that a word or phrase has to do with: one look-up answers for all lists.
struct WordLists: Sendable {
    /// Lists as bits; there are fewer than 64.
    struct Lists: OptionSet, Sendable {
        let rawValue: UInt64
        init(rawValue: UInt64) { self.rawValue = rawValue }
        init(_ list: Lexicon.List) { rawValue = 1 << UInt64(list.rawValue) }
    }

    /// The lists that have it as an entry.
    var entries: Lists = []
    /// The lists of which a longer entry begins with it.
    var begins: Lists = []
    var month: Lexicon.Month?
    var beginsMonth = false
}
