internal import Core
internal import Readers
internal import Store

/// The rows of a batch on their way to the store.
struct RowPieces: Sendable {
    /// The batch without its bytes.
    var batch: RowBatch
    var findings: [RowFinding]
    var repaired = 0
    /// Rows that became pieces.
    var rows = 0
    /// Places of the entries of the list because of which rows were passed over.
    var forgotten: Set<Int> = []
    /// Numbers of the lines that the pieces are of, from 0.
    var numbers: [Int] = []
    var pieces: [Piece] = []
    var prints: [PiecePrint] = []
    /// The texts of the rows, until they are packed.
    var texts: [RowText] = []
    /// The texts packed, several in a block; the block of each piece, and the bytes of its row there.
    var blocks: [StoredPage] = []
    var spooled: [SpooledBlock] = []
    var blockOf: [Int] = []
    var places: [Range<Int>] = []
}

extension RowPieces {
    /// Adds the pieces of a row, which are in one text.
    mutating func add(_ row: Int, _ pieces: [Piece], _ text: [UInt8], map: SourceMap? = nil) {
        rows += 1
        let first = self.pieces.count
        self.pieces += pieces
        numbers += repeatElement(row, count: pieces.count)
        texts.append(RowText(text: text, pieces: first..<self.pieces.count, map: map))
    }
}

/// The text of a row and which of the pieces are in it.
struct RowText: Sendable {
    var text: [UInt8]
    var pieces: Range<Int>
    /// Where the text stands in the HTML that it was made of.
    var map: SourceMap?
}

/// A block in the spool.
struct SpooledBlock: Sendable {
    var text: SpooledText
    /// Of a block that is one page made of HTML, and the same as the store keeps it.
    var map: SpooledText?
    var packedMap: [UInt8]?
}

/// Makes pieces of rows.
///
/// Not `Sendable`: each worker has its own.
final class RowWorker {
    private let reader: RowReader
    private let builder: PieceBuilder
    private let documents = HTMLReader()

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
            pieces.repaired += row.repaired
            if row.html.isEmpty {
                pieces.add(row.number, [piece(row, of: batch.file.path)], row.text)
                continue
            }
            do throws(Unparsable) {
                try add(page: row, to: &pieces)
            } catch {
                pieces.findings.append(RowFinding(row: row.number, reason: error.reason))
            }
        }
        pieces.findings.sort { $0.row < $1.row }
        return pieces
    }

    /// Adds the pieces of a row that holds a page as HTML.
    private func add(page row: Row, to rows: inout RowPieces) throws(Unparsable) {
        let marked = try documents.read(row.html)
        let page = Page(source: "\(rows.batch.file.path)#\(row.number)", text: marked.text)
        let host = row.credits.host ?? row.credits.url.flatMap(DomainName.host(ofAddress:))
        let site = Site(host: host ?? marked.site.host, name: marked.site.name)
        var pieces = builder.pieces(
            of: marked, marked.divided, page: page, format: .jsonl, site: site)
        guard !pieces.isEmpty else {
            throw Unparsable(reason: "The HTML of the row holds no running text.")
        }
        for index in pieces.indices {
            let body = page.text[pieces[index].body]
            pieces[index].language = languageOf(piece: body.span) ?? pieces[index].language
            pieces[index].rowID = row.id
            builder.place(&pieces[index], marked, document: row.html)
        }
        builder.add(row.credits, toPage: &pieces)
        rows.add(row.number, pieces, page.text, map: marked.map)
    }

    private func piece(_ row: Row, of path: String) -> Piece {
        let page = Page(source: "\(path)#\(row.number)", text: row.text)
        var piece = builder.piece(ofRow: page, row.credits)
        piece.rowID = row.id
        if piece.language == nil {
            piece.language = languageOf(piece: row.text.span)
        }
        return piece
    }
}
