internal import Core
internal import GRDBSQLite

/// What a run takes out of a store for good, beyond what it drops.
extension RunWriter {
    /// A source that was read and is not to be kept.
    package struct PassedOver: Hashable, Sendable {
        /// Path of the file.
        package var path: String
        /// Whether the whole file is passed over, or some of its records or rows.
        package var isWhole: Bool
        /// Place of the entry of the list because of which it is.
        package var entry: Int
    }

    /// Notes a file that is passed over, whole or in part.
    package func passOver(_ path: String, isWhole: Bool, entry: Int) {
        passedOver.insert(PassedOver(path: path, isWhole: isWhole, entry: entry))
    }

    /// Forgets a record of a file that stays.
    package func drop(record: Int) throws {
        try count(droppedOf: "source = \(record)")
        let pieces = "(SELECT number FROM pieces WHERE source = \(record))"
        try amend(
            """
            \(Self.uncounting("IN \(pieces)"));
            DELETE FROM lineage WHERE number IN \(pieces);
            INSERT OR IGNORE INTO dead SELECT number FROM pieces WHERE source = \(record);
            DELETE FROM pieces WHERE source = \(record);
            DELETE FROM pages WHERE source = \(record);
            DELETE FROM sources WHERE number = \(record);
            """)
    }

    /// Forgets what the page of a source taught.
    package func dropTeaching(of path: String) throws {
        try write { _ in _ = try draft.execute("DELETE FROM teachings WHERE path = ?", [path]) }
    }

    /// Does away with the texts of rows that no piece has any more, in some blocks of a file.
    ///
    /// A block holds the texts of several rows: what goes is blanked, so that the others keep their places.
    func clear(blocks: Set<Int>, ofFile file: Int) throws {
        var texts: [Int: [Range<Int>]] = [:]
        try draft.each(
            """
            SELECT block, block_start, block_bytes FROM pieces \
            WHERE source = \(file) AND block IS NOT NULL
            """
        ) { row in
            guard blocks.contains(row[0]) else { return }
            texts[row[0], default: []].append(row[1]..<(row[1] + max(0, row[2])))
        }
        let compressor = PageCompressor()
        for block in blocks.sorted() {
            let kept = texts[block] ?? []
            guard !kept.isEmpty else {
                try amend("DELETE FROM blocks WHERE number = \(block)")
                continue
            }
            var page: StoredPage?
            try draft.each("SELECT bytes, frame FROM blocks WHERE number = \(block)") {
                page = StoredPage(bytes: $0[0], frame: $0.bytes(1))
            }
            guard let text = page?.text() else {
                throw StoreError.damaged(
                    "a block of texts cannot be unpacked", column: "block \(block)")
            }
            var blanked = [UInt8](repeating: 0x20, count: text.count)
            for range in kept {
                let range = range.clamped(to: 0..<text.count)
                blanked.replaceSubrange(range, with: text[range])
            }
            if blanked == text { continue }
            let packed = compressor.compress(blanked)
            try write { _ in try draft.replace(frame: packed.frame, ofBlock: block) }
        }
    }

    /// Forgets the former claims that name one of some pieces.
    package func dropChanges(naming ids: Set<String>) throws {
        var dropped: [Int] = []
        try draft.each("SELECT number, piece, origin, chain, derived_from, cause FROM changes") {
            row in
            let names = (1...5).contains { column in
                row.withBytes(column) { Self.names(ids, in: $0) } ?? false
            }
            if names { dropped.append(row[0]) }
        }
        for change in dropped { try amend("DELETE FROM changes WHERE number = \(change)") }
    }

    /// Whether a text has one of the identifiers as a word.
    private static func names(_ ids: Set<String>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.split { !(48...57).contains($0) && !(97...102).contains($0) }.contains {
            $0.count == 16 && ids.contains(String(decoding: $0, as: UTF8.self))
        }
    }
}

extension Draft {
    /// Goes through the rows of a question.
    func each(_ sql: String, _ body: (StoredRow) throws -> Void) throws {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        defer { sqlite3_finalize(statement) }
        guard code == SQLITE_OK, let statement else { throw Self.error(code, connection) }
        try StoredRow.each(of: statement, body)
    }

    fileprivate func replace(frame: [UInt8], ofBlock block: Int) throws {
        var statement: OpaquePointer?
        var code = sqlite3_prepare_v2(
            connection, "UPDATE blocks SET frame = ? WHERE number = \(block)", -1, &statement, nil)
        defer { sqlite3_finalize(statement) }
        if code == SQLITE_OK {
            code = frame.withUnsafeBytes { statement.bind($0, asText: false, at: 1, for: .call) }
        }
        guard code == SQLITE_OK, sqlite3_step(statement) == SQLITE_DONE else {
            throw Self.error(sqlite3_errcode(connection), connection)
        }
    }
}
