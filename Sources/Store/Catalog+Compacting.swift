extension Catalog {
    /// Has the next pass read some files again, by their numbers.
    ///
    /// - Throws: `StoreError`; the store is as it was then.
    package func unread(files: [Int]) throws {
        try amend { draft in
            // No file has that time.
            for file in files {
                try draft.execute("UPDATE sources SET modified = \(Int.min) WHERE number = \(file)")
            }
        }
    }

    /// Changes the store in a commit of its own, between two `steps` of writing if it has some.
    private func amend(
        steps: (written: WriteStep, committed: WriteStep)? = nil, _ body: (Draft) throws -> Void
    ) throws {
        try inWords(at: path) {
            let draft = try Draft(amending: path)
            do {
                try draft.execute("BEGIN IMMEDIATE")
                try body(draft)
                if let steps { WriteStep.reach(steps.written) }
                try draft.execute("COMMIT")
                if let steps { WriteStep.reach(steps.committed) }
            } catch {
                draft.abandon()
                throw error
            }
            try draft.publish()
        }
    }
}

/// Changes of a store that leave what it says as it is.
extension Catalog {
    /// Lists one segment of the index in the place of others, in a commit of its own.
    ///
    /// The new segment is on the disk; the files of the others stay until the next `sweep`.
    ///
    /// - Parameters:
    ///   - names: of the segments that go.
    ///   - entry: what stands in their place; nil where none of their pieces is left.
    ///   - dead: numbers of the dead pieces that they held.
    /// - Throws: `StoreError`; the store is as it was then.
    package func replace(segments names: [String], by entry: Segment.Entry?, dead: [Int]) throws {
        try amend(steps: (.mergeWritten, .mergeCommitted)) { draft in
            for name in names { try draft.execute("DELETE FROM segments WHERE name = ?", [name]) }
            for piece in dead { try draft.execute("DELETE FROM dead WHERE piece = \(piece)") }
            if let entry { try draft.list(entry) }
        }
    }

    /// Writes the catalog anew without the room that it does not use, and puts it in the place of the
    /// former one, with a segment in place of all that it listed.
    ///
    /// Nothing of what was deleted is in the new file. Names of hosts that no piece has are taken out of
    /// it. Readers go on with the file that they opened.
    ///
    /// - Parameter index: the segment that holds all living pieces; nil when there are none.
    /// - Throws: `StoreError`; the store is as it was then. Of the kind `locked` when somebody reads the
    ///   store in the middle of what a pass has added.
    package func compact(index: Segment.Entry?) throws {
        try inWords(at: path) {
            let draft = try Draft(compacting: path)
            do {
                WriteStep.reach(.compacted)
                try draft.execute("BEGIN")
                try draft.execute("DELETE FROM segments")
                try draft.execute("DELETE FROM dead")
                // Fingerprints know hosts by their numbers, which stay.
                try draft.execute(
                    """
                    UPDATE hosts SET name = '~' || number WHERE name NOT IN \
                    (SELECT host FROM pieces WHERE host IS NOT NULL)
                    """)
                try draft.execute("DELETE FROM stamp WHERE name = ?", [StoreNotes.uncompacted])
                if let index { try draft.list(index) }
                try draft.execute("COMMIT")
                try draft.publish()
            } catch {
                draft.abandon()
                throw error
            }
        }
    }
}

extension Draft {
    /// Lists a segment of the index.
    fileprivate func list(_ entry: Segment.Entry) throws {
        try execute(
            """
            INSERT INTO segments (name, pieces, bytes, sha256) \
            VALUES (?, \(entry.pieces), \(entry.bytes), ?)
            """, [entry.name, entry.sha256])
    }
}
