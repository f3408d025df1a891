import Testing

@testable import Core

struct ParagraphFinderTests {
    @Test func `the paragraph with a number is found again`() {
        var wording = Wording(90)
        let lines = (0..<6).map { _ in wording.sentence() }
        let text = "\n\n--\n" + lines.joined(separator: "\n \n")
        let bytes = Array(text.utf8)
        for (number, line) in lines.enumerated() {
            let range = bytes.withUnsafeBufferPointer {
                ParagraphFinder().range(of: number, in: $0)
            }
            #expect(range.map { words($0, of: text) + "." } == line)
            #expect(fingerprint(line).digest == fingerprint(text).paragraphs[number].digest)
        }
        let none = bytes.withUnsafeBufferPointer { ParagraphFinder().range(of: 6, in: $0) }
        #expect(none == nil)
    }
}
