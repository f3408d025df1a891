/// The running text of a piece: `stemma export texts`.
package struct TextRow: ExportRow {
    /// Identifier of the piece.
    package var piece: String
    /// What is fingerprinted and compared, as it was captured; of HTML a line for each paragraph.
    package var text: String

    package init(piece: String, text: String) {
        self.piece = piece
        self.text = text
    }

    package static var exportKind: ExportKind { .texts }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("piece")
            json.value(piece)
            json.key("text")
            json.value(text)
        }
    }

    package static var columns: [String] { ["piece", "text"] }

    package func append(fieldsTo csv: inout CSVRow) {
        csv.add(piece)
        csv.add(text)
    }
}
