import TestSupport
import Testing

@testable import Store

@Suite struct ColumnListTests {
    private func read(_ text: String) -> [ColumnValue]? {
        var text = text
        return text.withUTF8 { ColumnListReader.read($0) }
    }

    @Test func `a list is compact JSON`() {
        let writer = ColumnListWriter()
        writer.list {
            $0.add("a\"\\\0\n")
            $0.add(nil as String?)
            $0.add(-7)
            $0.add(0.25)
            $0.add(["x", ""])
            $0.add(Double.nan)
            $0.list { _ in }
        }
        #expect(writer.text == #"["a\"\\\u0000\u000a",null,-7,0.25,["x",""],null,[]]"#)
        #expect(
            read(writer.text) == [
                .text("a\"\\\0\n"), .null, .integer(-7), .number(0.25),
                .list([.text("x"), .text("")]), .null, .list([]),
            ])
    }

    @Test(arguments: [
        "", "[", "[1", "[1,", "[1,]", "1", "[\"a]", "[\"\\u00\"]", "[\"\\x\"]", "[nul]", "[1]]",
        "[ 1]", "[abc]", "[\"\\u00zz\"]", "[,]",
        String(repeating: "[", count: 100_000), "[[[[[[[[[1]]]]]]]]]",
    ])
    func `what no writer wrote is no list`(_ text: String) {
        #expect(read(text) == nil)
    }

    @Test func `an integer is written as its digits`() {
        var numbers = [0, 9, 10, 99, 100, 12_345, .max, .min, .min + 1]
        var power = 1
        for _ in 0..<18 {
            power *= 10
            numbers += [power - 1, power, power + 1, -power, 1 - power]
        }
        for number in numbers {
            let writer = ColumnListWriter()
            writer.add(number)
            #expect(writer.text == "\(number)")
        }
    }

    /// The law: any text comes back as it was, wherever in it what needs an escape stands.
    @Test func `any text comes back as the same text`() {
        let alphabet: [Unicode.Scalar] = [
            "a", "\"", "\\", "\n", "\0", "\u{1F}", " ", "é", "\u{1F600}",
        ]
        var random = SeededGenerator(seed: 11)
        for length in 0..<200 {
            let dense = Int.random(in: 1...alphabet.count, using: &random)
            var text = String(repeating: "b", count: length % 19)
            for _ in 0..<length {
                text.unicodeScalars.append(alphabet[Int.random(in: 0..<dense, using: &random)])
            }
            let writer = ColumnListWriter()
            writer.list { $0.add(text) }
            #expect(read(writer.text) == [.text(text)])
        }
    }

    @Test func `any number comes back as the same number`() {
        var bits: UInt64 = 1
        for _ in 0..<2_000 {
            bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let number = Double(bits >> 11) / Double(1 << 53)
            let writer = ColumnListWriter()
            writer.list { $0.add(number) }
            #expect(read(writer.text) == [.number(number)])
        }
    }
}
