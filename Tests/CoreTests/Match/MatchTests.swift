import Testing

@testable import Core

/// Verifies two texts that belong to no archive.
func verdict(
    _ a: String, _ b: String, _ factsA: PieceFacts = PieceFacts(),
    _ factsB: PieceFacts = PieceFacts()
) -> Verdict {
    Array(a.utf8).withUnsafeBufferPointer { x in
        Array(b.utf8).withUnsafeBufferPointer { y in
            Verifier().verify(x, y, factsA: factsA, factsB: factsB)
        }
    }
}

func match(
    _ a: String, _ b: String, _ factsA: PieceFacts = PieceFacts(),
    _ factsB: PieceFacts = PieceFacts()
) -> VerifiedMatch? {
    if case .match(let match) = verdict(a, b, factsA, factsB) { return match }
    return nil
}

/// The words of a passage in a text.
func words(_ range: Range<Int>, of text: String) -> String {
    String(validating: Array(text.utf8)[range], as: UTF8.self) ?? "cut within a character"
}

struct VerifierTests {
    @Test func `one text twice is a duplicate from end to end`() {
        var wording = Wording(1)
        let text = wording.text()
        let found = match(text, text.uppercased().replacing(".", with: "!"))
        #expect(found?.relation == .duplicate)
        #expect(found?.resemblance == 1)
        #expect(found?.passages.count == 1)
        #expect(found?.passages.first?.a == 0..<text.utf8.count)
        #expect(found?.passages.first?.identical == 1)
    }

    @Test func `a text of more shingles than two bytes count is compared like any other`() {
        let vocabulary = (0..<70_000).map { "word\($0)" }
        let text = vocabulary.joined(separator: " ")
        let part = vocabulary[66_000..<66_900].joined(separator: " ")
        let found = match(text, part)
        #expect(found?.relation == .contains)
        #expect(found?.containmentB == 1)
        #expect(found.map { words($0.passages[0].a, of: text) } == part)
    }

    @Test func `two texts of their own are nothing`() {
        var wording = Wording(2)
        for _ in 0..<20 { #expect(verdict(wording.text(), wording.text()) == .nothing) }
    }

    @Test func `a compilation contains its article, whole`() {
        var wording = Wording(3)
        let article = wording.text(4)
        let digest = [wording.text(6), article, wording.text(9)].joined(separator: "\n\n")
        let found = match(article, digest)
        #expect(found?.relation == .contains)
        #expect(found?.a == 1 && found?.b == 0)
        #expect(found.map { words($0.passages[0].a, of: digest) } == article)
        #expect((found?.containmentB ?? 0) == 1)
    }

    @Test func `a passage in quotation marks is a quotation by the text that quotes`() {
        var wording = Wording(4)
        let source = [wording.text(4), wording.paragraph(3), wording.text(4)]
        let quoting =
            wording.text(5) + "\n\nAs another paper put it: “" + source[1] + "” "
            + wording.text(5)
        let found = match(source.joined(separator: "\n\n"), quoting)
        #expect(found?.relation == .quotation)
        #expect(found?.a == 1)
        #expect(
            found.map { words($0.passages[0].b, of: source.joined(separator: "\n\n")) }
                == source[1])
    }

    @Test func `a statement that two reports print is a shared passage`() {
        var wording = Wording(5)
        let statement = wording.paragraph(4)
        let found = match(
            wording.text(5) + "\n\n" + statement + "\n\n" + wording.text(5),
            wording.text(6) + "\n\n" + statement + "\n\n" + wording.text(4))
        #expect(found?.relation == .sharedPassage)
        #expect(found?.sameText == false)
    }

    @Test func `a stock sentence alone makes no match`() {
        var wording = Wording(6)
        let stock = "No further details were available at the time of writing."
        #expect(
            verdict(wording.text() + "\n\n" + stock, wording.text() + "\n\n" + stock) == .nothing)
    }

    @Test func `one page edited later is a revision, read from the earlier`() {
        var wording = Wording(7)
        let kept = wording.text(5)
        let page = PieceFacts(host: 3, title: 9, url: 77, posted: 100)
        var later = page
        later.posted = 104
        let found = match(kept + "\n\n" + wording.paragraph(), kept, later, page)
        #expect(found?.relation == .revision)
        #expect(found?.a == 1 && found?.direction == .bFromA)
        #expect(found?.recapture == false)
    }

    @Test func `one page captured twice is a recapture`() {
        var wording = Wording(8)
        let text = wording.text()
        let page = PieceFacts(host: 3, title: 9, url: 77, posted: 100)
        #expect(match(text, text, page, page)?.recapture == true)
        let elsewhere = PieceFacts(host: 4, title: 9, url: 78, posted: 101)
        #expect(match(text, text, page, elsewhere)?.recapture == false)
        #expect(match(text, text, page, elsewhere)?.direction == .bFromA)
    }
}

struct NoiseTests {
    /// Replaces characters at a rate, as a scanner misreads them.
    private func misread(_ text: String, _ rate: Double, _ random: inout Seeded) -> String {
        let wrong: [Character: String] = [
            "a": "o", "e": "c", "i": "l", "l": "1", "m": "rn", "o": "0", "r": "v", "s": "5",
            "t": "f", " ": "", ".": ",",
        ]
        return text.map { character in
            Double.random(in: 0..<1, using: &random) < rate
                ? wrong[character] ?? String(character) : String(character)
        }.joined()
    }

    @Test(arguments: [0.01, 0.04, 0.1]) func `a misread copy is one passage`(_ rate: Double) {
        for seed in 0..<5 {
            var wording = Wording(UInt64(20 + seed))
            let text = wording.text(8)
            let noisy = misread(text, rate, &wording.random)
            let found = match(text, noisy)
            let covered = found?.passages.reduce(0) { $0 + $1.a.count } ?? 0
            #expect(Double(covered) > 0.9 * Double(text.utf8.count))
            #expect(found?.sameText == true)
        }
    }

    @Test func `words split at line ends do not break a passage`() {
        var wording = Wording(30)
        let text = wording.text(6)
        let split = text.split(separator: " ", omittingEmptySubsequences: false).enumerated()
            .map { i, word in
                i % 6 == 0 && word.count > 5
                    ? String(word.prefix(3)) + " " + String(word.dropFirst(3)) : String(word)
            }.joined(separator: " ")
        let found = match(text, split)
        #expect(found?.passages.count == 1)
        #expect(found?.relation == .nearDuplicate)
        #expect((found?.passages.first?.identical ?? 1) < 1)
    }

    @Test func `paragraphs merged and split are the same text`() {
        var wording = Wording(31)
        let text = wording.text(6)
        #expect(match(text, text.replacing("\n\n", with: " "))?.resemblance == 1)
        #expect(match(text, text.replacing(". ", with: ".\n"))?.relation == .duplicate)
    }

    @Test func `a sentence left out divides the passage in two`() {
        var wording = Wording(32)
        let parts = [wording.paragraph(6), wording.sentence(), wording.paragraph(6)]
        let whole = parts.joined(separator: " ")
        let found = match(whole, parts[0] + " " + parts[2])
        #expect(found?.passages.map { words($0.a, of: whole) } == [parts[0], parts[2]])
    }

    @Test func `paragraphs that changed places are found in both places`() {
        var wording = Wording(33)
        let parts = (0..<4).map { _ in wording.paragraph(5) }
        let found = match(
            parts.joined(separator: "\n\n"),
            [parts[1], parts[0], parts[2], parts[3]].joined(separator: "\n\n"))
        let covered = found?.passages.reduce(0) { $0 + $1.b.count } ?? 0
        #expect(covered >= parts.reduce(0) { $0 + $1.utf8.count })
    }
}

struct VerifierLawTests {
    @Test func `measures are the same from both sides and within their bounds`() {
        for seed in 0..<60 {
            var wording = Wording(UInt64(100 + seed))
            let shared = (0..<6).map { _ in wording.paragraph(3) }
            let a = (shared + [wording.text(seed % 5)]).joined(separator: "\n")
            let kept = shared.filter { _ in Bool.random(using: &wording.random) }
            let b = ([wording.text(seed % 7)] + kept).joined(separator: "\n\n")
            guard let ab = match(a, b), let ba = match(b, a) else { continue }
            let turned = ab.a == ba.a
            #expect(ab.relation == ba.relation)
            #expect(ab.resemblance == ba.resemblance)
            #expect(ab.containmentA == (turned ? ba.containmentB : ba.containmentA))
            #expect(ab.containmentB == (turned ? ba.containmentA : ba.containmentB))
            #expect(ab.resemblance <= min(ab.containmentA, ab.containmentB) + 1e-9)
            #expect(max(ab.containmentA, ab.containmentB) <= 1)
            let texts = [a, b].map { Array($0.utf8) }
            for passage in ab.passages {
                let left = texts[Int(ab.a)][passage.a]
                let right = texts[Int(ab.b)][passage.b]
                #expect(String(validating: left, as: UTF8.self) != nil)
                #expect(String(validating: right, as: UTF8.self) != nil)
                #expect(passage.identical > 0 && passage.identical <= 1)
                #expect(passage.words > 0)
            }
        }
    }

    @Test func `resemblance is that of the exact sets of five words`() {
        for seed in 0..<20 {
            var wording = Wording(UInt64(200 + seed))
            let start = wording.text(3)
            let a = start + " " + wording.text(2)
            let b = start + " " + wording.text(3)
            func shingles(_ text: String) -> Set<[Substring]> {
                let tokens = text.lowercased().split { !$0.isLetter && !$0.isNumber }
                return Set((0...(tokens.count - 5)).map { Array(tokens[$0..<($0 + 5)]) })
            }
            let x = shingles(a)
            let y = shingles(b)
            let expected = Double(x.intersection(y).count) / Double(x.union(y).count)
            #expect(abs((match(a, b)?.resemblance ?? -1) - expected) < 1e-12)
        }
    }

    @Test func `strange characters are survived on both sides`() {
        let strange = [
            "½", "ͺ", "΄", "ŉ", "ﷺ", "Ǆ", "\u{301}", "\u{200D}", "東", "กิ", "ـ", "İ", "“", "»",
            "\u{2028}", "\u{1F600}", "A", "9", " ", "\n", ".", "é", "ß", "Σ", "\u{FDFA}", "\0",
        ]
        for seed in 0..<150 {
            var wording = Wording(UInt64(300 + seed))
            let shared = (0..<60).map { _ in
                Bool.random(using: &wording.random)
                    ? wording.name() + " "
                    : strange[Int.random(in: 0..<strange.count, using: &wording.random)]
            }.joined()
            let a = strange.randomElement(using: &wording.random, times: 30) + shared
            let b = shared + strange.randomElement(using: &wording.random, times: 30)
            for passage in match(a, b)?.passages ?? [] {
                #expect(passage.a.upperBound <= max(a.utf8.count, b.utf8.count))
            }
            var bytes = Array((a + b).utf8)
            bytes.shuffle(using: &wording.random)
            _ = bytes.withUnsafeBufferPointer {
                Verifier().verify($0, $0, factsA: PieceFacts(), factsB: PieceFacts())
            }
        }
    }
}

extension [String] {
    fileprivate func randomElement(using random: inout Seeded, times: Int) -> String {
        (0..<times).map { _ in self[Int.random(in: 0..<count, using: &random)] }.joined()
    }
}
