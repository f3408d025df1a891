internal import Core
internal import GRDB

extension Rows {
    /// What is selected for a piece; its source is joined.
    static let pieceColumns = """
        pieces.id, sources.path, pieces.format, line_first, line_last, byte_start, byte_end, \
        body_start, body_end, title, kind, language, pieces.host, url, posted, published, \
        captured, words, paragraphs, pieces.sha256, outlets, authors, translators, signatories, \
        categories, captions, credits
        """
    static let pieceTables = "pieces JOIN sources ON sources.number = pieces.source"

    /// What is inserted for a piece: as above, with the source's number and the position in it.
    static let pieceInsert = """
        INSERT INTO pieces (id, source, position, format, line_first, line_last, byte_start, \
        byte_end, body_start, body_end, title, kind, language, host, url, posted, published, \
        captured, words, paragraphs, sha256, outlets, authors, translators, signatories, \
        categories, captions, credits) \
        VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """

    static func values(_ piece: Piece, source: Int, position: Int) -> [DatabaseValue] {
        [
            ColumnText.value(piece.id), source.databaseValue, position.databaseValue,
            piece.format.rawValue.databaseValue,
            piece.lines?.lowerBound.databaseValue ?? .null,
            piece.lines?.upperBound.databaseValue ?? .null,
            piece.bytes.lowerBound.databaseValue, piece.bytes.upperBound.databaseValue,
            piece.body.lowerBound.databaseValue, piece.body.upperBound.databaseValue,
            ColumnText.value(piece.title), piece.kind.rawValue.databaseValue,
            ColumnText.value(piece.language), ColumnText.value(piece.host),
            ColumnText.value(piece.url), date(piece.posted), date(piece.published),
            ColumnText.value(piece.captured), piece.words.databaseValue,
            piece.paragraphs.databaseValue, ColumnText.value(piece.sha256),
            Lists.column(piece.outlets), Lists.column(piece.authors),
            Lists.column(piece.translators), Lists.column(piece.signatories),
            Lists.column(piece.categories), Lists.column(piece.captions),
            Lists.column(piece.credits),
        ]
    }

    static func piece(_ row: Row) throws -> Piece {
        var piece = Piece(
            id: try row.text(0), source: try row.text(1),
            format: try row.word(2, as: SourceFormat.self), lines: row.optionalLines(3),
            bytes: try row.range(5), body: try row.range(7))
        piece.title = row.optionalText(9)
        piece.kind = try row.word(10, as: PieceKind.self)
        piece.language = row.optionalText(11)
        piece.host = row.optionalText(12)
        piece.url = row.optionalText(13)
        piece.posted = try date(row, 14)
        piece.published = try date(row, 15)
        piece.captured = row.optionalText(16)
        piece.words = row[17]
        piece.paragraphs = row[18]
        piece.sha256 = try row.text(19)
        piece.outlets = try Lists.outlets(row.optionalText(20))
        piece.authors = try Lists.texts(row.optionalText(21))
        piece.translators = try Lists.texts(row.optionalText(22))
        piece.signatories = try Lists.texts(row.optionalText(23))
        piece.categories = try Lists.texts(row.optionalText(24))
        piece.captions = try Lists.texts(row.optionalText(25))
        piece.credits = try Lists.credits(row.optionalText(26))
        return piece
    }
}
