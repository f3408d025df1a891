internal import Core

/// Chooses the blocks of a document that are the running text of one piece.
struct HTMLContent {
    let tree: HTMLTree
    let blocks: [HTMLBlock]
    /// Bytes of running text in the blocks before each.
    private let sums: [Int]

    init(_ tree: HTMLTree, _ blocks: [HTMLBlock]) {
        self.tree = tree
        self.blocks = blocks
        var sums = [0]
        for block in blocks {
            let counts = block.isProse && !block.isChrome && !block.isCaption
            sums.append(sums[sums.count - 1] + (counts ? block.weight : 0))
        }
        self.sums = sums
    }

    /// The blocks that an element holds.
    func blocks(in element: Int) -> Range<Int> {
        let first = lowerBound(element)
        return first..<max(first, lowerBound(tree.end(element)))
    }

    /// The first block whose text begins at a node or behind it.
    private func lowerBound(_ node: Int) -> Int {
        blocks.firstPlace { $0.first >= node }
    }

    /// Bytes of running text in an element.
    func weight(_ element: Int) -> Int {
        let held = blocks(in: element)
        return sums[held.upperBound] - sums[held.lowerBound]
    }

    /// The element that holds the article of the page and little else.
    ///
    /// What the page itself marks as such comes first, then what holds most of the running text.
    func scope(title: Int?) -> Int {
        var best = 0
        var bestWeight = 0
        let total = weight(0)
        for node in 1..<max(1, tree.count) {
            let tag = tree.tag(node)
            let isMarked: Bool
            switch tag {
            case .article: isMarked = true
            case .main: isMarked = true
            case .div, .section, .td:
                isMarked =
                    tree.value(node, .role).map { tree.string($0) == "main" } ?? false
                    || tree.string(node, .itemtype)?.hasSuffix("Article") ?? false
            default: isMarked = false
            }
            guard isMarked else { continue }
            let weight = weight(node)
            // A smaller element that holds nearly all of a larger one is the better.
            let isTighter =
                node < tree.end(best) && best < node && weight * 5 >= bestWeight * 4
            let holdsTitle = title.map { node < $0 && $0 < tree.end(node) } ?? false
            if isTighter || weight > bestWeight + (holdsTitle ? -bestWeight / 3 : bestWeight / 5) {
                best = node
                bestWeight = weight
            }
        }
        return bestWeight * 3 >= total && bestWeight > 0 ? best : 0
    }

    /// The element within a scope that holds the paragraphs.
    func root(in scope: Int) -> Int {
        var root = scope
        while true {
            let whole = weight(root)
            var child = root + 1
            var next: Int?
            while child < tree.end(root) {
                if tree.tag(child) != .text, weight(child) * 4 >= whole * 3 {
                    next = child
                    break
                }
                child = tree.end(child)
            }
            guard let found = next, !holdsOneLine(found) else { return root }
            root = found
        }
    }

    private func holdsOneLine(_ element: Int) -> Bool {
        blocks(in: element).count <= 1
    }

    /// The blocks of the running text.
    ///
    /// - Parameters:
    ///   - title: the block of the title.
    ///   - stated: the text of the article as the page's data give it; says which blocks are meant.
    /// - Returns: their numbers, in order.
    func body(title: Int?, stated: String?) -> [Int] {
        let titleNode = title.map { blocks[$0].first }
        let scope = scope(title: titleNode)
        if let stated, let found = blocks(of: stated, leastWeight: weight(scope) / 2) {
            return found
        }
        let root = root(in: scope)
        var chosen: [Int] = []
        let inner = blocks(in: root)
        for index in blocks(in: scope) {
            let block = blocks[index]
            if let title, index <= title { continue }
            if inner.contains(index) {
                if isBody(block) { chosen.append(index) }
            } else if index < inner.lowerBound, title != nil, block.isProse, isBody(block) {
                chosen.append(index)
            }
        }
        return withoutLooseHeadings(chosen)
    }

    private func isBody(_ block: HTMLBlock) -> Bool {
        if block.isChrome || block.isCaption || block.tag == .h1 { return false }
        if block.isMostlyLinks { return false }
        switch block.tag {
        case .p, .blockquote, .h2, .h3, .h4, .h5, .h6, .li, .pre, .dd, .dt, .td, .th: return true
        default: return block.isProse || block.weight >= 40 && block.linked == 0
        }
    }

    /// A heading with no running text before the next one of its rank is no part of the text.
    private func withoutLooseHeadings(_ chosen: [Int]) -> [Int] {
        var kept: [Int] = []
        var hasText = false
        for index in chosen.reversed() {
            if blocks[index].isHeading {
                if hasText { kept.append(index) }
                hasText = false
            } else {
                hasText = true
                kept.append(index)
            }
        }
        return kept.reversed()
    }

    // MARK: - Stated text

    /// The blocks that stand in the article's text as the page's data give it, with what stands
    /// between them; nil when the data's text is not the one of the page.
    private func blocks(of stated: String, leastWeight: Int) -> [Int]? {
        let wanted = letters(Array(stated.utf8).span)
        guard wanted.count >= max(200, leastWeight) else { return nil }
        let grams = Self.grams(wanted)
        var found: [Int] = []
        var weight = 0
        for (index, block) in blocks.enumerated() where !block.isHeading {
            let letters = letters(block)
            guard letters.count >= 24 else { continue }
            var hits = 0
            var tries = 0
            var at = 0
            while at + Self.gram <= letters.count {
                tries += 1
                if grams.contains(Self.hash(letters, at)) { hits += 1 }
                at += Self.gram
            }
            if hits * 10 >= tries * 8 {
                found.append(index)
                weight += letters.count
            }
        }
        guard weight * 10 >= wanted.count * 6, let first = found.first, let last = found.last else {
            return nil
        }
        let holders = Set(found.map { tree.parent(blocks[$0].element) })
        var chosen: [Int] = []
        var next = found[...]
        for index in first...last {
            if next.first == index {
                next.removeFirst()
                chosen.append(index)
            } else if holders.contains(tree.parent(blocks[index].element)), isBody(blocks[index]) {
                chosen.append(index)
            }
        }
        return withoutLooseHeadings(chosen)
    }

    /// Letters that are compared at once.
    private static let gram = 12

    private static func hash(_ bytes: [UInt8], _ at: Int) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in at..<(at + gram) { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
        return hash
    }

    private static func grams(_ bytes: [UInt8]) -> Set<UInt64> {
        var grams = Set<UInt64>()
        grams.reserveCapacity(bytes.count)
        for at in 0..<max(0, bytes.count - gram + 1) { grams.insert(hash(bytes, at)) }
        return grams
    }

    private func letters(_ block: HTMLBlock) -> [UInt8] {
        var made: [UInt8] = []
        var node = block.first
        while node <= block.last {
            if tree.tag(node) == .text {
                append(
                    UnsafeBufferPointer(rebasing: tree.text[tree.range(node)]).span, to: &made)
            }
            node = tree.tag(node).isUnread ? tree.end(node) : node + 1
        }
        return made
    }

    private func letters(_ bytes: Span<UInt8>) -> [UInt8] {
        var made: [UInt8] = []
        append(bytes, to: &made)
        return made
    }

    /// ASCII letters in lower case and digits, and all bytes of other letters but those of
    /// punctuation and spaces (U+2000…U+206F, U+00A0…U+00BF).
    private func append(_ bytes: Span<UInt8>, to made: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x30...0x39, 0x61...0x7A: made.append(byte)
            case 0x41...0x5A: made.append(byte | 0x20)
            case 0xC2: index += 1
            case 0xE2 where index + 1 < bytes.count && (0x80...0x81).contains(bytes[index + 1]):
                index += 2
            case 0x80...0xFF: made.append(byte)
            default: break
            }
            index += 1
        }
    }
}
