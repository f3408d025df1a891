/// Chooses the title of an article among those that its page gives: the heading that people see, the
/// headline of its data, the titles for shared links, the title of the window.
///
/// Titles are the same when their letters are. The heading and the headline weigh most; two others
/// that agree outweigh one of them. Where a heading rewords what all titles for shared links say,
/// theirs is the title: the heading changes with the page that it stands on.
struct TitleVote {
    private var votes: [Vote] = []
    private let window: String
    /// The titles for shared links where they agree, and the heading with the rubric that they have not.
    private var reworded: String?

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
        var seen: Set<String> = []
        for title in head.values(.pageTitle).prefix(Self.mostTitles)
        where seen.insert(Self.letters(title)).inserted {
            add(title, 1, site: site, beside: hasHeading)
        }
        if votes.isEmpty { add(head.title, 1, site: site) }
        if let heading { reworded = Self.reworded(heading, head, site) }
    }

    /// Titles of one kind that are asked.
    private static let mostTitles = 4

    /// What the titles for shared links make of a heading: another wording, or the same title under
    /// another rubric; nil when they say the same, or something else.
    private static func reworded(_ heading: String, _ head: HTMLHead, _ site: String) -> String? {
        guard let shared = head.first(.title).map({ withoutSite($0, site) }), !isCut(shared) else {
            return nil
        }
        let letters = letters(shared)
        let own = Self.letters(heading)
        guard letters != own, !own.contains(letters), !letters.contains(own) else { return nil }
        let others = head.values(.pageTitle).prefix(mostTitles).map {
            Self.letters(withoutSite($0, site))
        }
        let headline = head.data.title.map { Self.letters(withoutSite($0, site)) }
        if !others.isEmpty, others.allSatisfy({ $0 == letters }),
            headline == nil || headline == own, isVariant(heading, of: shared)
        {
            return shared
        }
        guard let (rubric, rest) = parts(heading), let (other, same) = parts(shared),
            rest.utf8.count > rubric.utf8.count, !isVariant(rubric, of: other)
        else { return nil }
        let title = Self.letters(rest)
        return title.utf8.count >= 16 && title == Self.letters(same) ? rest : nil
    }

    /// Whether two titles have most of their words in common.
    private static func isVariant(_ one: String, of other: String) -> Bool {
        let one = words(one)
        let other = words(other)
        let fewer = min(one.count, other.count)
        return fewer >= 4 && one.intersection(other).count * 4 >= fewer * 3
    }

    /// The words of a title, small.
    private static func words(_ title: String) -> Set<Substring> {
        Set(title.lowercased().split { !$0.isLetter && !$0.isNumber })
    }

    /// The two parts of `Rubric: title` or `Rubric - title`.
    private static func parts(_ title: String) -> (rubric: String, rest: String)? {
        let scalars = title.unicodeScalars
        guard let mark = scalars.firstIndex(where: { separators.contains($0) }),
            mark > scalars.startIndex
        else { return nil }
        let after = scalars.index(after: mark)
        guard after < scalars.endIndex, scalars[after] == " ",
            scalars[mark] == ":" || scalars[scalars.index(before: mark)] == " "
        else { return nil }
        return (String(scalars[..<mark]), String(scalars[scalars.index(after: after)...]))
    }

    /// The words with the most weight; among equals those that were asked first.
    var title: String? {
        if let reworded { return reworded }
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
