/// Links names that are spellings of one name: `Ann Pressly` and `Ann Pressley`.
///
/// A link says that two spellings go together, not which is right; names are never rewritten. It
/// would rather miss a link than join two people: those who share a surname are not linked, unless
/// their given names are spellings of one another too.
package struct NameVariants: Sendable {
    package enum Kind: Sendable { case person, outlet }

    /// For each name of the list, by its place, the places of the names that it is linked with, in
    /// order.
    package private(set) var links: [[Int]]

    private let kind: Kind
    private let spellings: [NameSpelling]
    private let domains: [String?]
    /// In how many of the spellings a word stands.
    private var uses: [String: Int] = [:]

    /// No more names than this are compared with one another under one key; a key that more share
    /// says nothing.
    private static let crowd = 32
    /// Letters of a word in which one may be wrong.
    private static let slipLength = 7
    /// Letters of a surname that is told by itself.
    private static let surnameLength = 5

    /// - Parameters:
    ///   - names: each once.
    ///   - kind: whose names they are.
    ///   - same: spellings of single words that are one name (`mohammad`, `mohamed`), each mapped to
    ///     one of them.
    /// - Complexity: near-linear in the letters of all names: only names that share a key are
    ///   compared.
    package init(_ names: [String], _ kind: Kind, same: [String: String] = [:]) {
        self.kind = kind
        links = [[Int]](repeating: [], count: names.count)
        domains = names.map { kind == .outlet ? DomainName.whole(FoldedText($0))?.name : nil }
        spellings = names.map { name in
            var spelling = NameSpelling(name)
            if kind == .outlet, spelling.words.count > 1, spelling.words[0] == "the" {
                spelling.words.removeFirst()
            }
            return spelling
        }
        for spelling in spellings {
            for word in Set(spelling.words) { uses[word, default: 0] += 1 }
        }
        var keys = Keys()
        for place in names.indices {
            let words = spellings[place].words
            guard !words.isEmpty, words.count <= NameSpelling.mostWords else { continue }
            if let domain = domains[place] {
                keys.add("d", [Self.label(domain)], place)
                continue
            }
            keys.add("p", words, place)
            keys.add(
                "p", NameSpelling(writtenOut: names[place]).words.map { same[$0] ?? $0 }, place)
            keys.add("p", NameSpelling(halfWrittenOut: names[place]).words, place)
            keys.add("p", words.map { same[$0] ?? $0 }, place)
            keys.add("s", words.map(NameSpelling.sound), place)
            if kind == .outlet {
                keys.add("d", [spellings[place].letters], place)
            } else if words.count >= 2 {
                keys.add("i", [words[words.count - 1]], place)
            }
            addSlips(words, place, &keys)
        }
        for (key, places) in keys.shared where key.first != "i" && places.count <= Self.crowd {
            for (position, one) in places.enumerated() {
                for two in places[(position + 1)...] where belong(one, two, key) {
                    link(one, two)
                }
            }
        }
        linkInitials(keys)
        for place in links.indices { links[place] = Set(links[place]).sorted() }
    }

    /// Keys under which names with one slip in the same word meet: the word with each of its letters
    /// left out, the other words as they stand.
    private func addSlips(_ words: [String], _ place: Int, _ keys: inout Keys) {
        // A slip in a given name makes another given name.
        let open = kind == .person ? (words.count - 1)..<words.count : 0..<words.count
        guard words.count >= 2 else { return }
        for index in open {
            let letters = Array(words[index].unicodeScalars)
            guard (Self.slipLength - 1...30).contains(letters.count) else { continue }
            var others = words
            func add(_ letters: some Sequence<Unicode.Scalar>) {
                var view = String.UnicodeScalarView()
                view.append(contentsOf: letters)
                others[index] = "\(index) \(String(view))"
                keys.add("e", others, place)
            }
            add(letters)
            for gap in 1..<letters.count - 1 { add(letters[..<gap] + letters[(gap + 1)...]) }
        }
    }

    private func belong(_ one: Int, _ two: Int, _ key: String) -> Bool {
        if let a = domains[one], let b = domains[two] { return a == b }
        guard key.first == "e" else { return true }
        let a = spellings[one].words
        let b = spellings[two].words
        guard a.count == b.count else { return false }
        let differing = a.indices.filter { a[$0] != b[$0] }
        guard differing.count == 1, let index = differing.first else { return differing.isEmpty }
        // A misspelling is a word that stands nowhere else.
        guard min(uses[a[index]] ?? 0, uses[b[index]] ?? 0) <= 1 else { return false }
        return Self.isSlip(Array(a[index].unicodeScalars), Array(b[index].unicodeScalars))
    }

    /// One letter too many, too few, another or two exchanged inside a long word; the first and the
    /// last letter are right: endings tell names apart (`Martin`, `Martins`; `Petrov`, `Petrova`).
    static func isSlip(_ one: [Unicode.Scalar], _ two: [Unicode.Scalar]) -> Bool {
        let (short, long) = one.count <= two.count ? (one, two) : (two, one)
        guard long.count >= slipLength, long.count - short.count <= 1 else { return false }
        guard short.first == long.first, short.last == long.last else { return false }
        var head = 0
        while head < short.count, short[head] == long[head] { head += 1 }
        var tail = 0
        while tail < short.count - head,
            short[short.count - 1 - tail] == long[long.count - 1 - tail]
        { tail += 1 }
        let left = short.count - head - tail
        if long.count > short.count { return left == 0 }
        if left == 1 { return true }
        return left == 2 && short[head] == long[head + 1] && short[head + 1] == long[head]
    }

    /// `J. Holm` and `Jane A. Holm` go with `Jane Holm` where nobody else has that surname.
    private mutating func linkInitials(_ keys: Keys) {
        for (key, places) in keys.shared where key.first == "i" && places.count <= Self.crowd {
            guard let last = spellings[places[0]].words.last, last.count >= Self.surnameLength
            else {
                continue
            }
            let short = places.filter {
                spellings[$0].words.dropLast().allSatisfy { $0.count == 1 }
            }
            let full = places.filter { !short.contains($0) }
            guard let one = full.first else { continue }
            let given = spellings[one].words.dropLast()
            // All full names are one, such as with and without a middle initial.
            guard full.allSatisfy({ spellings[$0].words.first == given.first }) else { continue }
            for (position, one) in full.enumerated() {
                for two in full[(position + 1)...]
                where spelledOut(one) == spelledOut(two) { link(one, two) }
            }
            let initials = given.compactMap(\.first)
            guard
                short.allSatisfy({ place in
                    spellings[place].words.dropLast().compactMap(\.first)
                        .elementsEqual(initials.prefix(spellings[place].words.count - 1))
                })
            else { continue }
            for place in short { for other in full { link(place, other) } }
        }
    }

    /// The words of a name but its initials.
    private func spelledOut(_ place: Int) -> [String] {
        spellings[place].words.filter { $0.count > 1 }
    }

    private mutating func link(_ one: Int, _ two: Int) {
        guard one != two else { return }
        links[one].append(two)
        links[two].append(one)
    }

    private static func label(_ domain: String) -> String {
        (domain.split(separator: ".").first ?? "").filter { $0 != "-" }
    }

    /// Names by what they have in common.
    private struct Keys {
        private var places: [String: [Int]] = [:]

        mutating func add(_ rule: Character, _ words: [String], _ place: Int) {
            let key = "\(rule) \(words.joined(separator: " "))"
            if places[key]?.last != place { places[key, default: []].append(place) }
        }

        /// Keys that two names or more have; what is made of them does not depend on their order.
        var shared: [(key: String, places: [Int])] {
            places.filter { $1.count > 1 }.map { ($0.key, $0.value) }
        }
    }
}

extension OutletNames {
    /// Whether the name, without accents and white space, is the domain's own part.
    static func isLabel(_ name: some StringProtocol, of domain: String) -> Bool {
        guard let label = domain.split(separator: ".").first, label.utf8.count >= 4 else {
            return false
        }
        let words = NameSpelling(name).words
        let letters = label.filter { $0 != "-" }
        return words.joined() == letters
            || (words.first == "the" && words.dropFirst().joined() == letters)
    }

    /// Whether one is the address of the other: `towncourier.example` and `Town Courier`.
    static func isSpelledOut(_ one: Outlet, _ two: Outlet) -> Bool {
        guard one.id == nil, two.id == nil else { return false }
        if let domain = one.domain, one.name == domain, two.domain == nil {
            return isLabel(two.name, of: domain)
        }
        if let domain = two.domain, two.name == domain, one.domain == nil {
            return isLabel(one.name, of: domain)
        }
        return false
    }
}
