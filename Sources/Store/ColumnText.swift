internal import GRDB
internal import Foundation

/// Strings as column values.
///
/// SQLite hands text over as a C string, which ends at the first NUL; captured pages have such
/// bytes. A string with a NUL is stored as a BLOB of its UTF-8 and read back from there.
enum ColumnText {
    static func value(_ text: String) -> DatabaseValue {
        text.utf8.contains(0) ? Data(text.utf8).databaseValue : text.databaseValue
    }
}

extension Row {
    /// The string in a column, or nil when it is null.
    func optionalText(_ column: Int) -> String? {
        let value: DatabaseValue = self[column]
        switch value.storage {
        case .string(let text): return text
        case .blob(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .null, .int64, .double: return nil
        }
    }

    func text(_ column: Int) throws -> String {
        guard let text = optionalText(column) else {
            throw StoreError.damaged("no text", column: "column \(column)")
        }
        return text
    }

    /// A word out of a fixed vocabulary.
    func word<Word: RawRepresentable<String>>(_ column: Int, as type: Word.Type) throws -> Word {
        let text = try text(column)
        guard let word = Word(rawValue: text) else {
            throw StoreError.damaged("unknown word “\(text)”", column: "\(type)")
        }
        return word
    }

    /// A half-open range in two columns.
    func range(_ column: Int) throws -> Range<Int> {
        let start: Int = self[column]
        let end: Int = self[column + 1]
        guard start <= end else {
            throw StoreError.damaged("range \(start)..<\(end)", column: "column \(column)")
        }
        return start..<end
    }

    /// A closed range in two columns, or nil when they are null.
    func optionalLines(_ column: Int) -> ClosedRange<Int>? {
        guard let first = self[column] as Int?, let last = self[column + 1] as Int?, first <= last
        else { return nil }
        return first...last
    }
}
