import Testing

@testable import Core

struct CommonWordsTests {
    /// The textbook's table, cell by cell.
    private func common(_ i: Range<Int>, _ j: Range<Int>, _ equal: (Int, Int) -> Bool) -> Int {
        var row = [Int](repeating: 0, count: j.count + 1)
        for x in i {
            var diagonal = 0
            for (k, y) in j.enumerated() {
                let above = row[k + 1]
                row[k + 1] = equal(x, y) ? diagonal + 1 : max(above, row[k])
                diagonal = above
            }
        }
        return row[j.count]
    }

    private func prepared(_ words: [String]) -> PreparedText {
        Array(words.joined(separator: " ").utf8).withUnsafeBufferPointer {
            PreparedText(piece: 0, text: $0, excluded: [], scratch: PreparationScratch())
        }
    }

    @Test func `as many words are in common as the whole table says`() {
        var random = Seeded(90)
        let counter = CommonWords()
        // Short words have no outline; long ones begin or end alike more often than not.
        let words = (0..<40).map { number in
            number % 3 == 0 ? "w\(number)" : "abc\(number % 5)\(number)\(number % 7)xyz"
        }
        for round in 0..<120 {
            let lengths = (0..<2).map { _ in
                Int.random(in: 1...(round % 3 == 0 ? 8 : 260), using: &random)
            }
            let texts = lengths.map { length in
                prepared((0..<length).map { _ in words.randomElement(using: &random) ?? "" })
            }
            let (a, b) = (texts[0], texts[1])
            let i = Int.random(in: 0..<a.count, using: &random)..<a.count
            let j = Int.random(in: 0..<b.count, using: &random)..<b.count
            #expect(counter.equal(a, i, b, j) == common(i, j) { a.tokens[$0] == b.tokens[$1] })
            #expect(counter.alike(a, i, b, j) == common(i, j) { a.resembles($0, b, $1) })
        }
    }

    @Test(arguments: [[1], [1, 3], [0, 1], [0, 1, 2, 3]])
    func `marks of a line that stays out of matching touch no other line`(_ excluded: [Int]) {
        let lines = [
            "He said \u{201C}stop the mill.\u{201D}", "(All of our rights are reserved!!)\u{201D}",
            "«More of it» tomorrow...", "Subscribe to our letter?\u{201D}",
        ]
        func prepared(_ lines: [String], _ excluded: [Int]) -> PreparedText {
            Array(lines.joined(separator: "\n\n").utf8).withUnsafeBufferPointer {
                PreparedText(piece: 0, text: $0, excluded: excluded, scratch: PreparationScratch())
            }
        }
        func before(_ text: PreparedText, _ token: Int) -> Int {
            Int(text.places[token].start) - text.startWithPunctuation(token)
        }
        func behind(_ text: PreparedText, _ token: Int) -> Int {
            text.endWithPunctuation(token) - Int(text.places[token].end)
        }
        let whole = prepared(lines, excluded)
        let kept = prepared(
            lines.indices.filter { !excluded.contains($0) }.map { lines[$0] }, [])
        #expect(whole.count == kept.count)
        for at in 0..<kept.count {
            #expect(before(whole, at) == before(kept, at), "before \(at)")
            #expect(behind(whole, at) == behind(kept, at), "behind \(at)")
            #expect(whole.opens(at) == kept.opens(at), "opening of \(at)")
            #expect(whole.closes(at) == kept.closes(at), "closing of \(at)")
            #expect(whole.marks[at] == kept.marks[at], "marks of \(at)")
        }
    }
}
