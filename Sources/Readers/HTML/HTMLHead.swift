internal import Core

/// What a document states of itself outside its text: `title`, `meta`, `link`, JSON-LD.
struct HTMLHead {
    private(set) var data = StructuredData()
    private(set) var metas: [(meaning: MetaMeaning, value: String)] = []
    private(set) var title: String?
    private(set) var canonical: String?
    private(set) var language: String?
    private var bylineCard: Character?

    /// Embedded JSON of a page that is read, in bytes; a larger one is not about the article.
    private static let largestData = 4 << 20

    init(_ tree: HTMLTree) {
        var room = Self.largestData
        for node in 1..<max(1, tree.count) {
            switch tree.tag(node) {
            case .meta: add(meta: node, tree)
            case .link: add(link: node, tree)
            case .script: add(script: node, tree, &room)
            case .title where title == nil: title = tree.textContent(node, limit: 1000)
            case .html where language == nil: language = tree.string(node, .lang)
            default: break
            }
        }
    }

    private mutating func add(meta node: Int, _ tree: HTMLTree) {
        guard let content = tree.value(node, .content), content.count <= 8192, !content.isEmpty,
            metas.count < 256,
            let name = tree.string(node, .property) ?? tree.string(node, .name)
                ?? tree.string(node, .itemprop)
        else { return }
        let value = HTMLTree.collapsed(
            UnsafeBufferPointer(rebasing: tree.text[content]).span, limit: 1000)
        guard !value.isEmpty, let meaning = MetaMeaning(name) ?? meaning(card: name, value) else {
            return
        }
        metas.append((meaning, value))
    }

    /// The meaning of what a card for shared links shows: `twitter:label1` is a caption such as
    /// *Written by*, `twitter:data1` what it is the caption of.
    private mutating func meaning(card name: String, _ value: String) -> MetaMeaning? {
        if name.hasPrefix("twitter:label"), let number = name.last {
            if Self.bylines.contains(value.lowercased()) { bylineCard = number }
        } else if name.hasPrefix("twitter:data"), let bylineCard, name.last == bylineCard {
            return .author
        }
        return nil
    }

    /// Captions of the author's name in the languages of the built-in lexicons.
    private static let bylines: Set<String> = [
        "written by", "by", "author", "verfasst von", "geschrieben von", "autor", "escrito por",
        "écrit par", "auteur", "scritto da", "autore", "yazan", "yazar", "shkruar nga",
        "napisao", "autor teksta", "نوشته شده توسط", "كتب بواسطة", "كاتب",
    ]

    private mutating func add(link node: Int, _ tree: HTMLTree) {
        guard canonical == nil, let rel = tree.string(node, .rel)?.lowercased(),
            rel == "canonical", let address = tree.string(node, .href), address.hasPrefix("http")
        else { return }
        canonical = address
    }

    private mutating func add(script node: Int, _ tree: HTMLTree, _ room: inout Int) {
        guard let type = tree.string(node, .type)?.lowercased(), type.contains("ld+json"),
            node + 1 < tree.end(node)
        else { return }
        // Long scripts come in several texts, one after the other in the same memory.
        let first = tree.range(node + 1)
        let whole = first.lowerBound..<tree.range(tree.end(node) - 1).upperBound
        guard whole.count <= room else { return }
        room -= whole.count
        let bytes = UnsafeBufferPointer(rebasing: tree.text[whole])
        guard let start = bytes.firstIndex(where: { $0 == 0x7B || $0 == 0x5B }) else { return }
        if let value = JSONTree(UnsafeBufferPointer(rebasing: bytes[start...])) { data.add(value) }
    }

    func values(_ meaning: MetaMeaning) -> [String] {
        metas.filter { $0.meaning == meaning }.map(\.value)
    }

    func first(_ meaning: MetaMeaning) -> String? {
        metas.first { $0.meaning == meaning }?.value
    }

    /// Whether the document says that it is one article.
    var isArticle: Bool { first(.type) == "article" || data.isArticle && data.articles == 1 }

    /// The page's own address, as far as it says.
    var ownAddress: String? {
        let own = [first(.url), data.url].compactMap { $0 }.first { $0.hasPrefix("http") }
        return own ?? canonical
    }

    var siteName: String? { first(.site) ?? data.publisher }
}
