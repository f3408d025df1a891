/// What tracing asks of names, found once for each name that the pieces of an archive have.
///
/// An archive has many pieces and few names: to fold a name takes longer than everything else that
/// is done to a step of a chain.
struct TracedNames: Sendable {
    struct Form: Sendable {
        /// Folded, by which two names are one.
        let key: String
        /// The words of the key without articles.
        let words: [String]
        /// Address of the outlet that is known by the name.
        let domain: String?
        /// Whether it has a word of digests.
        let isDigest: Bool
    }

    private let known: OutletNames
    private let lexicon: Lexicon
    private var forms: [String: Form] = [:]

    init(_ pieces: [TracedPiece], known: OutletNames, lexicon: Lexicon) {
        self.known = known
        self.lexicon = lexicon
        for piece in pieces {
            if let host = piece.host { keep(host) }
            if let site = piece.site { keep(site) }
            for outlet in piece.outlets { keep(outlet.name) }
            for name in piece.translators { keep(name) }
        }
    }

    private mutating func keep(_ name: String) {
        if forms[name] == nil { forms[name] = make(name) }
    }

    subscript(name: String) -> Form { forms[name] ?? make(name) }

    /// The key of a name, without the rest of what is known of it.
    func key(of name: String) -> String { forms[name]?.key ?? make(name).key }

    private func make(_ name: String) -> Form {
        let key = FoldedText.key(name)
        return Form(
            key: key, words: key.split(separator: " ").filter { $0 != "the" }.map(String.init),
            domain: known.find(name)?.domain,
            isDigest: lexicon.mentions(FoldedText(name).words(), .digest))
    }
}
