package import Core
internal import GRDB

/// What has to be known of sources that are to be forgotten.
extension Snapshot {
    /// A file, or a record of one.
    package struct HeldSource: Sendable {
        package var number: Int
        package var path: String
        package var size: Int
        package var sha256: String
        package var host: String?
        /// Number of the file that a record is of.
        package var file: Int?
        package var isGone: Bool
        package var isRecord: Bool
    }

    /// All files and records, by path.
    package func eachHeldSource(_ body: (HeldSource) throws -> Void) throws {
        try eachRow(
            "SELECT number, path, size, sha256, host, file, gone, is_record FROM sources ORDER BY path"
        ) {
            try body(
                HeldSource(
                    number: $0[0], path: try $0.text(1), size: $0[2], sha256: try $0.text(3),
                    host: $0.optionalText(4), file: $0[5] as Int?, isGone: !$0.isNull(6),
                    isRecord: $0[7]))
        }
    }

    /// A piece of a row.
    package struct HeldRow: Sendable {
        package var number: Int
        package var file: Int
        package var row: Int
        /// With what tells the row; other facts are left out.
        package var piece: Piece
    }

    /// All pieces of rows.
    package func eachHeldRow(_ body: (HeldRow) throws -> Void) throws {
        try eachRow(
            "SELECT number, source, row, id, row_id, url, host, sha256 FROM pieces WHERE row IS NOT NULL"
        ) {
            var piece = Piece(
                id: try $0.text(3), source: "", format: .jsonl, lines: nil, bytes: 0..<0,
                body: 0..<0)
            piece.rowID = $0.optionalText(4)
            piece.url = $0.optionalText(5)
            piece.host = $0.optionalText(6)
            piece.sha256 = try $0.text(7)
            try body(HeldRow(number: $0[0], file: $0[1], row: $0[2], piece: piece))
        }
    }

    /// Hosts that a source or a piece has; sources and pieces of some numbers and identifiers left out.
    package func presentHosts(
        withoutSources sources: Set<Int>, pieces: Set<String>
    ) throws -> Set<String> {
        var hosts: Set<String> = []
        try eachRow("SELECT number, host FROM sources WHERE host IS NOT NULL") {
            if !sources.contains($0[0]) { hosts.insert(try $0.text(1)) }
        }
        try eachRow("SELECT id, host FROM pieces WHERE host IS NOT NULL") {
            if !pieces.contains(try $0.text(0)) { hosts.insert(try $0.text(1)) }
        }
        return hosts
    }

    /// Identifiers and numbers of the pieces of a source and of its records.
    package func pieces(ofHeldSource number: Int) throws -> [(id: String, number: Int)] {
        try all(
            """
            SELECT id, number FROM pieces WHERE source IN \
            (SELECT number FROM sources WHERE number = ? OR file = ?)
            """, [number, number]
        ) { (id: try $0.text(0), number: $0[1]) }
    }
}
