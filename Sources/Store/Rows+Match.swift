internal import Core

extension Rows {
    static let matchColumns = """
        a, b, relation, resemblance, containment_a, containment_b, direction, recapture, \
        passages, evidence, words
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
        row.add(match.passages.reduce(0) { $0 + $1.words })
    }

    static func match(_ row: StoredRow) throws -> Match {
        Match(
            a: try row.text(0), b: try row.text(1), relation: try row.word(2, as: Relation.self),
            resemblance: row[3], containmentA: row[4], containmentB: row[5],
            passages: try Lists.passages(row, 8),
            direction: try row.word(6, as: Direction.self), recapture: row[7],
            evidence: try Lists.texts(row, 9))
    }

    static let lineageColumns = "piece, order_known, chain, derived_from, steps, origin"

    static func add(_ lineage: Lineage, to row: Insertion) {
        row.add(lineage.piece)
        row.add(lineage.orderKnown)
        Lists.add(lineage.chain, to: row)
        Lists.add(lineage.derivedFrom, to: row)
        row.add(lineage.chain.count)
        let origin = lineage.chain.first?.piece
        row.add(origin == lineage.piece ? nil : origin)
    }

    static func lineage(_ row: StoredRow) throws -> Lineage {
        Lineage(
            piece: try row.text(0), chain: try Lists.chain(row, 2),
            derivedFrom: try Lists.derivations(row, 3), orderKnown: row[1])
    }
}
