internal import Core
internal import Store

/// What the store says of pairs of pieces, for a pass that compares only what is new.
///
/// Held as the store holds it, in a few lists: of most pairs little is asked.
struct KeptVerdicts {
    /// Numbers of the two pieces of each pair, the lesser first: `a << 32 | b`, in order.
    private var keys: [UInt64] = []
    private var marks: [Mark] = []
    /// Where the data of each pair end; pairs that are nothing to each other have none.
    private var ends: [Int] = []
    private var data: [UInt8] = []
    /// Places of pieces by their numbers; a piece that is no longer there has none.
    private let placeOf: [UInt32]
    /// Numbers of pieces by their places.
    private let numbers: [UInt32]

    private struct Mark: OptionSet {
        let rawValue: UInt8

        static let stood = Mark(rawValue: 1)
        static let kept = Mark(rawValue: 2)
    }

    private static let nowhere = UInt32.max

    /// Reads all that the store says.
    ///
    /// - Parameters:
    ///   - snapshot: the state of the store.
    ///   - numbers: of the pieces, by their places.
    /// - Throws: `StoreError`.
    init(_ snapshot: Snapshot, numbers: [UInt32]) throws {
        var places = [UInt32](repeating: Self.nowhere, count: Int(numbers.max() ?? 0) + 1)
        for (place, number) in numbers.enumerated() { places[Int(number)] = UInt32(place) }
        placeOf = places
        self.numbers = numbers
        try snapshot.eachVerdict { a, b, stood, data in
            keys.append(UInt64(a) << 32 | UInt64(b))
            marks.append(stood ? .stood : [])
            if let data { self.data += data }
            ends.append(self.data.count)
        }
    }

    private func place(_ number: UInt32) -> UInt32 {
        Int(number) < placeOf.count ? placeOf[Int(number)] : Self.nowhere
    }

    private func pieces(_ row: Int) -> (a: UInt32, b: UInt32) {
        (UInt32(keys[row] >> 32), UInt32(truncatingIfNeeded: keys[row]))
    }

    private func stretch(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

    private func row(_ pair: PiecePair) -> Int? {
        let (x, y) = (numbers[Int(pair.a)], numbers[Int(pair.b)])
        let key = UInt64(min(x, y)) << 32 | UInt64(max(x, y))
        let row = keys.firstPlace { $0 >= key }
        return row < keys.count && keys[row] == key ? row : nil
    }

    /// Whether anything is said of a pair.
    func says(of pair: PiecePair) -> Bool { row(pair) != nil }

    /// Keeps what is said of a pair; false when nothing is.
    mutating func keep(_ pair: PiecePair) -> Bool {
        guard let row = row(pair) else { return false }
        marks[row].insert(.kept)
        return true
    }

    /// Keeps what is said of all pairs that `isSame` says are as they were, by the places of their
    /// pieces.
    mutating func keep(where isSame: (UInt32, UInt32) -> Bool) {
        for row in keys.indices {
            let pieces = pieces(row)
            let (a, b) = (place(pieces.a), place(pieces.b))
            if a != Self.nowhere, b != Self.nowhere, isSame(a, b) { marks[row].insert(.kept) }
        }
    }

    /// Adds the verdicts that are kept, in brief.
    ///
    /// - Throws: `StoreError` for one that can't be read.
    func give(to matched: inout MatchedArchive) throws {
        for row in keys.indices where marks[row].contains(.kept) && !stretch(row).isEmpty {
            matched.add(
                try outcome(row, inBrief: true),
                MatchedArchive.Origin(stood: marks[row].contains(.stood), row: row))
        }
    }

    private func outcome(_ row: Int, inBrief: Bool) throws -> MatchWorker.Outcome {
        let (a, b) = pieces(row)
        guard
            let outcome = VerdictCoding.outcome(
                data, in: stretch(row), a: place(a), b: place(b), inBrief: inBrief)
        else { throw StoreError.unreadableVerdict(a, b) }
        return outcome
    }

    /// A match with all that is said of it.
    ///
    /// - Throws: `StoreError` for one that can't be read.
    func whole(_ place: Int, of matched: MatchedArchive) throws -> PlacedMatch {
        guard let row = matched.origins[place]?.row else { return matched[place] }
        guard case .match(let match) = try outcome(row, inBrief: false) else {
            throw StoreError.unreadableVerdict(pieces(row).a, pieces(row).b)
        }
        return match
    }

    /// A pair whose verdict goes.
    struct Dropped {
        var a: UInt32
        var b: UInt32
        /// Whether it was a match that stood, and then whether it was read from `b`.
        var stoodTurned: Bool?
    }

    /// The pairs whose verdicts go, by the numbers of their pieces.
    var dropped: [Dropped] {
        keys.indices.filter { !marks[$0].contains(.kept) }.map { row in
            let (a, b) = pieces(row)
            return Dropped(
                a: a, b: b,
                stoodTurned: marks[row].contains(.stood)
                    ? VerdictCoding.isTurned(data, in: stretch(row)) : nil)
        }
    }

    /// The place of a piece, if it is still there.
    func place(ofNumber number: UInt32) -> Int? {
        let place = place(number)
        return place == Self.nowhere ? nil : Int(place)
    }
}
