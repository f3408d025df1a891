package import Core

/// A cluster that may hold more than one text: `stemma export suspicious`.
package struct SuspicionRow: ExportRow {
    package var cluster: Cluster
    package var reason: String

    package init(cluster: Cluster, reason: String) {
        self.cluster = cluster
        self.reason = reason
    }

    package static var exportKind: ExportKind { .suspicious }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("cluster")
            json.value(cluster.id)
            json.key("representative")
            json.value(cluster.representative)
            json.key("size")
            json.value(cluster.pieces.count)
            json.key("reason")
            json.value(reason)
            json.key("pieces")
            json.value(cluster.pieces)
        }
    }

    package static var columns: [String] {
        ["cluster", "representative", "size", "reason", "pieces"]
    }

    package func append(fieldsTo csv: inout CSVRow) {
        csv.add(cluster.id)
        csv.add(cluster.representative)
        csv.add(cluster.pieces.count)
        csv.add(reason)
        csv.add(cluster.pieces)
    }
}

/// A source or a row that was not read, or not whole: `stemma export quarantine`.
package struct QuarantineRow: ExportRow {
    /// As `Source.path`, or `file#row`.
    package var source: String
    package var reason: String

    package init(source: String, reason: String) {
        self.source = source
        self.reason = reason
    }

    package static var exportKind: ExportKind { .quarantine }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("source")
            json.value(source)
            json.key("reason")
            json.value(reason)
        }
    }

    package static var columns: [String] { ["source", "reason"] }

    package func append(fieldsTo csv: inout CSVRow) {
        csv.add(source)
        csv.add(reason)
    }
}
