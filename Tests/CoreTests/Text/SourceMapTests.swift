import Testing
import TestSupport

@testable import Core

@Suite struct SourceMapTests {
    /// `<p>Bread &amp; <b>cheese</b>` as `Bread & cheese`.
    private var bread: SourceMap {
        var map = SourceMap()
        map.add(made: 0, source: 3..<9, isCopy: true)
        map.add(made: 6, source: 9..<14, isCopy: false)
        map.add(made: 7, source: 14..<15, isCopy: true)
        map.add(made: 8, source: 18..<24, isCopy: true)
        return map
    }

    @Test func `a range of the text is where its first and last bytes stand`() {
        #expect(bread.source(of: 0..<5) == 3..<8)
        #expect(bread.source(of: 6..<7) == 9..<14)
        #expect(bread.source(of: 4..<10) == 7..<20)
        #expect(bread.source(of: 8..<14) == 18..<24)
        #expect(bread.source(of: 8..<8) == 18..<18)
        #expect(SourceMap().source(of: 3..<7) == 0..<0)
    }

    @Test func `runs know their lines`() {
        var map = bread
        map.number(by: Lines(of: Array("<p>Bread &amp;\n <b>cheese</b>".utf8)))
        #expect(map.lines(of: 0..<7) == 1...1)
        #expect(map.lines(of: 6..<14) == 1...2)
    }

    @Test func `a packed map is the same map`() {
        var random = SeededGenerator(seed: 41)
        for _ in 0..<50 {
            var map = SourceMap()
            var made = 0
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                let start = Int.random(in: 0..<100_000, using: &random)
                let count = Int.random(in: 0..<300, using: &random)
                map.add(
                    made: made, source: start..<(start + count),
                    isCopy: Bool.random(using: &random))
                made += max(1, count)
            }
            #expect(SourceMap(packed: map.packed) == map)
        }
    }

    @Test func `bytes that are no map make an empty one`() {
        #expect(SourceMap(packed: [0xFF, 0xFF]) == SourceMap())
        #expect(SourceMap(packed: [2, 1, 2]) == SourceMap())
    }
}
