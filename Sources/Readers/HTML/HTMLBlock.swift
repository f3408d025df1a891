/// A line of an HTML page as people see it: the text between two borders of blocks.
struct HTMLBlock {
    /// First and last text node.
    var first: Int
    var last: Int
    /// The block element that holds it.
    var element: Int
    var tag: HTMLTag
    /// Bytes that are no white space, and those of them in links.
    var weight = 0
    var linked = 0
    var isChrome = false
    var isCaption = false
    var isInList = false

    /// Bytes from which on a line is running text.
    static let prose = 80

    var isMostlyLinks: Bool { linked * 2 > weight }
    var isProse: Bool { weight >= Self.prose && linked * 5 < weight * 2 && !isHeading }
    var isHeading: Bool {
        switch tag {
        case .h1, .h2, .h3, .h4, .h5, .h6: true
        default: false
        }
    }
}

extension HTMLTag {
    /// Whether the element begins and ends a line.
    var isBlock: Bool {
        switch self {
        case .article, .aside, .address, .blockquote, .body, .caption, .center, .dd, .details,
            .dialog, .dir, .div, .dl, .dt, .fieldset, .figcaption, .figure, .footer, .form, .h1,
            .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr, .html, .legend, .li, .main, .menu,
            .nav, .ol, .p, .pre, .section, .summary, .table, .tbody, .td, .tfoot, .th, .thead,
            .tr, .ul, .br, .ampAd, .option, .title:
            true
        default: false
        }
    }

    /// Whether nothing in the element is text for readers.
    var isUnread: Bool {
        switch self {
        case .script, .style, .template, .noscript, .svg, .math, .iframe, .object, .embed, .canvas,
            .video, .select, .textarea, .button, .head, .ampAd, .map, .optgroup, .option, .rp, .rt,
            .dialog:
            true
        default: false
        }
    }

    /// Whether the element holds what is beside the pieces of a page, by its own meaning.
    var isChrome: Bool {
        switch self {
        case .nav, .aside, .footer, .form, .menu, .fieldset: true
        default: false
        }
    }
}

/// Reads the blocks of a document.
struct BlockReader {
    let tree: HTMLTree
    private(set) var blocks: [HTMLBlock] = []
    /// Bytes of longer texts outside of links before each node.
    private var prose: [Int32]
    private var total = 0

    /// What is inherited by what an element holds.
    private struct Open {
        var end: Int
        var block: Int
        var tag: HTMLTag
        var isLink = false
        var isChrome = false
        var isCaption = false
        var isInList = false
        /// Weight of the nearest `article` or `main`.
        var article = 0
    }

    init(_ tree: HTMLTree) {
        self.tree = tree
        prose = [Int32](repeating: 0, count: tree.count + 1)
        weigh()
        read()
    }

    /// Text of an element, in bytes of longer texts outside of links.
    func weight(_ node: Int) -> Int { Int(prose[tree.end(node)] - prose[node]) }

    private mutating func weigh() {
        var sum: Int32 = 0
        var node = 0
        while node < tree.count {
            prose[node] = sum
            let tag = tree.tag(node)
            if tag == .text {
                let count = tree.range(node).count
                if count >= 40 { sum += Int32(count) }
            } else if node > 0, tag.isUnread || tag == .a {
                let end = tree.end(node)
                for inner in node..<end { prose[inner] = sum }
                node = end
                continue
            }
            node += 1
        }
        prose[tree.count] = sum
        total = Int(sum)
    }

    /// What holds much of the text of the page, or of the article that it stands in, is no chrome,
    /// whatever it is called.
    private func isChrome(_ node: Int, _ tag: HTMLTag, within article: Int) -> Bool {
        if tag == .main || tag == .body { return false }
        let weight = weight(node)
        guard weight * 5 < total * 2 || tag == .nav, article == 0 || weight * 2 < article else {
            return false
        }
        var says = tag.isChrome
        if !says, let role = tree.value(node, .role) {
            says = Self.roles.contains(tree.string(role))
        }
        if !says, let name = tree.value(node, .class) {
            says = ClassWords.of(tree.text, in: name).contains(.chrome)
        }
        if !says, let name = tree.value(node, .id) {
            says = ClassWords.of(tree.text, in: name).contains(.chrome)
        }
        return says
    }

    private static let roles: Set<String> = [
        "navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog", "menu",
        "menubar", "toolbar", "tablist", "form",
    ]

    private func isHidden(_ node: Int) -> Bool {
        guard tree.hasAttributes(node) else { return false }
        var hidden = tree.value(node, .hidden) != nil
        if !hidden, let value = tree.value(node, .ariaHidden) {
            hidden = tree.string(value) == "true"
        }
        if !hidden, let style = tree.string(node, .style)?.lowercased() {
            hidden = style.filter { $0 != " " }.contains("display:none")
        }
        // A page that is shown by its script is hidden as a whole.
        return hidden && weight(node) * 2 < total
    }

    private mutating func read() {
        var stack = [Open(end: tree.count, block: 0, tag: .other)]
        var current: HTMLBlock?
        var node = 1
        while node < tree.count {
            while stack.count > 1, stack[stack.count - 1].end <= node {
                let closed = stack.removeLast()
                if closed.tag.isBlock { flush(&current) }
            }
            let tag = tree.tag(node)
            let top = stack[stack.count - 1]
            if tag == .text {
                add(node, top, &current)
                node += 1
                continue
            }
            if tag.isUnread || isHidden(node) {
                if tag.isBlock { flush(&current) }
                node = tree.end(node)
                continue
            }
            // A title may be broken into lines.
            if tag.isBlock, tag != .br || current?.isHeading != true { flush(&current) }
            var open = top
            open.end = tree.end(node)
            open.tag = tag
            if tag.isBlock, tag != .br { open.block = node }
            switch tag {
            case .a: open.isLink = true
            case .figure, .figcaption, .picture, .caption: open.isCaption = true
            case .li, .td, .th, .dd, .dt: open.isInList = true
            default: break
            }
            if !open.isChrome, isChrome(node, tag, within: open.article) { open.isChrome = true }
            if tag == .article || tag == .main { open.article = weight(node) }
            if !open.isCaption, let name = tree.value(node, .class), weight(node) < 1200,
                ClassWords.of(tree.text, in: name).contains(.caption)
            {
                open.isCaption = true
            }
            if open.end > node + 1 { stack.append(open) }
            node += 1
        }
        flush(&current)
    }

    private mutating func flush(_ current: inout HTMLBlock?) {
        if let block = current, block.weight > 0 { blocks.append(block) }
        current = nil
    }

    private func add(_ node: Int, _ open: Open, _ current: inout HTMLBlock?) {
        var weight = 0
        for index in tree.range(node) where tree.text[index] > 0x20 { weight += 1 }
        guard weight > 0 || current != nil else { return }
        if current == nil {
            current = HTMLBlock(
                first: node, last: node, element: open.block, tag: tree.tag(open.block),
                isChrome: open.isChrome, isCaption: open.isCaption, isInList: open.isInList)
        }
        current?.last = node
        current?.weight += weight
        if open.isLink { current?.linked += weight }
    }
}
