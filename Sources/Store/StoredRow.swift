internal import Core
internal import GRDB
internal import GRDBSQLite

/// The row that a statement stands on; its values last until the next step.
///
/// It asks SQLite itself: GRDB's rows box each value, and rows are read by the hundred thousand.
struct StoredRow {
    private let statement: OpaquePointer

    private init(_ statement: OpaquePointer) { self.statement = statement }

    /// Goes through the rows of a statement.
    ///
    /// - Throws: `DatabaseError`, and what `body` throws.
    static func each(of statement: OpaquePointer, _ body: (StoredRow) throws -> Void) throws {
        let row = StoredRow(statement)
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: try body(row)
            case SQLITE_DONE: return
            case let code: throw Draft.error(code, sqlite3_db_handle(statement))
            }
        }
    }

    func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(statement, CInt(column)) == SQLITE_NULL
    }

    subscript(column: Int) -> Int { Int(sqlite3_column_int64(statement, CInt(column))) }
    subscript(column: Int) -> Int? { isNull(column) ? nil : self[column] as Int }
    subscript(column: Int) -> Double { sqlite3_column_double(statement, CInt(column)) }
    subscript(column: Int) -> Bool { self[column] != 0 }

    /// Lets `body` see the bytes of a text or BLOB; nil when it is null.
    func withBytes<Result>(
        _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        guard !isNull(column) else { return nil }
        let start = sqlite3_column_blob(statement, CInt(column))
        let count = Int(sqlite3_column_bytes(statement, CInt(column)))
        // SQLite has no address for what is empty.
        guard let start, count > 0 else {
            return try body(UnsafeBufferPointer(start: nil, count: 0))
        }
        return try body(
            UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: count))
    }

    func bytes(_ column: Int) -> [UInt8] { withBytes(column) { Array($0) } ?? [] }

    /// The string in a column, or nil when it is null.
    func optionalText(_ column: Int) -> String? {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
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
        let (start, end): (Int, Int) = (self[column], self[column + 1])
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

    func date(_ column: Int) throws -> PartialDate? {
        guard let text = optionalText(column) else { return nil }
        guard let date = PartialDate(iso: text) else {
            throw StoreError.damaged("no date: “\(text)”", column: "column \(column)")
        }
        return date
    }
}
