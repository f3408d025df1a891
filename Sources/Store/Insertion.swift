internal import Core
internal import GRDB
internal import GRDBSQLite

/// One `INSERT`, compiled once and filled value by value, in the order of its columns.
///
/// Rows come by the hundred thousand. GRDB's own arguments are arrays of boxed values, which nearly
/// double the time of a row; here SQLite is called past them.
final class Insertion {
    private let db: Database
    /// Keeps the compiled statement alive.
    private let statement: Statement
    private let columns: Int32
    private var column: Int32 = 0
    /// What refused a value of the row, if anything did.
    private var failure = SQLITE_OK
    /// Lists are written here before they are bound.
    private var list = ColumnListWriter()

    init(_ table: String, _ columns: String, _ db: Database) throws {
        let names = columns.split(separator: ",")
        let marks = names.map { _ in "?" }.joined(separator: ",")
        self.db = db
        self.columns = Int32(names.count)
        statement = try db.makeStatement(
            sql: "INSERT INTO \(table) (\(columns)) VALUES (\(marks))")
    }

    /// Inserts the row, whose values `fill` adds.
    func insert(_ fill: (Insertion) -> Void) throws {
        (column, failure) = (0, SQLITE_OK)
        fill(self)
        precondition(column == columns, "A row has as many values as columns.")
        let code = failure == SQLITE_OK ? sqlite3_step(statement.sqliteStatement) : failure
        let message = code == SQLITE_DONE ? nil : db.lastErrorMessage
        sqlite3_reset(statement.sqliteStatement)
        guard code == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }
}

// MARK: - Values

extension Insertion {
    func add(_ number: Int) {
        check(sqlite3_bind_int64(statement.sqliteStatement, next(), Int64(number)))
    }

    func add(_ number: Double) {
        check(sqlite3_bind_double(statement.sqliteStatement, next(), number))
    }

    func add(_ flag: Bool) { add(flag ? 1 : 0) }

    func add(_ text: String) {
        var text = text
        text.withUTF8 { bind(UnsafeRawBufferPointer($0), asText: !$0.contains(0)) }
    }

    func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bind($0, asText: false) }
    }

    func add(_ number: Int?) {
        if let number { add(number) } else { addNull() }
    }

    func add(_ text: String?) {
        if let text { add(text) } else { addNull() }
    }

    func add(_ date: PartialDate?) { add(date?.description) }

    func add<Word: RawRepresentable<String>>(_ word: Word) { add(word.rawValue) }

    /// A list; an empty one is null.
    func add<Element>(_ elements: [Element], _ write: (inout ColumnListWriter, Element) -> Void) {
        guard !elements.isEmpty else { return addNull() }
        list.clear()
        list.list { for element in elements { write(&$0, element) } }
        list.withBytes { bind($0, asText: true) }
    }

    func addNull() {
        check(sqlite3_bind_null(statement.sqliteStatement, next()))
    }

    private func next() -> Int32 {
        column += 1
        return column
    }

    /// Has SQLite copy the bytes, so that they need to live no longer than the call.
    ///
    /// Text with a NUL is stored as a BLOB: see `ColumnText`.
    private func bind(_ bytes: UnsafeRawBufferPointer, asText: Bool) {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let (row, place, count) = (statement.sqliteStatement, next(), UInt64(bytes.count))
        // An empty buffer may have no address, which SQLite would take for null.
        guard let start = bytes.baseAddress, count > 0 else {
            check(
                asText
                    ? sqlite3_bind_text(row, place, "", 0, copied)
                    : sqlite3_bind_zeroblob(row, place, 0))
            return
        }
        if asText {
            let text = start.assumingMemoryBound(to: CChar.self)
            check(sqlite3_bind_text64(row, place, text, count, copied, UInt8(SQLITE_UTF8)))
        } else {
            check(sqlite3_bind_blob64(row, place, start, count, copied))
        }
    }

    /// Keeps the first refusal for `insert` to throw: a value beyond SQLite's limit of 1 GB.
    private func check(_ code: Int32) {
        if failure == SQLITE_OK { failure = code }
    }
}
