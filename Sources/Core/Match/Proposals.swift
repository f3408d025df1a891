/// A shingle or band key so common that it proposes nothing.
package struct CutShingle: Sendable, Hashable {
    package var hash: UInt32
    package var pieces: Int
}

/// What one shard proposes.
package struct Proposals: Sendable {
    /// Words of a `PairCounter`; several shards that are put together have them in order.
    var pairs: [UInt64]
    package var cut: [CutShingle]
}

extension Proposals {
    /// Hands over the pairs of all shards, each once with the sum of its weights.
    ///
    /// A stretch of pairs is put together at a time: most weigh too little in the end, and would
    /// take several times the memory that the candidates do.
    static func forWeights(
        of shards: [Proposals], pieces: Int, by stretch: Int = 1 << 16, _ body: (UInt64) -> Void
    ) {
        guard shards.count > 1 else {
            for word in shards.first?.pairs ?? [] { body(word) }
            return
        }
        let counter = PairCounter(pieces: pieces, room: shards.count * stretch)
        var starts = [Int](repeating: 0, count: shards.count)
        while zip(starts, shards).contains(where: { $0 < $1.pairs.count }) {
            // The pairs of a shard are sorted, and each stands there once.
            var end = UInt64.max
            for (start, shard) in zip(starts, shards) where start + stretch < shard.pairs.count {
                end = min(end, shard.pairs[start + stretch] >> 8)
            }
            for (number, shard) in shards.enumerated() {
                var at = starts[number]
                while at < shard.pairs.count, shard.pairs[at] >> 8 < end {
                    counter.add(shard.pairs[at])
                    at += 1
                }
                starts[number] = at
            }
            for word in counter.finish() { body(word) }
        }
    }
}

/// An appearance of a sampled shingle.
struct Posting: BitwiseCopyable {
    static let contextBits = UInt16.bitWidth

    var piece: UInt32
    var context: UInt16

    /// Whether the shingle before or after a sample is the same too, by the contexts of both.
    @inline(__always)
    static func areBeside(_ x: UInt16, _ y: UInt16) -> Bool {
        let differ = x ^ y
        return differ & 0xFF == 0 || differ >> 8 == 0
    }
}

/// Finds the piece of a sample by its number: a table of every 64th sample, then a few steps.
struct SampleOwners {
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

/// Memory in which one worker makes proposals, shard after shard.
///
/// Not `Sendable`: each worker has its own.
package final class ProposalScratch {
    fileprivate let keys = ScratchBuffer<UInt64>(capacity: 64)
    fileprivate let group = ScratchBuffer<Posting>(capacity: 64)
    fileprivate let sorter = RadixSorter()
    fileprivate let counter: PairCounter

    /// One of the scratches of so many workers, which share the room for pairs.
    package init(pieces: Int, workers: Int) {
        counter = PairCounter(
            pieces: pieces, room: max(1 << 16, (2 << 20) / workers), sorter: sorter)
    }
}

extension CandidateIndex {
    /// Pairs proposed by the shard `shard` of `shards`: sampled shingles whose hash falls into its
    /// part, and its share of the bands.
    ///
    /// A key is what a sample exceeds the least one of the shard by, then its piece, then its
    /// context: whatever is asked of a posting stands in its key, and not somewhere among millions.
    ///
    /// Linear in the postings but for one sort. There are as many shards as `shards` says, or more.
    package func proposals(shard: Int, of shards: Int, in scratch: ProposalScratch) -> Proposals {
        let (keys, sorter, counter) = (scratch.keys, scratch.sorter, scratch.counter)
        let group = scratch.group
        var cut: [CutShingle] = []
        let share = samples.count / shards
        keys.reserve(share + share / 16 + 64)

        var n = 0
        let low = UInt64(shard) * (1 << 32) / UInt64(shards)
        let width = UInt64(shard + 1) * (1 << 32) / UInt64(shards) - low
        let shift = Posting.contextBits + pieceBits
        let end = shift + UInt64.bitWidth - (width - 1).leadingZeroBitCount
        precondition(end <= UInt64.bitWidth, "too few shards for so many pieces")
        contexts.withUnsafeBufferPointer { contexts in
            for piece in 0..<count where leader[piece] == UInt32(piece) {
                keys.reserve(n + sampleRow(piece).count, keeping: n)
                let base = keys.base
                let owner = UInt64(piece) << UInt64(Posting.contextBits)
                forSamples(of: piece) { sample, at in
                    let above = UInt64(sample) &- low
                    // Written whether it counts or not: a processor would guess wrong too often.
                    base[n] = above &<< UInt64(shift) | owner | UInt64(contexts[at])
                    n &+= above < width ? 1 : 0
                }
            }
        }
        sorter.sort(keys, count: n, bits: shift..<end)
        let pieceMask = UInt32(1) << UInt32(pieceBits) - 1
        forGroups(keys, n, by: shift) { from, to in
            let pieces = to - from
            guard let weight = settings.weight(pieces, ofSamples: true) else {
                let hash = low + keys.base[from] >> UInt64(shift)
                cut.append(CutShingle(hash: UInt32(hash), pieces: pieces))
                return
            }
            group.reserve(pieces)
            for i in 0..<pieces {
                let key = keys.base[from &+ i]
                let piece = UInt32(truncatingIfNeeded: key >> UInt64(Posting.contextBits))
                group.base[i] = Posting(
                    piece: piece & pieceMask, context: UInt16(truncatingIfNeeded: key))
            }
            forPairs(UnsafeBufferPointer(start: group.base, count: pieces), weight) {
                counter.add($0, $1, $2)
            }
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
            forGroups(keys, n, by: 32) { from, to in
                let pieces = to - from
                guard let weight = settings.weight(pieces, ofSamples: false) else { return }
                group.reserve(pieces)
                for i in 0..<pieces {
                    group.base[i] = Posting(
                        piece: UInt32(truncatingIfNeeded: keys.base[from &+ i]), context: 0)
                }
                forPairs(UnsafeBufferPointer(start: group.base, count: pieces), weight) {
                    counter.add($0, $1, $2)
                }
            }
        }
        cut.sort { ($1.pieces, $0.hash) < ($0.pieces, $1.hash) }
        return Proposals(pairs: counter.finish(), cut: cut)
    }

    /// The samples of a piece that do not begin in boilerplate.
    @inline(__always)
    func forSamples(of piece: Int, _ body: (UInt32, Int) -> Void) {
        let row = sampleRow(piece)
        let lines = lineRow(piece)
        // Most pieces have no line that stays out.
        if excluded.isEmpty || !lines.contains(where: { excluded[$0] }) {
            for i in row { body(samples[i], i) }
            return
        }
        var i = row.lowerBound
        for line in lines {
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
        _ keys: ScratchBuffer<UInt64>, _ n: Int, by bits: Int,
        _ body: (_ from: Int, _ to: Int) -> Void
    ) {
        let base = keys.base
        let shift = UInt64(bits)
        var i = 0
        while i < n {
            let key = base[i] &>> shift
            var end = i &+ 1
            while end < n && base[end] &>> shift == key { end &+= 1 }
            if end &- i > 1 { body(i, end) }
            i = end
        }
    }

    /// The pairs of the pieces of a group, and what the key weighs for each: all, or of a crowd each
    /// with the first and with its next neighbours.
    ///
    /// A sample whose neighbour agrees too weighs as much again and four.
    @inline(__always)
    func forPairs<Group: RandomAccessCollection<Posting>>(
        _ group: Group, _ weight: UInt64,
        _ body: (_ x: UInt32, _ y: UInt32, _ weight: UInt64) -> Void
    ) where Group.Index == Int {
        let n = group.count
        let all = n <= settings.allPairs
        @inline(__always)
        func add(_ x: Posting, _ y: Posting) {
            if x.piece == y.piece { return }
            let beside = all && Posting.areBeside(x.context, y.context)
            body(x.piece, y.piece, beside ? weight + settings.besideWeight : weight)
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
}
