/// A pair of pieces that may share text.
///
/// A candidate is never a match before it is verified.
package struct CandidatePair: Sendable, Hashable {
    /// `a < b`, numbers of pieces.
    package var a: UInt32
    package var b: UInt32
    /// Summed weight of what proposed the pair, at most 255.
    package var weight: UInt8
}

/// A shingle or band key so common that it proposes nothing.
package struct CutShingle: Sendable, Hashable {
    package var hash: UInt32
    package var pieces: Int
}

/// What one shard proposes.
package struct Proposals: Sendable {
    var pairs: [UInt64]
    package var cut: [CutShingle]
}

/// All candidates of an archive.
package struct Candidates: Sendable {
    /// Sorted so that pieces that hang together stand together: whoever verifies in this order
    /// reads most texts once.
    ///
    /// No pair stands twice.
    package var pairs: [CandidatePair]
    /// What was too common to propose anything, the most common first.
    package var cut: [CutShingle]

    package init(pairs: [CandidatePair] = [], cut: [CutShingle] = []) {
        self.pairs = pairs
        self.cut = cut
    }
}

/// An appearance of a sampled shingle.
private struct Posting {
    var piece: UInt32
    var context: UInt16
}

/// Finds the piece of a sample by its number: a table of every 64th sample, then a few steps.
private struct SampleOwners {
    private let ends: [Int]
    private var coarse: [UInt32] = []

    init(_ ends: [Int]) {
        self.ends = ends
        var piece = 0
        for at in stride(from: 0, to: ends.last ?? 0, by: 64) {
            while ends[piece] <= at { piece += 1 }
            coarse.append(UInt32(piece))
        }
    }

    @inline(__always)
    func owner(of sample: Int) -> UInt32 {
        var piece = Int(coarse[sample >> 6])
        while ends[piece] <= sample { piece &+= 1 }
        return UInt32(truncatingIfNeeded: piece)
    }
}

extension CandidateIndex {
    /// Pairs proposed by the shard `shard` of `shards`: sampled shingles whose hash falls into its
    /// part, and its share of the bands.
    ///
    /// Linear in the postings but for one sort.
    package func proposals(shard: Int, of shards: Int) -> Proposals {
        let counter = PairCounter(pieces: count)
        var cut: [CutShingle] = []
        let sorter = RadixSorter()
        let share = samples.count / shards
        let keys = ScratchBuffer<UInt64>(capacity: share + share / 16 + 64)

        var n = 0
        let low = UInt64(shard) * (1 << 32) / UInt64(shards)
        let high = UInt64(shard + 1) * (1 << 32) / UInt64(shards)
        for piece in 0..<count where leader[piece] == UInt32(piece) {
            keys.reserve(n + sampleRow(piece).count, keeping: n)
            let base = keys.base
            forSamples(of: piece) { sample, at in
                if UInt64(sample) >= low && UInt64(sample) < high {
                    base[n] = UInt64(sample) << 32 | UInt64(at)
                    n &+= 1
                }
            }
        }
        sorter.sort(keys, count: n, bits: 32..<64)
        let owners = SampleOwners(sampleEnds)
        var group: [Posting] = []
        forGroups(keys, n) { from, to in
            let pieces = to - from
            if pieces > settings.commonShingle {
                cut.append(CutShingle(hash: UInt32(keys.base[from] >> 32), pieces: pieces))
                return
            }
            group.removeAll(keepingCapacity: true)
            for i in from..<to {
                let at = Int(keys.base[i] & 0xFFFF_FFFF)
                group.append(Posting(piece: owners.owner(of: at), context: contexts[at]))
            }
            propose(
                group, pieces <= 4 ? 4 : pieces <= 12 ? 3 : pieces <= 48 ? 2 : 1, counter)
        }

        for band in 0..<settings.sketch.bands where band % shards == shard {
            n = 0
            keys.reserve(count)
            for piece in 0..<count where leader[piece] == UInt32(piece) {
                if unsketched.isEmpty || !unsketched[piece],
                    compared[piece]
                {
                    let key = bands[piece * settings.sketch.bands + band]
                    keys.base[n] = UInt64(key) << 32 | UInt64(piece)
                    n &+= 1
                }
            }
            sorter.sort(keys, count: n, bits: 32..<64)
            forGroups(keys, n) { from, to in
                group.removeAll(keepingCapacity: true)
                for i in from..<to {
                    group.append(
                        Posting(piece: UInt32(truncatingIfNeeded: keys.base[i]), context: 0))
                }
                propose(group, to - from <= settings.allPairs ? 16 : 2, counter)
            }
        }
        cut.sort { ($1.pieces, $0.hash) < ($0.pieces, $1.hash) }
        return Proposals(pairs: counter.finish(), cut: cut)
    }

    /// Puts the shards together, keeps the pairs whose weight suffices, and adds the pairs of
    /// pieces with one normalised text.
    package func candidates(_ shards: [Proposals]) -> Candidates {
        var weights: [UInt64] = []
        if shards.count == 1 {
            weights = shards[0].pairs
        } else {
            let counter = PairCounter(
                pieces: count, room: max(1 << 10, shards.reduce(0) { $0 + $1.pairs.count }))
            for shard in shards {
                for word in shard.pairs {
                    counter.add(
                        UInt32(word >> 36), UInt32((word >> 8) & 0xFFF_FFFF), word & 255)
                }
            }
            weights = counter.finish()
        }
        let copies = copiesOfLeaders()
        var pairs: [CandidatePair] = []
        func add(_ x: UInt32, _ y: UInt32, _ weight: UInt8) {
            pairs.append(CandidatePair(a: min(x, y), b: max(x, y), weight: weight))
        }
        for word in weights {
            let a = Int(word >> 36)
            let b = Int((word >> 8) & 0xFFF_FFFF)
            let weight = Int(word & 255)
            let short = min(sampleRow(a).count, sampleRow(b).count) <= settings.shortSamples
            guard weight >= (short ? settings.sampleWeightShort : settings.sampleWeight) else {
                continue
            }
            // A copy of either text relates to the other as its leader does.
            let left = copies[UInt32(a)] ?? [UInt32(a)]
            let right = copies[UInt32(b)] ?? [UInt32(b)]
            if left.count * right.count <= 2 * settings.allPairs {
                for x in left { for y in right { add(x, y, UInt8(weight)) } }
            } else {
                // The others are known as copies of the two.
                add(UInt32(a), UInt32(b), UInt8(weight))
                for x in left.dropFirst().prefix(settings.neighbours) {
                    add(x, UInt32(b), UInt8(weight))
                }
                for y in right.dropFirst().prefix(settings.neighbours) {
                    add(UInt32(a), y, UInt8(weight))
                }
            }
        }
        for piece in copies.keys.sorted() {
            guard let group = copies[piece], compared[Int(piece)] else {
                continue
            }
            for (i, x) in group.enumerated() {
                let all = group.count <= settings.allPairs
                let end = all ? group.count : min(group.count, i + 1 + settings.neighbours)
                for y in group[(i + 1)..<end] { add(x, y, 255) }
                if !all && i >= 1 + settings.neighbours { add(group[0], x, 255) }
            }
        }
        pairs.sort { ($0.a, $0.b) < ($1.a, $1.b) }
        return Candidates(
            pairs: inOrderOfVisits(pairs),
            cut: shards.flatMap(\.cut).sorted { ($1.pieces, $0.hash) < ($0.pieces, $1.hash) })
    }

    private func copiesOfLeaders() -> [UInt32: [UInt32]] {
        var copies: [UInt32: [UInt32]] = [:]
        for piece in 0..<count where leader[piece] != UInt32(piece) {
            copies[leader[piece], default: [leader[piece]]].append(UInt32(piece))
        }
        return copies
    }

    /// The samples of a piece that do not begin in boilerplate.
    @inline(__always)
    private func forSamples(of piece: Int, _ body: (UInt32, Int) -> Void) {
        let row = sampleRow(piece)
        if excluded.isEmpty {
            for i in row { body(samples[i], i) }
            return
        }
        var i = row.lowerBound
        for line in lineRow(piece) {
            let end = row.lowerBound + Int(lineSampleEnds[line])
            if excluded[line] {
                i = end
            } else {
                while i < end {
                    body(samples[i], i)
                    i &+= 1
                }
            }
        }
    }

    @inline(__always)
    private func forGroups(
        _ keys: ScratchBuffer<UInt64>, _ n: Int, _ body: (_ from: Int, _ to: Int) -> Void
    ) {
        let base = keys.base
        var i = 0
        while i < n {
            let key = base[i] >> 32
            var end = i &+ 1
            while end < n && base[end] >> 32 == key { end &+= 1 }
            if end &- i > 1 { body(i, end) }
            i = end
        }
    }

    /// Proposes the pairs of the pieces of a group: all, or of a crowd each with the first and with
    /// its next neighbours.
    ///
    /// A sample whose neighbour agrees too weighs as much again and four.
    @inline(__always)
    private func propose(_ group: [Posting], _ weight: UInt64, _ counter: PairCounter) {
        let n = group.count
        let all = n <= settings.allPairs
        @inline(__always)
        func add(_ x: Posting, _ y: Posting) {
            if x.piece == y.piece { return }
            let differ = x.context ^ y.context
            let beside = all && (differ & 0xFF == 0 || differ >> 8 == 0)
            counter.add(x.piece, y.piece, beside ? weight + settings.besideWeight : weight)
        }
        for i in 0..<n {
            let end = all ? n : min(n, i + 1 + settings.neighbours)
            var j = i &+ 1
            while j < end {
                add(group[i], group[j])
                j &+= 1
            }
            if !all && i > settings.neighbours { add(group[0], group[i]) }
        }
    }

    /// Sorts pairs so that most texts are read once: pieces are joined, the heaviest pairs first,
    /// to groups that a verifier's memory holds; the pairs of a group stand together, and a pair
    /// of two groups stands with the longer text.
    private func inOrderOfVisits(_ pairs: [CandidatePair]) -> [CandidatePair] {
        let largestGroup: UInt32 = 400
        var places = [Int](repeating: 0, count: 257)
        for pair in pairs { places[256 - Int(pair.weight)] += 1 }
        for i in 1...256 { places[i] += places[i - 1] }
        var heaviestFirst = [UInt32](repeating: 0, count: pairs.count)
        for i in pairs.indices.reversed() {
            let slot = 256 - Int(pairs[i].weight)
            places[slot] -= 1
            heaviestFirst[places[slot]] = UInt32(i)
        }
        var sets = DisjointSets(count)
        var sizes = [UInt32](repeating: 1, count: count)
        for i in heaviestFirst {
            let a = sets.root(Int(pairs[Int(i)].a))
            let b = sets.root(Int(pairs[Int(i)].b))
            if a != b && sizes[a] + sizes[b] <= largestGroup {
                sets.join(a, b)
                sizes[min(a, b)] = sizes[a] + sizes[b]
            }
        }
        let keys = ScratchBuffer<UInt64>(capacity: max(1, pairs.count))
        for (i, pair) in pairs.enumerated() {
            let bIsLonger = words[Int(pair.b)] > words[Int(pair.a)]
            let group = sets.root(Int(bIsLonger ? pair.b : pair.a))
            keys.base[i] = UInt64(group) << 32 | UInt64(i)
        }
        // The pairs come sorted by `a` and `b`, and the sort is stable.
        RadixSorter().sort(keys, count: pairs.count, bits: 32..<64)
        return (0..<pairs.count).map { pairs[Int(keys.base[$0] & 0xFFFF_FFFF)] }
    }
}
