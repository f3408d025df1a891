package import Core

/// A claim that a run changed, as it was before: `stemma export changes`.
package struct ChangeRow: ExportRow {
    package var run: Int
    package var former: Lineage
    package var cause: String

    package init(run: Int, former: Lineage, cause: String) {
        self.run = run
        self.former = former
        self.cause = cause
    }

    package static var exportKind: ExportKind { .changes }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("run")
            json.value(run)
            json.key("piece")
            json.value(former.piece)
            json.key("cause")
            json.value(cause)
            json.key("former")
            former.write(to: &json)
        }
    }

    package static var columns: [String] { ["run", "piece", "cause", "former"] }

    package func append(fieldsTo csv: inout CSVRow) {
        csv.add(run)
        csv.add(former.piece)
        csv.add(cause)
        csv.add { former.write(to: &$0) }
    }
}
