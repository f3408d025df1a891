internal import Core

/// Makes pieces of a document: their lines, and what the page says of them.
struct PieceMaker {
    private let content: HTMLContent
    private let head: HTMLHead
    private var tree: HTMLTree { content.tree }
    private var blocks: [HTMLBlock] { content.blocks }

    init(_ content: HTMLContent, _ head: HTMLHead) {
        self.content = content
        self.head = head
    }

    // MARK: - One article

    /// The piece of a page that is one article; nil for a page without text.
    func piece(_ lines: inout HTMLLines) -> MarkedPiece? {
        let title = titleBlock()
        let body = content.body(title: title, stated: head.data.body)
        let words = TitleVote(head, heading: title.map { tree.collapsedText(blocks[$0]) }).title
        guard !body.isEmpty || title != nil && head.isArticle else { return nil }
        var facts = headFacts()
        facts.title = words
        let first = title ?? body.first ?? 0
        let last = body.last ?? first
        let from = blocks[min(first, body.first ?? first)].first
        let scope = title.map { commonElement(of: blocks[$0].first, blocks[last].last) } ?? 0
        MarkedFacts(tree, body: body.map { blocks[$0] }, title: title.map { blocks[$0].first })
            .add(from: scope, to: &facts)
        if facts.url == nil { facts.url = head.ownAddress }
        facts.top = top(title: title, body: body)
        return piece(
            title: title, titleWords: words, captions: [], categories: [], body: body, facts,
            at: from, &lines)
    }

    /// The short lines from a little above the title to the running text.
    private func top(title: Int?, body: [Int]) -> [String] {
        guard let title, let end = body.first(where: { $0 > title }) else { return [] }
        let lines = (max(0, title - 4)..<min(end, title + 24)).filter { index in
            index != title && !blocks[index].isHeading && (4...100).contains(blocks[index].weight)
        }
        return lines.map { tree.collapsedText(blocks[$0]) }
    }

    /// The heading that is the article's title.
    private func titleBlock() -> Int? {
        let stated = [head.data.title, head.first(.title), head.first(.pageTitle), head.title]
            .compactMap { $0 }.map(TitleVote.letters)
        var best: (block: Int, score: Int)?
        for (index, block) in blocks.enumerated() where block.isHeading && block.weight >= 3 {
            guard block.tag == .h1 || block.tag == .h2 || block.tag == .h3 else { continue }
            let words = TitleVote.letters(tree.collapsedText(block))
            guard !words.isEmpty else { continue }
            var score = block.tag == .h1 ? 3 : 0
            if block.isChrome { score -= 4 }
            for other in stated {
                if other == words {
                    score += 6
                    break
                }
                if words.count >= 12, other.hasPrefix(words) || words.hasPrefix(other) {
                    score += 4
                    break
                }
            }
            if let name = head.siteName, TitleVote.letters(name) == words { score -= 8 }
            if score > best?.score ?? 0 { best = (index, score) }
        }
        return best?.block
    }

    private func commonElement(of one: Int, _ other: Int) -> Int {
        var element = tree.parent(one)
        while element > 0, tree.end(element) <= other { element = tree.parent(element) }
        return element
    }

    private func headFacts() -> PageFacts {
        var facts = PageFacts()
        let data = head.data
        facts.url = head.ownAddress
        facts.language =
            data.language ?? head.language ?? head.first(.language)
        if let date = data.published { facts.posted.append(.init(date, rule: "json-ld")) }
        for date in head.values(.published) { facts.posted.append(.init(date, rule: "meta")) }
        for name in data.authors { facts.authors.append(.init(name, rule: "json-ld")) }
        for name in head.values(.author) { facts.authors.append(.init(name, rule: "meta")) }
        for name in data.translators { facts.translators.append(.init(name, rule: "json-ld")) }
        for name in head.values(.translator) {
            facts.translators.append(.init(name, rule: "meta"))
        }
        for origin in data.origins { facts.origins.append(.init(origin, rule: "json-ld")) }
        for origin in head.values(.origin) { facts.origins.append(.init(origin, rule: "meta")) }
        if let canonical = head.canonical,
            let there = DomainName.host(ofAddress: canonical),
            let here = head.ownAddress.flatMap(DomainName.host(ofAddress:)), here != there,
            !here.hasSuffix("." + there), !there.hasSuffix("." + here)
        {
            facts.origins.append(.init(canonical, rule: "canonical"))
        }
        return facts
    }

    // MARK: - One of several posts

    func piece(of post: PostFinder.Post, _ lines: inout HTMLLines) -> MarkedPiece? {
        var facts = PageFacts()
        var captions: [Int] = []
        var categories: [Int] = []
        var body: [Int] = []
        for index in content.blocks(in: post.element) where index != post.title {
            let block = blocks[index]
            if index < post.title {
                if block.isCaption {
                    captions.append(index)
                } else if MarkedFacts.isCategory(block, tree) {
                    categories.append(index)
                }
            } else if !block.isChrome, !block.isCaption, !block.isMostlyLinks {
                body.append(index)
            }
        }
        let title = blocks[post.title]
        facts.title = tree.collapsedText(title)
        facts.language = head.language
        MarkedFacts(tree, body: body.map { blocks[$0] }, title: title.first)
            .add(from: post.element, to: &facts)
        facts.url = address(of: title) ?? facts.url
        return piece(
            title: post.title, titleWords: facts.title, captions: captions,
            categories: categories, body: body, facts, at: title.first, &lines)
    }

    /// The address that a title leads to.
    private func address(of title: HTMLBlock) -> String? {
        var node = title.first
        while node > 0, node != title.element {
            node = tree.parent(node)
            if tree.tag(node) == .a, let address = tree.string(node, .href) {
                return absolute(address)
            }
        }
        return nil
    }

    private func absolute(_ address: String) -> String? {
        if address.hasPrefix("http") { return address }
        guard address.hasPrefix("/"), let own = head.ownAddress ?? head.canonical,
            let scheme = own.firstRange(of: "://")
        else { return nil }
        if address.hasPrefix("//") { return own[..<scheme.lowerBound] + ":" + address }
        let host = own[scheme.upperBound...].prefix { $0 != "/" }
        return own[..<scheme.upperBound] + host + address
    }

    // MARK: - Lines

    private func piece(
        title: Int?, titleWords: String?, captions: [Int], categories: [Int], body: [Int],
        _ facts: PageFacts, at place: Int, _ lines: inout HTMLLines
    ) -> MarkedPiece? {
        func add(_ block: Int) -> Int { lines.add(blocks[block].first...blocks[block].last) }
        let first = lines.count
        let captionLines = captions.map(add)
        let categoryLines = categories.map(add)
        var titleLine = title.map(add)
        if titleLine == nil, let titleWords, !titleWords.isEmpty {
            titleLine = lines.add(titleWords, at: tree.source(place).lowerBound)
        }
        let bodyLines = body.map(add)
        guard lines.count > first else { return nil }
        var draft = PieceDraft(
            lines: first...(lines.count - 1), body: bodyLines.first ?? titleLine ?? first)
        draft.title = titleLine
        draft.captions = captionLines
        draft.categories = categoryLines
        return MarkedPiece(draft: draft, facts: facts)
    }
}

extension HTMLTree {
    /// The words of a block, white space as one space.
    func collapsedText(_ block: HTMLBlock) -> String {
        var bytes: [UInt8] = []
        var node = block.first
        while node <= block.last, bytes.count < 4096 {
            if tag(node) == .text { bytes += text[range(node)] }
            if tag(node) == .br { bytes.append(0x20) }
            node = tag(node).isUnread ? end(node) : node + 1
        }
        return Self.collapsed(bytes.span, limit: 2000)
    }
}
