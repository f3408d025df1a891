import Core

/// What can be exported: one table of the catalog, one row a value; `names` are those that
/// credits give; `changes` are claims that runs changed; `keep` and `drop` are the pieces of which
/// one copy of each text is made; `gone` are files that are no longer in the corpus.
package enum ExportKind: String, Sendable, CaseIterable {
    case pieces, matches, clusters, lineage, templates, texts, names, changes, keep, drop,
        suspicious, quarantine, gone

    /// Whether its rows know in which run they came.
    package var knowsRuns: Bool {
        switch self {
        case .pieces, .matches, .texts, .changes, .gone: true
        case .clusters, .lineage, .templates, .names, .keep, .drop, .suspicious, .quarantine: false
        }
    }
}

/// How the rows of an export are written.
package enum ExportFormat: String, Sendable, CaseIterable {
    /// One JSON object a line (JSON Lines), UTF-8, keys in the order of the export contract.
    case jsonl
    /// RFC 4180 with a header row, lines ended by CR LF; what is nested stands as compact JSON.
    case csv
}

/// A value that is one row of an export.
package protocol ExportRow {
    static var exportKind: ExportKind { get }
    /// The names of the columns, in the order in which `append(fieldsTo:)` adds them.
    static var columns: [String] { get }
    /// Writes the row as one JSON object.
    func write(to json: inout JSONWriter)
    /// Adds one field for each of `columns`.
    func append(fieldsTo csv: inout CSVRow)
}

extension ExportFormat {
    /// Appends what stands before the first row: nothing, or the header row of a CSV file.
    package func appendHeader<Row: ExportRow>(of _: Row.Type, to buffer: inout [UInt8]) {
        guard self == .csv else { return }
        var row = CSVRow()
        for column in Row.columns { row.add(column) }
        row.finish(to: &buffer)
    }

    /// Appends what stands before the first row of the kind.
    package func appendHeader(of kind: ExportKind, to buffer: inout [UInt8]) {
        switch kind {
        case .pieces: appendHeader(of: Piece.self, to: &buffer)
        case .matches: appendHeader(of: Match.self, to: &buffer)
        case .clusters: appendHeader(of: Cluster.self, to: &buffer)
        case .lineage: appendHeader(of: Lineage.self, to: &buffer)
        case .templates: appendHeader(of: Template.self, to: &buffer)
        case .texts: appendHeader(of: TextRow.self, to: &buffer)
        case .names: appendHeader(of: NameRow.self, to: &buffer)
        case .changes: appendHeader(of: ChangeRow.self, to: &buffer)
        case .keep: appendHeader(of: KeptPiece.self, to: &buffer)
        case .drop: appendHeader(of: DroppedPiece.self, to: &buffer)
        case .suspicious: appendHeader(of: SuspicionRow.self, to: &buffer)
        case .quarantine: appendHeader(of: QuarantineRow.self, to: &buffer)
        case .gone: appendHeader(of: GoneRow.self, to: &buffer)
        }
    }

    /// Appends one row with its line end, so that the caller can stream an export of any length
    /// through a buffer of its own.
    ///
    /// - Complexity: O(bytes of the row).
    package func append<Row: ExportRow>(_ value: Row, to buffer: inout [UInt8]) {
        switch self {
        case .jsonl:
            JSONWriter.append(to: &buffer) { value.write(to: &$0) }
            buffer.append(UInt8(ascii: "\n"))
        case .csv:
            var row = CSVRow()
            value.append(fieldsTo: &row)
            row.finish(to: &buffer)
        }
    }
}
