/// The tables of the catalog, their indexes, and the marks that say whose file it is.
///
/// Names that repeat along a row are lists in one column (JSON arrays, see `ColumnList`): a piece,
/// a match and a lineage are each read and written whole, as one row.
///
/// A store of an older schema is raised by making it anew from the archive: of it the list of its
/// runs is taken over, whose columns are those of all versions.
enum Schema {
    /// `Stem` in ASCII; `file` and others that know application identifiers can show it.
    static let application: Int32 = 0x5374_656D

    static let marks = """
        PRAGMA application_id = \(application);
        PRAGMA user_version = \(StoreVersions.schema);
        """

    /// Rows get their numbers in the order in which they come, so that each goes to the end of its
    /// table.
    ///
    /// The numbers of sources, blocks and pieces are never given again: segments know pieces and
    /// their texts by them.
    static let tables = """
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
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            path TEXT NOT NULL UNIQUE,
            format TEXT NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            encoding TEXT NOT NULL,
            repaired INTEGER NOT NULL,
            host TEXT,
            site TEXT,
            quarantined TEXT,
            is_record INTEGER NOT NULL,
            file INTEGER REFERENCES sources (number),
            gone TEXT
        );

        CREATE TABLE teachings (
            path TEXT PRIMARY KEY,
            file TEXT NOT NULL,
            data BLOB NOT NULL
        );

        CREATE TABLE hosts (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        );

        CREATE TABLE segments (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            pieces INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            sha256 TEXT NOT NULL
        );

        CREATE TABLE dead (
            piece INTEGER PRIMARY KEY
        );

        CREATE TABLE pages (
            source INTEGER PRIMARY KEY REFERENCES sources (number),
            bytes INTEGER NOT NULL,
            frame BLOB NOT NULL,
            map BLOB
        );

        CREATE TABLE blocks (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            bytes INTEGER NOT NULL,
            frame BLOB NOT NULL,
            map BLOB
        );

        CREATE TABLE row_findings (
            source INTEGER NOT NULL REFERENCES sources (number),
            row INTEGER NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (source, row)
        ) WITHOUT ROWID;

        CREATE TABLE pieces (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
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
            credits TEXT,
            row INTEGER,
            row_id TEXT,
            block INTEGER REFERENCES blocks (number),
            block_start INTEGER,
            block_bytes INTEGER,
            since INTEGER NOT NULL
        );

        CREATE TABLE verdicts (
            a INTEGER NOT NULL,
            b INTEGER NOT NULL,
            stands INTEGER NOT NULL,
            data BLOB,
            PRIMARY KEY (a, b)
        ) WITHOUT ROWID;

        CREATE TABLE matches (
            number INTEGER PRIMARY KEY,
            a TEXT NOT NULL REFERENCES pieces (id),
            b TEXT NOT NULL REFERENCES pieces (id),
            relation TEXT NOT NULL,
            words INTEGER NOT NULL,
            resemblance REAL NOT NULL,
            containment_a REAL NOT NULL,
            containment_b REAL NOT NULL,
            direction TEXT NOT NULL,
            recapture INTEGER NOT NULL,
            passages TEXT,
            evidence TEXT,
            since INTEGER NOT NULL
        );

        CREATE TABLE clusters (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            representative TEXT NOT NULL REFERENCES pieces (id),
            size INTEGER NOT NULL,
            outlets TEXT,
            independent_sources INTEGER NOT NULL,
            first_posted TEXT,
            last_posted TEXT,
            suspicion TEXT,
            shape INTEGER NOT NULL
        );

        CREATE TABLE members (
            cluster TEXT NOT NULL REFERENCES clusters (id),
            position INTEGER NOT NULL,
            piece TEXT NOT NULL REFERENCES pieces (id)
        );

        CREATE TABLE lineage (
            number INTEGER PRIMARY KEY,
            piece TEXT NOT NULL REFERENCES pieces (id),
            order_known INTEGER NOT NULL,
            steps INTEGER NOT NULL,
            origin TEXT REFERENCES pieces (id),
            chain TEXT,
            derived_from TEXT,
            next INTEGER
        );

        CREATE TABLE changes (
            number INTEGER PRIMARY KEY,
            run INTEGER NOT NULL,
            piece TEXT NOT NULL,
            order_known INTEGER NOT NULL,
            steps INTEGER NOT NULL,
            origin TEXT,
            chain TEXT,
            derived_from TEXT,
            cause TEXT NOT NULL
        );

        CREATE TABLE claims (
            state TEXT PRIMARY KEY,
            count INTEGER NOT NULL
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
            pieces INTEGER NOT NULL,
            example INTEGER NOT NULL,
            line INTEGER NOT NULL
        );
        """

    /// Made when all rows are there: one sort each, where rows in any order would look for their
    /// places one by one.
    static let indexesOfPieces = """
        CREATE UNIQUE INDEX pieces_by_id ON pieces (id);
        CREATE INDEX pieces_of_source ON pieces (source, position);
        CREATE INDEX sources_of_file ON sources (file) WHERE file IS NOT NULL;
        CREATE INDEX teachings_of_file ON teachings (file);
        CREATE INDEX pieces_of_run ON pieces (since) WHERE since > 1;
        CREATE INDEX rows_by_host ON pieces (source, host, row) WHERE row IS NOT NULL;
        """

    /// Made when all rows are there, as those of the pieces are.
    static let indexesOfMatches = """
        CREATE UNIQUE INDEX matches_by_pair ON matches (a, b);
        CREATE INDEX matches_by_b ON matches (b);
        CREATE UNIQUE INDEX clusters_by_id ON clusters (id);
        CREATE UNIQUE INDEX members_of_cluster ON members (cluster, position);
        CREATE UNIQUE INDEX members_by_piece ON members (piece);
        CREATE UNIQUE INDEX lineage_of_piece ON lineage (piece);
        CREATE INDEX lineage_by_next ON lineage (next) WHERE next IS NOT NULL;
        CREATE INDEX changes_of_piece ON changes (piece);
        CREATE INDEX changes_of_run ON changes (run);
        CREATE INDEX matches_of_run ON matches (since) WHERE since > 1;
        """
}
