internal import Core
internal import GRDB

/// How values of the model become rows and rows become values.
///
/// Each pair of functions names its columns in one list, in one order.
enum Rows {}

// MARK: - Sources

extension Rows {
    static let sourceColumns =
        "path, format, size, modified, sha256, encoding, repaired, host, site, quarantined"

    static func values(_ source: Source) -> [DatabaseValue] {
        var reason: String?
        if case .quarantined(let sentence) = source.state { reason = sentence }
        return [
            ColumnText.value(source.path), source.format.rawValue.databaseValue,
            source.size.databaseValue, source.modified.databaseValue,
            ColumnText.value(source.sha256), ColumnText.value(source.encoding),
            source.repaired.databaseValue, ColumnText.value(source.host),
            ColumnText.value(source.site), ColumnText.value(reason),
        ]
    }

    static func source(_ row: Row) throws -> Source {
        Source(
            path: try row.text(0), format: try row.word(1, as: SourceFormat.self), size: row[2],
            modified: row[3], sha256: try row.text(4), encoding: try row.text(5), repaired: row[6],
            host: row.optionalText(7), site: row.optionalText(8),
            state: row.optionalText(9).map { .quarantined(reason: $0) } ?? .read)
    }
}

// MARK: - Clusters, templates, boilerplate

extension Rows {
    static let clusterColumns = """
        clusters.id, representative, outlets, independent_sources, first_posted, last_posted
        """

    static func values(_ cluster: Cluster) -> [DatabaseValue] {
        [
            ColumnText.value(cluster.id), ColumnText.value(cluster.representative),
            Lists.column(cluster.outlets), cluster.independentSources.databaseValue,
            date(cluster.firstPosted), date(cluster.lastPosted), cluster.pieces.count.databaseValue,
        ]
    }

    /// A cluster without its pieces, which are rows of their own.
    static func cluster(_ row: Row) throws -> Cluster {
        Cluster(
            id: try row.text(0), representative: try row.text(1), pieces: [],
            outlets: try Lists.texts(row.optionalText(2)), independentSources: row[3],
            firstPosted: try date(row, 4), lastPosted: try date(row, 5))
    }

    static let templateColumns = "id, frame, slots, pieces"

    static func values(_ template: Template) -> [DatabaseValue] {
        [
            ColumnText.value(template.id), ColumnText.value(template.frame),
            template.slots.databaseValue, Lists.column(template.pieces),
        ]
    }

    static func template(_ row: Row) throws -> Template {
        Template(
            id: try row.text(0), pieces: try Lists.texts(row.optionalText(3)),
            frame: try row.text(1), slots: row[2])
    }

    static let boilerplateColumns = "sha256, text, host, pieces"

    static func values(_ boilerplate: Boilerplate) -> [DatabaseValue] {
        [
            ColumnText.value(boilerplate.sha256), ColumnText.value(boilerplate.text),
            ColumnText.value(boilerplate.host), boilerplate.pieces.databaseValue,
        ]
    }

    static func boilerplate(_ row: Row) throws -> Boilerplate {
        Boilerplate(
            sha256: try row.text(0), text: try row.text(1), host: row.optionalText(2),
            pieces: row[3])
    }
}

// MARK: - Runs

extension Rows {
    static let runColumns = """
        started, seconds, sources, sources_read, quarantined, bytes, pieces, matches, clusters, \
        templates, boilerplate, republished, translated, cancelled
        """

    static func values(_ summary: RunSummary) -> [DatabaseValue] {
        [
            ColumnText.value(summary.started), summary.seconds.databaseValue,
            summary.sources.databaseValue, summary.sourcesRead.databaseValue,
            summary.quarantined.databaseValue, summary.bytes.databaseValue,
            summary.pieces.databaseValue, summary.matches.databaseValue,
            summary.clusters.databaseValue, summary.templates.databaseValue,
            summary.boilerplate.databaseValue, summary.republished.databaseValue,
            summary.translated.databaseValue, summary.cancelled.databaseValue,
        ]
    }

    static func summary(_ row: Row) throws -> RunSummary {
        var summary = RunSummary()
        summary.started = try row.text(0)
        summary.seconds = row[1]
        summary.sources = row[2]
        summary.sourcesRead = row[3]
        summary.quarantined = row[4]
        summary.bytes = row[5]
        summary.pieces = row[6]
        summary.matches = row[7]
        summary.clusters = row[8]
        summary.templates = row[9]
        summary.boilerplate = row[10]
        summary.republished = row[11]
        summary.translated = row[12]
        summary.cancelled = row[13]
        return summary
    }
}

// MARK: - Dates

extension Rows {
    static func date(_ date: PartialDate?) -> DatabaseValue {
        date.map { $0.description.databaseValue } ?? .null
    }

    static func date(_ row: Row, _ column: Int) throws -> PartialDate? {
        guard let text = row.optionalText(column) else { return nil }
        guard let date = PartialDate(iso: text) else {
            throw StoreError.damaged("no date: “\(text)”", column: "column \(column)")
        }
        return date
    }
}
