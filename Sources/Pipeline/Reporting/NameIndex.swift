internal import Core
internal import Report
internal import Store

/// The names of people and outlets that the credits of an archive give, with their spelling
/// variants.
///
/// Worked out when it is asked for: a name's variants depend on all other names. Memory follows the
/// names, not the pieces.
struct NameIndex {
    private var people: [String: Int] = [:]
    private var outlets: [String: Int] = [:]
    private let lexicon: Lexicon

    init(_ lexicon: Lexicon) { self.lexicon = lexicon }

    mutating func add(_ piece: Piece) {
        var people = Set(piece.authors + piece.signatories)
        var outlets = Set(piece.outlets.map(\.name))
        for credit in piece.credits {
            switch credit.role {
            case .presenter: people.insert(credit.value)
            case .agency: outlets.insert(credit.value)
            case .author, .outlet, .translator, .signatory, .published, .posted: break
            }
        }
        let reader = NameForms(lexicon: lexicon)
        for name in piece.translators where !outlets.contains(name) {
            if reader.isOutlet(name) { outlets.insert(name) } else { people.insert(name) }
        }
        for name in people { self.people[name, default: 0] += 1 }
        for name in outlets { self.outlets[name, default: 0] += 1 }
    }

    /// In the order of the names.
    var rows: [NameRow] {
        let all = rows(people, .person, .person) + rows(outlets, .outlet, .outlet)
        return all.sorted { ($0.name, $0.role) < ($1.name, $1.role) }
    }

    private func rows(
        _ pieces: [String: Int], _ role: NameRow.Role, _ kind: NameVariants.Kind
    ) -> [NameRow] {
        let names = pieces.keys.sorted()
        let variants = NameVariants(names, kind, same: lexicon.sameNames)
        return names.enumerated().map { place, name in
            NameRow(
                name: name, role: role, pieces: pieces[name] ?? 0,
                variants: variants.links[place].map { names[$0] })
        }
    }
}
