/// Chooses the title of an article among those that its page gives: the heading that people see, the
/// headline of its data, the title for shared links, the title of the window.
///
/// The heading decides, unless two others agree on other words.
struct TitleVote {
    private var votes: [(letters: String, words: String, weight: Double)] = []
    private let window: String

    init(_ head: HTMLHead, heading: String?) {
        window = Self.letters(head.title ?? "")
        let site = Self.letters(head.siteName ?? "")
        add(heading, 2.5, site: "")
        add(head.data.title, 2, site: site)
        add(head.first(.title), 1, site: site)
        add(head.first(.pageTitle), 0.5, site: site)
        if votes.isEmpty { add(head.title, 1, site: site) }
    }

    /// The words with the most weight; among equals those that were asked first.
    var title: String? {
        var best: (words: String, weight: Double)?
        for vote in votes {
            let weight = vote.weight + (window.hasPrefix(vote.letters) ? 1 : 0)
            if weight > best?.weight ?? 0 { best = (vote.words, weight) }
        }
        return best?.words
    }

    private mutating func add(_ title: String?, _ weight: Double, site: String) {
        guard let title else { return }
        let words = site.isEmpty ? title : Self.withoutSite(title, site)
        let letters = Self.letters(words)
        guard !letters.isEmpty else { return }
        if let index = votes.firstIndex(where: { $0.letters == letters }) {
            votes[index].weight += weight
        } else {
            votes.append((letters, words, weight))
        }
    }

    /// The title without the name of the site behind it, as in `The wheel | Weir Courier`.
    private static func withoutSite(_ title: String, _ site: String) -> String {
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
