import Testing

@testable import Report

@Suite struct PassageWordTests {
    @Test func `each ASCII character is space or part of a word as Unicode says`() {
        for value in UInt8.min...127 {
            let scalar = Unicode.Scalar(value)
            let words = PassageWords("a\(scalar)b", limit: 9).words
            let letter =
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                ? String(scalar).lowercased() : ""
            #expect(
                words.map(\.key)
                    == (scalar.properties.isWhitespace ? ["a", "b"] : ["a\(letter)b"]))
        }
    }
}
