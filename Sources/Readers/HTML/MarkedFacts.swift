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
            let property = tree.string(node, .itemprop)?.lowercased() ?? ""
            if property.contains("datepublished") || property.contains("datecreated") {
                words.formUnion([.date, .published])
            }
            if property.contains("datemodified") { words.formUnion([.date, .changed]) }
            if tag == .time || words.contains(.date) { addDate(node, tag, words, property, &facts) }
            let rel = tree.string(node, .rel)?.lowercased() ?? ""
            if property == "author" || property.hasSuffix(" author") || rel.contains("author")
                || words.contains(.byline) && !holdsBody(node)
            {
                if addByline(node, rel, property, &facts) {
                    node = tree.end(node)
                    continue
                }
            }
            node += 1
        }
    }

    private func holdsBody(_ node: Int) -> Bool {
        if let title, node < title, title < tree.end(node) { return true }
        return body.contains { node <= $0.first && $0.first < tree.end(node) }
    }

    private func addDate(
        _ node: Int, _ tag: HTMLTag, _ words: ClassWords, _ property: String,
        _ facts: inout PageFacts
    ) {
        guard !words.contains(.changed) || words.contains(.published), !holdsBody(node) else {
            return
        }
        let written = tree.string(node, .datetime) ?? tree.string(node, .content)
        let shown = tree.textContent(node, limit: 120)
        let isPublished = words.contains(.published)
        let rule = tag == .time ? "time" : property.isEmpty ? "date-element" : "microdata"
        if let written, !written.isEmpty {
            facts.posted.append(
                .init(written, rule: rule, isVisible: isPublished && !shown.isEmpty))
        } else if !shown.isEmpty, tag == .time || isPublished || shown.utf8.count < 60 {
            facts.posted.append(.init(shown, rule: rule, isVisible: isPublished))
        }
    }

    /// Whether the element is a byline that was read whole.
    private func addByline(
        _ node: Int, _ rel: String, _ property: String, _ facts: inout PageFacts
    ) -> Bool {
        // A person of microdata has a name of its own.
        if !property.isEmpty {
            for inner in node..<tree.end(node) {
                guard let name = tree.string(inner, .itemprop), name == "name" else { continue }
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
        let rule = rel.contains("author") ? "rel-author" : property.isEmpty ? "byline" : "microdata"
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
                let rel = tree.string(node, .rel)?.lowercased() ?? ""
                return rel.contains("tag") || rel.contains("category")
            }
            if tree.tag(node).isBlock { return false }
        }
        return false
    }
}
