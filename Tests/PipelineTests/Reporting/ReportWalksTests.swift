import Report
import TestSupport
import Testing

@testable import Pipeline

@Suite struct ReportWalksTests {
    @Test(arguments: 0..<20)
    func `the leading rows are the first of all in order`(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let limit = Int.random(in: 0...9, using: &generator)
        let rows = (0..<Int.random(in: 0...400, using: &generator)).map { number in
            (Int.random(in: 0...20, using: &generator), number)
        }
        var leading = Leading<(Int, Int)>(limit) { $0 < $1 }
        for row in rows.shuffled(using: &generator) { leading.add(row) }
        #expect(leading.rows.map(\.1) == rows.sorted(by: <).prefix(limit).map(\.1))
        #expect(leading.total == rows.count)
    }

    @Test func `names of equal count come by their bytes, and what has none takes a place`() {
        var counts = NameCounts()
        for name in ["b", "a", "é", "Z", nil, "z", "z"] { counts.add(name) }
        #expect(counts.greatest(9).map(\.name) == ["z", "Z", "a", "b", "é"])
        #expect(counts.greatest(3) == [NamedCount("z", 2), NamedCount("Z", 1)])
    }
}
