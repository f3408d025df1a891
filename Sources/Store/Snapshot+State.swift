package import Core
internal import GRDB

/// What a run has to know of the state that it amends.
extension Snapshot {
    /// A file of the corpus as the store knows it.
    package struct File: Sendable {
        package var number: Int
        package var path: String
        package var size: Int
        package var modified: Int
        package var sha256: String
        package var isQuarantined: Bool
        /// Since when it is no longer in the corpus.
        package var gone: String?
    }

    /// All files, by path.
    package func files() throws -> [File] {
        try all(
            """
            SELECT number, path, size, modified, sha256, quarantined IS NOT NULL, gone \
            FROM sources WHERE NOT is_record ORDER BY path
            """
        ) {
            File(
                number: $0[0], path: try $0.text(1), size: $0[2], modified: $0[3],
                sha256: try $0.text(4), isQuarantined: $0[5], gone: $0.optionalText(6))
        }
    }

    /// A source that is a page, and the path of the file that holds it.
    package struct PageOfFile: Sendable {
        package var number: Int
        /// Path of the file.
        package var file: String
        /// Whether the store has its text.
        package var hasText: Bool
    }

    /// The pages of the files that are there, and the files of rows, which have no text as a page;
    /// quarantined ones are left out, and archives of pages.
    package func pagesOfFiles() throws -> [PageOfFile] {
        try all(
            """
            SELECT sources.number, files.path, pages.source IS NOT NULL FROM sources \
            JOIN sources AS files ON files.number = coalesce(sources.file, sources.number) \
            LEFT JOIN pages ON pages.source = sources.number \
            WHERE sources.gone IS NULL AND sources.quarantined IS NULL \
            AND (sources.is_record OR sources.format <> 'warc') ORDER BY sources.number
            """
        ) {
            PageOfFile(number: $0[0], file: try $0.text(1), hasText: $0[2])
        }
    }

    /// A word that the last run noted.
    package func note(_ name: String) throws -> String? {
        try first("SELECT value FROM stamp WHERE name = ?", [name]) { $0.optionalText(0) } ?? nil
    }

    /// Names of hosts, by the numbers that fingerprints know them by, from 1.
    package func hosts() throws -> [String] {
        try all("SELECT name FROM hosts ORDER BY number") { try $0.text(0) }
    }

    /// The segments of the index, in the order in which they were written.
    package func segments() throws -> [Segment.Entry] {
        try all("SELECT name, pieces, bytes, sha256 FROM segments ORDER BY number") {
            Segment.Entry(
                name: try $0.text(0), pieces: $0[1], bytes: $0[2], sha256: try $0.text(3))
        }
    }

    /// Numbers of pieces that segments hold and the store has forgotten.
    package func deadPieces() throws -> Set<Int> {
        Set(try all("SELECT piece FROM dead") { $0[0] as Int })
    }

    /// What pages taught of their hosts: the paths of the source and of its file, and the data.
    package func eachTeaching(_ body: (String, String, [UInt8]) throws -> Void) throws {
        try eachRow("SELECT path, file, data FROM teachings") {
            try body(try $0.text(0), try $0.text(1), $0.bytes(2))
        }
    }

    /// In which run each piece of a file was first seen, by identifier.
    package func firstRuns(ofFile number: Int) throws -> [String: Int] {
        var runs: [String: Int] = [:]
        try all(
            """
            SELECT id, since FROM pieces WHERE source IN \
            (SELECT number FROM sources WHERE number = ? OR file = ?)
            """, [number, number]
        ) { (try $0.text(0), $0[1] as Int) }.forEach { runs[$0.0] = $0.1 }
        return runs
    }

    /// What was said of each pair of pieces that was looked at, in the order of the pairs.
    package func eachVerdict(
        _ body: (_ a: Int, _ b: Int, _ stands: Bool, _ data: UnsafeBufferPointer<UInt8>?) throws ->
            Void
    ) throws {
        try eachRow("SELECT a, b, stands, data FROM verdicts ORDER BY a, b") { row in
            let (a, b): (Int, Int) = (row[0], row[1])
            if try row.withBytes(3, { try body(a, b, row[2], $0) }) == nil {
                try body(a, b, row[2], nil)
            }
        }
    }

    /// Clusters by identifier, with the hash that tells whether they are the same still.
    package func clusterShapes() throws -> [String: Int] {
        var shapes: [String: Int] = [:]
        try eachRow("SELECT id, shape FROM clusters") { shapes[try $0.text(0)] = $0[1] }
        return shapes
    }

    /// Boilerplate with the number of the piece that it was read from, and of its line there.
    package func boilerplate() throws -> [(paragraph: Boilerplate, example: Int, line: Int)] {
        try all("SELECT \(Rows.boilerplateColumns), example, line FROM boilerplate") {
            (try Rows.boilerplate($0), $0[4], $0[5])
        }
    }

    /// What tracing needs of the piece of a number, and the name of its site; other facts of the piece
    /// are left out.
    package func tracedPiece(number: Int) throws -> (piece: Piece, site: String?)? {
        try first(
            """
            SELECT pieces.id, kind, title, pieces.host, posted, published, outlets, translators, \
            credits, sources.site FROM \(Rows.pieceTables) WHERE pieces.number = ?
            """, [number]
        ) {
            var piece = Piece(
                id: try $0.text(0), source: "", format: .text, lines: nil, bytes: 0..<0,
                body: 0..<0)
            piece.kind = try $0.word(1, as: PieceKind.self)
            piece.title = $0.optionalText(2)
            piece.host = $0.optionalText(3)
            piece.posted = try $0.date(4)
            piece.published = try $0.date(5)
            piece.outlets = try Lists.outlets($0, 6)
            piece.translators = try Lists.texts($0, 7)
            // The rules that read the outlets are all that is asked of the credits.
            if !piece.outlets.isEmpty { piece.credits = try Lists.credits($0, 8) }
            return (piece, $0.optionalText(9))
        }
    }

    /// Number of the piece that the chain of a piece goes on to.
    package func next(ofPiece number: Int) throws -> Int? {
        try first("SELECT next FROM lineage WHERE number = ?", [number]) { $0[0] as Int? } ?? nil
    }

    /// Numbers of the pieces whose chains go on to a piece.
    package func pieces(leadingTo number: Int) throws -> [Int] {
        try all("SELECT number FROM lineage WHERE next = ?", [number]) { $0[0] as Int }
    }

    /// A claim that was changed by what a later run found.
    package struct Change: Hashable, Sendable {
        package var run: Int
        /// What the store said before.
        package var former: Lineage
        /// A sentence.
        package var cause: String
    }

    /// The claims that a run changed, by piece; of all runs when none is named.
    package func changes(ofRun run: Int? = nil) throws -> [Change] {
        try all(
            """
            SELECT \(Rows.lineageColumns), run, cause FROM changes \
            WHERE run = coalesce(?, run) ORDER BY run, piece
            """, [run]
        ) { Change(run: $0[6], former: try Rows.lineage($0), cause: try $0.text(7)) }
    }

    /// A piece as the index needs it, with the place of its text.
    package struct IndexedPiece {
        package var number: Int
        /// Number of the file that holds it.
        package var file: Int
        /// Some facts of the piece; others are left out.
        package var piece: Piece
        /// Number of the block, or of the source of the page.
        package var container: Int
        package var isInBlock: Bool
        /// Whether the page was made of its capture.
        package var isMade: Bool
        /// Its running text in the block or page.
        package var body: Range<Int>
    }

    /// All pieces in the order of their numbers.
    package func eachIndexedPiece(_ body: (IndexedPiece) throws -> Void) throws {
        try eachRow(
            """
            SELECT pieces.number, coalesce(sources.file, sources.number), pieces.id, title, kind, \
            pieces.host, url, posted, signatories, body_start, body_end, block, block_start, \
            pieces.source, blocks.map IS NOT NULL OR pages.map IS NOT NULL FROM pieces \
            JOIN sources ON sources.number = pieces.source \
            LEFT JOIN blocks ON blocks.number = pieces.block \
            LEFT JOIN pages ON pages.source = pieces.source ORDER BY pieces.number
            """
        ) { row in
            var piece = Piece(
                id: try row.text(2), source: "", format: .text, lines: nil, bytes: 0..<0,
                body: try row.range(9))
            piece.title = row.optionalText(3)
            piece.kind = try row.word(4, as: PieceKind.self)
            piece.host = row.optionalText(5)
            piece.url = row.optionalText(6)
            piece.posted = try row.date(7)
            piece.signatories = try Lists.texts(row, 8)
            let block = row[11] as Int?
            let start = block == nil ? 0 : row[12] as Int
            try body(
                IndexedPiece(
                    number: row[0], file: row[1], piece: piece, container: block ?? row[13],
                    isInBlock: block != nil, isMade: row[14],
                    body: (piece.body.lowerBound + start)..<(piece.body.upperBound + start)))
        }
    }
}
