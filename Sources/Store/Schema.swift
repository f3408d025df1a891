internal import GRDB

/// The tables of the catalog, their migrations, and the marks that say whose file it is.
///
/// Names that repeat along a row are lists in one column (JSON arrays, see `ColumnList`): a piece,
/// a match and a lineage are each read and written whole, as one row.
enum Schema {
    /// `Stem` in ASCII; `file` and others that know application identifiers can show it.
    static let application: Int32 = 0x5374_656D

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: first)
            try mark(db, schema: 1)
        }
        migrator.registerMigration("2") { db in
            try db.execute(sql: rows)
            try mark(db, schema: 2)
        }
        return migrator
    }

    private static func mark(_ db: Database, schema: Int) throws {
        try db.execute(sql: "PRAGMA application_id = \(application)")
        try db.execute(sql: "PRAGMA user_version = \(schema)")
    }

    /// The tables that a pass fills, each after those that it refers to.
    static let content = [
        "sources", "row_findings", "pages", "blocks", "pieces", "matches", "clusters", "members",
        "lineage", "templates",
        "boilerplate",
    ]

    /// Rows of JSON Lines files: their texts lie in blocks of several.
    ///
    /// The piece of a row knows where. What an older store holds is made again.
    private static let rows = """
        CREATE TABLE blocks (
            number INTEGER PRIMARY KEY,
            bytes INTEGER NOT NULL,
            frame BLOB NOT NULL
        );
        CREATE TABLE row_findings (
            source INTEGER NOT NULL REFERENCES sources (number),
            row INTEGER NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (source, row)
        ) WITHOUT ROWID;
        ALTER TABLE pieces ADD COLUMN row INTEGER;
        ALTER TABLE pieces ADD COLUMN row_id TEXT;
        ALTER TABLE pieces ADD COLUMN block INTEGER REFERENCES blocks (number);
        ALTER TABLE pieces ADD COLUMN block_start INTEGER;
        ALTER TABLE pieces ADD COLUMN block_bytes INTEGER;
        ALTER TABLE clusters ADD COLUMN suspicion TEXT;
        DELETE FROM stamp WHERE name = 'settings';
        """

    private static let first = """
        CREATE TABLE stamp (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE runs (
            number INTEGER PRIMARY KEY,
            started TEXT NOT NULL,
            seconds REAL NOT NULL,
            sources INTEGER NOT NULL,
            sources_read INTEGER NOT NULL,
            quarantined INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            pieces INTEGER NOT NULL,
            matches INTEGER NOT NULL,
            clusters INTEGER NOT NULL,
            templates INTEGER NOT NULL,
            boilerplate INTEGER NOT NULL,
            republished INTEGER NOT NULL,
            translated INTEGER NOT NULL,
            cancelled INTEGER NOT NULL
        );

        CREATE TABLE sources (
            number INTEGER PRIMARY KEY,
            path TEXT NOT NULL UNIQUE,
            format TEXT NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            encoding TEXT NOT NULL,
            repaired INTEGER NOT NULL,
            host TEXT,
            site TEXT,
            quarantined TEXT
        );

        CREATE TABLE pages (
            source INTEGER PRIMARY KEY REFERENCES sources (number),
            bytes INTEGER NOT NULL,
            frame BLOB NOT NULL
        );

        CREATE TABLE pieces (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            source INTEGER NOT NULL REFERENCES sources (number),
            position INTEGER NOT NULL,
            format TEXT NOT NULL,
            line_first INTEGER,
            line_last INTEGER,
            byte_start INTEGER NOT NULL,
            byte_end INTEGER NOT NULL,
            body_start INTEGER NOT NULL,
            body_end INTEGER NOT NULL,
            title TEXT,
            kind TEXT NOT NULL,
            language TEXT,
            host TEXT,
            url TEXT,
            posted TEXT,
            published TEXT,
            captured TEXT,
            words INTEGER NOT NULL,
            paragraphs INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            outlets TEXT,
            authors TEXT,
            translators TEXT,
            signatories TEXT,
            categories TEXT,
            captions TEXT,
            credits TEXT
        );
        CREATE INDEX pieces_of_source ON pieces (source, position);

        CREATE TABLE matches (
            a TEXT NOT NULL REFERENCES pieces (id),
            b TEXT NOT NULL REFERENCES pieces (id),
            relation TEXT NOT NULL,
            resemblance REAL NOT NULL,
            containment_a REAL NOT NULL,
            containment_b REAL NOT NULL,
            direction TEXT NOT NULL,
            recapture INTEGER NOT NULL,
            passages TEXT,
            evidence TEXT,
            PRIMARY KEY (a, b)
        ) WITHOUT ROWID;
        CREATE INDEX matches_by_b ON matches (b);

        CREATE TABLE clusters (
            id TEXT PRIMARY KEY,
            representative TEXT NOT NULL REFERENCES pieces (id),
            size INTEGER NOT NULL,
            outlets TEXT,
            independent_sources INTEGER NOT NULL,
            first_posted TEXT,
            last_posted TEXT
        ) WITHOUT ROWID;

        CREATE TABLE members (
            cluster TEXT NOT NULL REFERENCES clusters (id),
            position INTEGER NOT NULL,
            piece TEXT NOT NULL UNIQUE REFERENCES pieces (id),
            PRIMARY KEY (cluster, position)
        ) WITHOUT ROWID;

        CREATE TABLE lineage (
            piece TEXT PRIMARY KEY REFERENCES pieces (id),
            order_known INTEGER NOT NULL,
            chain TEXT,
            derived_from TEXT
        ) WITHOUT ROWID;

        CREATE TABLE templates (
            id TEXT PRIMARY KEY,
            frame TEXT NOT NULL,
            slots INTEGER NOT NULL,
            pieces TEXT
        ) WITHOUT ROWID;

        CREATE TABLE boilerplate (
            number INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL,
            text TEXT NOT NULL,
            host TEXT,
            pieces INTEGER NOT NULL
        );
        """
}
