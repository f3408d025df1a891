/// A text as verification needs it: its tokens with their bytes, its shingles, and a table that
/// finds a shingle's first position.
///
/// Unsafe memory: one block of exactly the bytes needed, divided in `init` into rows of `count`
/// (tokens) or `positions` (shingles) elements; the table has a power of two of slots, at least four
/// times `positions`: in a table so sparse a processor seldom guesses wrong whether a slot is taken,
/// which saves more than the room costs. Its slots have two bytes, or four in a text of more
/// shingles than two can count. Not `Sendable`: one worker owns it.
final class PreparedText {
    /// Bits of `marks`.
    enum Mark {
        /// A name or a figure: a capital that does not begin a sentence, or a digit.
        static let specific: UInt8 = 1
        /// The first position of its shingle.
        static let first: UInt8 = 2
    }

    let piece: UInt32
    let count: Int
    let positions: Int
    /// Number of different shingles.
    private(set) var distinct = 0
    /// Bytes of memory that the text takes.
    let weight: Int

    let shingles: UnsafeMutablePointer<UInt64>
    /// Low halves of the token hashes.
    let tokens: UnsafeMutablePointer<UInt32>
    let places: UnsafeMutablePointer<TokenPlace>
    /// `specificsBefore[i]`: how many of the first `i` tokens are names or figures.
    let specificsBefore: UnsafeMutablePointer<UInt32>
    let marks: UnsafeMutablePointer<UInt8>
    /// The bytes of the text and how many there are.
    let text: UnsafeMutablePointer<UInt8>
    let length: Int
    /// Positions of shingles plus one, 0 where a slot is empty.
    private let table: UnsafeMutableRawPointer
    private let isWide: Bool
    private let mask: Int
    private let block: UnsafeMutableRawPointer
    private let pool: BlockPool

    /// Reads the text of `piece` without its lines `excluded` (numbers among the non-empty lines).
    init(
        piece: UInt32, text: UnsafeBufferPointer<UInt8>, excluded: [Int],
        scratch: PreparationScratch
    ) {
        self.piece = piece
        var sink = PreparationSink(scratch: scratch, bytes: text, excluded: excluded)
        _ = scratch.walk.walk(text, &sink)
        let n = sink.count
        count = n
        positions = Shingle.positions(count)
        var slots = 8
        while slots < positions * 4 { slots *= 2 }
        mask = slots - 1
        let placeBytes = n * MemoryLayout<TokenPlace>.stride
        isWide = positions >= Int(UInt16.max)
        let tableBytes = slots * (isWide ? 4 : 2)
        length = text.count
        weight = positions * 8 + (n * 2 + 1) * 4 + tableBytes + placeBytes + n + length
        pool = scratch.pool
        block = pool.take(weight)
        shingles = block.bindMemory(to: UInt64.self, capacity: positions)
        var at = block + positions * 8
        func row(_ length: Int) -> UnsafeMutablePointer<UInt32> {
            let start = at.bindMemory(to: UInt32.self, capacity: length)
            at += length * 4
            return start
        }
        tokens = row(n)
        specificsBefore = row(n + 1)
        table = at
        at += tableBytes
        places = at.bindMemory(to: TokenPlace.self, capacity: n)
        marks = (at + placeBytes).bindMemory(to: UInt8.self, capacity: n + length)
        tokens.update(from: sink.tokens, count: n)
        places.update(from: sink.places, count: n)
        marks.update(from: sink.marks, count: n)
        self.text = marks + n
        if let bytes = text.baseAddress { self.text.update(from: bytes, count: length) }
        if isWide { shingle(UInt32.self) } else { shingle(UInt16.self) }
    }

    deinit { pool.giveBack(block, weight) }

    /// Counts the names and figures, rolls the shingles and enters them in the table.
    @inline(__always)
    private func shingle<Slot: FixedWidthInteger & BitwiseCopyable>(_ slots: Slot.Type) {
        var specifics: UInt32 = 0
        for i in 0..<count {
            specificsBefore[i] = specifics
            specifics &+= UInt32(marks[i] & Mark.specific)
        }
        specificsBefore[count] = specifics
        let (tokens, shingles, marks, mask) = (tokens, shingles, marks, mask)
        let table = table.bindMemory(to: Slot.self, capacity: mask + 1)
        table.update(repeating: 0, count: mask + 1)
        var different = 0
        // Rolling over half a token hash: exact sets are compared, and two of 2³² tokens that
        // fall together cost nothing but a shingle in 2³² of those compared.
        Shingle.each(of: count, token: { UInt64(tokens[$0]) &* Mixing.lengthKey }) { at, hash in
            shingles[at] = hash
            var slot = Int(truncatingIfNeeded: hash) & mask
            while true {
                let held = table[slot]
                if held == 0 {
                    table[slot] = Slot(truncatingIfNeeded: at &+ 1)
                    different &+= 1
                    marks[at] |= Mark.first
                    break
                }
                if shingles[Int(held) &- 1] == hash { break }
                slot = (slot &+ 1) & mask
            }
        }
        distinct = different
    }

    /// The first position of a shingle, or -1.
    @inline(__always)
    func position(of hash: UInt64) -> Int {
        isWide ? position(of: hash, UInt32.self) : position(of: hash, UInt16.self)
    }

    @inline(__always)
    private func position<Slot: FixedWidthInteger & BitwiseCopyable>(
        of hash: UInt64, _ slots: Slot.Type
    ) -> Int {
        let table = table.assumingMemoryBound(to: Slot.self)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let held = table[slot]
            if held == 0 { return -1 }
            if shingles[Int(held) &- 1] == hash { return Int(held) &- 1 }
            slot = (slot &+ 1) & mask
        }
    }
}
