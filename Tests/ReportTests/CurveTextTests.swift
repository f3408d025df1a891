import Core
import Testing

@testable import Report

@Suite struct CurveTextTests {
    @Test func `the curve rises to one and says what it rests on`() {
        var settings = MatchSettings()
        settings.sketch.bands = 14
        settings.sketch.rows = 8
        let lines = CurveText(settings).text.split(separator: "\n")
        #expect(lines[1].contains("14 bands of 8 rows"))
        let rows = lines.compactMap { line -> [Double]? in
            let numbers = line.split(separator: " ").prefix(4).compactMap { Double($0) }
            return numbers.count == 4 ? numbers : nil
        }
        #expect(rows.count == 20)
        for (one, two) in zip(rows, rows.dropFirst()) {
            for column in 0..<4 { #expect(one[column] <= two[column]) }
        }
        #expect(rows.last == [1, 1, 1, 1])
        // 1 - (1 - 0.5^8)^14
        #expect(rows[9][1] == 0.053)
    }
}
