internal import Core
internal import Dispatch
internal import Store

/// Looks for the pieces of a store that may share text with one that it does not hold.
///
/// The segments are looked through as they lie in their files: nothing is read into an index, and
/// nothing is made anew.
struct TextSearch {
    private let settings: MatchSettings
    private let segments: [StoredSegment]
    /// Number of the first row of each segment, all segments one after the other.
    private let starts: [Int]
    private let setAside: Set<UInt64>
    private let dead: Set<Int>
    private let entries: [Segment.Entry]
    private let store: String

    /// Maps the segments of a store.
    ///
    /// - Throws: `StoreError`; also when the index was made under other settings.
    init(_ snapshot: Snapshot, store: String, settings: MatchSettings) throws {
        self.settings = settings
        try IndexStamp(settings).check(snapshot, store: store)
        var segments: [StoredSegment] = []
        var starts: [Int] = []
        var rows = 0
        entries = try snapshot.segments()
        self.store = store
        for entry in entries {
            let segment = try StoredSegment(entry, of: store)
            segments.append(segment)
            starts.append(rows)
            rows += segment.count
        }
        (self.segments, self.starts) = (segments, starts)
        setAside = Digest.firstWords(
            ofHexadecimal: try snapshot.boilerplate().map(\.paragraph.sha256))
        dead = try snapshot.deadPieces()
    }

    /// The pieces that share enough keys with a text, and an index of these and, as the last, of the
    /// text.
    ///
    /// Linear in the keys of the store.
    ///
    /// - Throws: `StoreError` when a segment is not what it should be.
    func candidates(_ print: Fingerprint) throws -> (pieces: [Int], index: CandidateIndex) {
        let query = TextQuery(print, setAside: setAside, settings: settings)
        let stretches = stretches
        let (segments, starts) = (segments, starts)
        let parts = Locked([[TextQuery.Appearance]?](repeating: nil, count: stretches.count))
        DispatchQueue.concurrentPerform(iterations: stretches.count) { place in
            let (segment, rows) = stretches[place]
            let found = query.appearances(in: rows) { segments[segment].column($0) }
            parts.withLock {
                $0[place] = found.map { $0.map { $0.moved(by: starts[segment]) } }
            }
        }
        var found: [TextQuery.Appearance] = []
        for (part, stretch) in zip(parts.withLock { $0 }, stretches) {
            guard let part else { throw unsound(stretch.segment) }
            found += part.filter { isThere(place(of: Int($0.row))) }
        }
        var index = CandidateIndex(settings: settings)
        var pieces: [Int] = []
        for row in query.rows(of: found) {
            let place = place(of: row)
            let segment = segments[place.segment]
            guard index.append(place.row..<(place.row + 1), of: { segment.column($0) }) else {
                throw unsound(place.segment)
            }
            pieces.append(Int(segment.numbers[place.row]))
        }
        index.add(print, facts: PieceFacts())
        index.setAside(setAside)
        return (pieces, index)
    }

    /// Rows that are looked through at once: so many that one more stretch costs nothing.
    private static let stretch = 32_768

    private var stretches: [(segment: Int, rows: Range<Int>)] {
        segments.indices.flatMap { segment in
            stride(from: 0, to: segments[segment].count, by: Self.stretch).map {
                (segment, $0..<min($0 + Self.stretch, segments[segment].count))
            }
        }
    }

    private func place(of row: Int) -> RowOfSegment {
        let segment = (starts.lastIndex { $0 <= row }) ?? 0
        return RowOfSegment(segment: segment, row: row - starts[segment])
    }

    private func isThere(_ place: RowOfSegment) -> Bool {
        !dead.contains(Int(segments[place.segment].numbers[place.row]))
    }

    private func unsound(_ segment: Int) -> StoreError {
        StoreError.unsoundSegment(entries[segment], of: store)
    }
}

private struct RowOfSegment {
    var segment: Int
    var row: Int
}
