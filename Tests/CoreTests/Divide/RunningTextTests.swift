import TestSupport
import Testing

@testable import Core

/// Dividing of text that has neither titles nor blank lines.
@Suite struct RunningTextTests {
    /// The pieces that dividing finds; `others` are further pages of the archive.
    private func pieces(_ text: String, others: [String] = []) throws -> [String] {
        let credits = CreditReader(lexicon: try builtInLexicon())
        let page = Page(source: "extract.txt", text: Array(text.utf8))
        let look = Divider(credits: credits)
        var neighbours = ParagraphNeighbours()
        for text in [text] + others {
            let page = Page(source: "other.txt", text: Array(text.utf8))
            neighbours.add(look.edges(page).paragraphs)
        }
        neighbours.conclude()
        let divided = Divider(credits: credits, neighbours: neighbours).divide(page)
        #expect(divided.layout == .runningText)
        return divided.pieces.map {
            let first = page.lines[$0.lines.lowerBound].lowerBound
            return page.string(first..<page.lines[$0.lines.upperBound].upperBound)
        }
    }

    private func expectDivided(_ text: String, others: [String] = []) throws {
        let marked = MarkedText(text)
        #expect(try pieces(marked.text, others: others) == marked.passages)
    }

    private static let e = Prose.english
    /// Sentences of one story, held together by its names.
    private static let quay = [
        "The old quay at Sallow Point will be closed from Monday, because the harbour master Edda Quist no longer trusts its piles.",
        "A diver whom Quist had sent down in March came up with a piece of oak that could be crumbled between two fingers.",
        "The fishermen of Sallow Point will land their boxes at the ferry stage until the spring, and some of them are not amused.",
        "There is money for new piles, said Quist, but there is nobody at Sallow Point who still knows how to drive them.",
    ]
    private static let choir = [
        "When the choir of Upper Marren lost its last tenor, the organist Tobin Vale wrote to the football club for help.",
        "Eleven men came to the first evening, said Vale, and nine of them had never seen a page of music from near by.",
        "By the autumn the people of Upper Marren had a mass in four parts, and the club had lost every match of its season.",
        "Nobody in Upper Marren minds, for the singing in the changing room is said by Vale to be the best in the county.",
    ]
    private static func lines(_ lines: [String]) -> String { lines.joined(separator: "\n") }

    @Test func `stories without credits are told apart by their names`() throws {
        try expectDivided("⟦\(Self.lines(Self.quay))⟧\n⟦\(Self.lines(Self.choir))⟧")
    }

    @Test func `one story is not parted`() throws {
        try expectDivided("⟦\(Self.lines(Self.quay + Array(Self.e[0...3])))⟧")
    }

    @Test func `who wrote two pieces does not hold them together`() throws {
        try expectDivided(
            """
            ⟦\(Self.lines(Self.quay))
            By Ada Vell, The Weir Courier⟧
            ⟦\(Self.lines(Self.choir))
            By Ada Vell, The Weir Courier⟧
            """)
    }

    @Test func `a letter runs from its address to its last signature`() throws {
        try expectDivided(
            """
            ⟦\(Self.lines(Self.quay))
            Source: The Bend Gazette⟧
            ⟦Mr. Odo Lark, Mayor of Farrow Bend
            Your Excellency,
            \(Self.e[2])
            Mr. Mayor,
            \(Self.e[3])
            Yours sincerely,
            Hanna Reed
            Farrow Bend⟧
            ⟦\(Self.e[4])
            \(Self.e[5])⟧
            """)
    }

    @Test func `items of a digest stay together, with what stands between them`() throws {
        try expectDivided(
            """
            ⟦\(Self.e[0])
            \(Self.e[1])
            Source: The Bend Gazette⟧
            ⟦++ \(Self.quay[0])
            \(Self.quay[1])
            ++ \(Self.choir[0])
            \(Self.choir[1])
            bendgazette.example
            ++ \(Self.e[3])
            To view the pdf file click here⟧
            ⟦\(Self.e[4])
            \(Self.e[5])⟧
            """)
    }

    @Test func `the heading of its contents opens a newsletter, that of a notice opens a notice`()
        throws
    {
        try expectDivided(
            """
            ⟦\(Self.quay[0])
            \(Self.quay[1])
            \(Self.quay[2])
            Edda Quist, The Bend Gazette⟧
            ⟦In this issue:
            \(Self.e[0])
            \(Self.e[1])
            To download the full report click here⟧
            ⟦Market report, Farrow Bend, 14 May 2021.
            \(Self.e[2])
            \(Self.e[3])⟧
            """)
    }

    @Test func `the date of a credit parts nothing`() throws {
        try expectDivided(
            """
            ⟦\(Self.e[0])
            \(Self.e[1])
            First published in October 3, 2017
            By: Ada Vell – weircourier.example⟧
            ⟦\(Self.e[2])
            \(Self.e[3])
            Source: The Bend Gazette⟧
            ⟦\(Self.e[4])
            \(Self.e[5])⟧
            """)
    }

    @Test func `credits that open the page and follow closings stand at the head of pieces`() throws
    {
        try expectDivided(
            """
            ⟦By Ada Vell
            \(Self.quay[0])
            \(Self.quay[1])
            \(Self.quay[2])⟧
            ⟦By Ivo Marsh
            \(Self.choir[0])
            \(Self.choir[1])
            \(Self.choir[2])
            Source: The Bend Gazette⟧
            ⟦By Hanna Reed
            \(Self.e[0])
            \(Self.e[1])⟧
            """)
    }

    @Test(arguments: ["–", "* * *", "[…]"])
    func `a flourish above a credit parts nothing`(_ flourish: String) throws {
        try expectDivided(
            """
            ⟦\(Self.lines(Self.quay))
            \(flourish)
            By Ada Vell, weircourier.example⟧
            ⟦\(Self.lines(Self.choir))⟧
            """)
    }

    @Test func `what was left out ends its piece`() throws {
        try expectDivided("⟦\(Self.lines(Self.quay))\n[…]⟧\n⟦\(Self.lines(Self.choir))⟧")
    }

    @Test func `a few dates in much text close its digests and are nobody's posts`() throws {
        func digest(_ day: Int) -> String {
            let text = Self.sentences(26, about: Self.sea, seed: UInt64(day))
            return "⟦++ \(Self.lines(text))\nMay \(day), 2021⟧"
        }
        try expectDivided(Self.lines([digest(11), digest(12), digest(13)]))
    }

    @Test func `a comma behind a byline announces nothing`() throws {
        try expectDivided(
            """
            ⟦\(Self.lines(Self.quay))
            By Ada Vell,⟧
            ⟦\(Self.lines(Self.choir))⟧
            """)
    }

    @Test func `of two bylines in a row one closes and one opens`() throws {
        try expectDivided(
            """
            ⟦\(Self.lines(Self.quay))
            By Ada Vell⟧
            ⟦By Ivo Marsh
            \(Self.lines(Self.choir))⟧
            """)
    }

    @Test func `the date below its items closes a digest`() throws {
        try expectDivided(
            """
            ⟦++ \(Self.quay[0])
            \(Self.quay[1])
            ++ \(Self.e[0])
            May 14, 2021⟧
            ⟦\(Self.lines(Self.choir))⟧
            """)
    }

    @Test func `a text and its revision are two pieces`() throws {
        try expectDivided(
            """
            ⟦\(Self.lines(Self.quay))⟧
            ⟦\(Self.quay[0])
            \(Self.quay[1])
            \(Self.quay[3])⟧
            """)
    }

    // MARK: What the words say

    /// Sentences that name nobody, made of the words of a subject.
    private static func sentences(_ count: Int, about words: [String], seed: UInt64) -> [String] {
        var random = SeededGenerator(seed: seed)
        func word() -> String { words[Int.random(in: words.indices, using: &random)] }
        return (0..<count).map { _ in
            "In the end the \(word()) and the \(word()) were left to the \(word()), as every \(word()) "
                + "with a \(word()) and a \(word()) had said that the \(word()) would be."
        }
    }
    private static let sea = [
        "harbour", "anchor", "rudder", "tide", "sailor", "lighthouse", "breakwater", "current",
        "mast",
        "compass", "buoy", "ferry",
    ]
    private static let orchard = [
        "apple", "blossom", "ladder", "cider", "grafting", "pear", "windfall", "hedge", "basket",
        "pruning", "barrel", "rootstock",
    ]

    @Test func `stories that name nobody are told apart by the words of their subjects`() throws {
        let one = Self.lines(Self.sentences(9, about: Self.sea, seed: 1))
        let two = Self.lines(Self.sentences(9, about: Self.orchard, seed: 2))
        try expectDivided("⟦\(one)⟧\n⟦\(two)⟧")
    }

    @Test func `a story about one thing is not parted by its words`() throws {
        try expectDivided(
            "⟦\(Self.lines(Self.sentences(24, about: Self.sea, seed: 3)))⟧")
    }

    @Test func `the odds of a line come from the words of the others`() {
        var words: [[UInt64]] = []
        for line in 0..<20 {
            let side: UInt64 = line < 10 ? 100 : 200
            // Words of each side, those of the language, and one that is the line's own.
            var row: [UInt64] = [1, 2, 1000 + UInt64(line)]
            for turn in 0..<4 { row.append(side + UInt64((line + turn) % 6)) }
            words.append(row)
        }
        let isText = words.indices.map { $0 != 4 }
        let odds = SubjectContrast(words, isText: isText).odds
        #expect(odds[4] == 0)
        let sides = Set(odds[..<10].enumerated().filter { $0.offset != 4 }.map { $0.element > 0 })
        #expect(sides.count == 1)
        #expect(Set(odds[10...].map { $0 > 0 }) == Set(sides.map { !$0 }))
        #expect(odds.allSatisfy { abs($0) < 20 })
        #expect(SubjectContrast(Array(words[..<7]), isText: isText).odds.allSatisfy { $0 == 0 })
        #expect(SubjectContrast([], isText: []).odds.isEmpty)
        #expect(SubjectContrast(without: 3).odds == [0, 0, 0])
    }

    @Test func `the parts of a digest stay together, whatever they are about`() throws {
        func part(_ heading: String, _ words: [String], _ seed: UInt64) -> String {
            "++ \(heading)\n\(Self.lines(Self.sentences(9, about: words, seed: seed)))"
        }
        try expectDivided(
            """
            ⟦\(part("The Bend Gazette writes about what the tide has left of the breakwater this time", Self.sea, 4))
            bendgazette.example
            \(part("The Weir Courier writes about what the frost has left of the apples this time", Self.orchard, 5))
            weircourier.example
            ++ \(Self.e[3])
            To view the pdf file click here⟧
            """)
    }

    @Test func `credits of the foot stay together, though one of them ended a page elsewhere`()
        throws
    {
        let credit =
            "This article first appeared in The Bend Gazette and is reproduced here with permission."
        try expectDivided(
            """
            ⟦\(Self.lines(Self.quay))
            \(credit)
            via The Weir Courier⟧
            ⟦\(Self.lines(Self.choir))⟧
            """, others: ["\(Self.lines(Array(Self.e[0...3])))\n\(credit)"])
    }

    // MARK: What the archive says

    @Test func `a text that fills a page elsewhere is a piece here`() throws {
        let reprint = Self.lines(Array(Self.e[2...5]))
        let text = "⟦\(Self.e[0])\n\(Self.e[1])⟧\n⟦\(reprint)⟧\n⟦\(Self.e[6])\n\(Self.e[7])⟧"
        try expectDivided(text, others: [reprint])
        // Without that page nothing tells.
        #expect(try pieces(MarkedText(text).text).count == 1)
    }

    @Test func `a line that closes many texts closes those of this page`() throws {
        let note =
            "The office of the mayor had not answered our questions when this page went to the press."
        func other(_ number: Int) -> String {
            """
            \(Self.choir[number]) (\(number))
            \(note)
            \(Self.quay[number]) (\(number))
            \(Self.e[number]) (\(number))
            """
        }
        let ending = "\(Self.choir[3]) (9)\n\(Self.quay[3]) (9)\n\(Self.e[3]) (9)\n\(note)"
        try expectDivided(
            "⟦\(Self.e[0])\n\(Self.e[1])\n\(note)⟧\n⟦\(Self.e[2])\n\(Self.e[3])\n\(Self.e[4])⟧",
            others: (0..<3).map(other) + [ending])
    }

    @Test func `paragraphs have the same neighbours in any order of the pages, and as a sample`() {
        var random = SeededGenerator(seed: 7)
        let pages = (0..<200).map { _ in
            (0..<12).map { _ in UInt64.random(in: 1...60, using: &random) &* 0x9E37_79B9_7F4A_7C15 }
        }
        func learned(_ pages: [[UInt64]], limit: Int) -> [String] {
            var neighbours = ParagraphNeighbours(limit: limit)
            for page in pages { neighbours.add(page) }
            neighbours.conclude()
            return (1...60).map {
                neighbours[UInt64($0) &* 0x9E37_79B9_7F4A_7C15].map { place in
                    "\(place.before.sorted()) \(place.after.sorted()) \(place.beginsPage) \(place.endsPage)"
                } ?? ""
            }
        }
        for limit in [10_000, 500] {
            let first = learned(pages, limit: limit)
            #expect(first.contains { !$0.isEmpty })
            #expect(first.contains("") == (limit == 500))
            #expect(learned(pages.shuffled(using: &random), limit: limit) == first)
        }
    }

    // MARK: The division

    private func division(
        _ borders: [Double], _ repeated: [Int: Int] = [:], authors: Set<Int> = []
    ) -> [Int] {
        BestDivision(
            borders: borders, isText: borders.map { _ in true },
            repeated: borders.indices.map { repeated[$0] },
            names: RecurringNames(without: borders.count),
            subjects: SubjectContrast(without: borders.count),
            opensWithAuthor: borders.indices.map(authors.contains),
            closesWithAuthor: borders.indices.map { authors.contains($0) ? $0 : nil }
        ).starts()
    }

    @Test func `borders that are likely are taken, and no others`() {
        #expect(division([]) == [])
        #expect(division([0, -1, -1, 6, -1, -1, 6, -1]) == [0, 3, 6])
        #expect(division([0] + Array(repeating: -1, count: 5000)) == [0])
        #expect(division((0..<5000).map { $0 % 10 == 0 ? 8 : -2 }) == (0..<500).map { $0 * 10 })
        // A text of its own line is unlikely.
        #expect(division([0, -1, 2, -1, -1]) == [0, 2])
        #expect(division([0, -1, 2, 2, -1]) == [0, 3])
        // The author of a piece is named at one of its ends.
        let either = [0, -1, -1, 2, 2.5, -1, -1]
        #expect(division(either, authors: [3]) == [0, 4])
        #expect(division(either, authors: [0, 3]) == [0, 3])
        // What is said twice is said in two pieces, parted where it is least unlikely.
        #expect(division([0, -3, -3, -2, -3, -3], [4: 0, 5: 1]) == [0, 3])
    }
}
