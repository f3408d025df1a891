/// A text in which `⟦` and `⟧` mark passages: the text without the marks, and where the passages are.
///
///     let marked = MarkedText("By ⟦Ada Lovelace⟧, for ⟦The ⟦Analyst⟧⟧")
///     marked.text     // "By Ada Lovelace, for The Analyst"
///     marked.ranges   // UTF-8 ranges in the order in which their marks open
///
/// Marks nest. Unbalanced ones are a mistake in the test and stop it.
package struct MarkedText: Sendable {
    package let text: String
    /// Half-open UTF-8 ranges within `text`, by their opening marks.
    package let ranges: [Range<Int>]

    package init(_ marked: String) {
        var plain = ""
        var found: [Range<Int>] = []
        var open: [Int] = []
        for scalar in marked.unicodeScalars {
            switch scalar {
            case "⟦":
                open.append(found.count)
                found.append(plain.utf8.count..<plain.utf8.count)
            case "⟧":
                guard let index = open.popLast() else {
                    preconditionFailure("⟧ without ⟦ in: \(marked)")
                }
                found[index] = found[index].lowerBound..<plain.utf8.count
            default:
                plain.unicodeScalars.append(scalar)
            }
        }
        precondition(open.isEmpty, "⟦ without ⟧ in: \(marked)")
        text = plain
        ranges = found
    }

    package var bytes: [UInt8] { Array(text.utf8) }

    /// The marked passages themselves.
    package var passages: [String] {
        let bytes = bytes
        return ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
    }
}
