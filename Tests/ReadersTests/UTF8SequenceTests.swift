import TestSupport
import Testing

@testable import Readers

@Suite struct UTF8SequenceTests {
    @Test func `bytes are valid where a survey finds no damage`() {
        var random = SeededGenerator(seed: 92)
        let parts: [[UInt8]] = [
            Array("plain words of thirty-two bytes, and more".utf8), Array("’é\n\u{1F600}".utf8),
            [0x00, 0x1B, 0x7F], [0xE2, 0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xFF],
        ]
        var valid = 0
        for _ in 0..<2000 {
            // Seldom damaged, and then anywhere.
            let kinds = Int.random(in: 0..<4, using: &random) == 0 ? parts.count : 3
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<12, using: &random) {
                let part = parts[Int.random(in: 0..<kinds, using: &random)]
                bytes += Bool.random(using: &random) ? part : Array(part.prefix(1))
            }
            let isValid = UTF8Survey(bytes.span).isValid
            #expect(UTF8Sequence.isValid(bytes.span) == isValid)
            valid += isValid ? 1 : 0
        }
        #expect((1..<2000).contains(valid))
    }
}
