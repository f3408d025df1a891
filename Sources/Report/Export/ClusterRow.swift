package import Core

extension Cluster: ExportRow {
    package static var exportKind: ExportKind { .clusters }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("cluster")
            json.value(id)
            json.key("representative")
            json.value(representative)
            json.key("size")
            json.value(pieces.count)
            json.key("pieces")
            json.value(pieces)
            json.key("outlets")
            json.value(outlets)
            json.key("independent_sources")
            json.value(independentSources)
            json.key("first_posted")
            json.value(firstPosted?.description)
            json.key("last_posted")
            json.value(lastPosted?.description)
        }
    }

    package static var columns: [String] {
        [
            "cluster", "representative", "size", "pieces", "outlets", "independent_sources",
            "first_posted", "last_posted",
        ]
    }

    package func append(fieldsTo csv: inout CSVRow) {
        csv.add(id)
        csv.add(representative)
        csv.add(pieces.count)
        csv.add(pieces)
        csv.add(outlets)
        csv.add(independentSources)
        csv.add(firstPosted?.description)
        csv.add(lastPosted?.description)
    }
}

extension Template: ExportRow {
    package static var exportKind: ExportKind { .templates }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("template")
            json.value(id)
            json.key("pieces")
            json.value(pieces)
            json.key("frame")
            json.value(frame)
            json.key("slots")
            json.value(slots)
        }
    }

    package static var columns: [String] { ["template", "pieces", "frame", "slots"] }

    package func append(fieldsTo csv: inout CSVRow) {
        csv.add(id)
        csv.add(pieces)
        csv.add(frame)
        csv.add(slots)
    }
}
