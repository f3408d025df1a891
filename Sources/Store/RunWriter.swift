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
    private let insertions: Insertions
    private var isOpen = true

    /// The source whose pieces are being added, and how many it has so far.
    private var current: (path: String, number: Int, pieces: Int)?

    init(catalog: Catalog, settings: String) throws {
        self.catalog = catalog
        self.settings = settings
        insertions = try inWords(at: catalog.path) {
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
                    return try Insertions(db)
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
            try insertions.source.insert { Rows.add(source, to: $0) }
            let number = Int(db.lastInsertedRowID)
            current = (source.path, number, 0)
            if let page {
                try insertions.page.insert { row in
                    row.add(number)
                    row.add(page.bytes)
                    row.add(page.frame)
                }
            }
        }
    }

    /// Says what became of the source added last, once its rows have been read.
    package func settle(source: Source) throws {
        try write { db in
            guard let current, current.path == source.path else { return }
            try db.execute(
                sql:
                    "UPDATE sources SET size = ?, modified = ?, repaired = ?, quarantined = ? WHERE number = ?",
                arguments: [
                    source.size, source.modified, source.repaired, source.quarantineReason,
                    current.number,
                ])
        }
    }

    /// Adds a row of the source added last that was left out.
    package func add(finding reason: String, row: Int) throws {
        try write { _ in
            try insertions.finding.insert { insertion in
                insertion.add(current?.number ?? 0)
                insertion.add(row)
                insertion.add(reason)
            }
        }
    }

    /// Adds a block of texts.
    ///
    /// - Returns: its number.
    package func add(block: StoredPage) throws -> Int {
        try write { db in
            try insertions.block.insert { row in
                row.add(block.bytes)
                row.add(block.frame)
            }
            return Int(db.lastInsertedRowID)
        }
    }

    /// Adds the pieces of rows of the source added last, each with its place.
    package func add(rows: [(piece: Piece, place: RowPlace)]) throws {
        try write { _ in
            let source = current?.number ?? 0
            for (piece, place) in rows {
                try insertions.piece.insert {
                    Rows.add(piece, source: source, position: place.row, place: place, to: $0)
                }
            }
        }
    }

    package func add(piece: Piece) throws {
        try write { db in
            let (source, position) = try place(of: piece, db)
            try insertions.piece.insert {
                Rows.add(piece, source: source, position: position, place: nil, to: $0)
            }
        }
    }

    package func add(match: Match) throws {
        try write { _ in try insertions.match.insert { Rows.add(match, to: $0) } }
    }

    package func add(cluster: Cluster) throws {
        try write { _ in
            try insertions.cluster.insert { Rows.add(cluster, to: $0) }
            for (position, piece) in cluster.pieces.enumerated() {
                try insertions.member.insert { row in
                    row.add(cluster.id)
                    row.add(position)
                    row.add(piece)
                }
            }
        }
    }

    package func add(lineage: Lineage) throws {
        try write { _ in try insertions.lineage.insert { Rows.add(lineage, to: $0) } }
    }

    package func add(template: Template) throws {
        try write { _ in try insertions.template.insert { Rows.add(template, to: $0) } }
    }

    package func add(boilerplate: Boilerplate) throws {
        try write { _ in
            try insertions.boilerplate.insert { Rows.add(boilerplate, to: $0) }
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
                try insertions.run.insert { Rows.add(summary, to: $0) }
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
                db.cachedStatement(sql: "SELECT number FROM sources WHERE path = ?"),
                arguments: [path])
        else {
            throw StoreError.damaged(
                "a piece of “\(piece.source)”, which was not added", column: catalog.path)
        }
        let pieces =
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT count(*) FROM pieces WHERE source = ?"),
                arguments: [number]) ?? 0
        current = (piece.source, number, pieces + 1)
        return (number, pieces)
    }
}

/// The rows of a run, one kind each.
private struct Insertions {
    let source, page, block, finding, piece, match, cluster, member, lineage, template, boilerplate,
        run: Insertion

    init(_ db: Database) throws {
        source = try Insertion("sources", Rows.sourceColumns, db)
        page = try Insertion("pages", "source, bytes, frame", db)
        block = try Insertion("blocks", "bytes, frame", db)
        finding = try Insertion("row_findings", "source, row, reason", db)
        piece = try Insertion("pieces", Rows.pieceInsertion, db)
        match = try Insertion("matches", Rows.matchColumns, db)
        cluster = try Insertion("clusters", Rows.clusterColumns, db)
        member = try Insertion("members", "cluster, position, piece", db)
        lineage = try Insertion("lineage", Rows.lineageColumns, db)
        template = try Insertion("templates", Rows.templateColumns, db)
        boilerplate = try Insertion("boilerplate", Rows.boilerplateColumns, db)
        run = try Insertion("runs", Rows.runColumns, db)
    }
}
