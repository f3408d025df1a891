import Core
import Testing

@testable import Readers

/// Invented HTML and what the reader makes of it.
enum InventedPage {
    static let paragraphs = [
        "The mill at Farrow Bend had stood idle for nine winters when the council voted, by one hand, to let the water back in.",
        "Nobody who was present can say whose hand it was. The clerk wrote a number in the margin and went home before the rain.",
        "By the spring the wheel turned twice a day, slowly, and the bakers of the lower town brought their rye to it in sacks.",
        "What they had not foreseen was the heron, which took the sluice for its own and would not be moved by any of them.",
    ]

    static func body(_ count: Int = 4) -> String {
        paragraphs.prefix(count).map { "<p>\($0)</p>" }.joined(separator: "\n")
    }

    static func read(_ html: String) throws -> MarkedPage {
        try HTMLReader().read(Array(html.utf8))
    }

    /// The lines of a piece's text.
    static func lines(_ page: MarkedPage, _ piece: Int = 0) -> [String] {
        let lines = Lines(of: page.text)
        let draft = page.pieces[piece].draft
        return (draft.body...draft.lines.upperBound).map {
            String(decoding: page.text[lines[$0]], as: UTF8.self)
        }
    }
}
