import Report
import Testing

struct CollationTests {
    static func words(_ readings: [Collation.Reading]) -> [String] {
        readings.flatMap { reading -> [String] in
            switch reading {
            case .same(let text), .differs(let text):
                text.split(whereSeparator: \.isWhitespace).map(String.init)
            case .gap: []
            }
        }
    }

    static func differing(_ readings: [Collation.Reading]) -> [String] {
        readings.compactMap { reading in
            if case .differs(let text) = reading { text } else { nil }
        }
    }

    @Test func `words of one side alone are marked there`() {
        let collation = Collation(
            "the lamp was lit at dusk", "the lamp was put out at dusk", limit: 99)
        #expect(collation.a == [.same("the lamp was "), .differs("lit "), .same("at dusk")])
        #expect(collation.b == [.same("the lamp was "), .differs("put out "), .same("at dusk")])
    }

    @Test(arguments: [
        ("“Lit,” he said.", "lit he said"), ("boat-house", "boathouse"), ("كتاب يك", "کتاب یک"),
        ("ROJA e stuhive", "roja e Stuhive"), ("می‌گوید", "میگوید"),
    ])
    func `case, punctuation and joiners make no difference`(a: String, b: String) {
        let collation = Collation(a, b, limit: 99)
        #expect(Self.differing(collation.a).isEmpty)
        #expect(Self.differing(collation.b).isEmpty)
    }

    @Test(arguments: 0..<40)
    func `the stretches of a side are the words of that side`(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: UInt64) -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state % bound
        }
        let a = (0..<next(60)).map { _ in "w\(next(6))" }
        let b = (0..<next(60)).map { _ in "w\(next(6))" }
        let collation = Collation(
            a.joined(separator: " "), b.joined(separator: "\n"), limit: 1_000)
        let isWhole = !(collation.a + collation.b).contains {
            if case .gap = $0 { true } else { false }
        }
        if isWhole {
            #expect(Self.words(collation.a) == a)
            #expect(Self.words(collation.b) == b)
        }
        #expect(!collation.aGoesOn && !collation.bGoesOn)
    }

    @Test func `a long stretch that is alike is left out and counted`() {
        let alike = (0..<200).map { "w\($0)" }.joined(separator: " ")
        let collation = Collation("first " + alike + " last", "other " + alike + " end", limit: 400)
        #expect(collation.a.contains(.gap(200 - 36)))
        #expect(Self.words(collation.a).count == 38)
    }

    @Test func `what is shown is bounded on both sides`() {
        let a = (0..<9_000).map { "a\($0)" }.joined(separator: " ")
        let b = (0..<9_000).map { "b\($0)" }.joined(separator: " ")
        let collation = Collation(a, b, limit: 50)
        #expect(Self.words(collation.a).count == 50)
        #expect(Self.words(collation.b).count == 50)
        #expect(collation.aGoesOn && collation.bGoesOn)
        #expect(Collation("", "", limit: 10).a.isEmpty)
        #expect(Collation(a, "", limit: 0).aGoesOn)
    }
}
