internal import Core
package import Report
package import Store

/// Writes the rows of a store in the fixed order of the exports, in batches.
package enum Exporting {
    /// Bytes that are gathered before they are handed on.
    private static let batch = 1 << 18

    /// Exports all rows of a kind; `write` takes a batch of bytes.
    ///
    /// - Throws: `StoreError`, and what `write` throws.
    package static func export(
        _ kind: ExportKind, _ format: ExportFormat, from snapshot: Snapshot,
        write: ([UInt8]) throws -> Void
    ) throws {
        var bytes: [UInt8] = []
        format.appendHeader(of: kind, to: &bytes)
        func add(_ row: some ExportRow) throws {
            format.append(row, to: &bytes)
            if bytes.count >= batch {
                try write(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        switch kind {
        case .pieces: try snapshot.eachPiece { try add($0) }
        case .matches: try snapshot.eachMatch { try add($0) }
        case .clusters: try snapshot.eachCluster { try add($0) }
        case .lineage: try snapshot.eachLineage { try add($0) }
        case .templates: try snapshot.eachTemplate { try add($0) }
        }
        try write(bytes)
    }
}
