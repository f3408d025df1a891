/// What differs between an index and the one of the night before, and which pairs that can concern.
///
/// A pair is proposed for the keys (samples, bands) that its pieces share, each with a weight that
/// depends on how many pieces have the key. So a pair of two pieces that have not changed is proposed
/// otherwise than before only where a key that a changed piece has, or had, weighs otherwise now.
package struct IndexChange: Sendable {
    /// Pieces that were not there before, by their places.
    package let isNew: [Bool]
    /// Those, and pieces whose lines are set aside now and were not before, or the other way round;
    /// with all copies of their texts.
    package private(set) var isChanged: [Bool]
    /// Pairs of pieces that have not changed and may be proposed otherwise than before, each
    /// `lesser << 32 | greater`.
    fileprivate var doubtful: Set<UInt64> = []
    /// First 64 bits of the digests of the paragraphs that were set aside before.
    private let former: Set<UInt64>
    /// The piece that proposed for the copies of a text before.
    private var formerLeader: [UInt32]

    /// Takes `former` for the first 64 bits of the digests of the lines that were set aside before.
    package init(_ index: CandidateIndex, isNew: [Bool], former: Set<UInt64>) {
        self.isNew = isNew
        self.former = former
        isChanged = isNew
        let differing = former.symmetricDifference(Set(index.boilerplate.map(\.digest)))
        if !differing.isEmpty {
            for piece in index.pieces(withLines: differing) { isChanged[piece] = true }
        }
        var isChangedText = [Bool](repeating: false, count: index.count)
        formerLeader = [UInt32](repeating: .max, count: index.count)
        for piece in isChanged.indices {
            let leader = Int(index.leader[piece])
            if isChanged[piece] { isChangedText[leader] = true }
            if !isNew[piece], formerLeader[leader] == .max { formerLeader[leader] = UInt32(piece) }
        }
        for piece in isChanged.indices where isChangedText[Int(index.leader[piece])] {
            isChanged[piece] = true
        }
    }

    /// Places of pieces that have changed.
    fileprivate var changed: [Int] { isChanged.indices.filter { isChanged[$0] } }

    /// Whether a piece proposed pairs before.
    fileprivate func proposed(_ piece: Int, _ index: CandidateIndex) -> Bool {
        !isNew[piece] && formerLeader[Int(index.leader[piece])] == UInt32(piece)
    }

    fileprivate func wasExcluded(_ digest: UInt64) -> Bool { former.contains(digest) }

    /// Whether all that a pair shares is as it was before, so that it is proposed as it was; takes the
    /// pieces that propose for the two.
    package func isSame(_ x: UInt32, _ y: UInt32) -> Bool {
        !isChanged[Int(x)] && !isChanged[Int(y)]
            && !doubtful.contains(UInt64(min(x, y)) << 32 | UInt64(max(x, y)))
    }
}

/// Keys that are looked for: a bit for each of so many stretches of keys, so that a few that are not
/// looked for are found too.
package struct SoughtKeys: Sendable {
    private var bits: [UInt64]
    private let shift: UInt32

    /// Takes `width` for the bits of a key by which it is known: so many that few other keys share
    /// them, and so few that the table stays in a processor's memory.
    init(width: UInt32) {
        bits = [UInt64](repeating: 0, count: 1 << (width - 6))
        shift = 32 - width
    }

    mutating func insert(_ key: UInt32) {
        let bit = Int(key >> shift)
        bits[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    @inline(__always)
    func holds(_ key: UInt32, _ words: UnsafePointer<UInt64>) -> Bool {
        let bit = Int(key >> shift)
        return words[bit >> 6] >> UInt64(bit & 63) & 1 != 0
    }

    func withWords<T>(_ body: (UnsafePointer<UInt64>?) -> T) -> T {
        bits.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}

/// Appearances of keys: `key << 32 | place`, where the place is that of a sample or of a piece.
package struct FoundKeys: Sendable {
    var samples: [UInt64] = []
    /// By band.
    var bands: [[UInt64]]
}

/// Samples and band keys that are looked for.
package struct SoughtKeySet: Sendable {
    // A piece has dozens of samples, and one key a band.
    var samples = SoughtKeys(width: 24)
    var bands: [SoughtKeys]

    init(bands count: Int) {
        bands = [SoughtKeys](repeating: SoughtKeys(width: 19), count: count)
    }
}

extension CandidateIndex {
    /// The keys of the changed pieces, as they propose now and as they proposed before.
    package func keys(of change: IndexChange) -> SoughtKeySet {
        var sought = SoughtKeySet(bands: settings.sketch.bands)
        for piece in change.changed {
            if leader[piece] == UInt32(piece) {
                forSamples(of: piece) { key, _ in sought.samples.insert(key) }
                if isSketched(piece) { insertBands(of: piece, into: &sought) }
            }
            if change.proposed(piece, self) {
                forFormerSamples(of: piece, change) { key, _ in sought.samples.insert(key) }
                if wasSketched(piece, change) { insertBands(of: piece, into: &sought) }
            }
        }
        return sought
    }

    private func insertBands(of piece: Int, into sought: inout SoughtKeySet) {
        for band in sought.bands.indices { sought.bands[band].insert(key(piece, band)) }
    }

    private func key(_ piece: Int, _ band: Int) -> UInt32 {
        bands[piece * settings.sketch.bands + band]
    }

    private func isSketched(_ piece: Int) -> Bool {
        compared[piece] && (unsketched.isEmpty || !unsketched[piece])
    }

    private func wasSketched(_ piece: Int, _ change: IndexChange) -> Bool {
        guard compared[piece] else { return false }
        var out = 0
        for line in lineRow(piece) where change.wasExcluded(lineDigests[line]) {
            out += Int(lineWords[line])
        }
        return settings.isSketched(Int(words[piece]), without: out)
    }

    private func forFormerSamples(
        of piece: Int, _ change: IndexChange, _ body: (UInt32, Int) -> Void
    ) {
        let row = sampleRow(piece)
        var i = row.lowerBound
        for line in lineRow(piece) {
            let end = row.lowerBound + Int(lineSampleEnds[line])
            if change.wasExcluded(lineDigests[line]) {
                i = end
            } else {
                while i < end {
                    body(samples[i], i)
                    i += 1
                }
            }
        }
    }

    /// Looks through the keys of some pieces for those that are sought.
    ///
    /// Linear in the keys, without a table or a sort: to look at all of them takes less than to keep
    /// them sorted on the disk would.
    package func find(
        _ sought: SoughtKeySet, in pieces: Range<Int>
    ) -> FoundKeys {
        var found = FoundKeys(
            bands: [[UInt64]](repeating: [], count: settings.sketch.bands))
        sought.samples.withWords { words in
            guard let words else { return }
            for piece in pieces where leader[piece] == UInt32(piece) {
                forSamples(of: piece) { key, at in
                    if sought.samples.holds(key, words) {
                        found.samples.append(UInt64(key) << 32 | UInt64(at))
                    }
                }
            }
        }
        for band in sought.bands.indices {
            sought.bands[band].withWords { words in
                guard let words else { return }
                for piece in pieces where leader[piece] == UInt32(piece) && isSketched(piece) {
                    let key = self.key(piece, band)
                    if sought.bands[band].holds(key, words) {
                        found.bands[band].append(UInt64(key) << 32 | UInt64(piece))
                    }
                }
            }
        }
        return found
    }

    /// Puts together what was found in stretches of pieces, which come in their order.
    package func joined(_ parts: [FoundKeys]) -> FoundKeys {
        var all = FoundKeys(bands: [[UInt64]](repeating: [], count: settings.sketch.bands))
        all.samples = sorted(parts.flatMap(\.samples))
        for band in all.bands.indices { all.bands[band] = sorted(parts.flatMap { $0.bands[band] }) }
        return all
    }

    private func sorted(_ words: [UInt64]) -> [UInt64] {
        let keys = ScratchBuffer<UInt64>(capacity: max(1, words.count))
        words.withUnsafeBufferPointer {
            keys.base.update(from: $0.baseAddress ?? UnsafePointer(keys.base), count: $0.count)
        }
        RadixSorter().sort(keys, count: words.count, bits: 32..<64)
        return Array(UnsafeBufferPointer(start: keys.base, count: words.count))
    }
}

// MARK: - Pairs that are proposed otherwise

extension CandidateIndex {
    /// Finds the pairs that a change may have proposed otherwise than before, where neither piece has
    /// changed itself.
    ///
    /// Takes `found` for the appearances of all keys of the changed pieces, now and before, and
    /// `wasCandidate` for what tells whether two pieces were a candidate before.
    ///
    /// - Returns: all keys that pieces of these pairs share.
    package func doubt(
        _ change: inout IndexChange, _ found: FoundKeys,
        wasCandidate: @escaping (UInt32, UInt32) -> Bool
    ) -> SoughtKeySet {
        var former: [UInt64] = []
        var formerBands = [[UInt64]](repeating: [], count: settings.sketch.bands)
        for piece in change.changed where change.proposed(piece, self) {
            forFormerSamples(of: piece, change) { key, at in
                former.append(UInt64(key) << 32 | UInt64(at))
            }
            if wasSketched(piece, change) {
                for band in formerBands.indices {
                    formerBands[band].append(UInt64(key(piece, band)) << 32 | UInt64(piece))
                }
            }
        }
        let owners = SampleOwners(sampleEnds)
        let shared = SharedKeys(self, wasCandidate)
        compare(found.samples, sorted(former), &change, shared, ofSamples: true) { place in
            Posting(piece: owners.owner(of: place), context: contexts[place])
        }
        for band in formerBands.indices {
            compare(
                found.bands[band], sorted(formerBands[band]), &change, shared, ofSamples: false
            ) { Posting(piece: UInt32($0), context: 0) }
        }
        return shared.sought
    }

    private func compare(
        _ now: [UInt64], _ before: [UInt64], _ change: inout IndexChange, _ shared: SharedKeys,
        ofSamples: Bool, posting: (Int) -> Posting
    ) {
        var i = 0
        var j = 0
        var present: [Posting] = []
        var former: [Posting] = []
        while i < now.count || j < before.count {
            let key = min(
                i < now.count ? now[i] >> 32 : .max, j < before.count ? before[j] >> 32 : .max)
            present.removeAll(keepingCapacity: true)
            former.removeAll(keepingCapacity: true)
            var hasChanged = false
            while i < now.count, now[i] >> 32 == key {
                let entry = posting(Int(now[i] & 0xFFFF_FFFF))
                present.append(entry)
                if change.isChanged[Int(entry.piece)] {
                    hasChanged = true
                } else {
                    former.append(entry)
                }
                i += 1
            }
            while j < before.count, before[j] >> 32 == key {
                former.append(posting(Int(before[j] & 0xFFFF_FFFF)))
                hasChanged = true
                j += 1
            }
            if hasChanged {
                former.sort { $0.piece < $1.piece }
                compare(present, former, &change, shared, ofSamples)
            }
        }
    }

    /// Looks for pairs of a group whose weight is another than before, among pieces that have not
    /// changed.
    private func compare(
        _ now: [Posting], _ before: [Posting], _ change: inout IndexChange,
        _ shared: SharedKeys, _ ofSamples: Bool
    ) {
        guard before.count > 1 else { return }
        let (weight, formerWeight) = (
            settings.weight(now.count, ofSamples: ofSamples),
            settings.weight(before.count, ofSamples: ofSamples)
        )
        let all = now.count <= settings.allPairs
        if weight == formerWeight, weight == nil || (all && before.count <= settings.allPairs) {
            return
        }
        var weights: [UInt64: (now: UInt64, before: UInt64)] = [:]
        if let weight {
            forPairs(now, weight) { x, y, weight in
                if !change.isChanged[Int(x)], !change.isChanged[Int(y)] {
                    weights[UInt64(x) << 32 | UInt64(y), default: (0, 0)].now += weight
                }
            }
        }
        if let formerWeight {
            forPairs(before, formerWeight) { x, y, weight in
                if !change.isChanged[Int(x)], !change.isChanged[Int(y)] {
                    weights[UInt64(x) << 32 | UInt64(y), default: (0, 0)].before += weight
                }
            }
        }
        for (pair, weight) in weights.sorted(by: { $0.key < $1.key })
        where weight.now != weight.before {
            let (x, y) = (Int(pair >> 32), Int(pair & 0xFFFF_FFFF))
            let least = UInt64(leastWeight(x, y))
            // A pair for which this key suffices, then and now, stays what it is; and so does one that
            // shares nothing else, when both weights lie on one side.
            if min(weight.now, weight.before) >= least || change.doubtful.contains(pair) {
                continue
            }
            // What weighs less cannot become a candidate, and what weighs more not cease to be one.
            guard shared.wasCandidate(UInt32(x), UInt32(y)) == (weight.now < weight.before) else {
                continue
            }
            let turns = weight.now >= least || weight.before >= least
            if shared.insert(x, y, evenIfOne: turns) { change.doubtful.insert(pair) }
        }
    }

    /// The candidates that a change can concern: pairs with a changed piece, and doubtful ones.
    ///
    /// Takes `found` for the appearances of all keys of the changed pieces, and `shared` for those of
    /// all keys that the pieces of doubtful pairs share.
    package func candidates(
        around change: IndexChange, _ found: FoundKeys, _ shared: FoundKeys
    ) -> Candidates {
        let isWanted = change.isChanged
        let counter = PairCounter(pieces: count)
        forGroups(found) { group, weight in
            guard group.contains(where: { isWanted[Int($0.piece)] }) else { return }
            forPairs(group, weight) { x, y, weight in
                if isWanted[Int(x)] || isWanted[Int(y)] { counter.add(x, y, weight) }
            }
        }
        var weights: [UInt64: UInt64] = [:]
        forGroups(shared) { group, weight in
            forPairs(group, weight) { x, y, weight in
                let pair = UInt64(min(x, y)) << 32 | UInt64(max(x, y))
                if change.doubtful.contains(pair) { weights[pair, default: 0] += weight }
            }
        }
        var pairs = counter.finish()
        for (pair, weight) in weights {
            pairs.append((pair >> 32) << 36 | (pair & 0xFFFF_FFFF) << 8 | min(weight, 255))
        }
        return candidates([Proposals(pairs: pairs, cut: [])], around: isWanted)
    }

    /// The postings of each key that proposes something, and what it weighs.
    private func forGroups(_ found: FoundKeys, _ body: ([Posting], UInt64) -> Void) {
        let owners = SampleOwners(sampleEnds)
        var group: [Posting] = []
        func each(_ keys: [UInt64], ofSamples: Bool, _ posting: (Int) -> Posting) {
            var i = 0
            while i < keys.count {
                var end = i + 1
                while end < keys.count, keys[end] >> 32 == keys[i] >> 32 { end += 1 }
                if end - i > 1, let weight = settings.weight(end - i, ofSamples: ofSamples) {
                    group.removeAll(keepingCapacity: true)
                    for key in keys[i..<end] { group.append(posting(Int(key & 0xFFFF_FFFF))) }
                    body(group, weight)
                }
                i = end
            }
        }
        each(found.samples, ofSamples: true) {
            Posting(piece: owners.owner(of: $0), context: contexts[$0])
        }
        for keys in found.bands {
            each(keys, ofSamples: false) { Posting(piece: UInt32($0), context: 0) }
        }
    }
}

/// The keys that pieces share, put together for all pairs that are asked for.
///
/// Not `Sendable`: it works in memory of its own.
private final class SharedKeys {
    private let index: CandidateIndex
    private var owner = -1
    private var bits = [UInt64](repeating: 0, count: 64)
    /// Samples of `owner`, and what a pair shares.
    private var keys: [UInt32] = []
    private var samples: [UInt32] = []
    private var bands: [Int] = []
    private(set) var sought: SoughtKeySet
    let wasCandidate: (UInt32, UInt32) -> Bool

    init(_ index: CandidateIndex, _ wasCandidate: @escaping (UInt32, UInt32) -> Bool) {
        self.index = index
        self.wasCandidate = wasCandidate
        sought = SoughtKeySet(bands: index.settings.sketch.bands)
    }

    /// Adds the keys that two pieces share, if they are several, or one suffices.
    ///
    /// Fast where many pairs with one `x` come one after the other.
    ///
    /// - Returns: whether they were added.
    func insert(_ x: Int, _ y: Int, evenIfOne: Bool) -> Bool {
        if owner != x {
            owner = x
            for word in bits.indices { bits[word] = 0 }
            keys.removeAll(keepingCapacity: true)
            index.forSamples(of: x) { key, _ in
                bits[Int(key >> 26)] |= 1 << UInt64(key >> 20 & 63)
                keys.append(key)
            }
        }
        samples.removeAll(keepingCapacity: true)
        index.forSamples(of: y) { key, _ in
            if bits[Int(key >> 26)] >> UInt64(key >> 20 & 63) & 1 != 0, keys.contains(key) {
                samples.append(key)
            }
        }
        let count = index.settings.sketch.bands
        bands.removeAll(keepingCapacity: true)
        for band in 0..<count
        where index.bands[x * count + band] == index.bands[y * count + band] {
            bands.append(band)
        }
        guard bands.count + samples.count > (evenIfOne ? 0 : 1) else { return false }
        for band in bands { sought.bands[band].insert(index.bands[x * count + band]) }
        for key in samples { sought.samples.insert(key) }
        return true
    }
}
