import CHTML

/// Why an HTML document has no tree.
enum HTMLProblem: Error, Hashable {
    case tooLarge
    case tooDeep
    case tooManyNodes
    case noMemory

    /// A sentence for the record of quarantined sources.
    var reason: String {
        switch self {
        case .tooLarge: "The page holds 1 GiB or more. Split the file."
        case .tooDeep:
            "The page nests elements more than \(2 * Int(STEMMA_HTML_DEEPEST)) deep, which no browser"
                + " shows. Capture it again."
        case .tooManyNodes:
            "The page holds more than \(STEMMA_HTML_MOST_NODES) elements and texts. Split the file."
        case .noMemory: "There was not enough memory for the elements of the page."
        }
    }
}

/// A parsed document: nodes in the order of the document, each with the place behind all that it
/// holds, so that every walk is a loop.
///
/// It keeps its memory from page to page; one worker owns it. Indices that the parser gives (`end`,
/// `parent`, ranges of attributes and of text) lie within what it made; the buffers live until the
/// next parse.
final class HTMLTree {
    private var document = stemma_html_document()
    private(set) var nodes = UnsafeBufferPointer<stemma_html_node>(start: nil, count: 0)
    /// Texts and attribute values, valid UTF-8.
    private(set) var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private var attributes = UnsafeBufferPointer<stemma_html_attribute>(start: nil, count: 0)

    /// Larger rooms than this are given back before the next page.
    private static let kept = 32 << 20

    deinit { stemma_html_release(&document) }

    /// Parses valid UTF-8.
    ///
    /// O(bytes).
    func parse(_ bytes: [UInt8]) throws(HTMLProblem) {
        guard bytes.count < 1 << 30 else { throw .tooLarge }
        if Int(document.text_room) + Int(document.node_room) * 32 > Self.kept {
            stemma_html_release(&document)
        }
        bytes.withUnsafeBytes { buffer in
            stemma_html_parse(
                &document, buffer.assumingMemoryBound(to: CChar.self).baseAddress,
                UInt32(buffer.count))
        }
        nodes = UnsafeBufferPointer(start: document.nodes, count: Int(document.node_count))
        attributes = UnsafeBufferPointer(
            start: document.attributes, count: Int(document.attribute_count))
        text = UnsafeBufferPointer(
            start: UnsafeRawPointer(document.text)?.assumingMemoryBound(to: UInt8.self),
            count: Int(document.text_count))
        switch document.outcome {
        case STEMMA_HTML_TOO_DEEP: throw .tooDeep
        case STEMMA_HTML_TOO_MANY: throw .tooManyNodes
        case STEMMA_HTML_NO_MEMORY: throw .noMemory
        default: break
        }
    }

    var count: Int { nodes.count }

    @inline(__always)
    func tag(_ node: Int) -> HTMLTag { HTMLTag(rawValue: nodes[node].tag) ?? .other }
    @inline(__always)
    func end(_ node: Int) -> Int { Int(nodes[node].end) }
    @inline(__always)
    func parent(_ node: Int) -> Int { Int(nodes[node].parent) }

    /// Bytes of a text node in `text`.
    @inline(__always)
    func range(_ node: Int) -> Range<Int> {
        Int(nodes[node].first)..<(Int(nodes[node].first) + Int(nodes[node].count))
    }

    /// Bytes of a text node in the document that was parsed.
    @inline(__always)
    func source(_ node: Int) -> Range<Int> {
        Int(nodes[node].source)..<Int(nodes[node].source_end)
    }

    /// Whether the element has attributes that are kept.
    func hasAttributes(_ node: Int) -> Bool { nodes[node].count > 0 }

    /// The value of an attribute as bytes of `text`; nil when the element has none.
    ///
    /// O(attributes of the element), of which the parser keeps few.
    func value(_ node: Int, _ attribute: HTMLAttribute) -> Range<Int>? {
        let first = Int(nodes[node].first)
        for index in first..<(first + Int(nodes[node].count))
        where attributes[index].name == attribute.rawValue {
            let start = Int(attributes[index].start)
            return start..<(start + Int(attributes[index].count))
        }
        return nil
    }

    /// Whether a word stands in an attribute that is a list of words, in whatever case.
    func holds(_ node: Int, _ attribute: HTMLAttribute, _ word: StaticString) -> Bool {
        guard let range = value(node, attribute) else { return false }
        let count = word.utf8CodeUnitCount
        var start = range.lowerBound
        while start + count <= range.upperBound {
            var end = start
            while end < range.upperBound, text[end] > 0x20 { end += 1 }
            // The word is ASCII, and lower case.
            if end - start == count,
                (0..<count).allSatisfy({ text[start + $0] | 0x20 == word.utf8Start[$0] | 0x20 })
            {
                return true
            }
            start = end + 1
        }
        return false
    }

    func string(_ node: Int, _ attribute: HTMLAttribute) -> String? {
        value(node, attribute).map(string)
    }

    func string(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self)
    }

    /// The text that an element holds, white space as one space, cut at `limit` bytes.
    func textContent(_ node: Int, limit: Int = 4096) -> String {
        if nodes[node].tag == HTMLTag.text.rawValue { return collapsed(range(node), limit: limit) }
        var bytes: [UInt8] = []
        var index = node + 1
        while index < end(node), bytes.count < limit {
            switch tag(index) {
            case .text:
                for place in range(index) { bytes.append(text[place]) }
                index += 1
            case .script, .style, .template, .noscript, .svg: index = end(index)
            case .br, .p, .div, .li:
                bytes.append(0x20)
                index += 1
            default: index += 1
            }
        }
        return Self.collapsed(bytes.span, limit: limit)
    }

    private func collapsed(_ range: Range<Int>, limit: Int) -> String {
        Self.collapsed(UnsafeBufferPointer(rebasing: text[range]).span, limit: limit)
    }

    static func collapsed(_ bytes: Span<UInt8>, limit: Int) -> String {
        var made: [UInt8] = []
        var isSpace = true
        for index in bytes.indices {
            let byte = bytes[index]
            // No-break space is a space, too.
            let noBreak =
                byte == 0xC2 && index + 1 < bytes.count && bytes[index + 1] == 0xA0
                || byte == 0xA0 && index > 0 && bytes[index - 1] == 0xC2
            if byte <= 0x20 || noBreak {
                if !isSpace { made.append(0x20) }
                isSpace = true
            } else {
                if made.count >= limit, byte & 0xC0 != 0x80 { break }
                made.append(byte)
                isSpace = false
            }
        }
        if made.last == 0x20 { made.removeLast() }
        return String(decoding: made, as: UTF8.self)
    }
}
