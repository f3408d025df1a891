/// The fingerprints of an archive, in the order of its pieces, ready to propose pairs.
///
/// Pieces are added one after the other, then `learn` finds boilerplate, then `proposals` is
/// called once for each shard (on any worker: it only reads) and `candidates` puts the shards
/// together. About 600 bytes a piece of 600 words. Piece numbers count from 0 and are below 2²⁸.
package struct CandidateIndex: Sendable {
    package let settings: MatchSettings
    package internal(set) var facts: [PieceFacts] = []
    var digests: [Digest] = []
    var words: [UInt32] = []
    /// Whether a text has enough prose to be compared.
    var compared: [Bool] = []
    /// Bytes of each text.
    var lengths: [UInt32] = []

    // Rows of all pieces, one after the other; row `i` is `ends[i - 1] ..< ends[i]`.
    var samples: [UInt32] = []
    var contexts: [UInt16] = []
    var sampleEnds: [Int] = []
    var lineDigests: [UInt64] = []
    var lineSampleEnds: [UInt32] = []
    var lineWords: [UInt16] = []
    var lineEnds: [Int] = []
    var bands: [UInt32] = []

    /// For each piece the first one with its normalised text, which proposes for all its copies;
    /// `learn` finds them.
    var leader: [UInt32] = []

    /// What `learn` found: numbers of lines (in `lineDigests`) that stay out of matching.
    var excluded: [Bool] = []
    /// Pieces with so much boilerplate that a sketch of the whole text would mislead.
    var unsketched: [Bool] = []
    package internal(set) var boilerplate: [LearnedBoilerplate] = []

    package init(settings: MatchSettings = MatchSettings()) { self.settings = settings }

    /// Number of pieces.
    package var count: Int { facts.count }

    /// Makes room for about `pieces` pieces with `bytes` bytes of text.
    package mutating func reserve(pieces: Int, bytes: Int) {
        // Words of six bytes, and two of `window + 1` shingles kept; room that is not needed takes
        // no memory.
        reserve(
            pieces: pieces, samples: bytes / (3 * (settings.sketch.window + 1)) + 16 * pieces,
            lines: bytes / 128 + pieces)
    }

    /// Makes room for so many pieces with so many samples and lines.
    package mutating func reserve(pieces: Int, samples: Int, lines: Int) {
        facts.reserveCapacity(pieces)
        digests.reserveLargePages(pieces)
        words.reserveLargePages(pieces)
        lengths.reserveLargePages(pieces)
        compared.reserveLargePages(pieces)
        sampleEnds.reserveLargePages(pieces)
        lineEnds.reserveLargePages(pieces)
        bands.reserveLargePages(pieces * settings.sketch.bands)
        self.samples.reserveLargePages(samples)
        contexts.reserveLargePages(samples)
        lineDigests.reserveLargePages(lines)
        lineSampleEnds.reserveLargePages(lines)
        lineWords.reserveLargePages(lines)
    }

    /// Adds the next piece.
    package mutating func add(_ fingerprint: Fingerprint, facts: PieceFacts) {
        precondition(count < PairCounter.largestPiece, "more than 2^28 pieces in one index")
        self.facts.append(facts)
        digests.append(fingerprint.digest)
        words.append(UInt32(clamping: fingerprint.words))
        lengths.append(UInt32(clamping: fingerprint.bytes))
        var prose = 0
        for mark in fingerprint.paragraphs where Int(mark.words) >= settings.proseLine {
            prose += Int(mark.words)
        }
        compared.append(prose >= settings.minimumWords)
        if compared[count - 1] {
            precondition(samples.count + fingerprint.samples.count < 1 << 32, "2^32 samples")
            samples += fingerprint.samples
            contexts += fingerprint.contexts
            for mark in fingerprint.paragraphs {
                lineDigests.append(mark.digest.w0)
                lineSampleEnds.append(mark.sampleEnd)
                lineWords.append(UInt16(clamping: mark.words))
            }
        }
        sampleEnds.append(samples.count)
        lineEnds.append(lineDigests.count)
        let missing = settings.sketch.bands - fingerprint.bands.count
        bands += fingerprint.bands
        if missing > 0 { bands += repeatElement(0, count: missing) }
    }

    /// Into how many shards `proposals` are best made by so many workers.
    ///
    /// A shard sorts its samples, 16 bytes for each in the meantime: the more workers there are, the
    /// smaller are the shards, so that all together take no more memory; each reads all samples once,
    /// which takes little time. The more bits a piece's number has, the fewer are left for what tells
    /// the samples of one shard apart.
    ///
    /// As many for each worker, so that none waits for another.
    package func shards(workers: Int) -> Int {
        let samplesOfWorker = max(1 << 16, Self.samplesAtOnce / workers)
        let least = max(
            (samples.count + samplesOfWorker - 1) / samplesOfWorker,
            1 << max(0, pieceBits + Posting.contextBits - UInt32.bitWidth))
        return workers * max(1, (least + workers - 1) / workers)
    }

    /// Bits of the numbers of the pieces.
    var pieceBits: Int { PairCounter.bits(count) }

    /// Samples that all workers together sort at a time.
    private static let samplesAtOnce = 4 << 20

    /// Lets go what only proposals are made from; `candidates` can still put them together.
    package mutating func releaseSamples() {
        samples = []
        contexts = []
        bands = []
        lineSampleEnds = []
    }

    /// Lets go what only candidates are made from; pairs can still be verified.
    package mutating func releaseSketches() {
        releaseSamples()
        sampleEnds = []
    }

    /// The first piece with the normalised text of each: digests are brought together by a part of
    /// them, and then compared.
    func leaders() -> [UInt32] {
        let keys = ScratchBuffer<UInt64>(capacity: max(1, count))
        for piece in 0..<count {
            keys.base[piece] = (digests[piece].w0 >> 32) << 32 | UInt64(piece)
        }
        RadixSorter().sort(keys, count: count, bits: 32..<64)
        var leaders = (0..<UInt32(count)).map { $0 }
        var firsts: [UInt32] = []
        for i in 0..<count {
            let piece = UInt32(truncatingIfNeeded: keys.base[i])
            if i > 0, keys.base[i] >> 32 != keys.base[i - 1] >> 32 {
                firsts.removeAll(keepingCapacity: true)
            }
            if let first = firsts.first(where: { digests[Int($0)] == digests[Int(piece)] }) {
                leaders[Int(piece)] = first
            } else {
                firsts.append(piece)
            }
        }
        return leaders
    }

    func sampleRow(_ piece: Int) -> Range<Int> {
        (piece == 0 ? 0 : sampleEnds[piece - 1])..<sampleEnds[piece]
    }

    func lineRow(_ piece: Int) -> Range<Int> {
        (piece == 0 ? 0 : lineEnds[piece - 1])..<lineEnds[piece]
    }

    /// The piece that proposes for a piece: the first one with its text.
    package func proposer(of piece: UInt32) -> UInt32 { leader[Int(piece)] }

    /// Pieces that have a line with one of some digests (the first 64 bits of them).
    package func pieces(withLines digests: Set<UInt64>) -> [Int] {
        var found: [Int] = []
        for piece in 0..<count
        where lineRow(piece).contains(where: { digests.contains(lineDigests[$0]) }) {
            found.append(piece)
        }
        return found
    }

    /// Numbers, counted from 0 among the non-empty lines of a piece, that stay out of matching.
    package func excludedLines(of piece: Int) -> [Int] {
        if excluded.isEmpty { return [] }
        let row = lineRow(piece)
        return row.filter { excluded[$0] }.map { $0 - row.lowerBound }
    }
}
