/// A pair of pieces that may share text.
///
/// A candidate is never a match before it is verified.
package struct CandidatePair: Sendable, Hashable {
    /// `a < b`, numbers of pieces.
    package var a: UInt32
    package var b: UInt32
    /// Summed weight of what proposed the pair, at most 255.
    package var weight: UInt8

    package init(a: UInt32, b: UInt32, weight: UInt8) {
        self.a = a
        self.b = b
        self.weight = weight
    }
}

/// All candidates of an archive.
package struct Candidates: Sendable {
    /// Sorted so that pieces that hang together stand together: whoever verifies in this order
    /// reads most texts once.
    ///
    /// No pair stands twice.
    package let pairs: [CandidatePair]
    /// What was too common to propose anything, the most common first.
    package let cut: [CutShingle]
    /// Ends, in `pairs`, of the stretches that hang together.
    let ends: [Int]

    package init() { self.init(pairs: [], cut: [], ends: []) }

    init(pairs: [CandidatePair], cut: [CutShingle], ends: [Int]) {
        self.pairs = pairs
        self.cut = cut
        self.ends = ends
    }

    /// The same without the pairs that `isWanted` refuses, in their order.
    package func filtered(_ isWanted: (CandidatePair) -> Bool) -> Candidates {
        var wanted: [CandidatePair] = []
        var wantedEnds: [Int] = []
        var start = 0
        for end in ends {
            for pair in pairs[start..<end] where isWanted(pair) { wanted.append(pair) }
            if wanted.count > wantedEnds.last ?? 0 { wantedEnds.append(wanted.count) }
            start = end
        }
        return Candidates(pairs: wanted, cut: cut, ends: wantedEnds)
    }

    /// The pairs in their order, in parts for workers: of 64 pairs or more, but for the last, and
    /// cut where few texts stand on both sides, as long as a part has no more than 1,024.
    package func batches() -> [ArraySlice<CandidatePair>] {
        let (least, most) = (64, 1024)
        var batches: [ArraySlice<CandidatePair>] = []
        var start = 0
        for end in ends {
            while end - start > most {
                batches.append(pairs[start..<(start + most)])
                start += most
            }
            if end - start >= least {
                batches.append(pairs[start..<end])
                start = end
            }
        }
        if start < pairs.count { batches.append(pairs[start...]) }
        return batches
    }
}

extension CandidateIndex {
    /// Puts the shards together, keeps the pairs whose weight suffices, and adds the pairs of
    /// pieces with one normalised text.
    ///
    /// Where only some pieces are `wanted`, of each pair at least one piece, or the one that proposes
    /// for it, is among them.
    package func candidates(_ shards: [Proposals], around wanted: [Bool]? = nil) -> Candidates {
        let copies = copiesOfLeaders()
        var pairs: [CandidatePair] = []
        func add(_ x: UInt32, _ y: UInt32, _ weight: UInt8) {
            pairs.append(CandidatePair(a: min(x, y), b: max(x, y), weight: weight))
        }
        Proposals.forWeights(of: shards, pieces: count) { word in
            let a = Int(word >> 36)
            let b = Int((word >> 8) & 0xFFF_FFFF)
            let weight = Int(word & 255)
            guard weight >= leastWeight(a, b) else { return }
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
            guard let group = copies[piece], compared[Int(piece)],
                wanted?[Int(piece)] ?? true
            else { continue }
            for (i, x) in group.enumerated() {
                let all = group.count <= settings.allPairs
                let end = all ? group.count : min(group.count, i + 1 + settings.neighbours)
                for y in group[(i + 1)..<end] { add(x, y, 255) }
                if !all && i >= 1 + settings.neighbours { add(group[0], x, 255) }
            }
        }
        pairs.sort { ($0.a, $0.b) < ($1.a, $1.b) }
        let (sorted, ends) = inOrderOfVisits(pairs)
        return Candidates(
            pairs: sorted,
            cut: shards.flatMap(\.cut).sorted { ($1.pieces, $0.hash) < ($0.pieces, $1.hash) },
            ends: ends)
    }

    /// What the shared keys of two pieces must weigh to make them a candidate.
    func leastWeight(_ a: Int, _ b: Int) -> Int {
        settings.leastWeight(sampleRow(a).count, sampleRow(b).count)
    }

    private func copiesOfLeaders() -> [UInt32: [UInt32]] {
        var copies: [UInt32: [UInt32]] = [:]
        for piece in 0..<count where leader[piece] != UInt32(piece) {
            copies[leader[piece], default: [leader[piece]]].append(UInt32(piece))
        }
        return copies
    }

    /// Sorts pairs so that most texts are read once.
    ///
    /// Pieces are joined, the heaviest pairs first, to groups that a verifier's memory holds; the
    /// pairs of a group stand together, and a pair of two groups stands with the longer text. The
    /// ends of the groups come along.
    private func inOrderOfVisits(
        _ pairs: [CandidatePair]
    ) -> (pairs: [CandidatePair], ends: [Int]) {
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
        var ends: [Int] = []
        for i in 1..<max(1, pairs.count) where keys.base[i] >> 32 != keys.base[i - 1] >> 32 {
            ends.append(i)
        }
        ends.append(pairs.count)
        return ((0..<pairs.count).map { pairs[Int(keys.base[$0] & 0xFFFF_FFFF)] }, ends)
    }
}
