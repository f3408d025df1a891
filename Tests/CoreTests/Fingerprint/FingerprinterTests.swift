import Testing

@testable import Core

func fingerprint(
    _ text: String, _ settings: SketchSettings = SketchSettings()
) -> Fingerprint {
    Array(text.utf8).withUnsafeBufferPointer {
        Fingerprinter(settings: settings).fingerprint($0)
    }
}

struct FingerprinterTests {
    @Test func `the digest is SHA-256 of the folded tokens`() {
        let known = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"
        #expect(fingerprint("Hello, WORLD!").digest.hexadecimal == known)
        #expect(fingerprint("hello\n\nworld").digest.hexadecimal == known)
        let digester = ByteDigester()
        for stretch in [1, 4, 11, 12] {
            var seen = 0
            let digest = digester.digest(Array("hello world".utf8).span, by: stretch) {
                #expect($0.lowerBound == seen)
                seen = $0.upperBound
            }
            #expect(digest.hexadecimal == known)
            #expect(seen == 11)
        }
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(fingerprint("").digest.hexadecimal == empty)
        #expect(digester.digest([UInt8]().span, by: 8) { _ in }.hexadecimal == empty)
    }

    @Test func `one fingerprinter gives the same as a new one for each text`() {
        var wording = Wording(2)
        let shared = Fingerprinter()
        for paragraphs in [3, 0, 1, 12, 2] {
            let text = wording.text(paragraphs)
            let again = Array(text.utf8).withUnsafeBufferPointer { shared.fingerprint($0) }
            #expect(again == fingerprint(text))
        }
    }

    @Test func `words and paragraphs are counted`() {
        let made = fingerprint("Title of it\n\nOne two three.\nFour five\n \n")
        #expect(made.words == 8)
        #expect(made.paragraphs.map(\.words) == [3, 3, 2])
        #expect(made.paragraphs[1].digest == fingerprint("one TWO three").digest)
    }

    @Test func `texts of no, one and four words have none or one shingle`() {
        #expect(fingerprint("").samples.isEmpty && fingerprint("").bands.isEmpty)
        #expect(fingerprint("one").samples.count == 1)
        #expect(fingerprint("one two three four").samples.count == 1)
        #expect(fingerprint("one two three four").samples != fingerprint("one two three").samples)
        #expect(fingerprint("one two three four five six").samples.count == 2)
    }

    @Test func `twins in Unicode have one fingerprint`() {
        var wording = Wording(3)
        let text = wording.text(6)
        let wide = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    $0.value > 0x60 && $0.value < 0x7B
                        ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0
                }))
        let curly = text.replacing(".", with: "”").replacing(" ", with: "\u{A0}")
        for twin in [wide, curly, text.uppercased()] {
            var made = fingerprint(twin)
            made.bytes = fingerprint(text).bytes
            #expect(made == fingerprint(text))
        }
    }

    @Test func `a shared run of window and four words is always sampled in both`() {
        let settings = SketchSettings()
        for seed in 0..<40 {
            var wording = Wording(UInt64(seed))
            let run = (0..<(settings.window + 4)).map { _ in wording.word() }
                .joined(separator: " ")
            let a = fingerprint(wording.text(8) + " " + run + " " + wording.text(8))
            let b = fingerprint(wording.text(9) + " " + run + " " + wording.text(7))
            #expect(!Set(a.samples).isDisjoint(with: b.samples))
        }
    }

    @Test func `what a wide window keeps a narrow one keeps too`() {
        var wording = Wording(4)
        let text = wording.text(9)
        let wide = fingerprint(text, SketchSettings(window: 16, keepAll: 0))
        let narrow = fingerprint(text, SketchSettings(window: 8, keepAll: 0))
        #expect(Set(wide.samples).isSubset(of: narrow.samples))
        #expect(narrow.samples.count > wide.samples.count)
    }

    @Test(arguments: [2, 6, 13, 50]) func `the last of the least hashes of each window is kept`(
        _ window: Int
    ) {
        struct Hashes: TokenSink {
            var tokens: [UInt64] = []
            mutating func token(_ hash: UInt64, _ start: Int, _ end: Int) { tokens.append(hash) }
            mutating func line(_ normal: Range<Int>) {}
        }
        var random = Seeded(93)
        for words in [5, 6, 9, 16, 17, 18, 30, 31, 400] {
            // Few words, so that many shingles are equal.
            let text = (0..<words).map { _ in
                Bool.random(using: &random) ? "one" : "another"
            }.joined(separator: " ")
            var sink = Hashes()
            _ = Array(text.utf8).withUnsafeBufferPointer { TextWalk().walk($0, &sink) }
            var shingles: [UInt64] = []
            Shingle.each(of: words, token: { sink.tokens[$0] }) { shingles.append($1) }
            var kept: [Int] = []
            for start in 0...max(0, shingles.count - window) {
                var least = start
                for at in start..<min(shingles.count, start + window)
                where shingles[at] <= shingles[least] { least = at }
                if kept.last != least { kept.append(least) }
            }
            let made = fingerprint(text, SketchSettings(window: window, keepAll: 0))
            #expect(made.samples == kept.map { UInt32(truncatingIfNeeded: shingles[$0]) })
        }
    }

    @Test func `samples are divided among the lines in which they begin`() {
        var wording = Wording(5)
        let made = fingerprint((0..<30).map { _ in wording.paragraph(2) }.joined(separator: "\n"))
        let ends = made.paragraphs.map { Int($0.sampleEnd) }
        #expect(ends == ends.sorted())
        #expect(ends.last == made.samples.count)
        #expect(made.samples.count == made.contexts.count)
    }
}

struct SketchTests {
    /// Two sets of hashes with a given share in common.
    private func sets(_ resemblance: Double, _ size: Int, _ random: inout Seeded)
        -> ([UInt64], [UInt64])
    {
        let shared = Int((2 * Double(size) * resemblance / (1 + resemblance)).rounded())
        let common = (0..<shared).map { _ in random.next() }
        let a = common + (shared..<size).map { _ in random.next() }
        let b = common + (shared..<size).map { _ in random.next() }
        return (a, b)
    }

    @Test func `the hash of a shingle depends on its five tokens alone`() {
        var random = Seeded(31)
        let tokens = (0..<60).map { _ in random.next() }
        for count in 1...60 {
            var hashes: [UInt64] = []
            Shingle.each(of: count, token: { tokens[$0] }) { at, hash in
                #expect(at == hashes.count)
                hashes.append(hash)
            }
            #expect(hashes.count == Shingle.positions(count))
            guard count >= Shingle.size else { continue }
            for at in hashes.indices {
                Shingle.each(of: Shingle.size, token: { tokens[at + $0] }) { _, hash in
                    #expect(hash == hashes[at])
                }
            }
        }
    }

    private func keys(_ hashes: [UInt64], _ sketch: Sketch) -> [UInt32] {
        sketch.clear()
        for hash in hashes { sketch.take(hash) }
        return sketch.keys()
    }

    @Test(arguments: [0.3, 0.5, 0.8]) func `bands agree as often as the curve says`(_ j: Double) {
        let settings = SketchSettings(bands: 40, rows: 2)
        let sketch = Sketch(settings)
        var random = Seeded(11)
        var agreeing = 0
        let rounds = 150
        for _ in 0..<rounds {
            let (a, b) = sets(j, 400, &random)
            let x = keys(a, sketch)
            let y = keys(b, sketch)
            agreeing += zip(x, y).filter { $0 == $1 }.count
        }
        let share = Double(agreeing) / Double(rounds * settings.bands)
        #expect(abs(share - j * j) < 0.04)
    }

    @Test func `empty bins borrow alike in equal sets`() {
        let sketch = Sketch(SketchSettings(bands: 30, rows: 4))
        for count in 1...6 {
            var random = Seeded(UInt64(count))
            let set = (0..<count).map { _ in random.next() }
            let x = keys(set, sketch)
            let y = keys(set.reversed(), sketch)
            #expect(x == y && x.count == 30)
        }
    }

    @Test func `the curve rises from nothing to certainty`() {
        let settings = SketchSettings()
        let curve = stride(from: 0.0, through: 1.0, by: 0.1).map {
            settings.probability(resemblance: $0)
        }
        #expect(curve == curve.sorted())
        #expect(curve[0] == 0 && curve[10] == 1)
    }
}
