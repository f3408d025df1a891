/// How a source fared, as figures by host are counted from it.
package struct SourceNote: Sendable {
    package var path: String
    package var host: String?
    package var isQuarantined: Bool
    /// A file that holds rows or records, each of which is a source of its own.
    package var isContainer: Bool
    package var pieces: Int
}

extension Snapshot {
    /// All sources that are in the corpus, in the order in which they were written.
    package func eachSourceNote(_ body: (SourceNote) throws -> Void) throws {
        try eachRow(
            """
            SELECT path, host, quarantined IS NOT NULL, \
            format = 'jsonl' OR (format = 'warc' AND NOT is_record), \
            (SELECT count(*) FROM pieces WHERE pieces.source = sources.number) FROM sources \
            WHERE gone IS NULL
            """
        ) { row in
            try body(
                SourceNote(
                    path: try row.text(0), host: row.optionalText(1), isQuarantined: row[2],
                    isContainer: row[3], pieces: row[4]))
        }
    }

    /// How many rows of JSON Lines that are in the corpus each host has, by host; empty where a row
    /// names none.
    ///
    /// The index of rows by source and host has all of it: no row of the table is read.
    package func rowsByHost() throws -> [(host: String, rows: Int)] {
        try all(
            """
            SELECT coalesce(host, ''), count(*) FROM pieces WHERE row IS NOT NULL \
            AND source NOT IN (SELECT number FROM sources WHERE gone IS NOT NULL) \
            GROUP BY 1 ORDER BY 1
            """
        ) { (host: try $0.text(0), rows: $0[1]) }
    }

    /// The names and values that the store is stamped with, by name: versions of what made its
    /// content, and the digest of the settings that shaped it.
    package func stamps() throws -> [(name: String, value: String)] {
        try all("SELECT name, value FROM stamp ORDER BY name") {
            (name: try $0.text(0), value: try $0.text(1))
        }
    }
}
