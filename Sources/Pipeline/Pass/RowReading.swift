internal import Core
internal import Readers
internal import Store

/// The rows of a batch on their way to the store.
struct RowPieces: Sendable {
    /// The batch without its bytes.
    var batch: RowBatch
    var findings: [RowFinding]
    var repaired = 0
    /// Numbers of the lines, from 0.
    var numbers: [Int] = []
    var pieces: [Piece] = []
    var prints: [PiecePrint] = []
    /// The texts of the pieces, until they are packed.
    var texts: [[UInt8]] = []
    /// The texts packed, several in a block; the block of each piece and its bytes there.
    var blocks: [StoredPage] = []
    var spooled: [SpooledText] = []
    var blockOf: [Int] = []
    var bodies: [Range<Int>] = []
}

/// Makes pieces of rows.
///
/// Not `Sendable`: each worker has its own.
final class RowWorker {
    /// Bytes of a row that its language is told by, and how many where those do not suffice: one
    /// text in one language, and detection takes longer than fingerprinting.
    private static let languageSamples = (256, 1024)

    private let reader: RowReader
    private let builder: PieceBuilder

    init(knowledge: Knowledge, options: RowOptions) {
        reader = RowReader(options: options)
        builder = PieceBuilder(
            credits: CreditReader(lexicon: knowledge.lexicon, known: knowledge.outlets))
    }

    func divide(_ batch: RowBatch) -> RowPieces {
        let (rows, findings) = reader.read(batch)
        var pieces = RowPieces(batch: batch, findings: batch.findings + findings)
        pieces.batch.bytes = []
        for row in rows {
            pieces.numbers.append(row.number)
            pieces.pieces.append(piece(row, of: batch.file.path))
            pieces.texts.append(row.text)
            pieces.repaired += row.repaired
        }
        return pieces
    }

    private func piece(_ row: Row, of path: String) -> Piece {
        let page = Page(source: "\(path)#\(row.number)", text: row.text)
        var piece = builder.piece(ofRow: page, row.credits)
        piece.rowID = row.id
        if piece.language == nil {
            piece.language =
                languageOf(utf8: row.text.span, sample: Self.languageSamples.0)
                ?? languageOf(utf8: row.text.span, sample: Self.languageSamples.1)
        }
        return piece
    }
}
