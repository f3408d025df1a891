internal import Core

/// The text of a marked page under construction: lines made of blocks, and where their bytes stand
/// in the document.
struct HTMLLines {
    let tree: HTMLTree
    private(set) var text: [UInt8] = []
    private(set) var map = SourceMap()
    private(set) var count = 0

    init(_ tree: HTMLTree) { self.tree = tree }

    /// Adds a line of the texts between two nodes, white space as one space.
    ///
    /// - Returns: its number, from 0.
    mutating func add(_ nodes: ClosedRange<Int>) -> Int {
        let start = text.count
        var isSpace = true
        var node = nodes.lowerBound
        var last = 0
        while node <= nodes.upperBound {
            let tag = tree.tag(node)
            if tag != .text {
                if tag == .br, !isSpace {
                    put(0x20, tree.source(node))
                    isSpace = true
                }
                node = tag.isUnread ? tree.end(node) : node + 1
                continue
            }
            add(node, &isSpace)
            last = tree.source(node).upperBound
            node += 1
        }
        if text.count > start, text.last == 0x20 { text.removeLast() }
        return close(at: last)
    }

    /// Adds a line that does not stand in the document's text, but belongs to a place there.
    mutating func add(_ words: String, at place: Int) -> Int {
        map.add(made: text.count, source: place..<place, isCopy: false)
        text += Array(words.utf8.map { $0 < 0x20 ? 0x20 : $0 })
        return close(at: place)
    }

    private mutating func close(at place: Int) -> Int {
        map.add(made: text.count, source: place..<place, isCopy: false)
        text.append(0x0A)
        count += 1
        return count - 1
    }

    private mutating func add(_ node: Int, _ isSpace: inout Bool) {
        let range = tree.range(node)
        let source = tree.source(node)
        // A reference, or bytes that the parser mended.
        guard source.count == range.count else {
            let bytes = tree.text[range]
            if bytes.allSatisfy({ $0 <= 0x20 }) {
                if !isSpace { put(0x20, source) }
                isSpace = true
            } else {
                map.add(made: text.count, source: source, isCopy: false)
                text += bytes.map { $0 < 0x20 ? 0x20 : $0 }
                isSpace = false
            }
            return
        }
        var at = range.lowerBound
        while at < range.upperBound {
            if tree.text[at] <= 0x20 {
                let place = source.lowerBound + at - range.lowerBound
                if !isSpace { put(0x20, place..<(place + 1)) }
                isSpace = true
                at += 1
                continue
            }
            let start = at
            // A single space between words belongs to the run.
            while at < range.upperBound,
                tree.text[at] > 0x20
                    || tree.text[at] == 0x20 && at + 1 < range.upperBound
                        && tree.text[at + 1] > 0x20
            { at += 1 }
            let place = source.lowerBound + start - range.lowerBound
            map.add(made: text.count, source: place..<(place + at - start), isCopy: true)
            text += tree.text[start..<at]
            isSpace = false
        }
    }

    private mutating func put(_ byte: UInt8, _ source: Range<Int>) {
        map.add(made: text.count, source: source, isCopy: false)
        text.append(byte)
    }
}
