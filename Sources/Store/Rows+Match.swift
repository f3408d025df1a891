internal import Core
internal import GRDB

extension Rows {
    static let matchColumns = """
        a, b, relation, resemblance, containment_a, containment_b, direction, recapture, \
        passages, evidence
        """

    static func add(_ match: Match, to row: Insertion) {
        row.add(match.a)
        row.add(match.b)
        row.add(match.relation)
        row.add(match.resemblance)
        row.add(match.containmentA)
        row.add(match.containmentB)
        row.add(match.direction)
        row.add(match.recapture)
        Lists.add(match.passages, to: row)
        Lists.add(match.evidence, to: row)
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

    static func add(_ lineage: Lineage, to row: Insertion) {
        row.add(lineage.piece)
        row.add(lineage.orderKnown)
        Lists.add(lineage.chain, to: row)
        Lists.add(lineage.derivedFrom, to: row)
    }

    static func lineage(_ row: Row) throws -> Lineage {
        Lineage(
            piece: try row.text(0), chain: try Lists.chain(row.optionalText(2)),
            derivedFrom: try Lists.derivations(row.optionalText(3)), orderKnown: row[1])
    }
}
