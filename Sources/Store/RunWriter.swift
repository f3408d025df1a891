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
    private let draft: Draft
    private var insertions: Insertions?

    /// Claims of all lineages by their state.
    private var claims: [ClaimState: Int] = [:]
    /// The source whose pieces are being added, and how many it has so far.
    private var current: (path: String, number: Int, pieces: Int)?

    init(catalog: Catalog, settings: String) throws {
        self.catalog = catalog
        self.settings = settings
        (draft, insertions) = try inWords(at: catalog.path) {
            let draft = try Draft(of: catalog.path)
            try draft.execute(Schema.marks)
            try draft.execute("ATTACH ? AS former", [catalog.path])
            try draft.execute("BEGIN")
            try draft.execute(Schema.tables)
            let columns = "number, \(Rows.runColumns)"
            try draft.execute(
                "INSERT INTO runs (\(columns)) SELECT \(columns) FROM former.runs ORDER BY number")
            return (draft, try Insertions(draft))
        }
    }

    /// Adds a source, with its page when it was read.
    package func add(source: Source, page: StoredPage?) throws {
        try write { insertions in
            try insertions.source.insert { Rows.add(source, to: $0) }
            let number = draft.lastNumber
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

    /// Goes back to a source that was added before others: what follows is said of it.
    package func resume(source path: String) throws {
        try write { _ in
            guard current?.path != path,
                let number = try draft.execute(
                    "SELECT number FROM sources WHERE path = ?", [path])
            else { return }
            current = (path, number, 0)
        }
    }

    /// Says what became of the source added last, once its rows have been read.
    package func settle(source: Source) throws {
        try write { _ in
            guard let current, current.path == source.path else { return }
            try draft.execute(
                """
                UPDATE sources SET size = \(source.size), modified = \(source.modified), \
                repaired = \(source.repaired), quarantined = ? WHERE number = \(current.number)
                """, [source.quarantineReason])
        }
    }

    /// Adds a row of the source added last that was left out.
    package func add(finding reason: String, row: Int) throws {
        try write { insertions in
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
        try write { insertions in
            try insertions.block.insert { row in
                row.add(block.bytes)
                row.add(block.frame)
            }
            return draft.lastNumber
        }
    }

    /// Adds the pieces of rows of the source added last, each with the place of its number.
    package func add(rows pieces: [Piece], at place: (Int) -> RowPlace) throws {
        try write { insertions in
            let source = current?.number ?? 0
            for (index, piece) in pieces.enumerated() {
                let place = place(index)
                try insertions.piece.insert {
                    Rows.add(piece, source: source, position: place.row, place: place, to: $0)
                }
            }
        }
    }

    package func add(piece: Piece) throws {
        try write { insertions in
            let (source, position) = try place(of: piece)
            try insertions.piece.insert {
                Rows.add(piece, source: source, position: position, place: nil, to: $0)
            }
        }
    }

    package func add(match: Match) throws {
        try write { insertions in try insertions.match.insert { Rows.add(match, to: $0) } }
    }

    package func add(cluster: Cluster) throws {
        try write { insertions in
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
        for claim in lineage.derivedFrom { claims[claim.state, default: 0] += 1 }
        try write { insertions in try insertions.lineage.insert { Rows.add(lineage, to: $0) } }
    }

    package func add(template: Template) throws {
        try write { insertions in try insertions.template.insert { Rows.add(template, to: $0) } }
    }

    package func add(boilerplate: Boilerplate) throws {
        try write { insertions in
            try insertions.boilerplate.insert { Rows.add(boilerplate, to: $0) }
        }
    }

    /// Records the run and commits everything.
    ///
    /// - Returns: the number of the run, from 1.
    /// - Throws: `StoreError`; nothing is committed then.
    @discardableResult
    package func finish(summary: RunSummary) throws -> Int {
        do {
            let number = try write { insertions in
                for state in ClaimState.allCases {
                    guard let count = claims[state] else { continue }
                    try draft.execute(
                        "INSERT INTO claims (state, count) VALUES (?, \(count))", [state.rawValue])
                }
                try draft.execute(Schema.indexes)
                try checkReferences()
                try insertions.run.insert { Rows.add(summary, to: $0) }
                let number = draft.lastNumber
                try catalog.stamp.write(settings: settings, to: draft)
                try draft.execute("COMMIT")
                return number
            }
            insertions = nil
            try draft.publish()
            return number
        } catch {
            abandon()
            throw error
        }
    }

    /// Forgets everything that was added; the store is as it was before.
    package func abandon() {
        insertions = nil
        draft.abandon()
    }
}

extension RunWriter {
    private func write<T>(_ body: (Insertions) throws -> T) throws -> T {
        guard let insertions else { preconditionFailure("The run is finished or abandoned.") }
        return try inWords(at: catalog.path) { try body(insertions) }
    }

    /// Says when a row names what is not there.
    ///
    /// No archive can bring that about, only a fault of ours; the look at every reference takes as
    /// long as all indexes together, and is left to the tests.
    private func checkReferences() throws {
        #if DEBUG
            if try draft.execute("PRAGMA foreign_key_check", []) != nil {
                throw StoreError.damaged("a row names what is not there", column: catalog.path)
            }
        #endif
    }

    /// Number of the piece's source and the piece's position in it.
    private func place(of piece: Piece) throws -> (source: Int, position: Int) {
        if let current, current.path == piece.source {
            self.current = (current.path, current.number, current.pieces + 1)
            return (current.number, current.pieces)
        }
        guard
            let number = try draft.execute(
                "SELECT number FROM sources WHERE path = ?", [piece.source])
        else {
            throw StoreError.damaged(
                "a piece of “\(piece.source)”, which was not added", column: catalog.path)
        }
        let pieces =
            try draft.execute("SELECT count(*) FROM pieces WHERE source = \(number)", []) ?? 0
        current = (piece.source, number, pieces + 1)
        return (number, pieces)
    }
}

/// The rows of a run, one kind each.
private struct Insertions {
    let source, page, block, finding, piece, match, cluster, member, lineage, template, boilerplate,
        run: Insertion

    init(_ draft: Draft) throws {
        source = try Insertion("sources", Rows.sourceColumns, draft)
        page = try Insertion("pages", "source, bytes, frame", draft)
        block = try Insertion("blocks", "bytes, frame", draft)
        finding = try Insertion("row_findings", "source, row, reason", draft)
        piece = try Insertion("pieces", Rows.pieceInsertion, draft)
        match = try Insertion("matches", Rows.matchColumns, draft)
        cluster = try Insertion("clusters", Rows.clusterColumns, draft)
        member = try Insertion("members", "cluster, position, piece", draft)
        lineage = try Insertion("lineage", Rows.lineageColumns, draft)
        template = try Insertion("templates", Rows.templateColumns, draft)
        boilerplate = try Insertion("boilerplate", Rows.boilerplateColumns, draft)
        run = try Insertion("runs", Rows.runColumns, draft)
    }
}
