/// Names that a field gives, such as `author` of a row.
extension CreditReader {
    /// What a field for authors says: people and desks as authors, agencies and outlets as what they
    /// are; dates, jobs and addresses are nobody's names.
    ///
    /// A field may be `Ada Vell`, `By Ada Vell and Ivo Marsh, staff writers`, `AFP`.
    package func stated(_ text: String) -> [(role: CreditRole, value: String)] {
        guard text.utf8.count <= 400 else { return [] }
        let folded = FoldedText(text)
        let whole = folded.trimmed(0..<folded.count)
        guard !whole.isEmpty else { return [] }
        let people = forms.persons(folded, whole)
        if !people.isEmpty { return people.map { (.author, Self.visible(folded.text($0))) } }
        let agencies = forms.agencies(folded, whole)
        if agencies.contains(where: { forms.isListedAgency(folded, $0) }) {
            return agencies.map { (.agency, folded.text($0)) }
        }
        if forms.isEmail(folded, whole) || forms.date(folded, whole) != nil { return [] }
        if DomainName.whole(folded, whole) != nil || forms.known.find(folded, whole) != nil {
            return [(.outlet, folded.text(whole))]
        }
        for line in [text, "By " + text] {
            let read = tries(line, at: .head).credits
                .filter { $0.role == .author || $0.role == .agency }
            if read.contains(where: { $0.role == .author }) {
                return read.map { ($0.role, $0.value) }
            }
        }
        let words = folded.words(in: whole)
        let isJob =
            lexicon.phrase(words, at: 0, .roles) == words.count || words.isEmpty
            || words.allSatisfy { $0.number != nil }
        return isJob || folded.folded.contains("@") ? [] : [(.author, Self.visible(text))]
    }
}
