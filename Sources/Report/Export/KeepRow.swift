package import Core

/// A piece that stands for a text, when one copy of each text is wanted: `stemma export keep`.
package struct KeptPiece: Sendable {
    package var piece: Piece
    /// Identifier of the cluster whose copies it stands for; nil for a text that stands once.
    package var cluster: String?
    /// Pieces that hold the text, itself included.
    package var copies: Int
    /// Why this one was kept, as a sentence.
    package var reason: String

    package init(piece: Piece, cluster: String?, copies: Int, reason: String) {
        self.piece = piece
        self.cluster = cluster
        self.copies = copies
        self.reason = reason
    }
}

/// A piece that was left out for another copy of its text: `stemma export drop`.
package struct DroppedPiece: Sendable {
    package var piece: Piece
    package var cluster: String
    /// The piece that stands for it, and where that is.
    package var kept: String
    package var keptSource: String
    /// How the two stand to each other, and why the other one was kept.
    package var reason: String

    package init(
        piece: Piece, cluster: String, kept: String, keptSource: String, reason: String
    ) {
        self.piece = piece
        self.cluster = cluster
        self.kept = kept
        self.keptSource = keptSource
        self.reason = reason
    }
}

extension KeptPiece: ExportRow {
    package static var exportKind: ExportKind { .keep }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            piece.writeName(to: &json)
            json.key("cluster")
            json.value(cluster)
            json.key("copies")
            json.value(copies)
            json.key("reason")
            json.value(reason)
        }
    }

    package static var columns: [String] {
        Piece.nameColumns + ["cluster", "copies", "reason"]
    }

    package func append(fieldsTo csv: inout CSVRow) {
        piece.appendName(to: &csv)
        csv.add(cluster)
        csv.add(copies)
        csv.add(reason)
    }
}

extension DroppedPiece: ExportRow {
    package static var exportKind: ExportKind { .drop }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            piece.writeName(to: &json)
            json.key("cluster")
            json.value(cluster)
            json.key("kept")
            json.value(kept)
            json.key("kept_source")
            json.value(keptSource)
            json.key("reason")
            json.value(reason)
        }
    }

    package static var columns: [String] {
        Piece.nameColumns + ["cluster", "kept", "kept_source", "reason"]
    }

    package func append(fieldsTo csv: inout CSVRow) {
        piece.appendName(to: &csv)
        csv.add(cluster)
        csv.add(kept)
        csv.add(keptSource)
        csv.add(reason)
    }
}

extension Piece {
    /// What tells one piece from all others, here and where it came from.
    fileprivate func writeName(to json: inout JSONWriter) {
        json.key("piece")
        json.value(id)
        json.key("source")
        json.value(source)
        json.key("id")
        json.value(rowID)
        json.key("lines")
        json.value(lines)
        json.key("url")
        json.value(url)
        json.key("title")
        json.value(title)
    }

    fileprivate static var nameColumns: [String] {
        ["piece", "source", "id", "first_line", "last_line", "url", "title"]
    }

    fileprivate func appendName(to csv: inout CSVRow) {
        csv.add(id)
        csv.add(source)
        csv.add(rowID)
        csv.add(lines?.lowerBound)
        csv.add(lines?.upperBound)
        csv.add(url)
        csv.add(title)
    }
}
