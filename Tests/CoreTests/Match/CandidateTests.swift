import Testing

@testable import Core

struct CandidateTests {
    @Test func `copies, parts and quotations of forty words are proposed`() {
        var wording = Wording(50)
        var texts: [String] = []
        var expected: Set<[UInt32]> = []
        for _ in 0..<60 {
            let source = wording.text(6)
            let quote = (0..<40).map { _ in wording.word() }.joined(separator: " ")
            let number = UInt32(texts.count)
            texts.append(source + "\n\n" + quote)
            texts.append(wording.text(5) + " “" + quote + "” " + wording.text(5))
            texts.append(wording.text(8) + "\n\n" + source + "\n\n" + wording.text(8))
            expected.insert([number, number + 1])
            expected.insert([number, number + 2])
        }
        let run = Archive(texts).run()
        #expect(run.pairs == expected)
    }

    @Test func `the number of shards changes nothing`() {
        var wording = Wording(51)
        var texts = (0..<40).map { _ in wording.text(4) }
        for i in 0..<40 { texts.append(texts[i] + wording.paragraph(i % 9)) }
        let one = Archive(texts).run()
        let index = Archive(texts).index()
        let scratch = ProposalScratch(pieces: index.count, workers: 2)
        for shards in [2, 3, 7] {
            let inOneMemory = (0..<shards).map {
                index.proposals(shard: $0, of: shards, in: scratch)
            }
            #expect(index.candidates(inOneMemory).pairs == one.candidates.pairs)
            let several = Archive(texts).run(shards: shards)
            #expect(several.candidates.pairs == one.candidates.pairs)
            #expect(several.settled.matches == one.settled.matches)
        }
    }

    @Test func `the order of the pieces changes no match`() {
        var wording = Wording(52)
        var texts = (0..<30).map { _ in wording.text(4) }
        for i in 0..<30 { texts.append(texts[i] + wording.paragraph(i % 9)) }
        let straight = Archive(texts).run()
        let turned = Archive(texts.reversed()).run()
        let last = UInt32(texts.count - 1)
        #expect(
            Set(straight.pairs.map { [last - $0[1], last - $0[0]] }) == turned.pairs)
        #expect(straight.pairs.count == 30)
    }

    @Test func `batches hold all pairs in their order and part few texts`() {
        var wording = Wording(55)
        var texts: [String] = []
        for family in 0..<150 {
            let text = wording.text(4)
            texts += (0..<3).map { text + wording.paragraph(1 + ($0 + family) % 9) }
        }
        let pairs = Archive(texts).run().candidates
        let batches = pairs.batches()
        #expect(Array(batches.joined()) == pairs.pairs)
        #expect(batches.count > 4)
        #expect(batches.dropLast().allSatisfy { (64...1024).contains($0.count) })
        for (one, next) in zip(batches, batches.dropFirst()) {
            let texts = Set(one.flatMap { [$0.a, $0.b] })
            #expect(texts.isDisjoint(with: next.flatMap { [$0.a, $0.b] }))
        }
    }

    @Test func `no pair is proposed twice and each has the smaller number first`() {
        var wording = Wording(53)
        let text = wording.text(4)
        let run = Archive((0..<50).map { _ in text } + [text + wording.paragraph()]).run()
        let pairs = run.candidates.pairs.map { [$0.a, $0.b] }
        #expect(Set(pairs).count == pairs.count)
        #expect(pairs.allSatisfy { $0[0] < $0[1] })
    }

    @Test func `one paragraph in thousands of pieces costs a few pairs each`() {
        var wording = Wording(54)
        let hot = wording.paragraph(5)
        let texts = (0..<1500).map { _ in wording.paragraph(3) + "\n\n" + hot }
        let run = Archive(texts, hosts: texts.map { _ in 0 }).run()
        #expect(run.candidates.pairs.count < 10 * texts.count)
        #expect(run.index.boilerplate.count == 1)
        #expect(run.settled.matches.isEmpty)
    }

    @Test func `equal texts by the thousand cost a few pairs each`() {
        var wording = Wording(55)
        let text = wording.text(3)
        let run = Archive((0..<2000).map { _ in text }).run()
        #expect(run.candidates.pairs.count < 10 * 2000)
        #expect(run.clusters.clusters.count == 1)
        #expect(run.clusters.clusters[0].pieces.count == 2000)
    }

    @Test func `many copies of many versions cost a few pairs each`() {
        var wording = Wording(57)
        let text = wording.text(6)
        let versions = (0..<300).map { _ in text + " " + wording.sentence() }
        let texts = (0..<600).map { _ in text } + versions
        let index = Archive(texts).index()
        let scratch = ProposalScratch(pieces: index.count, workers: 1)
        let candidates = index.candidates([index.proposals(shard: 0, of: 1, in: scratch)])
        #expect(candidates.pairs.count < 20 * texts.count)
    }

    @Test func `texts of a few words and bare navigation are not compared`() {
        let menu = "Home\nArticles\nPicture Gallery\nAbout Us\nContact us\nBooks\nNews\nVideos"
        let run = Archive([menu, menu, "Three short words", "Three short words", "", ""]).run()
        #expect(run.candidates.pairs.isEmpty)
    }

    @Test func `what is too common to propose is cut off and reported`() {
        var wording = Wording(56)
        var archive = Archive([])
        let line = (0..<30).map { _ in wording.word() }.joined(separator: " ")
        archive = Archive((0..<300).map { _ in wording.paragraph(2) + " " + line })
        archive.settings.commonShingle = 100
        let run = archive.run()
        #expect(run.candidates.cut.first?.pieces == 300)
    }
}

struct BoilerplateTests {
    @Test func `a closing paragraph of a host stays out of matching and is reported`() {
        var wording = Wording(60)
        let closing = wording.paragraph(4)
        let other = wording.paragraph(2)
        let texts = (0..<12).map { _ in wording.text(3) + "\n\n" + closing + "\n" + other }
        let run = Archive(texts, hosts: texts.map { _ in 7 }).run()
        #expect(run.settled.matches.isEmpty)
        #expect(run.index.boilerplate.map(\.host) == [7, 7])
        #expect(run.index.boilerplate.map(\.pieces) == [12, 12])
        #expect(run.index.boilerplate[0].digest == fingerprint(closing).digest.w0)
        #expect(run.index.excludedLines(of: 4) == [3, 4])
    }

    @Test func `an article printed many times on one host is no boilerplate`() {
        var wording = Wording(61)
        let article = wording.text(5)
        let texts = (0..<12).map { _ in article } + (0..<12).map { _ in wording.text(3) }
        let run = Archive(texts, hosts: texts.map { _ in 7 }).run()
        #expect(run.index.boilerplate.isEmpty)
        #expect(run.clusters.clusters.map(\.pieces.count) == [12])
    }

    @Test func `a page captured many times teaches nothing`() {
        var wording = Wording(62)
        let closing = wording.paragraph(4)
        var archive = Archive(
            (0..<20).map { _ in wording.text(2) + "\n" + closing },
            hosts: .init(repeating: 1, count: 20))
        for i in archive.facts.indices { archive.facts[i].title = 5 }
        #expect(archive.index().boilerplate.isEmpty)
    }
}

struct RadixSortTests {
    @Test(arguments: [0..<64, 8..<31, 33..<63, 5..<6, 17..<17])
    func `words are sorted by the bits asked for and stay in order otherwise`(_ bits: Range<Int>) {
        var random = Seeded(70)
        let sorter = RadixSorter()
        for count in [0, 1, 2, 100, 5000] {
            // A whole digit is the same in all words.
            let words = (0..<count).map { _ in random.next() >> 20 & ~0xFF_F000 }
            let buffer = ScratchBuffer<UInt64>(capacity: max(1, count))
            for (i, word) in words.enumerated() { buffer.base[i] = word }
            sorter.sort(buffer, count: count, bits: bits)
            let sorted = Array(UnsafeBufferPointer(start: buffer.base, count: count))
            let mask = UInt64.max >> UInt64(64 - bits.count)
            func key(_ word: UInt64) -> UInt64 { word >> UInt64(bits.lowerBound) & mask }
            let expected = words.enumerated().sorted {
                (key($0.element), $0.offset) < (key($1.element), $1.offset)
            }.map(\.element)
            #expect(sorted == expected)
        }
    }

    @Test func `weights of a pair are added up however little room there is`() {
        var random = Seeded(71)
        let counter = PairCounter(pieces: 40, room: 64)
        var expected: [UInt64: UInt64] = [:]
        for _ in 0..<5000 {
            let a = UInt32.random(in: 0..<39, using: &random)
            let b = UInt32.random(in: (a + 1)..<40, using: &random)
            counter.add(b, a, 3)
            expected[UInt64(a) << 28 | UInt64(b), default: 0] += 3
        }
        let pairs = counter.finish()
        #expect(pairs.count == expected.count)
        #expect(pairs == pairs.sorted())
        for word in pairs { #expect(min(255, expected[word >> 8] ?? 0) == word & 255) }
    }

    @Test(arguments: [1, 3, 64, 1 << 16])
    func `the weights of several shards are added up in stretches of any length`(
        _ stretch: Int
    ) {
        var random = Seeded(72)
        let all = PairCounter(pieces: 50, room: 64)
        var shards: [Proposals] = []
        for number in 0..<4 {
            let counter = PairCounter(pieces: 50, room: 64)
            for _ in 0..<(number == 2 ? 0 : 400) {
                let a = UInt32.random(in: 0..<49, using: &random)
                let b = UInt32.random(in: (a + 1)..<50, using: &random)
                counter.add(a, b, 40)
                all.add(a, b, 40)
            }
            shards.append(Proposals(pairs: counter.finish(), cut: []))
        }
        var summed: [UInt64] = []
        Proposals.forWeights(of: shards, pieces: 50, by: stretch) { summed.append($0) }
        #expect(summed == all.finish())
    }
}
