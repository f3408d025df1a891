package import Core
internal import GRDB

/// What the tables of a store are checked for.
///
/// Each function hands over one check at least; what SQLite itself cannot read is thrown.
extension Snapshot {
    /// Faults of one sort that are told one by one.
    private static let mostFaults = 100

    /// Checks the pages and indexes of the file, as SQLite knows them.
    package func checkIntegrity(_ add: (Check) throws -> Void) throws {
        let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(\(Self.mostFaults))")
        guard faults != ["ok"] else {
            return try add(Check(.store, "integrity", .holds, "SQLite finds nothing wrong"))
        }
        for fault in faults { try add(Check(.store, "integrity", .fails, fault)) }
    }

    /// Checks that whatever a row refers to is there.
    package func checkReferences(_ add: (Check) throws -> Void) throws {
        var faults: [String: Int] = [:]
        try eachRow("PRAGMA foreign_key_check") { row in
            let table = row.optionalText(0) ?? "?"
            let other = row.optionalText(2) ?? "?"
            faults["rows of \(table) refer to \(other) that are not there", default: 0] += 1
        }
        guard !faults.isEmpty else {
            return try add(Check(.store, "references", .holds, "all rows that are named are there"))
        }
        for (fault, count) in faults.sorted(by: { $0.key < $1.key }) {
            try add(Check(.store, "references", .fails, "\(count) \(fault)"))
        }
    }

    /// Checks that the tables hold as many rows as the last commit counted.
    package func checkCounts(_ add: (Check) throws -> Void) throws {
        guard let last = try lastRun()?.summary else {
            return try add(Check(.store, "counts", .unchecked, "nothing was ever committed"))
        }
        let counts: [(String, String, Int)] = [
            (
                "sources", "SELECT count(*) FROM sources WHERE NOT is_record AND gone IS NULL",
                last.sources
            ),
            ("pieces", "SELECT count(*) FROM pieces", last.pieces),
            ("matches", "SELECT count(*) FROM matches", last.matches),
            ("clusters", "SELECT count(*) FROM clusters", last.clusters),
            ("lineage", "SELECT count(*) FROM lineage", last.pieces),
            ("templates", "SELECT count(*) FROM templates", last.templates),
            ("boilerplate", "SELECT count(*) FROM boilerplate", last.boilerplate),
        ]
        for (table, sql, wanted) in counts {
            let count = try Int.fetchOne(db, sql: sql) ?? 0
            try add(
                count == wanted
                    ? Check(.store, table, .holds, "\(count) rows")
                    : Check(
                        .store, table, .fails,
                        "it has \(count) rows; the last commit counted \(wanted)"))
        }
    }

    /// Checks that the store says what made it.
    package func checkStamps(_ add: (Check) throws -> Void) throws {
        let stamps = try stamps()
        guard !stamps.isEmpty else {
            return try add(Check(.stamp, "stamp", .fails, "the store does not say what made it"))
        }
        for stamp in stamps {
            try add(Check(.stamp, stamp.name, .holds, String(stamp.value.prefix(16))))
        }
    }

    /// Compares every segment of the index with the digest that the catalog lists.
    package func checkSegments(of store: String, _ add: (Check) throws -> Void) throws {
        for entry in try segments() {
            let place = Segment.path(entry.name, of: store)
            do {
                let segment = try Segment(entry, of: store)
                try add(
                    segment.isWhole(entry)
                        ? Check(.file, place, .holds, "\(entry.bytes) bytes")
                        : Check(
                            .file, place, .fails,
                            "it has another SHA-256 than the catalog says; `stemma compact` makes the"
                                + " index anew"))
            } catch let error as StoreError {
                try add(
                    Self.isListed(entry.name, of: store)
                        ? Check(
                            .file, place, .fails,
                            error.what + " `stemma compact` makes the index anew.")
                        : Check(
                            .file, place, .unchecked, "a pass has merged it with others meanwhile"))
            }
        }
    }

    /// Whether the catalog as it is now lists a segment.
    private static func isListed(_ name: String, of store: String) -> Bool {
        var configuration = Configuration()
        configuration.readonly = true
        let names = try? DatabaseQueue(
            path: store + "/" + Catalog.fileName, configuration: configuration
        ).read { try Snapshot(db: $0).segments().map(\.name) }
        return names?.contains(name) ?? true
    }

    /// Unpacks every page, and every block of texts of rows.
    package func checkFrames(_ add: (Check) throws -> Void) throws {
        try eachRow(
            """
            SELECT path, pages.bytes, frame FROM pages \
            LEFT JOIN sources ON sources.number = pages.source
            """
        ) { row in
            try add(Self.check(row, "page", row.optionalText(0) ?? "a page of no source"))
        }
        try eachRow("SELECT number, bytes, frame FROM blocks") { row in
            let number: Int = row[0]
            try add(Self.check(row, "block", "block \(number)"))
        }
    }

    private static func check(_ row: StoredRow, _ what: String, _ place: String) -> Check {
        let page = StoredPage(bytes: row[1], frame: row.bytes(2))
        guard let text = page.text() else {
            return Check(.page, place, .fails, "the \(what) cannot be unpacked")
        }
        guard String(validating: text, as: UTF8.self) != nil else {
            return Check(.page, place, .fails, "the \(what) is no UTF-8")
        }
        return Check(.page, place, .holds, "\(page.bytes) bytes")
    }
}
