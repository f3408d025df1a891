internal import Core

/// How values of the model become rows and rows become values.
///
/// Each pair of functions names its columns in one list, in one order.
enum Rows {}

// MARK: - Sources

extension Rows {
    static let sourceColumns =
        "path, format, size, modified, sha256, encoding, repaired, host, site, quarantined, is_record"

    static func add(_ source: Source, to row: Insertion) {
        row.add(source.path)
        row.add(source.format)
        row.add(source.size)
        row.add(source.modified)
        row.add(source.sha256)
        row.add(source.encoding)
        row.add(source.repaired)
        row.add(source.host)
        row.add(source.site)
        if case .quarantined(let reason) = source.state { row.add(reason) } else { row.addNull() }
        row.add(source.isRecord)
    }

    static func source(_ row: StoredRow) throws -> Source {
        Source(
            path: try row.text(0), format: try row.word(1, as: SourceFormat.self), size: row[2],
            modified: row[3], sha256: try row.text(4), encoding: try row.text(5), repaired: row[6],
            host: row.optionalText(7), site: row.optionalText(8),
            state: row.optionalText(9).map { .quarantined(reason: $0) } ?? .read, isRecord: row[10])
    }
}

// MARK: - Clusters, templates, boilerplate

extension Rows {
    static let clusterColumns =
        "id, representative, outlets, independent_sources, first_posted, last_posted, suspicion, size"

    static func add(_ cluster: Cluster, to row: Insertion) {
        row.add(cluster.id)
        row.add(cluster.representative)
        Lists.add(cluster.outlets, to: row)
        row.add(cluster.independentSources)
        row.add(cluster.firstPosted)
        row.add(cluster.lastPosted)
        row.add(cluster.suspicion)
        row.add(cluster.pieces.count)
    }

    /// A cluster without its pieces, which are rows of their own.
    static func cluster(_ row: StoredRow) throws -> Cluster {
        var cluster = Cluster(
            id: try row.text(0), representative: try row.text(1), pieces: [],
            outlets: try Lists.texts(row, 2), independentSources: row[3],
            firstPosted: try row.date(4), lastPosted: try row.date(5))
        cluster.suspicion = row.optionalText(6)
        return cluster
    }

    static let templateColumns = "id, frame, slots, pieces"

    static func add(_ template: Template, to row: Insertion) {
        row.add(template.id)
        row.add(template.frame)
        row.add(template.slots)
        Lists.add(template.pieces, to: row)
    }

    static func template(_ row: StoredRow) throws -> Template {
        Template(
            id: try row.text(0), pieces: try Lists.texts(row, 3),
            frame: try row.text(1), slots: row[2])
    }

    static let boilerplateColumns = "sha256, text, host, pieces"

    static func add(_ boilerplate: Boilerplate, to row: Insertion) {
        row.add(boilerplate.sha256)
        row.add(boilerplate.text)
        row.add(boilerplate.host)
        row.add(boilerplate.pieces)
    }

    static func boilerplate(_ row: StoredRow) throws -> Boilerplate {
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

    static func add(_ summary: RunSummary, to row: Insertion) {
        row.add(summary.started)
        row.add(summary.seconds)
        row.add(summary.sources)
        row.add(summary.sourcesRead)
        row.add(summary.quarantined)
        row.add(summary.bytes)
        row.add(summary.pieces)
        row.add(summary.matches)
        row.add(summary.clusters)
        row.add(summary.templates)
        row.add(summary.boilerplate)
        row.add(summary.republished)
        row.add(summary.translated)
        row.add(summary.cancelled)
    }

    static func summary(_ row: StoredRow) throws -> RunSummary {
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
