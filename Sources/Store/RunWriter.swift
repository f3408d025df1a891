package import Core
internal import Foundation
internal import GRDB

/// Writes one run: what is added becomes content of the store at `finish`, in one commit, or none of
/// it does.
///
/// It belongs to one thread at a time. Sources come before their pieces, in the order in which exports list
/// positions; the other rows in any order. What is added goes straight to SQLite, and memory does
/// not grow with the run. A run either makes the whole content, or amends what the store holds (see
/// `RunWriter+Amending`).
package final class RunWriter {
    let catalog: Catalog
    private let settings: String
    let draft: Draft
    var insertions: Insertions?
    /// Number of the run.
    package let number: Int

    /// Claims of all lineages by their state; of a run that amends, how many more there are.
    var claims: [ClaimState: Int] = [:]
    /// The source whose pieces are being added, and how many it has so far.
    private var current: (path: String, number: Int, pieces: Int)?
    /// The file that was added last, to which records belong.
    package private(set) var file: Int?
    /// Paths of the files that were added, by their numbers.
    package private(set) var pathsOfFiles: [UInt32: String] = [:]
    /// Pieces that were taken out, those with outlets and those with translators among them.
    package internal(set) var dropped = (pieces: 0, republished: 0, translated: 0)
    /// Sources that were read and are not to be kept.
    package internal(set) var passedOver: Set<PassedOver> = []
    /// Number of the next piece; numbers are never used again.
    private var nextPiece: Int
    /// Whether a run that makes the whole content has made the indexes of the pieces.
    private var hasAllPieces = false

    init(catalog: Catalog, settings: String, amends: Bool) throws {
        self.catalog = catalog
        self.settings = settings
        (draft, insertions, number, nextPiece) = try inWords(at: catalog.path) {
            let draft: Draft
            if amends {
                draft = try Draft(amending: catalog.path)
                try draft.execute("BEGIN IMMEDIATE")
            } else {
                draft = try Draft(of: catalog.path)
                try draft.execute(Schema.marks)
                try draft.execute("ATTACH ? AS former", [catalog.path])
                try draft.execute("BEGIN")
                try draft.execute(Schema.tables)
                let columns = "number, \(Rows.runColumns)"
                try draft.execute(
                    "INSERT INTO runs (\(columns)) SELECT \(columns) FROM former.runs ORDER BY number"
                )
            }
            let last = try draft.execute("SELECT max(number) FROM runs", []) ?? 0
            let next = try draft.execute(
                "SELECT value FROM stamp WHERE name = ?", [Stamp.nextPiece])
            return (draft, try Insertions(draft), last + 1, next ?? 1)
        }
    }

    /// Whether it amends what the store holds.
    package var amends: Bool { draft.amends }

    /// Adds a source, with its page when it was read, and the packed map of a page that was made of
    /// its capture.
    ///
    /// - Returns: its number.
    @discardableResult
    package func add(source: Source, page: StoredPage?, map: [UInt8]? = nil) throws -> Int {
        try write { insertions in
            try insertions.source.insert {
                Rows.add(source, to: $0)
                $0.add(source.isRecord ? file : nil)
            }
            let number = draft.lastNumber
            if !source.isRecord {
                file = number
                if amends { pathsOfFiles[UInt32(number)] = source.path }
            }
            current = (source.path, number, 0)
            if let page {
                try insertions.page.insert { row in
                    row.add(number)
                    row.add(page.bytes)
                    row.add(page.frame)
                    if let map { row.add(map) } else { row.addNull() }
                }
            }
            return number
        }
    }

    /// Keeps what the page of a source teaches of its host.
    ///
    /// `file` is the path of the file that holds it.
    package func add(teaching: [UInt8], source path: String, file: String) throws {
        try write { insertions in
            try insertions.teaching.insert { row in
                row.add(path)
                row.add(file)
                row.add(teaching)
            }
        }
    }

    /// Keeps a word of the run for the next one.
    package func note(_ name: String, _ value: String) throws {
        try write { _ in
            _ = try draft.execute(
                "INSERT OR REPLACE INTO stamp (name, value) VALUES (?, ?)", [name, value])
        }
    }

    /// Keeps the name of a host, by the number that fingerprints know it by.
    package func add(host name: String, number: Int) throws {
        try write { insertions in
            try insertions.host.insert { row in
                row.add(number)
                row.add(name)
            }
        }
    }

    /// Lists a segment of the index.
    package func add(segment: Segment.Entry) throws {
        try write { insertions in
            try insertions.segment.insert { row in
                row.add(segment.name)
                row.add(segment.pieces)
                row.add(segment.bytes)
                row.add(segment.sha256)
            }
        }
    }

    /// Keeps what verifying said of a pair of pieces; no data where they are nothing to each other.
    ///
    /// It stands when it counts, once all pairs have been looked at together.
    package func add(verdict data: [UInt8]?, a: Int, b: Int, stands: Bool) throws {
        try write { insertions in
            try insertions.verdict.insert { row in
                row.add(a)
                row.add(b)
                row.add(stands)
                if let data { row.add(data) } else { row.addNull() }
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

    /// Adds a block of texts, or a page that was made of a row, with its packed map.
    ///
    /// - Returns: its number.
    package func add(block: StoredPage, map: [UInt8]? = nil) throws -> Int {
        try write { insertions in
            try insertions.block.insert { row in
                row.add(block.bytes)
                row.add(block.frame)
                if let map { row.add(map) } else { row.addNull() }
            }
            return draft.lastNumber
        }
    }

    /// Adds the pieces of rows of the source added last, each with the place of its number.
    ///
    /// - Returns: the number of the first piece; those of the others follow.
    package func add(rows pieces: [Piece], at place: (Int) -> RowPlace) throws -> Int {
        try write { insertions in
            let source = current?.number ?? 0
            let first = nextPiece
            // Where they are: to take a piece out of its array counts a reference to each of its
            // texts and lists.
            try pieces.withUnsafeBufferPointer { pieces in
                for index in pieces.indices {
                    let place = place(index)
                    try insertions.piece.insert {
                        Rows.add(
                            pieces[index], number: first + index, since: number, source: source,
                            position: place.row, place: place, to: $0)
                    }
                }
            }
            nextPiece += pieces.count
            return first
        }
    }

    /// Adds the next piece of a source.
    ///
    /// - Returns: its number.
    @discardableResult
    package func add(piece: Piece) throws -> Int {
        try write { insertions in
            let (source, position) = try place(of: piece)
            let number = nextPiece
            try insertions.piece.insert {
                Rows.add(
                    piece, number: number, since: self.number, source: source, position: position,
                    place: nil, to: $0)
            }
            nextPiece += 1
            return number
        }
    }

    /// Says that no more sources and pieces come: their indexes are made, and the disk takes what there
    /// is so far, of which less is left for `finish` then.
    ///
    /// This can be said of a run that makes the whole content, or be left to `finish`.
    package func endPieces() throws {
        try write { _ in
            guard !amends, !hasAllPieces else { return }
            try indexPieces()
            draft.settleEarly()
        }
    }

    private func indexPieces() throws {
        guard !hasAllPieces else { return }
        try draft.execute(Schema.indexesOfPieces)
        hasAllPieces = true
    }

    package func add(match: Match) throws {
        try write { insertions in
            try insertions.match.insert {
                Rows.add(match, to: $0)
                $0.add(number)
            }
        }
    }

    /// Adds a cluster; its shape is a hash of its members, which tells whether it is the same still.
    package func add(cluster: Cluster, shape: Int) throws {
        try write { insertions in
            try insertions.cluster.insert {
                Rows.add(cluster, to: $0)
                $0.add(shape)
            }
            for (position, piece) in cluster.pieces.enumerated() {
                try insertions.member.insert { row in
                    row.add(cluster.id)
                    row.add(position)
                    row.add(piece)
                }
            }
        }
    }

    /// Adds the lineage of a piece, with the numbers of the piece and of the one that its own chain
    /// goes on to.
    package func add(lineage: Lineage, piece: Int, next: Int?) throws {
        for claim in lineage.derivedFrom { claims[claim.state, default: 0] += 1 }
        try write { insertions in
            try insertions.lineage.insert {
                Rows.add(lineage, to: $0)
                $0.add(piece)
                $0.add(next)
            }
        }
    }

    package func add(template: Template) throws {
        try write { insertions in try insertions.template.insert { Rows.add(template, to: $0) } }
    }

    /// Adds a paragraph that is set aside, with the number of the piece that it was read from and of
    /// its line there.
    package func add(boilerplate: Boilerplate, example: Int, line: Int) throws {
        try write { insertions in
            try insertions.boilerplate.insert {
                Rows.add(boilerplate, to: $0)
                $0.add(example)
                $0.add(line)
            }
        }
    }

    /// Records the run and commits everything.
    ///
    /// - Returns: the number of the run, from 1.
    /// - Throws: `StoreError`; nothing is committed then.
    @discardableResult
    package func finish(summary: RunSummary) throws -> Int {
        do {
            try write { insertions in
                for state in ClaimState.allCases {
                    guard let count = claims[state] else { continue }
                    try draft.execute(
                        "INSERT INTO claims (state, count) VALUES (?, \(count))"
                            + " ON CONFLICT (state) DO UPDATE SET count = count + excluded.count",
                        [state.rawValue])
                }
                try draft.execute("DELETE FROM claims WHERE count = 0")
                if !amends {
                    try indexPieces()
                    try draft.execute(Schema.indexesOfMatches)
                }
                try checkReferences()
                try insertions.run.insert { Rows.add(summary, to: $0) }
                try catalog.stamp.write(settings: settings, nextPiece: nextPiece, to: draft)
            }
            insertions = nil
            WriteStep.reach(.runWritten)
            try inWords(at: catalog.path) { try draft.execute("COMMIT") }
            WriteStep.reach(.runCommitted)
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
    func write<T>(_ body: (Insertions) throws -> T) throws -> T {
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
///
/// An object, since it is handed on for each row.
final class Insertions {
    let source, teaching, host, segment, page, block, finding, piece, verdict, match, cluster,
        member, lineage, change, template, boilerplate, run: Insertion

    init(_ draft: Draft) throws {
        source = try Insertion("sources", Rows.sourceColumns + ", file", draft)
        teaching = try Insertion("teachings", "path, file, data", draft)
        host = try Insertion("hosts", "number, name", draft)
        segment = try Insertion("segments", "name, pieces, bytes, sha256", draft)
        page = try Insertion("pages", "source, bytes, frame, map", draft)
        block = try Insertion("blocks", "bytes, frame, map", draft)
        finding = try Insertion("row_findings", "source, row, reason", draft)
        piece = try Insertion("pieces", Rows.pieceInsertion, draft)
        verdict = try Insertion(
            "verdicts", "a, b, stands, data", draft,
            orElse: "ON CONFLICT (a, b) DO UPDATE SET stands = excluded.stands,"
                + " data = excluded.data")
        // A match that is found again keeps the run that first found it.
        match = try Insertion(
            "matches", Rows.matchColumns + ", since", draft,
            orElse: draft.amends
                ? "ON CONFLICT (a, b) DO UPDATE SET "
                    + Rows.matchColumns.split(separator: ",").map {
                        let name = $0.trimmingCharacters(in: .whitespaces)
                        return "\(name) = excluded.\(name)"
                    }.joined(separator: ", ") : "")
        cluster = try Insertion("clusters", Rows.clusterColumns + ", shape", draft)
        member = try Insertion("members", "cluster, position, piece", draft)
        lineage = try Insertion("lineage", Rows.lineageColumns + ", number, next", draft)
        change = try Insertion(
            "changes",
            "piece, order_known, chain, derived_from, steps, origin, run, cause", draft)
        template = try Insertion("templates", Rows.templateColumns, draft)
        boilerplate = try Insertion(
            "boilerplate", Rows.boilerplateColumns + ", example, line", draft)
        run = try Insertion("runs", Rows.runColumns, draft)
    }
}
