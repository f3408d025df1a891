import Testing

@testable import Pipeline

@Suite struct NearestNameTests {
    private let names = ["corpus", "store", "report", "outlets", "max_source_bytes", "workers"]

    @Test(arguments: [
        ("wrokers", "workers"), ("worker", "workers"), ("Workers", "workers"),
        ("max-source-bytes", "max_source_bytes"), ("max_source_size", "max_source_bytes"),
        ("outlet", "outlets"), ("stroe", "store"), ("reprot", "report"),
        ("xyz", nil), ("", nil), ("corpora", nil), ("banana", nil),
    ])
    func `the nearest name is found, or none`(_ word: String, _ name: String?) {
        #expect(NearestName.find(word, in: names) == name)
        #expect(NearestName.find(String(repeating: word + "?", count: 999), in: names) == nil)
    }

    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "ab", 2), ("ab", "ba", 1), ("abc", "acb", 1),
        ("kitten", "sitting", 3), ("ca", "abc", 3),
    ])
    func `a swap is one edit`(_ a: String, _ b: String, _ edits: Int) {
        #expect(NearestName.distance(Array(a), Array(b)) == edits)
        #expect(NearestName.distance(Array(b), Array(a)) == edits)
    }
}
