internal import Core
internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// One `INSERT`, compiled once and filled value by value, in the order of its columns.
///
/// Rows come by the hundred thousand. The texts of a row are gathered in one buffer that is used
/// again for the next row, and SQLite reads them there: a copy of its own would be an allocation
/// for each.
///
/// It belongs to one thread, and nothing that a row is filled with comes back to it: what changes
/// value by value is not watched for two accesses at a time.
final class Insertion {
    private let draft: Draft
    private var statement: OpaquePointer?
    private let columns: CInt
    @exclusivity(unchecked) private var column: CInt = 0
    /// What refused a value of the row, if anything did.
    @exclusivity(unchecked) private var failure = SQLITE_OK
    /// The texts of the row, one after the other.
    private let texts = ColumnListWriter()
    @exclusivity(unchecked) private var places: [(column: CInt, bytes: Range<Int>)] = []

    /// Compiles the statement; `orElse` says what is done instead where a row of the kind is there.
    init(_ table: String, _ columns: String, _ draft: Draft, orElse: String = "") throws {
        let names = columns.split(separator: ",")
        let marks = names.map { _ in "?" }.joined(separator: ",")
        self.draft = draft
        self.columns = CInt(names.count)
        let code = sqlite3_prepare_v3(
            draft.connection, "INSERT INTO \(table) (\(columns)) VALUES (\(marks)) \(orElse)", -1,
            CUnsignedInt(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK else { throw Draft.error(code, draft.connection) }
    }

    deinit { sqlite3_finalize(statement) }

    /// Inserts the row, whose values `fill` adds.
    func insert(_ fill: (Insertion) -> Void) throws {
        (column, failure) = (0, SQLITE_OK)
        texts.clear()
        places.removeAll(keepingCapacity: true)
        fill(self)
        precondition(column == columns, "A row has as many values as columns.")
        let code = texts.withBytes { bytes in
            for place in places {
                let text = UnsafeRawBufferPointer(rebasing: bytes[place.bytes])
                let asText = text.baseAddress.map { memchr($0, 0, text.count) == nil } ?? true
                check(statement.bind(text, asText: asText, at: place.column, for: .row))
            }
            return failure == SQLITE_OK ? sqlite3_step(statement) : failure
        }
        guard code == SQLITE_DONE else {
            let error = Draft.error(code, draft.connection)
            sqlite3_reset(statement)
            throw error
        }
        sqlite3_reset(statement)
    }
}

// MARK: - Values

extension Insertion {
    func add(_ number: Int) {
        check(sqlite3_bind_int64(statement, next(), Int64(number)))
    }

    func add(_ number: Double) {
        check(sqlite3_bind_double(statement, next(), number))
    }

    func add(_ flag: Bool) { add(flag ? 1 : 0) }

    func add(_ text: String) { gather { $0.append(text) } }

    func add(_ bytes: [UInt8]) {
        let place = next()
        check(bytes.withUnsafeBytes { statement.bind($0, asText: false, at: place, for: .call) })
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
    func add<Element>(_ elements: [Element], _ write: (ColumnListWriter, Element) -> Void) {
        guard !elements.isEmpty else { return addNull() }
        gather { $0.add(elements, write) }
    }

    func addNull() {
        check(sqlite3_bind_null(statement, next()))
    }

    private func gather(_ write: (ColumnListWriter) -> Void) {
        let start = texts.begin()
        write(texts)
        places.append((next(), start..<texts.count))
    }

    private func next() -> CInt {
        column += 1
        return column
    }

    /// Keeps the first refusal for `insert` to throw: a value beyond SQLite's limit of 1 GB.
    private func check(_ code: CInt) {
        if failure == SQLITE_OK { failure = code }
    }
}
