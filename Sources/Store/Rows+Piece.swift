internal import Core

extension Rows {
    /// What is selected for a piece; its source is joined.
    static let pieceColumns = """
        pieces.id, sources.path, pieces.row, row_id, pieces.format, line_first, line_last, byte_start, byte_end, \
        body_start, body_end, title, kind, language, pieces.host, url, posted, published, \
        captured, words, paragraphs, pieces.sha256, outlets, authors, translators, signatories, \
        categories, captions, credits
        """
    static let pieceTables = "pieces JOIN sources ON sources.number = pieces.source"

    /// What is inserted for a piece: as above, with the source's number and the position in it.
    static let pieceInsertion = """
        number, since, id, source, position, format, line_first, line_last, byte_start, byte_end, body_start, \
        body_end, title, kind, language, host, url, posted, published, captured, words, \
        paragraphs, sha256, outlets, authors, translators, signatories, categories, captions, \
        credits, row, row_id, block, block_start, block_bytes
        """

    static func add(
        _ piece: Piece, number: Int, since: Int, source: Int, position: Int, place: RowPlace?,
        to row: Insertion
    ) {
        row.add(number)
        row.add(since)
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
        row.add(place?.row)
        row.add(piece.rowID)
        row.add(place?.block)
        row.add(place?.bytes.lowerBound)
        row.add(place?.bytes.count)
    }

    static func piece(_ row: StoredRow) throws -> Piece {
        let path = try row.text(1)
        let number: Int? = row[2]
        var piece = Piece(
            id: try row.text(0), source: number.map { "\(path)#\($0)" } ?? path,
            format: try row.word(4, as: SourceFormat.self), lines: row.optionalLines(5),
            bytes: try row.range(7), body: try row.range(9))
        piece.rowID = row.optionalText(3)
        piece.title = row.optionalText(11)
        piece.kind = try row.word(12, as: PieceKind.self)
        piece.language = row.optionalText(13)
        piece.host = row.optionalText(14)
        piece.url = row.optionalText(15)
        piece.posted = try row.date(16)
        piece.published = try row.date(17)
        piece.captured = row.optionalText(18)
        piece.words = row[19]
        piece.paragraphs = row[20]
        piece.sha256 = try row.text(21)
        piece.outlets = try Lists.outlets(row, 22)
        piece.authors = try Lists.texts(row, 23)
        piece.translators = try Lists.texts(row, 24)
        piece.signatories = try Lists.texts(row, 25)
        piece.categories = try Lists.texts(row, 26)
        piece.captions = try Lists.texts(row, 27)
        piece.credits = try Lists.credits(row, 28)
        return piece
    }
}
