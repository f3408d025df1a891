internal import Core

/// Why a row was left out.
enum RowProblem: Error, Hashable {
    case notAnObject
    case cutShort
    case unexpected(byte: UInt8, at: Int)
    case tooDeep
    case tooLong(Int)
    case trailing(at: Int)
    case noText(String, html: String?)
    case emptyText(String)
    case textIsNot(String, what: String)

    /// A sentence; places are bytes of the row, from 0.
    var reason: String {
        switch self {
        case .notAnObject: "The row is not a JSON object."
        case .cutShort: "The row ends in the middle of its object."
        case .unexpected(let byte, let at):
            "Byte \(at) of the row (\(RowProblem.shown(byte))) has no place in JSON there."
        case .tooDeep: "The row nests lists and objects more than \(RowCursor.deepest) deep."
        case .tooLong(let limit):
            "The row holds more than \(limit) bytes. Raise `read.max_source_bytes` in pipeline.yaml"
                + " if it is to be read."
        case .trailing(let at): "Something follows the object, from byte \(at) on."
        case .noText(let name, let html):
            "The row has no `\(name)`\(html.map { " and no `\($0)`" } ?? "");"
                + " `jsonl` in pipeline.yaml names the field."
        case .emptyText(let name): "The row's `\(name)` is empty."
        case .textIsNot(let name, let what): "The row's `\(name)` is \(what), not a string."
        }
    }

    private static func shown(_ byte: UInt8) -> String {
        (0x21...0x7E).contains(byte)
            ? "‘\(Character(Unicode.Scalar(byte)))’" : "0x" + String(byte, radix: 16)
    }
}

/// Reads the mapped fields out of JSON rows (RFC 8259), one object a line.
///
/// Only what is mapped is decoded; the rest is stepped over, its strings and brackets checked. Of a
/// key that stands twice the last one counts. Not `Sendable`: one worker owns it.
package final class RowReader {
    private let options: RowOptions
    private var fields: RowFields { options.fields }
    /// Key and number of each mapped field.
    private let keys: [(name: [UInt8], field: RowField)]
    /// Longer texts than this in other fields are cut: no host, title or name is longer.
    private static let longestValue = 4096
    /// Values of a list that are read.
    private static let longestList = 256

    package init(options: RowOptions) {
        self.options = options
        keys = zip(RowField.allCases, options.fields.names).compactMap { field, name in
            name.map { (Array($0.utf8), field) }
        }
    }

    /// Reads the rows of a batch in order; blank lines are no rows.
    ///
    /// O(bytes).
    package func read(_ batch: RowBatch) -> (rows: [Row], findings: [RowFinding]) {
        var rows: [Row] = []
        var findings: [RowFinding] = []
        batch.bytes.span.withUnsafeBufferPointer { bytes in
            var start = 0
            var number = batch.firstRow
            while start < batch.count {
                let end = lineEnd(bytes, from: start, to: batch.count)
                let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
                do throws(RowProblem) {
                    if let row = try read(line, number: number) { rows.append(row) }
                } catch {
                    findings.append(RowFinding(row: number, reason: error.reason))
                }
                start = end + 1
                number += 1
            }
        }
        return (rows, findings)
    }

    /// Reads one row; nil for a blank line.
    private func read(
        _ line: UnsafeBufferPointer<UInt8>, number: Int
    ) throws(RowProblem) -> Row? {
        guard line.count <= options.longestRow else { throw .tooLong(options.longestRow) }
        guard var cursor = RowCursor(line) else { return nil }
        cursor.skipSpace()
        guard let first = cursor.peek else { return nil }
        guard first == RowCursor.openBrace else { throw .notAnObject }
        cursor.step()
        var row = Row(number: number, text: [])
        var hasText = false
        var page: RowCursor?
        try cursor.items(until: RowCursor.closeBrace) { cursor throws(RowProblem) in
            let field = try key(&cursor)
            cursor.skipSpace()
            try cursor.expect(RowCursor.colon)
            cursor.skipSpace()
            if field == .text {
                hasText = try text(&cursor, &row)
            } else if field == .html {
                // Decoded when it is known that there is no text.
                page = cursor.peek == RowCursor.quote ? cursor : nil
                try cursor.skipValue()
            } else if let field {
                try value(field, &cursor, &row)
            } else {
                try cursor.skipValue()
            }
        }
        cursor.skipSpace()
        guard cursor.peek == nil else { throw .trailing(at: cursor.at) }
        if row.text.isEmpty, var page {
            let (html, repaired) = try page.string()
            row.html = html
            row.repaired += repaired
        }
        if !row.html.isEmpty { return row }
        guard hasText else { throw .noText(fields.text, html: fields.html) }
        guard !row.text.isEmpty else { throw .emptyText(fields.text) }
        return row
    }

    private func key(_ cursor: inout RowCursor) throws(RowProblem) -> RowField? {
        let start = cursor.at + 1
        let escaped = try cursor.skipString()
        let end = cursor.at - 1
        if !escaped {
            for key in keys where cursor.holds(key.name, in: start..<end) { return key.field }
            return nil
        }
        var again = cursor
        again.at = start - 1
        let (name, _) = try again.string()
        return keys.first { $0.name == name }?.field
    }

    private func text(_ cursor: inout RowCursor, _ row: inout Row) throws(RowProblem) -> Bool {
        switch cursor.peek {
        case RowCursor.quote:
            let (text, repaired) = try cursor.string()
            row.text = text
            row.repaired += repaired
            return true
        case UInt8(ascii: "n"):
            try cursor.skipValue()
            return false
        case nil: throw .cutShort
        case let byte?:
            try cursor.skipValue()
            throw .textIsNot(fields.text, what: Self.kind(byte))
        }
    }

    private static func kind(_ first: UInt8) -> String {
        switch first {
        case RowCursor.openBrace: "an object"
        case RowCursor.openBracket: "a list"
        case UInt8(ascii: "t"), UInt8(ascii: "f"): "true or false"
        default: "a number"
        }
    }

    /// A field beside the text; what is of another type than it should be counts as missing.
    private func value(
        _ field: RowField, _ cursor: inout RowCursor, _ row: inout Row
    ) throws(RowProblem) {
        var values: [String] = []
        let isList = field == .authors || field == .translators || field == .outlet
        switch cursor.peek {
        case RowCursor.quote: values.append(try short(&cursor, &row))
        case RowCursor.openBracket where isList:
            values = try list(&cursor, &row)
        case let byte? where field == .id && (byte == 0x2D || (48...57).contains(byte)):
            let start = cursor.at
            try cursor.skipValue()
            values.append(cursor.ascii(start..<cursor.at))
        default: try cursor.skipValue()
        }
        values.removeAll { $0.isEmpty }
        switch field {
        case .text, .html: break
        case .title: row.credits.title = values.first
        case .url: row.credits.url = values.first
        case .host: row.credits.host = values.first
        case .posted: row.credits.posted = values.first
        case .published: row.credits.published = values.first
        case .captured: row.credits.captured = values.first
        case .authors: row.credits.authors = values
        case .translators: row.credits.translators = values
        case .outlet: row.credits.outlets = values
        case .language: row.credits.language = values.first
        case .id: row.id = values.first
        }
    }

    private func short(_ cursor: inout RowCursor, _ row: inout Row) throws(RowProblem) -> String {
        let (bytes, repaired) = try cursor.string()
        row.repaired += repaired
        guard bytes.count > Self.longestValue else { return String(decoding: bytes, as: UTF8.self) }
        var end = Self.longestValue
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    /// The strings of a list; what else is in it is stepped over.
    private func list(_ cursor: inout RowCursor, _ row: inout Row) throws(RowProblem) -> [String] {
        var values: [String] = []
        cursor.step()
        try cursor.items(until: RowCursor.closeBracket) { cursor throws(RowProblem) in
            if cursor.peek == RowCursor.quote, values.count < Self.longestList {
                values.append(try short(&cursor, &row))
            } else {
                try cursor.skipValue()
            }
        }
        return values
    }
}
