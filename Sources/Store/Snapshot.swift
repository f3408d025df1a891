package import Core
internal import GRDB
internal import GRDBSQLite

/// One state of the store, for as long as `Catalog.read` runs its body.
///
/// Functions that begin with `each` stream all rows in the fixed order of exports and keep one in
/// memory; the others answer for one thing.
package struct Snapshot {
    let db: Database
    /// The block that was read last.
    private let lastBlock = LastBlock()

    init(db: Database) { self.db = db }

    /// The newest run, with its number; nil before the first commit.
    package func lastRun() throws -> (number: Int, summary: RunSummary)? {
        try first("SELECT \(Rows.runColumns), number FROM runs ORDER BY number DESC", []) {
            (number: $0[14], summary: try Rows.summary($0))
        }
    }

    /// Digest of the settings that shaped the content; nil before the first commit, and for content
    /// of an older schema, which has to be made again.
    package func settings() throws -> String? {
        guard try Int.fetchOne(db, sql: "PRAGMA user_version") == StoreVersions.schema else {
            return nil
        }
        return try String.fetchOne(db, sql: "SELECT value FROM stamp WHERE name = 'settings'")
    }
}

// MARK: - Sources and their text

extension Snapshot {
    /// All sources, by path.
    package func eachSource(_ body: (Source) throws -> Void) throws {
        try each("SELECT \(Rows.sourceColumns) FROM sources ORDER BY path", Rows.source, body)
    }

    package func source(path: String) throws -> Source? {
        try first(
            "SELECT \(Rows.sourceColumns) FROM sources WHERE path = ?", [ColumnText.value(path)],
            Rows.source)
    }

    /// The decoded text of a source's page, or of a row (`file#row`); nil when the source is unknown
    /// or was not read.
    package func page(ofSource path: String) throws -> [UInt8]? {
        if let row = RowName(path), let text = try text(ofRow: row) { return text }
        let page = try first(
            """
            SELECT pages.bytes, frame FROM pages JOIN sources ON sources.number = pages.source \
            WHERE path = ?
            """, [ColumnText.value(path)]
        ) { StoredPage(bytes: $0[0], frame: $0.bytes(1)) }
        guard let page else { return nil }
        guard let text = page.text() else {
            throw StoreError.damaged("the text of a page cannot be unpacked", column: path)
        }
        return text
    }

    /// The bytes of a range of a source's page, cut to what the page has.
    package func text(ofSource path: String, bytes: Range<Int>) throws -> [UInt8]? {
        try page(ofSource: path).map { Array($0[bytes.clamped(to: 0..<$0.count)]) }
    }
}

// MARK: - Rows

/// `file#row`: the name of a row of a JSON Lines file.
struct RowName {
    let file: String
    let number: Int

    init?(_ path: String) {
        guard let mark = path.lastIndex(of: "#"), let number = Int(path[path.index(after: mark)...])
        else { return nil }
        file = String(path[..<mark])
        self.number = number
    }
}

extension Snapshot {
    /// A row that was left out.
    package struct LeftOut: Hashable, Sendable {
        /// `file#row`.
        package var source: String
        package var reason: String
    }

    /// All rows that were left out and recorded, by file and row.
    package func eachRowFinding(_ body: (LeftOut) throws -> Void) throws {
        try each(
            """
            SELECT path, row, reason FROM row_findings \
            JOIN sources ON sources.number = row_findings.source ORDER BY path, row
            """,
            {
                let row: Int = $0[1]
                return LeftOut(source: "\(try $0.text(0))#\(row)", reason: try $0.text(2))
            }, body)
    }

    private func text(ofRow row: RowName) throws -> [UInt8]? {
        let place: (block: Int, start: Int, count: Int)? = try first(
            """
            SELECT block, block_start, block_bytes FROM pieces \
            JOIN sources ON sources.number = pieces.source \
            WHERE path = ? AND position = ? AND block IS NOT NULL
            """, [ColumnText.value(row.file), row.number]
        ) { ($0[0], $0[1], $0[2]) }
        guard let (number, start, count) = place else { return nil }
        if lastBlock.number != number {
            let block = try first(
                "SELECT bytes, frame FROM blocks WHERE number = ?", [number]
            ) { StoredPage(bytes: $0[0], frame: $0.bytes(1)) }
            guard let text = block?.text() else {
                throw StoreError.damaged(
                    "a block of texts cannot be unpacked", column: "block \(number)")
            }
            (lastBlock.number, lastBlock.text) = (number, text)
        }
        guard start >= 0, count >= 0, count <= lastBlock.text.count - start else {
            throw StoreError.damaged("a row lies outside its block", column: "block \(number)")
        }
        return Array(lastBlock.text[start..<(start + count)])
    }
}

/// A block of texts, unpacked: rows beside one another are asked for one after the other.
///
/// Not `Sendable`: it belongs to one snapshot, which belongs to one call.
private final class LastBlock {
    var number = 0
    var text: [UInt8] = []
}

// MARK: - Plumbing

extension Snapshot {
    /// Rows by the hundred thousand, one at a time.
    func eachRow(_ sql: String, _ body: (StoredRow) throws -> Void) throws {
        try step(try db.makeStatement(sql: sql), body)
    }

    func each<Element>(
        _ sql: String, _ read: (StoredRow) throws -> Element, _ body: (Element) throws -> Void
    ) throws {
        try eachRow(sql) { try body(try read($0)) }
    }

    /// Compiled once, like `first`: the same question is asked of many pieces.
    func all<Element>(
        _ sql: String, _ arguments: StatementArguments = [],
        _ read: (StoredRow) throws -> Element
    ) throws -> [Element] {
        var elements: [Element] = []
        let statement = try db.cachedStatement(sql: sql)
        try statement.setArguments(arguments)
        try step(statement) { elements.append(try read($0)) }
        return elements
    }

    func first<Element>(
        _ sql: String, _ arguments: StatementArguments, _ read: (StoredRow) throws -> Element
    ) throws -> Element? {
        try all(sql + Self.one, arguments, read).first
    }

    private static let one = " LIMIT 1"

    private func step(_ statement: Statement, _ body: (StoredRow) throws -> Void) throws {
        defer { sqlite3_reset(statement.sqliteStatement) }
        try StoredRow.each(of: statement.sqliteStatement, body)
    }
}
