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
    static let pieceInsertion = """
        id, source, position, format, line_first, line_last, byte_start, byte_end, body_start, \
        body_end, title, kind, language, host, url, posted, published, captured, words, \
        paragraphs, sha256, outlets, authors, translators, signatories, categories, captions, \
        credits
        """

    static func add(_ piece: Piece, source: Int, position: Int, to row: Insertion) {
        row.add(piece.id)
        row.add(source)
        row.add(position)
        row.add(piece.format)
        row.add(piece.lines?.lowerBound)
        row.add(piece.lines?.upperBound)
        row.add(piece.bytes.lowerBound)
        row.add(piece.bytes.upperBound)
        row.add(piece.body.lowerBound)
        row.add(piece.body.upperBound)
        row.add(piece.title)
        row.add(piece.kind)
        row.add(piece.language)
        row.add(piece.host)
        row.add(piece.url)
        row.add(piece.posted)
        row.add(piece.published)
        row.add(piece.captured)
        row.add(piece.words)
        row.add(piece.paragraphs)
        row.add(piece.sha256)
        Lists.add(piece.outlets, to: row)
        Lists.add(piece.authors, to: row)
        Lists.add(piece.translators, to: row)
        Lists.add(piece.signatories, to: row)
        Lists.add(piece.categories, to: row)
        Lists.add(piece.captions, to: row)
        Lists.add(piece.credits, to: row)
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
