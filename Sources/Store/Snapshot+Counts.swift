internal import Core
internal import GRDB

/// How many there are of one kind; `name` is nil for those that have none.
package struct Count: Hashable, Sendable {
    package var name: String?
    package var count: Int
}

/// A digest and the pieces that it holds.
package struct DigestParts: Hashable, Sendable {
    /// Identifiers.
    package var digest: String
    /// By identifier.
    package var parts: [String]
}

/// Pieces that were taken from one outlet.
package struct Republished: Hashable, Sendable {
    package var outlet: String
    /// Pieces that repeat it, translated ones included.
    package var pieces: Int
    package var translated: Int
    /// Pieces whose own credit names the outlet.
    package var declared: Int
}

/// What can be counted by value.
package enum Countable: Sendable, CaseIterable {
    /// Pieces by host, kind, language, year of posting and outlet that they credit.
    case host, kind, language, year, outlet
    /// Pieces by translator and by author.
    case translator, author
    /// Matches by relation.
    case relation
    /// Sources by the reason for which they were quarantined.
    case quarantine
}

extension Snapshot {
    /// Counts, the greatest first, those of equal size by name; a year counts up instead.
    package func counts(of countable: Countable, limit: Int = .max) throws -> [Count] {
        let sql: (name: String, from: String) =
            switch countable {
            case .host: ("host", "pieces")
            case .kind: ("kind", "pieces")
            case .language: ("language", "pieces")
            case .year: ("substr(posted, 1, 4)", "pieces")
            // A piece may credit one name twice; it counts once.
            case .outlet: Self.listed("outlets", name: "json_extract(item.value, '$[0]')")
            case .translator: Self.listed("translators", name: "item.value")
            case .author: Self.listed("authors", name: "item.value")
            case .relation: ("relation", "matches")
            case .quarantine: ("quarantined", "sources WHERE quarantined IS NOT NULL")
            }
        let order = countable == .year ? "1" : "2 DESC, 1"
        return try all(
            "SELECT \(sql.name), count(*) FROM \(sql.from) GROUP BY 1 ORDER BY \(order) LIMIT ?",
            [limit]
        ) { Count(name: $0.optionalText(0), count: $0[1]) }
    }

    private static func listed(_ column: String, name: String) -> (name: String, from: String) {
        let pairs = """
            (SELECT DISTINCT pieces.number, \(name) AS name \
            FROM pieces, json_each(pieces.\(column)) AS item)
            """
        return ("name", pairs)
    }

    /// Pieces that hold others whole, by identifier, each with what it holds.
    package func digests() throws -> [DigestParts] {
        var digests: [DigestParts] = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT a, b FROM matches WHERE relation = 'contains' ORDER BY a, b")
        while let row = try rows.next() {
            let (digest, part) = (try row.text(0), try row.text(1))
            if digests.last?.digest == digest {
                digests[digests.count - 1].parts.append(part)
            } else {
                digests.append(DigestParts(digest: digest, parts: [part]))
            }
        }
        return digests
    }

    /// Pieces that were republished or translated, by the outlet at the origin of their chain (or,
    /// without a chain, of the claim): the outlet with most pieces first.
    package func republished(limit: Int = .max) throws -> [Republished] {
        // Fields of a claim: $[1] outlet, $[2] how, $[3] state. Of a step: $[1] outlet.
        try all(
            """
            SELECT outlet, count(*), sum(translated), sum(declared) FROM (
                SELECT
                    coalesce(json_extract(chain, '$[0][1]'), json_extract(claim.value, '$[1]'))
                        AS outlet,
                    max(json_extract(claim.value, '$[2]') = 'translation') AS translated,
                    max(json_extract(claim.value, '$[3]') = 'declared') AS declared
                FROM lineage, json_each(lineage.derived_from) AS claim
                WHERE json_extract(claim.value, '$[2]') IN ('republication', 'translation')
                GROUP BY lineage.piece
            )
            WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY 2 DESC, 1 LIMIT ?
            """, [limit]
        ) {
            Republished(
                outlet: try $0.text(0), pieces: $0[1], translated: $0[2], declared: $0[3])
        }
    }
}
