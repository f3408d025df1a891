/// What the credit lines of a page say about which names are outlets.
///
/// `By A. Name, Harbour Lines` may name two people or a person and a paper. Elsewhere in the archive
/// the same words may stand in a place that leaves no doubt (`Source: Harbour Lines`), or after the
/// names of several people: then they are a paper.
package struct OutletHints: Sendable {
    /// Names in places where only an outlet stands.
    package var declared: [String] = []
    /// A person and what is printed after them.
    package var beside: [(person: String, name: String)] = []

    package init() {}
}

/// The hints of all pages, put together.
package struct OutletEvidence: Sendable {
    private var declared: Set<String> = []
    private var persons: [String: Set<String>] = [:]
    private var spellings: [String: String] = [:]

    package init() {}

    package mutating func add(_ hints: OutletHints) {
        for name in hints.declared {
            let key = FoldedText.key(name)
            declared.insert(key)
            spell(key, name)
        }
        for (person, name) in hints.beside {
            let key = FoldedText.key(name)
            persons[key, default: []].insert(FoldedText.key(person))
            spell(key, name)
        }
    }

    /// The least spelling, so that the order of the pages does not matter.
    private mutating func spell(_ key: String, _ name: String) {
        spellings[key] = spellings[key].map { min($0, name) } ?? name
    }

    /// Fewest people after whom a name must stand.
    private static let fewestPersons = 2

    /// Names that are outlets, in order.
    ///
    /// A name that stands first on such lines as well is a person's.
    package var outlets: [String] {
        let people = persons.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        var keys = declared
        for (key, beside) in persons
        where beside.count >= Self.fewestPersons && !people.contains(key) {
            keys.insert(key)
        }
        return keys.sorted().compactMap { spellings[$0] }
    }
}

extension CreditReader {
    /// The hints of a page: from short lines alone, wherever they stand.
    package func hints(_ page: Page) -> OutletHints {
        var hints = OutletHints()
        for index in page.lines.indices where (4...300).contains(page.lines[index].count) {
            let line = line(page, index)
            guard (2...16).contains(line.wordCount) else { continue }
            if let capture = capture(outletPatterns, line, general: false) {
                for (slot, range) in capture.slots where slot == .anyOutlet || slot == .outlet {
                    let words = line.text.words(in: range)
                    guard words.count >= 2 else { continue }
                    hints.declared.append(trimmedName(line.text.text(range)))
                }
            } else if let pair = pair(line) {
                hints.beside.append(pair)
            }
        }
        return hints
    }

    private func trimmedName(_ name: String) -> String {
        var name = name
        while let last = name.last, last == "." || last == "," { name.removeLast() }
        return name
    }

    /// `[By] Person, Name [– …]` and `Person – Name`.
    private func pair(_ line: Line) -> (person: String, name: String)? {
        let text = line.text
        let whole = text.trimmed(0..<text.count)
        var start = whole.lowerBound
        let step = line.opening(.by, of: lexicon)
        if step > 0, step < line.wordCount { start = text.words()[step].range.lowerBound }
        var end: Int?
        for index in start..<whole.upperBound where parts(text, index) {
            end = index
            break
        }
        guard let comma = end, comma > start, forms.isPerson(text, text.trimmed(start..<comma))
        else { return nil }
        var last = whole.upperBound
        for index in (comma + 2)..<max(comma + 2, whole.upperBound) where parts(text, index) {
            last = index
            break
        }
        let name = text.trimmed((comma + 1)..<max(comma + 1, last))
        guard text.words(in: name).count >= 2, forms.isNameOfAnything(text, name),
            DomainName.whole(text, name) == nil, forms.date(text, name) == nil
        else { return nil }
        let words = trimmedName(text.text(name))
        guard !lexicon.mentions(text.words(in: name), .roles) else { return nil }
        return (text.text(text.trimmed(start..<comma)), words)
    }

    /// A comma, or a dash between spaces.
    private func parts(_ text: FoldedText, _ index: Int) -> Bool {
        let scalar = text.folded[index]
        if scalar == "," || scalar == "\u{60C}" { return true }
        return scalar == "-" && index > 0 && index + 1 < text.count
            && FoldedText.isSpace(text.folded[index - 1])
            && FoldedText.isSpace(text.folded[index + 1])
    }
}
