import Core
import TestSupport
import Testing

struct LinesTests {
    private func texts(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return Lines(of: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test func `every kind of line end closes one line`() {
        #expect(texts("one\ntwo\r\nthree\rfour") == ["one", "two", "three", "four"])
        #expect(texts("a\r\r\nb\n\rc") == ["a", "", "b", "", "c"])
    }

    @Test func `a line end at the end of the page opens no further line`() {
        #expect(texts("a\n") == ["a"])
        #expect(texts("a\r\n") == ["a"])
        #expect(texts("\n\n") == ["", ""])
        #expect(texts("").isEmpty)
    }

    @Test func `separators of other kinds stay inside their line`() {
        let text = "a\u{2028}b\u{2029}c\u{85}d\u{0B}e\u{0C}f\tg"
        #expect(texts(text) == [text])
    }

    @Test func `an offset belongs to the line whose end it stands in`() {
        let lines = Lines(of: Array("ab\r\ncd\n\nef".utf8))
        #expect((0...10).map { lines.number(at: $0) } == [1, 1, 1, 1, 2, 2, 2, 3, 4, 4, 4])
        #expect(lines.number(at: -1) == 1)
        #expect(Lines(of: []).number(at: 0) == 1)
    }

    @Test func `line numbers and byte ranges lead to each other`() throws {
        let lines = Lines(of: Array("head\r\nbody\ntail\n".utf8))
        #expect(lines.bytes(of: 2...3) == 6..<15)
        #expect(lines.numbers(of: 6..<15) == 2...3)
        #expect(lines.numbers(of: 6..<6) == 2...2)
        #expect(lines.bytes(of: 3...4) == nil)
        #expect(lines.bytes(of: 0...1) == nil)
    }

    /// The law: lines and their ends tile the page, in order and within bounds; no line holds a line
    /// end; and each byte's line number is that of the line that tiles it.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `lines tile any page`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet: [UInt8] = [0x0A, 0x0D, 0x61, 0x09, 0x0E, 0x80, 0xFF]
        let dense = Int.random(in: 2...alphabet.count, using: &random)
        let page = (0..<Int.random(in: 0...300, using: &random)).map { _ in
            alphabet[Int.random(in: 0..<dense, using: &random)]
        }
        let lines = Lines(of: page)
        var expected = 0
        for (index, line) in lines.enumerated() {
            #expect(line.lowerBound == expected && line.upperBound <= page.count)
            #expect(!page[line].contains(0x0A) && !page[line].contains(0x0D))
            let next = index + 1 < lines.count ? lines[index + 1].lowerBound : page.count
            let end = Array(page[line.upperBound..<next])
            let isLast = index + 1 == lines.count
            #expect([[0x0A], [0x0D], [0x0D, 0x0A]].contains(end) || (isLast && end.isEmpty))
            for offset in line.lowerBound..<next { #expect(lines.number(at: offset) == index + 1) }
            expected = next
        }
        #expect(expected == page.count)
    }
}
