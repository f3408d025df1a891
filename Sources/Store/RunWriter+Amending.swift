package import Core

/// What a run changes in a store that it does not make anew.
extension RunWriter {
    /// Forgets a file: its records, pages, texts, findings and pieces.
    ///
    /// What else names its pieces (matches, verdicts, clusters) is for the caller to drop.
    package func drop(file: Int) throws {
        try count(
            droppedOf:
                "source IN (SELECT number FROM sources WHERE number = \(file) OR file = \(file))")
        let sources = "(SELECT number FROM sources WHERE number = \(file) OR file = \(file))"
        try amend(
            """
            \(Self.uncounting("IN (SELECT number FROM pieces WHERE source IN \(sources))"));
            DELETE FROM lineage WHERE number IN (SELECT number FROM pieces WHERE source IN \(sources));
            INSERT OR IGNORE INTO dead SELECT number FROM pieces WHERE source IN \(sources);
            DELETE FROM blocks WHERE number IN (SELECT block FROM pieces WHERE source IN \(sources));
            DELETE FROM pieces WHERE source IN \(sources);
            DELETE FROM pages WHERE source IN \(sources);
            DELETE FROM row_findings WHERE source IN \(sources);
            DELETE FROM sources WHERE file = \(file);
            DELETE FROM sources WHERE number = \(file);
            """)
    }

    /// Forgets some pieces of a source that stays, and the texts of rows that no other piece has.
    package func drop(pieces: [Int]) throws {
        /// By the file.
        var blocks: [Int: Set<Int>] = [:]
        for piece in pieces {
            try count(droppedOf: "number = \(piece)")
            try draft.each(
                "SELECT source, block FROM pieces WHERE number = \(piece) AND block IS NOT NULL"
            ) { blocks[$0[0], default: []].insert($0[1]) }
            try amend(
                """
                \(Self.uncounting("= \(piece)"));
                DELETE FROM lineage WHERE number = \(piece);
                INSERT OR IGNORE INTO dead VALUES (\(piece));
                DELETE FROM pieces WHERE number = \(piece);
                """)
        }
        for file in blocks.keys.sorted() { try clear(blocks: blocks[file] ?? [], ofFile: file) }
    }

    /// Forgets what the pages of a file taught.
    package func dropTeachings(ofFile path: String) throws {
        try write { _ in
            _ = try draft.execute("DELETE FROM teachings WHERE file = ?", [path])
        }
    }

    func count(droppedOf pieces: String) throws {
        try write { _ in
            func count(_ more: String) throws -> Int {
                try draft.execute("SELECT count(*) FROM pieces WHERE \(pieces) \(more)", []) ?? 0
            }
            dropped.pieces += try count("")
            dropped.republished += try count("AND outlets IS NOT NULL")
            dropped.translated += try count("AND translators IS NOT NULL")
        }
    }

    /// Says since when a file is no longer in the corpus; nil when it is there.
    package func mark(file: Int, gone: String?) throws {
        try write { _ in
            _ = try draft.execute(
                "UPDATE sources SET gone = ? WHERE number = \(file) OR file = \(file)", [gone])
        }
    }

    /// Gives a former version of a file, and its records, a name of their own; it is gone since then.
    package func retire(file: Int, as name: String, gone: String) throws {
        try write { _ in
            let length =
                try draft.execute("SELECT length(path) FROM sources WHERE number = \(file)", [])
                ?? 0
            _ = try draft.execute(
                """
                UPDATE sources SET path = ? || substr(path, \(length + 1)), gone = ? \
                WHERE number = \(file) OR file = \(file)
                """, [name, gone])
        }
    }

    /// Has the pieces of a former version step aside, until it is known which of them the present one
    /// has as well: they have one identifier.
    package func stepAside(file: Int) throws {
        try amend(
            """
            UPDATE pieces SET id = '~' || id WHERE source IN \
            (SELECT number FROM sources WHERE number = \(file) OR file = \(file))
            """)
    }

    /// Gives the pieces of former versions that were not dropped their identifiers back.
    package func restoreRetired() throws {
        try amend("UPDATE pieces SET id = substr(id, 2) WHERE id >= '~' AND id < '\u{7F}'")
    }

    /// Files of the corpus that are there, and sources that are quarantined.
    package func countSources() throws -> (sources: Int, quarantined: Int) {
        try write { _ in
            func count(_ which: String) throws -> Int {
                try draft.execute(
                    "SELECT count(*) FROM sources WHERE gone IS NULL AND \(which)", []) ?? 0
            }
            return (try count("NOT is_record"), try count("quarantined IS NOT NULL"))
        }
    }

    /// Says in which run a piece was first seen.
    package func mark(piece: Int, since: Int) throws {
        try amend("UPDATE pieces SET since = \(since) WHERE number = \(piece)")
    }

    package func dropVerdict(a: Int, b: Int) throws {
        try amend("DELETE FROM verdicts WHERE a = \(a) AND b = \(b)")
    }

    package func settle(verdict a: Int, _ b: Int, stands: Bool) throws {
        try amend("UPDATE verdicts SET stands = \(stands ? 1 : 0) WHERE a = \(a) AND b = \(b)")
    }

    package func dropMatch(a: String, b: String) throws {
        try write { _ in
            _ = try draft.execute("DELETE FROM matches WHERE a = ? AND b = ?", [a, b])
        }
    }

    package func dropCluster(id: String) throws {
        try write { _ in
            try draft.execute("DELETE FROM members WHERE cluster = ?", [id])
            try draft.execute("DELETE FROM clusters WHERE id = ?", [id])
        }
    }

    package func dropTemplates() throws { try amend("DELETE FROM templates") }

    package func dropBoilerplate() throws { try amend("DELETE FROM boilerplate") }

    package func dropSegments() throws { try amend("DELETE FROM segments; DELETE FROM dead") }

    /// Puts a lineage in the place of a former one, and keeps the former with what caused the change.
    ///
    /// The former lineage may be that of another number, under which the piece was dropped. No cause is
    /// given when the piece was not known before, or says the same.
    package func replace(
        _ former: Lineage?, by lineage: Lineage, piece: Int, next: Int?, cause: String?
    ) throws {
        if let former {
            let isHere = try write { _ in
                try draft.execute("SELECT 1 FROM lineage WHERE number = \(piece)", []) != nil
            }
            if isHere {
                for claim in former.derivedFrom { claims[claim.state, default: 0] -= 1 }
            }
            if let cause {
                try write { insertions in
                    try insertions.change.insert {
                        Rows.add(former, to: $0)
                        $0.add(number)
                        $0.add(cause)
                    }
                }
            }
        }
        try amend("DELETE FROM lineage WHERE number = \(piece)")
        try add(lineage: lineage, piece: piece, next: next)
    }

    /// Takes the claims of the lineages whose number is as told out of the count.
    static func uncounting(_ number: String) -> String {
        """
        UPDATE claims SET count = count - (SELECT count(*) FROM lineage, \
        json_each(CASE typeof(lineage.derived_from) WHEN 'text' THEN lineage.derived_from END) AS claim WHERE lineage.number \(number) \
        AND json_extract(claim.value, '$[3]') = claims.state)
        """
    }

    func amend(_ sql: String) throws {
        try write { _ in try draft.execute(sql) }
    }
}
