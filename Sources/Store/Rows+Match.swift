internal import Core
internal import GRDB

extension Rows {
    static let matchColumns = """
        a, b, relation, resemblance, containment_a, containment_b, direction, recapture, \
        passages, evidence
        """

    static func values(_ match: Match) -> [DatabaseValue] {
        [
            ColumnText.value(match.a), ColumnText.value(match.b),
            match.relation.rawValue.databaseValue, match.resemblance.databaseValue,
            match.containmentA.databaseValue, match.containmentB.databaseValue,
            match.direction.rawValue.databaseValue, match.recapture.databaseValue,
            Lists.column(match.passages), Lists.column(match.evidence),
        ]
    }

    static func match(_ row: Row) throws -> Match {
        Match(
            a: try row.text(0), b: try row.text(1), relation: try row.word(2, as: Relation.self),
            resemblance: row[3], containmentA: row[4], containmentB: row[5],
            passages: try Lists.passages(row.optionalText(8)),
            direction: try row.word(6, as: Direction.self), recapture: row[7],
            evidence: try Lists.texts(row.optionalText(9)))
    }

    static let lineageColumns = "piece, order_known, chain, derived_from"

    static func values(_ lineage: Lineage) -> [DatabaseValue] {
        [
            ColumnText.value(lineage.piece), lineage.orderKnown.databaseValue,
            Lists.column(lineage.chain), Lists.column(lineage.derivedFrom),
        ]
    }

    static func lineage(_ row: Row) throws -> Lineage {
        Lineage(
            piece: try row.text(0), chain: try Lists.chain(row.optionalText(2)),
            derivedFrom: try Lists.derivations(row.optionalText(3)), orderKnown: row[1])
    }
}
