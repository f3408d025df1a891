package import Core
internal import GRDB

// MARK: - Matches

extension Snapshot {
    private static let matches = "SELECT \(Rows.matchColumns) FROM matches"

    /// All matches, by `a` and `b`.
    package func eachMatch(_ body: (Match) throws -> Void) throws {
        try each(Self.matches + " ORDER BY a, b", Rows.match, body)
    }

    /// Matches on either side of which a piece stands, by `a` and `b`.
    package func matches(ofPiece id: String) throws -> [Match] {
        let id = ColumnText.value(id)
        return try all(Self.matches + " WHERE a = ? OR b = ? ORDER BY a, b", [id, id], Rows.match)
    }

    /// The match of two pieces, whichever of them is its `a`.
    package func match(_ one: String, _ other: String) throws -> Match? {
        let (one, other) = (ColumnText.value(one), ColumnText.value(other))
        return try first(
            Self.matches + " WHERE (a = ? AND b = ?) OR (a = ? AND b = ?) ORDER BY a",
            [one, other, other, one], Rows.match)
    }
}

// MARK: - Clusters

extension Snapshot {
    private static let clusters = "SELECT \(Rows.clusterColumns) FROM clusters"

    /// All clusters, by identifier.
    package func eachCluster(_ body: (Cluster) throws -> Void) throws {
        try each(Self.clusters + " ORDER BY id", wholeCluster, body)
    }

    package func cluster(id: String) throws -> Cluster? {
        try first(Self.clusters + " WHERE id = ?", [ColumnText.value(id)], wholeCluster)
    }

    /// The cluster that a piece is in.
    package func cluster(ofPiece id: String) throws -> Cluster? {
        try first(
            Self.clusters
                + " JOIN members ON members.cluster = clusters.id WHERE members.piece = ?",
            [ColumnText.value(id)], wholeCluster)
    }

    /// The largest clusters, those of equal size by identifier.
    package func largestClusters(_ limit: Int) throws -> [Cluster] {
        try all(Self.clusters + " ORDER BY size DESC, id LIMIT ?", [limit], wholeCluster)
    }

    private func wholeCluster(_ row: StoredRow) throws -> Cluster {
        var cluster = try Rows.cluster(row)
        cluster.pieces = try all(
            "SELECT piece FROM members WHERE cluster = ? ORDER BY position",
            [ColumnText.value(cluster.id)]
        ) { try $0.text(0) }
        return cluster
    }
}

// MARK: - Lineage, templates, boilerplate

extension Snapshot {
    /// All lineages, by piece.
    package func eachLineage(_ body: (Lineage) throws -> Void) throws {
        try each(
            "SELECT \(Rows.lineageColumns) FROM lineage ORDER BY piece", Rows.lineage, body)
    }

    package func lineage(ofPiece id: String) throws -> Lineage? {
        try first(
            "SELECT \(Rows.lineageColumns) FROM lineage WHERE piece = ?", [ColumnText.value(id)],
            Rows.lineage)
    }

    /// All templates, by identifier.
    package func eachTemplate(_ body: (Template) throws -> Void) throws {
        try each(
            "SELECT \(Rows.templateColumns) FROM templates ORDER BY id", Rows.template, body)
    }

    /// All boilerplate: the most frequent first, then by host and digest.
    package func eachBoilerplate(_ body: (Boilerplate) throws -> Void) throws {
        try each(
            """
            SELECT \(Rows.boilerplateColumns) FROM boilerplate \
            ORDER BY pieces DESC, host, sha256, number
            """, Rows.boilerplate, body)
    }
}
