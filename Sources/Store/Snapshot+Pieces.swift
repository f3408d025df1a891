package import Core
internal import GRDB

extension Snapshot {
    private static let pieces = "SELECT \(Rows.pieceColumns) FROM \(Rows.pieceTables)"

    /// All pieces, by identifier.
    package func eachPiece(_ body: (Piece) throws -> Void) throws {
        try each(Self.pieces + " ORDER BY pieces.id", Rows.piece, body)
    }

    /// All pieces, source by source, in the order of their pages.
    package func eachPieceBySource(_ body: (Piece) throws -> Void) throws {
        try each(Self.pieces + " ORDER BY pieces.source, pieces.position", Rows.piece, body)
    }

    package func piece(id: String) throws -> Piece? {
        try first(Self.pieces + " WHERE pieces.id = ?", [ColumnText.value(id)], Rows.piece)
    }

    package func piece(number: Int) throws -> Piece? {
        try first(Self.pieces + " WHERE pieces.number = ?", [number], Rows.piece)
    }

    /// Pieces whose identifier begins with `prefix`, by identifier, `limit` at most: one means that
    /// the prefix is unique.
    package func pieces(idPrefix prefix: String, limit: Int = 2) throws -> [Piece] {
        // Identifiers are hexadecimal; `g` follows every one of their digits.
        let low = prefix.lowercased()
        return try all(
            Self.pieces + " WHERE pieces.id >= ? AND pieces.id < ? ORDER BY pieces.id LIMIT ?",
            [ColumnText.value(low), ColumnText.value(low + "g"), limit], Rows.piece)
    }

    /// Pieces of a source, in the order of the page.
    package func pieces(ofSource path: String) throws -> [Piece] {
        if let row = RowName(path) {
            let found = try pieces(ofRow: row)
            if !found.isEmpty { return found }
        }
        return try all(
            Self.pieces + " WHERE sources.path = ? ORDER BY pieces.position",
            [ColumnText.value(path)], Rows.piece)
    }

    /// The piece of a source that holds a line, for people who point at one.
    package func piece(ofSource path: String, line: Int) throws -> Piece? {
        if let row = RowName(path) {
            let found = try pieces(ofRow: row)
            if !found.isEmpty { return found.first { $0.lines?.contains(line) == true } }
        }
        return try first(
            Self.pieces + " WHERE sources.path = ? AND ? BETWEEN line_first AND line_last",
            [ColumnText.value(path), line], Rows.piece)
    }

    /// The piece of a row, or the pieces of the page that it holds.
    func pieces(ofRow row: RowName) throws -> [Piece] {
        try all(
            Self.pieces
                + " WHERE sources.path = ? AND pieces.position = ? AND pieces.row IS NOT NULL"
                + " ORDER BY pieces.number",
            [ColumnText.value(row.file), row.number], Rows.piece)
    }

    /// Captured text of a piece: header included where the page is the capture itself.
    package func text(of piece: Piece) throws -> [UInt8]? {
        try text(ofSource: piece.source, bytes: piece.shown)
    }
}
