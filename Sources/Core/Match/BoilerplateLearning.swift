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
        beginExcluding()
        var piecesOfHost: [UInt32: Int] = [:]
        for fact in facts { piecesOfHost[fact.host, default: 0] += 1 }
        let repeated = repeatedLines()
        let groups = groups(of: repeated)
        var learned: [LearnedBoilerplate] = []
        for group in groups.everywhere
        where distinctPages(group) >= settings.boilerplatePieces && standsApart(group, sides: 2) {
            for line in group { excluded[line.number] = true }
            learned.append(self.learned(group, host: 0, pieces: group.count))
        }
        for _ in 0..<3 {
            var fresh: [ArraySlice<RepeatedLine>] = []
            for group in groups.ofHosts {
                guard let first = group.first, !excluded[first.number] else { continue }
                let host = facts[Int(first.piece)].host
                let least = max(
                    Double(settings.boilerplatePieces),
                    settings.boilerplateShare * Double(piecesOfHost[host] ?? 0))
                let pieces = distinctPages(group)
                if Double(pieces) >= least, standsApart(group, sides: 1) {
                    fresh.append(group)
                    learned.append(self.learned(group, host: host, pieces: pieces))
                }
            }
            if fresh.isEmpty { break }
            for group in fresh { for line in group { excluded[line.number] = true } }
        }
        // What one host closes its pieces with is no text of a host that copied it along.
        exclude(Set(learned.map(\.digest)), among: repeated)
        boilerplate = learned.sorted { ($0.example, $0.line) < ($1.example, $1.line) }
    }

    /// Takes over what was learned of a larger archive: first 64 bits of the digests of the paragraphs that
    /// stay out of matching.
    package mutating func setAside(_ digests: Set<UInt64>) {
        beginExcluding()
        var lines: [RepeatedLine] = []
        for piece in 0..<count {
            for line in lineRow(piece) where digests.contains(lineDigests[line]) {
                lines.append(RepeatedLine(number: line, piece: UInt32(piece)))
            }
        }
        exclude(digests, among: lines)
    }

    private mutating func beginExcluding() {
        leader = leaders()
        excluded = [Bool](repeating: false, count: lineDigests.count)
        unsketched = [Bool](repeating: false, count: count)
    }

    /// Keeps out the lines of some digests, all of which are among `lines`, and what is left of whose
    /// pieces would mislead a sketch.
    private mutating func exclude(_ digests: Set<UInt64>, among lines: [RepeatedLine]) {
        var last = UInt32.max
        for line in lines where digests.contains(lineDigests[line.number]) {
            excluded[line.number] = true
        }
        for line in lines where excluded[line.number] && line.piece != last {
            last = line.piece
            let piece = Int(last)
            var out = 0
            for line in lineRow(piece) where excluded[line] { out += Int(lineWords[line]) }
            unsketched[piece] = !settings.isSketched(Int(words[piece]), without: out)
        }
    }

    private func learned(_ group: ArraySlice<RepeatedLine>, host: UInt32, pieces: Int)
        -> LearnedBoilerplate
    {
        let first = group[group.startIndex]
        return LearnedBoilerplate(
            digest: lineDigests[first.number], host: host, pieces: pieces,
            example: Int(first.piece), line: first.number - lineRow(Int(first.piece)).lowerBound)
    }

    /// A line that may stand in enough pieces to be boilerplate.
    private struct RepeatedLine {
        /// In `lineDigests`.
        var number: Int
        var piece: UInt32
    }

    /// The lines, in order, among which all are that stand `boilerplatePieces` times or oftener, and
    /// few others.
    ///
    /// Counted in a table of one byte for each line, by some bits of the digest: lines that share these
    /// bits are counted together, and parted by who looks at them.
    private func repeatedLines() -> [RepeatedLine] {
        let width = UInt64(
            min(28, max(12, Int.bitWidth - lineDigests.count.leadingZeroBitCount)))
        var counts = [UInt8](repeating: 0, count: 1 << width)
        let least = UInt8(clamping: settings.boilerplatePieces)
        var lines: [RepeatedLine] = []
        counts.withUnsafeMutableBufferPointer { counts in
            for digest in lineDigests {
                let place = Int(digest >> (64 - width))
                if counts[place] < .max { counts[place] += 1 }
            }
            var number = 0
            for piece in 0..<count {
                while number < lineEnds[piece] {
                    if counts[Int(lineDigests[number] >> (64 - width))] >= least {
                        lines.append(RepeatedLine(number: number, piece: UInt32(piece)))
                    }
                    number += 1
                }
            }
        }
        return lines
    }

    /// Lines with one digest, at least `boilerplatePieces` of them, in order: by host, and of all
    /// hosts when they are as short as a stock sentence.
    private func groups(of repeated: [RepeatedLine]) -> (
        ofHosts: [ArraySlice<RepeatedLine>], everywhere: [ArraySlice<RepeatedLine>]
    ) {
        var ofHosts: [ArraySlice<RepeatedLine>] = []
        var everywhere: [ArraySlice<RepeatedLine>] = []
        let keys = ScratchBuffer<UInt64>(capacity: max(1, repeated.count))
        for (place, line) in repeated.enumerated() {
            keys.base[place] = (lineDigests[line.number] >> 32) << 32 | UInt64(place)
        }
        RadixSorter().sort(keys, count: repeated.count, bits: 32..<64)
        var i = 0
        while i < repeated.count {
            var end = i + 1
            while end < repeated.count && keys.base[end] >> 32 == keys.base[i] >> 32 { end += 1 }
            if end - i >= settings.boilerplatePieces {
                var lines = (i..<end).map { repeated[Int(keys.base[$0] & 0xFFFF_FFFF)] }
                let first = lines[0].number
                let same = lines.allSatisfy { lineDigests[$0.number] == lineDigests[first] }
                if same && Int(lineWords[first]) <= settings.stockWords {
                    everywhere.append(lines[...])
                }
                func host(_ line: RepeatedLine) -> UInt32 { facts[Int(line.piece)].host }
                lines.sort {
                    (host($0), lineDigests[$0.number], $0.number)
                        < (host($1), lineDigests[$1.number], $1.number)
                }
                var start = 0
                for k in 1...lines.count {
                    let ends =
                        k == lines.count || host(lines[k]) != host(lines[start])
                        || lineDigests[lines[k].number] != lineDigests[lines[start].number]
                    if ends {
                        if k - start >= settings.boilerplatePieces {
                            ofHosts.append(lines[start..<k])
                        }
                        start = k
                    }
                }
            }
            i = end
        }
        return (ofHosts, everywhere)
    }

    /// Number of different pages among the pieces of `lines`.
    private func distinctPages(_ lines: ArraySlice<RepeatedLine>) -> Int {
        var pages = Set<UInt64>()
        for line in lines {
            let piece = Int(line.piece)
            let fact = facts[piece]
            let page = fact.title != 0 ? fact.title : fact.url != 0 ? fact.url : digests[piece].w1
            pages.insert(page)
        }
        return pages.count
    }

    /// Whether the lines stand beside different texts on `sides` sides; a side where most pieces
    /// begin or end says nothing and counts when two are asked for.
    private func standsApart(_ lines: ArraySlice<RepeatedLine>, sides: Int) -> Bool {
        var apart = 0
        for step in [-1, 1] {
            var beside: [UInt64: Int] = [:]
            var total = 0
            for line in lines {
                let row = lineRow(Int(line.piece))
                var next = line.number + step
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
