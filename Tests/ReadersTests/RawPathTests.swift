import Readers
import TestSupport
import Testing

struct RawPathTests {
    @Test func `plain names show as they are`() {
        for name in ["a/b.txt", "Një faqe – 1.txt", "خبر.txt", "50%20.txt", "a\\b", "\\xyz"] {
            #expect(RawPath(name).description == name)
        }
    }

    @Test func `what is no plain text is escaped on one line`() {
        #expect(RawPath([0x61, 0xFF, 0x0A, 0x62]).description == "a\\xFF\\x0Ab")
        #expect(RawPath("a\u{202E}b").description == "a\\xE2\\x80\\xAEb")
        #expect(RawPath("a\\xFFb").description == "a\\x5CxFFb")
    }

    /// The law: paths of different bytes show as different bytes.
    @Test func `no two paths show alike`() {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("\\xF0a".utf8) + [0xFF, 0x0A, 0xC3, 0xA9]
        var shown: [[UInt8]: [UInt8]] = [:]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...7, using: &random)
            let bytes = (0..<count).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            let text = Array(RawPath(bytes).description.utf8)
            #expect(shown[text, default: bytes] == bytes)
            shown[text] = bytes
        }
    }
}
