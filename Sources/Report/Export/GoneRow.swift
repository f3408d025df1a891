/// A file that is no longer in the corpus, and whose pieces the store keeps: `stemma export gone`.
package struct GoneRow: ExportRow {
    package var source: String
    /// When the pass began that did not find it: RFC 3339, UTC.
    package var gone: String
    /// Pieces that the store keeps of it.
    package var pieces: Int

    package init(source: String, gone: String, pieces: Int) {
        self.source = source
        self.gone = gone
        self.pieces = pieces
    }

    package static var exportKind: ExportKind { .gone }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("source")
            json.value(source)
            json.key("gone")
            json.value(gone)
            json.key("pieces")
            json.value(pieces)
        }
    }

    package static var columns: [String] { ["source", "gone", "pieces"] }

    package func append(fieldsTo csv: inout CSVRow) {
        csv.add(source)
        csv.add(gone)
        csv.add(pieces)
    }
}
