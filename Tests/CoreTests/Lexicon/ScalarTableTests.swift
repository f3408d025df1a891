import Testing

@testable import Core

@Suite struct ScalarTableTests {
    @Test func `the table says of every scalar what the standard library says`() {
        var differing: [Unicode.Scalar] = []
        for value in UInt32(0)...0xFFFF {
            guard let scalar = Unicode.Scalar(value), !(0xE000...0xF8FF).contains(value) else {
                continue
            }
            let lower = scalar.properties.lowercaseMapping.unicodeScalars
            let folded =
                lower.count == 1 && lower.first.map { $0.value < 0x10000 } == true
                ? lower.first : scalar
            if ScalarTable.kinds(scalar) != ScalarTable.Kinds(scalar)
                || ScalarTable.folded(scalar) != folded
            {
                differing.append(scalar)
            }
        }
        #expect(differing == [])
    }
}
