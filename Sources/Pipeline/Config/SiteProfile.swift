/// What is known about the pages of one site beforehand; what a pass learns comes on top.
package struct SiteProfile: Hashable, Sendable {
    /// Where a page's date stands: above or under the title, or after the piece.
    package enum DatePlace: String, Sendable, CaseIterable {
        case auto, above, under, after
    }

    package var host = ""
    package var name: String?
    /// Which sources are of this site, by their path.
    package var match: [PathPattern] = []
    /// Lines that belong to the site and not to its pieces.
    package var chrome: [LinePattern] = []
    /// The line between two pieces.
    package var separator: LinePattern?
    package var date = DatePlace.auto

    package init() {}

    /// Whether a source is of this site.
    package func holds(path: String) -> Bool {
        match.contains { $0.matches(path) }
    }
}

/// How a line is recognised.
package enum LinePattern: Hashable, Sendable {
    case starts(String)
    case equals(String)
    case contains(String)

    /// Whether the pattern recognises a line, white space around it aside.
    package func matches(_ line: some StringProtocol) -> Bool {
        let line = line.drop(while: \.isWhitespace)
        switch self {
        case .starts(let words): return line.hasPrefix(words)
        case .equals(let words):
            let end = line.lastIndex { !$0.isWhitespace }
            return end.map { line[...$0] == words } ?? words.isEmpty
        case .contains(let words):
            return line.utf8.count >= words.utf8.count && contains(words, in: line)
        }
    }

    /// A plain search; the words and the lines of a page's chrome are short.
    private func contains(_ words: String, in line: some StringProtocol) -> Bool {
        let (line, words) = (Array(line.utf8), Array(words.utf8))
        guard words.count <= line.count else { return false }
        return (0...(line.count - words.count)).contains {
            line[$0..<($0 + words.count)].elementsEqual(words)
        }
    }
}

/// A pattern of paths: `*` stands for anything within one name, `**` for any number of names, `?`
/// for one character.
///
/// A pattern without `/` may match the end of a path.
package struct PathPattern: Hashable, Sendable {
    package let text: String
    private let names: [[Character]]

    package init(_ text: String) {
        self.text = text
        let names = text.split(separator: "/").map(Array.init)
        self.names = names.count == 1 ? [["*", "*"]] + names : names
    }

    package func matches(_ path: String) -> Bool {
        let parts = path.split(separator: "/").map(Array.init)
        return Self.matches(
            names, parts, isWild: { $0 == ["*", "*"] },
            isSame: { name, part in
                Self.matches(name, part, isWild: { $0 == "*" }, isSame: { $0 == "?" || $0 == $1 })
            })
    }

    /// Matching with one kind of wild element that stands for any number of others: after a
    /// mismatch only the last wild element takes one more, so that it takes O(pattern · path).
    private static func matches<Element>(
        _ pattern: [Element], _ path: [Element], isWild: (Element) -> Bool,
        isSame: (Element, Element) -> Bool
    ) -> Bool {
        var (i, j) = (0, 0)
        var lastWild: (i: Int, j: Int)?
        while j < path.count {
            if i < pattern.count, isWild(pattern[i]) {
                lastWild = (i, j)
                i += 1
            } else if i < pattern.count, isSame(pattern[i], path[j]) {
                (i, j) = (i + 1, j + 1)
            } else if let wild = lastWild {
                lastWild = (wild.i, wild.j + 1)
                (i, j) = (wild.i + 1, wild.j + 1)
            } else {
                return false
            }
        }
        return pattern[i...].allSatisfy(isWild)
    }
}
