package import Core

extension Lineage: ExportRow {
    package static var exportKind: ExportKind { .lineage }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("piece")
            json.value(piece)
            json.key("chain")
            json.array(chain) { $1.write(to: &$0) }
            json.key("derived_from")
            json.array(derivedFrom) { $1.write(to: &$0) }
            json.key("order")
            json.value(orderKnown ? "known" : "unknown")
        }
    }

    package static var columns: [String] { ["piece", "origin", "chain", "derived_from", "order"] }

    package func append(fieldsTo csv: inout CSVRow) {
        csv.add(piece)
        csv.add(chain.first { $0.role == .original }?.outlet)
        csv.add { json in json.array(chain) { $1.write(to: &$0) } }
        csv.add { json in json.array(derivedFrom) { $1.write(to: &$0) } }
        csv.add(orderKnown ? "known" : "unknown")
    }
}

extension LineageStep {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("role")
            json.value(role.rawValue)
            json.key("outlet")
            json.value(outlet)
            json.key("piece")
            json.value(piece)
            json.key("evidence")
            json.value(evidence)
        }
    }
}

extension Derivation {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("piece")
            json.value(piece)
            json.key("outlet")
            json.value(outlet)
            json.key("how")
            json.value(how.rawValue)
            json.key("state")
            json.value(state.rawValue)
            json.key("confidence")
            json.value(confidence)
            json.key("evidence")
            json.value(evidence)
            json.key("against")
            json.value(against)
        }
    }
}
