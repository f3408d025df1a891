package import Core
internal import GRDB

/// What figures are counted from in a piece.
package struct PieceNote: Sendable {
    package var id: String
    package var kind: PieceKind
    package var language: String?
    package var host: String?
    package var posted: PartialDate?
    package var published: PartialDate?
    package var outlets: [Outlet]
    package var translators: [String]
}

/// What figures are counted from in a match.
package struct MatchNote: Sendable {
    package var a: String
    package var b: String
    package var relation: Relation
    /// Words of all its passages.
    package var words: Int
}

/// What figures are counted from in a lineage.
package struct LineageNote: Sendable {
    package var piece: String
    /// Steps of its chain.
    package var steps: Int
    /// The piece that the chain begins with, when it is another one.
    package var origin: String?
}

/// A digest and the pieces that it holds.
package struct DigestParts: Hashable, Sendable {
    /// Identifiers.
    package var digest: String
    /// By identifier.
    package var parts: [String]
}

/// Figures of all rows together come from short columns of them, in the order in which a run added
/// the rows: none is looked for, and no list is read that is not counted.
extension Snapshot {
    package func eachPieceNote(_ body: (PieceNote) throws -> Void) throws {
        try eachRow(
            """
            SELECT id, kind, language, host, posted, published, outlets, translators FROM pieces
            """
        ) { row in
            try body(
                PieceNote(
                    id: try row.text(0), kind: try row.word(1, as: PieceKind.self),
                    language: row.optionalText(2), host: row.optionalText(3),
                    posted: try row.date(4), published: try row.date(5),
                    outlets: try Lists.outlets(row, 6), translators: try Lists.texts(row, 7)))
        }
    }

    package func eachMatchNote(_ body: (MatchNote) throws -> Void) throws {
        try eachRow("SELECT a, b, relation, words FROM matches") { row in
            try body(
                MatchNote(
                    a: try row.text(0), b: try row.text(1),
                    relation: try row.word(2, as: Relation.self), words: row[3]))
        }
    }

    /// The lineages with a chain of several steps, or one that begins with another piece.
    package func eachLineageNote(_ body: (LineageNote) throws -> Void) throws {
        try eachRow(
            """
            SELECT piece, steps, origin FROM lineage WHERE steps > 1 OR origin IS NOT NULL
            """
        ) { row in
            try body(
                LineageNote(
                    piece: try row.text(0), steps: row[1], origin: row.optionalText(2)))
        }
    }

    /// How many claims of all lineages have each state; states that none has are left out.
    package func claimStates() throws -> [ClaimState: Int] {
        var states: [ClaimState: Int] = [:]
        try eachRow("SELECT state, count FROM claims") { row in
            states[try row.word(0, as: ClaimState.self)] = row[1]
        }
        return states
    }

    /// Pieces that hold others whole, by identifier, each with what it holds.
    package func digests() throws -> [DigestParts] {
        var digests: [DigestParts] = []
        try eachRow("SELECT a, b FROM matches WHERE relation = 'contains' ORDER BY a, b") { row in
            let (digest, part) = (try row.text(0), try row.text(1))
            if digests.last?.digest == digest {
                digests[digests.count - 1].parts.append(part)
            } else {
                digests.append(DigestParts(digest: digest, parts: [part]))
            }
        }
        return digests
    }
}
