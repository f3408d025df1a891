/// Chooses the title of an article among those that its page gives: the heading that people see, the
/// headline of its data, the titles for shared links, the title of the window.
///
/// Titles are the same when their letters are. The heading and the headline weigh most; two others
/// that agree outweigh one of them.
struct TitleVote {
    private var votes: [Vote] = []
    private let window: String

    private struct Vote {
        var letters: String
        var words: String
        var weight: Double
    }

    init(_ head: HTMLHead, heading: String?) {
        window = Self.letters(head.title ?? "")
        let site = Self.letters(head.siteName ?? "")
        add(heading, 2, site: "")
        let hasHeading = !votes.isEmpty
        add(head.data.title, 2, site: site, beside: hasHeading)
        add(head.first(.title), 1.5, site: site, beside: hasHeading)
        add(head.first(.pageTitle), 1, site: site, beside: hasHeading)
        if votes.isEmpty { add(head.title, 1, site: site) }
    }

    /// The words with the most weight; among equals those that were asked first.
    var title: String? {
        var best: Vote?
        for var vote in votes {
            if window.hasPrefix(vote.letters) { vote.weight += 1 }
            if vote.weight > best?.weight ?? 0 { best = vote }
        }
        return best?.words
    }

    private mutating func add(
        _ title: String?, _ weight: Double, site: String, beside hasHeading: Bool = false
    ) {
        guard let title else { return }
        let words = Self.withoutSite(title, site)
        let letters = Self.letters(words)
        guard !letters.isEmpty else { return }
        if hasHeading, let heading = votes.first, heading.letters != letters {
            if heading.letters.utf8.count >= 12, letters.hasPrefix(heading.letters) {
                // What stands behind the heading is the name of the site or of a section.
                votes[0].weight += weight
                return
            }
            // A rubric or a subtitle that the heading holds as well.
            if letters.utf8.count >= 16, words.utf8.count < 100, !Self.isCut(words),
                heading.letters.hasPrefix(letters) || heading.letters.hasSuffix(letters)
            {
                votes[0].letters = letters
                votes[0].words = words
            }
        }
        guard let index = votes.firstIndex(where: { $0.letters == letters }) else {
            votes.append(Vote(letters: letters, words: words, weight: weight))
            return
        }
        votes[index].weight += weight
        // `Rubric: title` stands on two lines of a heading, without the colon.
        if Self.marks(words) > Self.marks(votes[index].words) { votes[index].words = words }
    }

    private static func isCut(_ title: String) -> Bool {
        title.hasSuffix("\u{2026}") || title.hasSuffix("...")
    }

    private static func marks(_ title: String) -> Int {
        title.unicodeScalars.count { $0.properties.isPatternSyntax }
    }

    /// The title without the name of the site behind it, as in `The wheel | Weir Courier`.
    static func withoutSite(_ title: String, _ site: String) -> String {
        guard !site.isEmpty else { return title }
        let scalars = Array(title.unicodeScalars)
        guard
            let mark = scalars.lastIndex(where: { separators.contains($0) }), mark > 1,
            mark + 2 < scalars.count, scalars[mark - 1] == " ", scalars[mark + 1] == " "
        else { return title }
        let name = letters(String(String.UnicodeScalarView(scalars[(mark + 1)...])))
        return name == site ? String(String.UnicodeScalarView(scalars[..<(mark - 1)])) : title
    }

    private static let separators: Set<Unicode.Scalar> = ["|", "-", "–", "—", "·", "»", "/", ":"]

    static func letters(_ text: String) -> String {
        asciiLetters(text) ?? unicodeLetters(text)
    }

    /// The same of a text that is ASCII, as most are; nil for others.
    private static func asciiLetters(_ text: String) -> String? {
        text.utf8.withContiguousStorageIfAvailable { bytes -> String? in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
            return String(unsafeUninitializedCapacity: bytes.count) { room in
                var count = 0
                for byte in bytes {
                    let isUpper = byte &- 0x41 < 26
                    guard isUpper || byte &- 0x61 < 26 || byte &- 0x30 < 10 else { continue }
                    room[count] = isUpper ? byte | 0x20 : byte
                    count += 1
                }
                return count
            }
        } ?? nil
    }

    private static func unicodeLetters(_ text: String) -> String {
        var letters = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            if scalar.isASCII {
                if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
                    letters.append(scalar)
                }
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                letters.append(scalar)
            }
        }
        return String(letters)
    }
}
