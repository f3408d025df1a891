package import Core
internal import GRDB

/// What runs have added, by the run that first recorded it.
///
/// Indexes by run make the cost of these that of what they tell.
extension Snapshot {
    /// The run before the last one, whose content the last one amended or replaced.
    package func runBeforeLast() throws -> (number: Int, summary: RunSummary)? {
        try all(
            "SELECT \(Rows.runColumns), number FROM runs ORDER BY number DESC LIMIT 2"
        ) { (number: $0[14] as Int, summary: try Rows.summary($0)) }.dropFirst().first
    }

    /// When a run began, as it says of what was gone then; nil when there is no such run.
    package func started(run: Int) throws -> String? {
        try first("SELECT started FROM runs WHERE number = ?", [run]) { try $0.text(0) }
    }

    /// Number of the first run that began at a time or later; nil when none did.
    ///
    /// Times are RFC 3339 in UTC; the beginning of one will do.
    package func firstRun(since time: String) throws -> Int? {
        try first(
            "SELECT min(number) FROM runs WHERE started >= ?", [ColumnText.value(time)]
        ) { $0[0] as Int? } ?? nil
    }

    /// Whether no piece is known from before a run.
    package func isWhole(sinceRun run: Int) throws -> Bool {
        try first("SELECT 1 FROM pieces WHERE since < ?", [run]) { _ in true } == nil
    }

    /// The first run's rows, which are most of an archive for long, are not in the indexes by run.
    private static func since(_ sign: String, _ run: Int) -> String {
        "since \(sign) \(run)" + (run > 1 ? " AND since > 1" : "")
    }

    /// How many pieces a run added, and how many of these credit an outlet.
    package func newPieces(ofRun run: Int) throws -> (pieces: Int, republished: Int) {
        try first(
            "SELECT count(*), count(outlets) FROM pieces WHERE \(Self.since("=", run))", []
        ) { (pieces: $0[0], republished: $0[1]) } ?? (0, 0)
    }

    /// How many matches of each relation a run added; recaptures are counted under nil.
    package func newMatches(ofRun run: Int) throws -> [Relation?: Int] {
        var counts: [Relation?: Int] = [:]
        let rows = try all(
            """
            SELECT relation, recapture, count(*) FROM matches \
            WHERE \(Self.since("=", run)) GROUP BY 1, 2
            """
        ) { (try $0.word(0, as: Relation.self), $0[1] as Bool, $0[2] as Int) }
        for (relation, isRecapture, count) in rows {
            counts[isRecapture ? nil : relation, default: 0] += count
        }
        return counts
    }

    /// Matches of some relations that a run added and that are no recaptures, those of most words
    /// first.
    package func newMatches(ofRun run: Int, _ relations: [Relation], limit: Int) throws -> [Match] {
        let names = relations.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try all(
            """
            SELECT \(Rows.matchColumns) FROM matches \
            WHERE \(Self.since("=", run)) AND NOT recapture AND relation IN (\(names)) \
            ORDER BY words DESC, a, b LIMIT ?
            """, [limit], Rows.match)
    }

    /// Pieces that a run added and that credit an outlet, the longest first.
    package func newRepublished(ofRun run: Int, limit: Int) throws -> [Piece] {
        try all(
            """
            SELECT \(Rows.pieceColumns) FROM \(Rows.pieceTables) \
            WHERE \(Self.since("=", run)) AND outlets IS NOT NULL \
            ORDER BY words DESC, pieces.id LIMIT ?
            """, [limit], Rows.piece)
    }

    /// The run that first saw a piece.
    package func firstRun(ofPiece id: String) throws -> Int? {
        try first("SELECT since FROM pieces WHERE id = ?", [ColumnText.value(id)]) { $0[0] as Int }
    }

    package func countChanges(ofRun run: Int) throws -> Int {
        try first("SELECT count(*) FROM changes WHERE run = ?", [run]) { $0[0] as Int } ?? 0
    }

    /// Claims that a run changed: those that stood in place of another before those that stand where
    /// there was none, then by piece.
    package func changes(ofRun run: Int, limit: Int) throws -> [Change] {
        try all(
            """
            SELECT \(Rows.lineageColumns), run, cause FROM changes WHERE run = ? \
            ORDER BY derived_from IS NULL, piece LIMIT ?
            """, [run, limit]
        ) { Change(run: $0[6], former: try Rows.lineage($0), cause: try $0.text(7)) }
    }

    /// A file that is no longer in the corpus, and whose pieces the store keeps.
    package struct GoneFile: Hashable, Sendable {
        package var path: String
        /// Since which run it is gone: when that began.
        package var gone: String
        package var pieces: Int
    }

    /// The files that are gone since a time or later, by path; of all times when none is given.
    ///
    /// Former versions of files that are there (`page.txt~1`) are not among them.
    package func eachGoneFile(
        since time: String = "", _ body: (GoneFile) throws -> Void
    ) throws {
        let files = try all(
            """
            SELECT path, gone, (SELECT count(*) FROM pieces WHERE source IN \
            (SELECT number FROM sources AS part WHERE part.number = sources.number \
            OR part.file = sources.number)) \
            FROM sources WHERE gone >= ? AND NOT is_record ORDER BY path
            """, [ColumnText.value(time)]
        ) { GoneFile(path: try $0.text(0), gone: try $0.text(1), pieces: $0[2]) }
        for file in files where FormerVersion(file.path) == nil { try body(file) }
    }

    /// The sources that were not read and are there, by path.
    package func eachQuarantined(_ body: (Source) throws -> Void) throws {
        try each(
            """
            SELECT \(Rows.sourceColumns) FROM sources \
            WHERE quarantined IS NOT NULL AND gone IS NULL ORDER BY path
            """, Rows.source, body)
    }
}

// MARK: - Rows since a run

extension Snapshot {
    /// The pieces that were first seen in a run or later, by identifier.
    package func eachPiece(sinceRun run: Int, _ body: (Piece) throws -> Void) throws {
        try each(
            """
            SELECT \(Rows.pieceColumns) FROM \(Rows.pieceTables) \
            WHERE \(Self.since(">=", run)) ORDER BY pieces.id
            """, Rows.piece, body)
    }

    /// Pieces that were written after the one of a number, read again or new, source by source and in
    /// the order of their pages.
    package func eachPiece(after number: Int, _ body: (Piece) throws -> Void) throws {
        try each(
            """
            SELECT \(Rows.pieceColumns) FROM \(Rows.pieceTables) WHERE pieces.number > \(number) \
            ORDER BY pieces.source, pieces.position
            """, Rows.piece, body)
    }

    /// The greatest number of a piece, which is never given twice; 0 when there is none.
    package func lastPiece() throws -> Int {
        try first("SELECT max(number) FROM pieces", []) { $0[0] as Int? ?? 0 } ?? 0
    }

    /// The matches that were first found in a run or later, by `a` and `b`.
    package func eachMatch(sinceRun run: Int, _ body: (Match) throws -> Void) throws {
        try each(
            """
            SELECT \(Rows.matchColumns) FROM matches WHERE \(Self.since(">=", run)) ORDER BY a, b
            """, Rows.match, body)
    }
}
