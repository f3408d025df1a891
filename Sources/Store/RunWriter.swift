package import Core
internal import GRDB

/// Writes one run: everything that is added becomes the content of the store at `finish`, in one
/// commit, or none of it does.
///
/// It belongs to one thread. Sources come before their pieces, in the order in which exports list
/// positions; the other rows in any order. What is added goes straight to SQLite, and memory does
/// not grow with the run.
package final class RunWriter {
    private let catalog: Catalog
    private let settings: String
    private let statements: Statements
    private var isOpen = true

    /// The source whose pieces are being added, and how many it has so far.
    private var current: (path: String, number: Int, pieces: Int)?

    init(catalog: Catalog, settings: String) throws {
        self.catalog = catalog
        self.settings = settings
        statements = try inWords(at: catalog.path) {
            try catalog.database.writeWithoutTransaction { db in
                // The whole content is replaced. Checking each reference while rows go and come
                // costs two lookups a row and stops SQLite from emptying a table at once; they are
                // checked together in `finish` instead.
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                do {
                    try db.beginTransaction(.immediate)
                    for table in Schema.content.reversed() {
                        try db.execute(sql: "DELETE FROM \(table)")
                    }
                    return try Statements(db)
                } catch {
                    try Self.close(db) { try db.rollback() }
                    throw error
                }
            }
        }
    }

    deinit { if isOpen { try? abandon() } }

    /// Adds a source, with its page when it was read.
    package func add(source: Source, page: StoredPage?) throws {
        try write { db in
            try statements.source.execute(arguments: .init(Rows.values(source)))
            let number = Int(db.lastInsertedRowID)
            current = (source.path, number, 0)
            if let page {
                try statements.page.execute(arguments: [
                    number.databaseValue, page.bytes.databaseValue, page.blob,
                ])
            }
        }
    }

    package func add(piece: Piece) throws {
        try write { db in
            let (source, position) = try place(of: piece, db)
            try statements.piece.execute(
                arguments: .init(Rows.values(piece, source: source, position: position)))
        }
    }

    package func add(match: Match) throws {
        try write { _ in try statements.match.execute(arguments: .init(Rows.values(match))) }
    }

    package func add(cluster: Cluster) throws {
        try write { _ in
            try statements.cluster.execute(arguments: .init(Rows.values(cluster)))
            let id = ColumnText.value(cluster.id)
            for (position, piece) in cluster.pieces.enumerated() {
                try statements.member.execute(arguments: [
                    id, position.databaseValue, ColumnText.value(piece),
                ])
            }
        }
    }

    package func add(lineage: Lineage) throws {
        try write { _ in try statements.lineage.execute(arguments: .init(Rows.values(lineage))) }
    }

    package func add(template: Template) throws {
        try write { _ in try statements.template.execute(arguments: .init(Rows.values(template))) }
    }

    package func add(boilerplate: Boilerplate) throws {
        try write { _ in
            try statements.boilerplate.execute(arguments: .init(Rows.values(boilerplate)))
        }
    }

    /// Records the run and commits everything.
    ///
    /// - Returns: the number of the run, from 1.
    /// - Throws: `StoreError`; nothing is committed then.
    @discardableResult
    package func finish(summary: RunSummary) throws -> Int {
        let number = try write { db in
            do {
                if let violation = try db.foreignKeyViolations().next() {
                    throw StoreError.damaged(
                        "a row of \(violation.originTable) names what is not in"
                            + " \(violation.destinationTable)", column: catalog.path)
                }
                try statements.run.execute(arguments: .init(Rows.values(summary)))
                let number = Int(db.lastInsertedRowID)
                try catalog.stamp.write(settings: settings, to: db)
                isOpen = false
                try Self.close(db) { try db.commit() }
                return number
            } catch {
                if db.isInsideTransaction { try Self.close(db) { try db.rollback() } }
                isOpen = false
                throw error
            }
        }
        emptyJournal()
        return number
    }

    /// Forgets everything that was added; the store is as it was before.
    package func abandon() throws {
        guard isOpen else { return }
        isOpen = false
        try inWords(at: catalog.path) {
            try catalog.database.writeWithoutTransaction { db in
                try Self.close(db) { if db.isInsideTransaction { try db.rollback() } }
            }
        }
    }
}

extension RunWriter {
    private func write<T>(_ body: (Database) throws -> T) throws -> T {
        precondition(isOpen, "The run is finished or abandoned.")
        return try inWords(at: catalog.path) {
            try catalog.database.writeWithoutTransaction(body)
        }
    }

    /// Moves the committed run from the journal into the file.
    ///
    /// A journal that readers still hold is left to a later run: nobody waits for it, and nothing
    /// is lost by it.
    private func emptyJournal() {
        try? catalog.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA busy_timeout = 0")
            defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Catalog.patience * 1000)") }
            try db.checkpoint(.truncate)
        }
    }

    /// Ends the transaction and has references checked again.
    private static func close(_ db: Database, _ end: () throws -> Void) throws {
        defer { try? db.execute(sql: "PRAGMA foreign_keys = ON") }
        try end()
    }

    /// Number of the piece's source and the piece's position in it.
    private func place(of piece: Piece, _ db: Database) throws -> (source: Int, position: Int) {
        if let current, current.path == piece.source {
            self.current = (current.path, current.number, current.pieces + 1)
            return (current.number, current.pieces)
        }
        let path = ColumnText.value(piece.source)
        guard
            let number = try Int.fetchOne(
                db, sql: "SELECT number FROM sources WHERE path = ?", arguments: [path])
        else {
            throw StoreError.damaged(
                "a piece of “\(piece.source)”, which was not added", column: catalog.path)
        }
        let pieces =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM pieces WHERE source = ?", arguments: [number]) ?? 0
        current = (piece.source, number, pieces + 1)
        return (number, pieces)
    }
}

/// The statements of a run, compiled once.
private struct Statements {
    let source, page, piece, match, cluster, member, lineage, template, boilerplate, run: Statement

    init(_ db: Database) throws {
        func insert(_ table: String, _ columns: String) throws -> Statement {
            let marks = columns.split(separator: ",").map { _ in "?" }.joined(separator: ",")
            return try db.makeStatement(
                sql: "INSERT INTO \(table) (\(columns)) VALUES (\(marks))")
        }
        source = try insert("sources", Rows.sourceColumns)
        page = try insert("pages", "source, bytes, frame")
        piece = try db.makeStatement(sql: Rows.pieceInsert)
        match = try insert("matches", Rows.matchColumns)
        cluster = try insert(
            "clusters",
            "id, representative, outlets, independent_sources, first_posted, last_posted, size")
        member = try insert("members", "cluster, position, piece")
        lineage = try insert("lineage", Rows.lineageColumns)
        template = try insert("templates", Rows.templateColumns)
        boilerplate = try insert("boilerplate", Rows.boilerplateColumns)
        run = try insert("runs", Rows.runColumns)
    }
}
