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
}
