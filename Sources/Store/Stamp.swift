internal import GRDB

/// Says whose file a catalog is and whether this program can use what it holds.
struct Stamp {
    var path: String
    var versions: StoreVersions

    /// What the marks of a file say.
    enum Marks {
        /// Nothing was ever written to it.
        case empty
        /// A store whose tables are of this or an older schema.
        case schema(Int)
    }

    /// Reads the marks; throws when the file is another program's or a newer version's.
    func marks(_ db: Database) throws -> Marks {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let schema = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        if application == 0, schema == 0, tables == 0 { return .empty }
        guard application == Schema.application else {
            throw StoreError(
                .foreign, "The file is a database of another program.", place: path,
                advice: "Name another folder with --store.")
        }
        guard schema <= StoreVersions.schema else {
            throw StoreError(
                .newer,
                "The store was made by a newer version of stemma (schema \(schema); this one knows"
                    + " \(StoreVersions.schema)).", place: path,
                advice: "Use that version, or name another folder with --store.")
        }
        return .schema(schema)
    }

    /// Throws when what the store holds was made with other versions.
    func checkVersions(_ db: Database) throws {
        var differences: [String] = []
        for (name, version) in versions.named {
            guard let stored = try value(of: name, db), stored != String(version) else { continue }
            differences.append("\(name) \(stored), not \(version)")
        }
        guard differences.isEmpty else {
            throw StoreError(
                .otherVersions,
                "The store was made by a version of stemma whose results cannot be compared with"
                    + " this one's (\(differences.joined(separator: "; "))).", place: path,
                advice: StoreError.startAgain)
        }
    }

    /// Writes the versions and the digest of the settings that shaped the content.
    func write(settings: String, nextPiece: Int, to draft: Draft) throws {
        let values =
            versions.named.map { ($0.name, String($0.version)) }
            + [("settings", settings), (Self.nextPiece, String(nextPiece))]
        for (name, value) in values {
            try draft.execute(
                "INSERT OR REPLACE INTO stamp (name, value) VALUES (?, ?)", [name, value])
        }
    }

    /// Under which the number of the next piece stands.
    static let nextPiece = "next piece"

    private func value(of name: String, _ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM stamp WHERE name = ?", arguments: [name])
    }
}

/// Words that runs keep for one another beside what a store is stamped with.
package enum StoreNotes {
    /// Something was forgotten, and may be left in free room and in segments.
    package static let uncompacted = "uncompacted"
}
