/// A paragraph that stands in many pieces of one host, each time beside another text, or a stock
/// sentence that stands so anywhere.
package struct LearnedBoilerplate: Sendable, Hashable {
    /// First 64 bits of the SHA-256 of the normalised paragraph.
    package var digest: UInt64
    /// The host; 0 for a stock sentence of all hosts.
    package var host: UInt32
    /// Number of pieces (of the host) that hold it.
    package var pieces: Int
    /// Where it can be read: the first piece that holds it, and the number of its non-empty line.
    package var example: Int
    package var line: Int
}

extension CandidateIndex {
    /// Finds the paragraphs that are boilerplate of their host and keeps them out of matching.
    ///
    /// A paragraph counts once for each address and title that it stands under, so a page captured
    /// twenty times teaches nothing. It is boilerplate when it stands in enough pieces, in a
    /// share of the host's pieces, and on at least one side beside another text nearly each time.
    /// Neighbours that are boilerplate themselves are looked past in a second round, so that a
    /// closing block of several lines is found whole. A short line that stands apart in pieces of
    /// any hosts is a stock sentence and stays out as well. Copies of one text find their first as
    /// well. Sorting dominates: linear in the lines.
    package mutating func learn() {
        leader = leaders()
        excluded = [Bool](repeating: false, count: lineDigests.count)
        unsketched = [Bool](repeating: false, count: count)
        var piecesOfHost: [UInt32: Int] = [:]
        for fact in facts { piecesOfHost[fact.host, default: 0] += 1 }
        let owner = ownersOfLines()
        let groups = repeatedLines(owner: owner)
        var learned: [LearnedBoilerplate] = []
        for group in groups.everywhere
        where distinctPages(group, owner) >= settings.boilerplatePieces
            && standsApart(group, owner, sides: 2)
        {
            for line in group { excluded[line] = true }
            let first = Int(owner[group[0]])
            learned.append(
                LearnedBoilerplate(
                    digest: lineDigests[group[0]], host: 0, pieces: group.count, example: first,
                    line: group[0] - lineRow(first).lowerBound))
        }
        for _ in 0..<3 {
            var fresh: [[Int]] = []
            for group in groups.ofHosts where !excluded[group[0]] {
                let host = facts[Int(owner[group[0]])].host
                let least = max(
                    Double(settings.boilerplatePieces),
                    settings.boilerplateShare * Double(piecesOfHost[host] ?? 0))
                let pieces = distinctPages(group, owner)
                if Double(pieces) >= least, standsApart(group, owner, sides: 1) {
                    fresh.append(group)
                    let first = Int(owner[group[0]])
                    learned.append(
                        LearnedBoilerplate(
                            digest: lineDigests[group[0]], host: host, pieces: pieces,
                            example: first, line: group[0] - lineRow(first).lowerBound))
                }
            }
            if fresh.isEmpty { break }
            for group in fresh { for line in group { excluded[line] = true } }
        }
        // What one host closes its pieces with is no text of a host that copied it along.
        exclude(Set(learned.map(\.digest)))
        boilerplate = learned.sorted { ($0.example, $0.line) < ($1.example, $1.line) }
    }

    /// Takes over what was learned of a larger archive: first 64 bits of the digests of the paragraphs that
    /// stay out of matching.
    package mutating func setAside(_ digests: Set<UInt64>) {
        leader = leaders()
        excluded = [Bool](repeating: false, count: lineDigests.count)
        unsketched = [Bool](repeating: false, count: count)
        exclude(digests)
    }

    private mutating func exclude(_ digests: Set<UInt64>) {
        if !digests.isEmpty {
            for line in lineDigests.indices where digests.contains(lineDigests[line]) {
                excluded[line] = true
            }
        }
        for piece in 0..<count {
            var out = 0
            for line in lineRow(piece) where excluded[line] { out += Int(lineWords[line]) }
            unsketched[piece] = out * 4 > Int(words[piece])
        }
    }

    private func ownersOfLines() -> [UInt32] {
        var owner: [UInt32] = []
        owner.reserveCapacity(lineDigests.count)
        for piece in 0..<count {
            owner += repeatElement(UInt32(piece), count: lineRow(piece).count)
        }
        return owner
    }

    /// Lines with one digest, at least `boilerplatePieces` of them, in order: by host, and of all
    /// hosts when they are as short as a stock sentence.
    private func repeatedLines(
        owner: [UInt32]
    ) -> (ofHosts: [[Int]], everywhere: [[Int]]) {
        let keys = ScratchBuffer<UInt64>(capacity: max(1, lineDigests.count))
        for line in 0..<lineDigests.count {
            keys.base[line] = (lineDigests[line] >> 32) << 32 | UInt64(line)
        }
        RadixSorter().sort(keys, count: lineDigests.count, bits: 32..<64)
        var groups: [[Int]] = []
        var everywhere: [[Int]] = []
        var i = 0
        while i < lineDigests.count {
            var end = i + 1
            while end < lineDigests.count && keys.base[end] >> 32 == keys.base[i] >> 32 { end += 1 }
            if end - i >= settings.boilerplatePieces {
                var lines = (i..<end).map { Int(keys.base[$0] & 0xFFFF_FFFF) }
                let same = lines.allSatisfy { lineDigests[$0] == lineDigests[lines[0]] }
                if same && Int(lineWords[lines[0]]) <= settings.stockWords {
                    everywhere.append(lines)
                }
                lines.sort {
                    (facts[Int(owner[$0])].host, lineDigests[$0], $0)
                        < (facts[Int(owner[$1])].host, lineDigests[$1], $1)
                }
                var start = 0
                for k in 1...lines.count {
                    let ends =
                        k == lines.count
                        || facts[Int(owner[lines[k]])].host != facts[Int(owner[lines[start]])].host
                        || lineDigests[lines[k]] != lineDigests[lines[start]]
                    if ends {
                        if k - start >= settings.boilerplatePieces {
                            groups.append(Array(lines[start..<k]))
                        }
                        start = k
                    }
                }
            }
            i = end
        }
        return (groups, everywhere)
    }

    /// Number of different pages among the pieces of `lines`.
    private func distinctPages(_ lines: [Int], _ owner: [UInt32]) -> Int {
        var pages = Set<UInt64>()
        for line in lines {
            let piece = Int(owner[line])
            let fact = facts[piece]
            let page = fact.title != 0 ? fact.title : fact.url != 0 ? fact.url : digests[piece].w1
            pages.insert(page)
        }
        return pages.count
    }

    /// Whether the lines stand beside different texts on `sides` sides; a side where most pieces
    /// begin or end says nothing and counts when two are asked for.
    private func standsApart(_ lines: [Int], _ owner: [UInt32], sides: Int) -> Bool {
        var apart = 0
        for step in [-1, 1] {
            var beside: [UInt64: Int] = [:]
            var total = 0
            for line in lines {
                let row = lineRow(Int(owner[line]))
                var next = line + step
                while row.contains(next) && excluded[next] { next += step }
                guard row.contains(next) else { continue }
                beside[lineDigests[next], default: 0] += 1
                total += 1
            }
            let most = beside.values.max() ?? 0
            let share = settings.boilerplateNeighbour * Double(lines.count)
            let open = 2 * total < lines.count
            if open ? sides == 2 : Double(most) <= share { apart += 1 }
        }
        return apart >= sides
    }
}
