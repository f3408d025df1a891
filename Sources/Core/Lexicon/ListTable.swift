/// Hashes of words and phrases, with the lists that each stands in: one look-up answers for all
/// lists.
///
/// Open addressing with linear probing, at most half full. Two words of one hash would count as one;
/// the hash has 64 bits.
struct ListTable: Sendable {
    /// Lists as bits; there are fewer than 64.
    struct Lists: OptionSet, Sendable {
        let rawValue: UInt64
        init(rawValue: UInt64) { self.rawValue = rawValue }
        init(_ list: Lexicon.List) { rawValue = 1 << UInt64(list.rawValue) }
    }

    struct Entry: Sendable {
        var hash: UInt64
        /// The lists that have it as an entry.
        var entries: Lists = []
        /// The lists of which a longer entry begins with it.
        var begins: Lists = []
        var month: Lexicon.Month?
        var beginsMonth = false

        fileprivate var isEmpty: Bool {
            entries.isEmpty && begins.isEmpty && month == nil && !beginsMonth
        }
    }

    private var slots: [Entry] = Array(repeating: Entry(hash: 0), count: 64)
    private var count = 0

    /// What is known of the hash.
    subscript(hash: UInt64) -> Entry? {
        var at = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while !slots[at].isEmpty {
            if slots[at].hash == hash { return slots[at] }
            at = (at + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds to what is known of the hash; `body` must add something.
    mutating func update(_ hash: UInt64, _ body: (inout Entry) -> Void) {
        if 2 * (count + 1) > slots.count { grow() }
        let at = place(hash)
        if slots[at].isEmpty {
            slots[at].hash = hash
            count += 1
        }
        body(&slots[at])
    }

    private func place(_ hash: UInt64) -> Int {
        var at = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while !slots[at].isEmpty, slots[at].hash != hash { at = (at + 1) & (slots.count - 1) }
        return at
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Entry(hash: 0), count: 2 * old.count)
        for entry in old where !entry.isEmpty { slots[place(entry.hash)] = entry }
    }
}
