internal import Core

/// Reads what elements around a piece are marked to be: bylines, dates, categories.
struct MarkedFacts {
    private let tree: HTMLTree
    private let body: [HTMLBlock]
    private let title: Int?

    /// - Parameters:
    ///   - tree: the document.
    ///   - body: the blocks of the running text.
    ///   - title: the first node of the title.
    init(_ tree: HTMLTree, body: [HTMLBlock], title: Int?) {
        self.tree = tree
        self.body = body
        self.title = title
    }

    /// Adds what is marked within an element, outside of the running text and of what is beside it.
    func add(from element: Int, to facts: inout PageFacts) {
        var node = element + 1
        while node < tree.end(element) {
            let tag = tree.tag(node)
            guard tag != .text, tree.hasAttributes(node) || tag == .time || tag.isUnread else {
                node += 1
                continue
            }
            if tag.isUnread || tag == .nav || tag == .aside || tag == .form {
                node = tree.end(node)
                continue
            }
            var words = tree.value(node, .class).map { ClassWords.of(tree.text, in: $0) } ?? []
            if words.contains(.chrome), tag != .footer, !holdsBody(node) {
                node = tree.end(node)
                continue
            }
            if tree.holds(node, .itemprop, "datePublished")
                || tree.holds(node, .itemprop, "dateCreated")
            {
                words.formUnion([.date, .published])
            }
            if tree.holds(node, .itemprop, "dateModified") { words.formUnion([.date, .changed]) }
            if tag == .time || words.contains(.date) { addDate(node, tag, words, &facts) }
            let isAuthor = tree.holds(node, .itemprop, "author")
            let isLink = tree.holds(node, .rel, "author") || tag == .a && leadsToAuthor(node)
            if isAuthor || isLink || words.contains(.byline) && !holdsBody(node) {
                let rule = isLink ? "rel-author" : isAuthor ? "microdata" : "byline"
                if addByline(node, rule, &facts) {
                    node = tree.end(node)
                    continue
                }
            }
            node += 1
        }
    }

    /// Whether a link outside of the text leads to a page about an author: `/author/ada-vell`.
    private func leadsToAuthor(_ node: Int) -> Bool {
        guard let address = tree.value(node, .href), address.count < 400 else { return false }
        // Pages have many links, and most folders are too long or too short.
        var start = address.lowerBound
        for end in address where tree.text[end] == UInt8(ascii: "/") {
            defer { start = end + 1 }
            guard Self.lengths.contains(end - start),
                Self.authorFolders.contains(tree.string(start..<end).lowercased()),
                tree.text[end..<address.upperBound].contains(where: { $0 != UInt8(ascii: "/") })
            else { continue }
            return !isInBody(node)
        }
        return false
    }

    /// Bytes of the names below.
    private static let lengths = 5...10
    private static let authorFolders: Set<String> = [
        "author", "authors", "autor", "autoren", "autorin", "autores", "auteur", "auteurs",
        "autore",
        "autori", "yazar", "yazarlar", "autorzy", "forfatter", "skribent", "reporter", "reporters",
    ]

    private func isInBody(_ node: Int) -> Bool {
        body.contains { $0.first <= tree.end(node) && node <= $0.last }
    }

    private func holdsBody(_ node: Int) -> Bool {
        if let title, node < title, title < tree.end(node) { return true }
        let next = body.firstPlace { $0.first >= node }
        return next < body.count && body[next].first < tree.end(node)
    }

    /// Nodes of a byline or a date; what holds more is something else, and is not searched through.
    private static let largest = 80

    private func isSmall(_ node: Int) -> Bool { tree.end(node) - node <= Self.largest }

    private func addDate(
        _ node: Int, _ tag: HTMLTag, _ words: ClassWords, _ facts: inout PageFacts
    ) {
        guard !words.contains(.changed) || words.contains(.published), isSmall(node),
            !holdsBody(node)
        else { return }
        let written = tree.string(node, .datetime) ?? tree.string(node, .content)
        let shown = tree.textContent(node, limit: 120)
        let isPublished = words.contains(.published)
        let isProperty = tree.value(node, .itemprop) != nil
        let rule = tag == .time ? "time" : isProperty ? "microdata" : "date-element"
        if let written, !written.isEmpty {
            facts.posted.append(
                .init(written, rule: rule, isVisible: isPublished && !shown.isEmpty))
        } else if !shown.isEmpty, tag == .time || isPublished || shown.utf8.count < 60 {
            facts.posted.append(.init(shown, rule: rule, isVisible: isPublished))
        }
    }

    /// Whether the element is a byline that was read whole.
    private func addByline(
        _ node: Int, _ rule: String, _ facts: inout PageFacts
    ) -> Bool {
        guard isSmall(node) else { return false }
        // A person of microdata has a name of its own.
        if rule == "microdata" {
            for inner in node..<tree.end(node) {
                guard tree.holds(inner, .itemprop, "name") else { continue }
                let said = tree.string(inner, .content) ?? tree.textContent(inner, limit: 200)
                if !said.isEmpty {
                    facts.authors.append(.init(said, rule: "microdata", isVisible: true))
                    return true
                }
            }
        }
        var links: [String] = []
        for inner in node..<tree.end(node) where tree.tag(inner) == .a {
            let name = tree.textContent(inner, limit: 200)
            if !name.isEmpty { links.append(name) }
        }
        let whole = tree.textContent(node, limit: 200)
        guard !whole.isEmpty, whole.utf8.count <= 160 else { return false }
        for name in links.isEmpty ? [whole] : links {
            facts.authors.append(.init(name, rule: rule, isVisible: true))
        }
        return true
    }

    /// Whether a block is made of links to categories.
    static func isCategory(_ block: HTMLBlock, _ tree: HTMLTree) -> Bool {
        guard block.isMostlyLinks else { return false }
        var node = block.first
        while node > 0 {
            node = tree.parent(node)
            if tree.tag(node) == .a {
                return tree.holds(node, .rel, "tag") || tree.holds(node, .rel, "category")
            }
            if tree.tag(node).isBlock { return false }
        }
        return false
    }
}
