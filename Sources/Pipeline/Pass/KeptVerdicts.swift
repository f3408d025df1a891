internal import Core
internal import Store

/// What the store says of pairs of pieces, for a pass that compares only what is new.
struct KeptVerdicts {
    /// A pair by the numbers of its pieces, the lesser first; what was said, if they are anything to
    /// each other; whether it stood.
    private struct Row {
        var a: UInt32
        var b: UInt32
        var data: [UInt8]?
        var stood: Bool
        var isKept = false
    }

    private var rows: [Row] = []
    private var places: [PiecePair: Int] = [:]
    /// Places of pieces by their numbers; a piece that is no longer there has none.
    private let placeOf: [UInt32]

    static let nowhere = UInt32.max

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
        var rows: [Row] = []
        try snapshot.eachVerdict { a, b, stood, data in
            rows.append(
                Row(a: UInt32(a), b: UInt32(b), data: data.map { Array($0) }, stood: stood))
        }
        self.rows = rows
        self.places.reserveCapacity(rows.count)
        for (row, entry) in rows.enumerated() {
            let (a, b) = (place(entry.a), place(entry.b))
            if a != Self.nowhere, b != Self.nowhere { self.places[PiecePair(a, b)] = row }
        }
    }

    private func place(_ number: UInt32) -> UInt32 {
        Int(number) < placeOf.count ? placeOf[Int(number)] : Self.nowhere
    }

    /// Keeps what is said of a pair; false when nothing is.
    mutating func keep(_ pair: PiecePair) -> Bool {
        guard let row = places[pair] else { return false }
        rows[row].isKept = true
        return true
    }

    /// Keeps what is said of all pairs that `isSame` says are as they were.
    mutating func keep(where isSame: (PiecePair) -> Bool) {
        for (pair, row) in places where isSame(pair) { rows[row].isKept = true }
    }

    /// Adds the verdicts that are kept.
    ///
    /// - Throws: `StoreError` for one that can't be read.
    func give(to matched: inout MatchedArchive) throws {
        for row in rows where row.isKept {
            guard let data = row.data else { continue }
            guard
                let outcome = VerdictCoding.outcome(data, a: place(row.a), b: place(row.b))
            else { throw StoreError.unreadableVerdict(row.a, row.b) }
            matched.add(outcome, stood: row.stood)
        }
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
        rows.filter { !$0.isKept }.map { row in
            Dropped(
                a: row.a, b: row.b,
                stoodTurned: row.stood ? row.data.flatMap(VerdictCoding.isTurned) : nil)
        }
    }

    /// The place of a piece, if it is still there.
    func place(ofNumber number: UInt32) -> Int? {
        let place = place(number)
        return place == Self.nowhere ? nil : Int(place)
    }
}
