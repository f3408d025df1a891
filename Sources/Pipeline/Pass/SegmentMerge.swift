internal import Core
internal import Store

/// Puts the living pieces of some segments of the index into one.
///
/// Columns are copied one by one, so that memory holds one of them at a time.
struct SegmentMerge {
    private let store: String
    private let parts: [Part]
    /// Living pieces.
    let pieces: Int
    /// Numbers of the dead pieces, which the merged segment does not hold.
    let dead: [Int]

    /// Rows of a segment that live, in stretches.
    fileprivate struct Part {
        var name: String
        var segment: StoredSegment
        var alive: [Range<Int>]
    }

    /// Looks for the living pieces of segments, in their order.
    ///
    /// - Throws: `StoreError`, of the kind `damaged` when a segment is not what it should be.
    init(_ entries: [Segment.Entry], of store: String, dead: Set<Int>) throws {
        var parts: [Part] = []
        var gone: [Int] = []
        for entry in entries {
            let segment = try StoredSegment(entry, of: store)
            var alive: [Range<Int>] = []
            var start = 0
            for (row, number) in segment.numbers.enumerated() where dead.contains(Int(number)) {
                gone.append(Int(number))
                if start < row { alive.append(start..<row) }
                start = row + 1
            }
            if start < segment.count { alive.append(start..<segment.count) }
            parts.append(Part(name: entry.name, segment: segment, alive: alive))
        }
        self.store = store
        self.parts = parts
        self.dead = gone
        pieces = parts.reduce(0) { $0 + $1.alive.reduce(0) { $0 + $1.count } }
    }

    /// Writes the merged segment.
    ///
    /// - Returns: what the catalog has to list; nil where no piece lives.
    func write() throws -> Segment.Entry? {
        guard pieces > 0 else { return nil }
        let writer = try SegmentWriter(store: store, columns: StoredSegment.columns)
        for column in PieceColumn.allCases { try writer.add(values(of: column.rawValue)) }
        for column in IndexColumn.allCases {
            let number = StoredSegment.number(of: column)
            switch column {
            case .sampleEnds, .lineEnds: try writer.add(ends(of: number))
            case .samples, .contexts: try writer.add(items(of: number, by: .sampleEnds))
            case .lineDigests, .lineSampleEnds, .lineWords:
                try writer.add(items(of: number, by: .lineEnds))
            default: try writer.add(values(of: number))
            }
        }
        return try writer.finish(pieces: pieces)
    }

    /// A column with one value, or as many as another, for each piece.
    private func values(of column: Int) throws -> [UInt8] {
        try gather(column) { part, bytes in
            let source = part.segment.column(column)
            guard source.count % max(1, part.segment.count) == 0 else { return false }
            let width = source.count / max(1, part.segment.count)
            for rows in part.alive {
                bytes += UnsafeRawBufferPointer(
                    rebasing: source[(rows.lowerBound * width)..<(rows.upperBound * width)])
            }
            return true
        }
    }

    /// A column that says where the row of each piece ends in another.
    private func ends(of column: Int) throws -> [UInt32] {
        var ends: [UInt32] = []
        ends.reserveCapacity(pieces)
        for part in parts {
            guard let source = part.ends(column) else { throw unsound }
            for rows in part.alive {
                var last = rows.lowerBound == 0 ? 0 : source[rows.lowerBound - 1]
                for row in rows {
                    let end = (ends.last ?? 0).addingReportingOverflow(source[row] &- last)
                    guard source[row] >= last, !end.overflow else { throw unsound }
                    ends.append(end.partialValue)
                    last = source[row]
                }
            }
        }
        return ends
    }

    /// A column with a row of several values for each piece, which ends where `column` says.
    private func items(of number: Int, by column: IndexColumn) throws -> [UInt8] {
        try gather(number) { part, bytes in
            guard let ends = part.ends(StoredSegment.number(of: column)) else {
                return false
            }
            let source = part.segment.column(number)
            let count = Int(ends.last ?? 0)
            guard source.count % max(1, count) == 0 else { return false }
            let width = source.count / max(1, count)
            for rows in part.alive {
                let start = rows.lowerBound == 0 ? 0 : Int(ends[rows.lowerBound - 1]) * width
                let end = Int(ends[rows.upperBound - 1]) * width
                guard start <= end, end <= source.count else { return false }
                bytes += UnsafeRawBufferPointer(rebasing: source[start..<end])
            }
            return true
        }
    }

    /// What `add` takes of a column from each part; the segments stay mapped meanwhile.
    private func gather(_ column: Int, _ add: (Part, inout [UInt8]) -> Bool) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.segment.column(column).count })
        for part in parts {
            guard add(part, &bytes) else { throw unsound }
        }
        return bytes
    }

    private var unsound: StoreError {
        StoreError.unsoundSegment(named: parts.map(\.name).joined(separator: ", "), of: store)
    }
}

extension StoreError {
    /// A segment of the index of which the columns do not fit one another.
    static func unsoundSegment(_ entry: Segment.Entry, of store: String) -> StoreError {
        unsoundSegment(named: entry.name, of: store)
    }

    static func unsoundSegment(named name: String, of store: String) -> StoreError {
        StoreError(
            .damaged, "A segment of the index does not hold what it should.",
            place: "\(store)/segments/\(name)",
            advice: "The next pass makes the index anew from the catalog, and so does"
                + " `stemma compact`.")
    }
}

extension SegmentMerge.Part {
    /// The values of a column of ends; nil when it does not have one for each piece.
    fileprivate func ends(_ column: Int) -> UnsafeBufferPointer<UInt32>? {
        let ends = segment.column(column).values(of: UInt32.self)
        return ends.count == segment.count ? ends : nil
    }
}

extension StoredSegment {
    /// How many pieces it holds, and how many of them are dead.
    func size(without dead: Set<Int>) -> (pieces: Int, dead: Int) {
        // The numbers stand in the mapped file, which goes with the segment.
        withExtendedLifetime(self) {
            (pieces: count, dead: numbers.count { dead.contains(Int($0)) })
        }
    }
}

/// Which segments of the index are merged at the end of a pass.
///
/// A segment stays as long as it holds at least `ratio` times as many living pieces as all that were
/// written after it, and no more dead pieces than living ones. The first that does not is merged with all
/// that follow. So there are never more than the logarithm to the base `ratio + 1` of the pieces, and one;
/// and a piece is written again as often as the segments behind it have grown to a third of its own, which
/// is some times for each doubling of the archive.
enum SegmentTiers {
    static let ratio = 3

    /// The place of the first segment that is to be merged with all that follow; nil when all may stay.
    ///
    /// `sizes` are the pieces of each segment, the dead among them too, and the dead, in the order in which
    /// they were written.
    static func due(_ sizes: [(pieces: Int, dead: Int)]) -> Int? {
        var after = 0
        var due: Int?
        for (place, size) in sizes.enumerated().reversed() {
            let living = size.pieces - size.dead
            if size.dead > living || living < ratio * after { due = place }
            after += living
        }
        return due
    }
}
