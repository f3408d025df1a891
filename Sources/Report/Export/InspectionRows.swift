import Core

/// An inspected page for programs: a JSON object a line, first the page, then its pieces, then its
/// lines.
package struct InspectionRows: Sendable {
    package var inspection: Inspection
    /// Index of the piece that is written; nil for all.
    package var piece: Int?

    package init(_ inspection: Inspection, piece: Int? = nil) {
        self.inspection = inspection
        self.piece = piece
    }

    /// Bytes that are gathered before they are handed on.
    private static let batch = 1 << 18

    package func write(_ write: ([UInt8]) throws -> Void) throws {
        var bytes: [UInt8] = []
        func add(_ row: (inout JSONWriter) -> Void) throws {
            JSONWriter.append(to: &bytes, row)
            bytes.append(UInt8(ascii: "\n"))
            if bytes.count >= Self.batch {
                try write(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try add { page(&$0) }
        for index in inspection.pieces.indices where piece == nil || piece == index {
            try add { piece(index, &$0) }
        }
        for index in inspection.account.lines.indices
        where piece == nil || inspection.account.lines[index].piece == piece {
            try add { line(index, &$0) }
        }
        try write(bytes)
    }

    private func page(_ json: inout JSONWriter) {
        let source = inspection.source
        json.object { json in
            json.key("row")
            json.value("page")
            json.key("source")
            json.value(source.path)
            json.key("format")
            json.value(source.format.rawValue)
            json.key("encoding")
            json.value(source.encoding)
            json.key("repaired")
            json.value(source.repaired)
            json.key("host")
            json.value(source.host)
            json.key("site")
            json.value(source.site)
            json.key("host_from")
            json.value(inspection.origin?.rawValue)
            json.key("learned_from")
            json.value(inspection.learnedFrom)
            json.key("host_pages")
            json.value(inspection.hostPages)
            json.key("layout")
            json.value(inspection.account.layout.rawValue)
            json.key("reason")
            json.value(inspection.account.reason?.words)
            json.key("lines")
            json.value(inspection.account.lines.count)
            json.key("pieces")
            json.value(inspection.pieces.count)
        }
    }

    private func piece(_ index: Int, _ json: inout JSONWriter) {
        let piece = inspection.pieces[index]
        json.object { json in
            json.key("row")
            json.value("piece")
            json.key("number")
            json.value(index + 1)
            json.key("lines")
            json.value(piece.lines)
            json.key("bytes")
            json.value(piece.bytes)
            json.key("title")
            json.value(piece.title)
            json.key("kind")
            json.value(piece.kind.rawValue)
            json.key("language")
            json.value(piece.language)
            json.key("posted")
            json.value(piece.posted?.description)
            json.key("published")
            json.value(piece.published?.description)
            json.key("categories")
            json.value(piece.categories)
            json.key("captions")
            json.value(piece.captions)
            json.key("credits")
            json.array(piece.credits) { $1.write(to: &$0) }
        }
    }

    private func line(_ index: Int, _ json: inout JSONWriter) {
        let line = inspection.account.lines[index]
        json.object { json in
            json.key("row")
            json.value("line")
            json.key("line")
            json.value(index + 1)
            json.key("bytes")
            json.value(inspection.page.lines[index])
            json.key("role")
            json.value(line.role.rawValue)
            json.key("piece")
            json.value(line.piece.map { $0 + 1 })
            json.key("reasons")
            json.value(line.reasons.map(\.words))
            json.key("credits")
            json.array(line.credits) { $1.write(to: &$0) }
            json.key("text")
            json.value(inspection.page.string(inspection.page.lines[index]))
        }
    }
}

extension Inspection {
    fileprivate var learnedFrom: String {
        switch learned {
        case .corpus: "corpus"
        case .file: "file"
        case .leftOut: "left-out"
        }
    }
}
