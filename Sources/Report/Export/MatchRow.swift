package import Core

extension Match: ExportRow {
    package static var exportKind: ExportKind { .matches }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("a")
            json.value(a)
            json.key("b")
            json.value(b)
            json.key("relation")
            json.value(relation.rawValue)
            json.key("resemblance")
            json.value(resemblance)
            json.key("containment_a")
            json.value(containmentA)
            json.key("containment_b")
            json.value(containmentB)
            json.key("passages")
            json.array(passages) { $1.write(to: &$0) }
            json.key("direction")
            json.value(direction.rawValue)
            json.key("recapture")
            json.value(recapture)
            json.key("evidence")
            json.value(evidence)
        }
    }

    package static var columns: [String] {
        [
            "a", "b", "relation", "resemblance", "containment_a", "containment_b", "passages",
            "passage_count", "passage_words", "direction", "recapture", "evidence",
        ]
    }

    package func append(fieldsTo csv: inout CSVRow) {
        csv.add(a)
        csv.add(b)
        csv.add(relation.rawValue)
        csv.add(resemblance)
        csv.add(containmentA)
        csv.add(containmentB)
        csv.add { json in json.array(passages) { $1.write(to: &$0) } }
        csv.add(passages.count)
        csv.add(passages.reduce(0) { $0 + $1.words })
        csv.add(direction.rawValue)
        csv.add(recapture)
        csv.add(evidence)
    }
}

extension Passage {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("a_lines")
            json.value(aLines)
            json.key("b_lines")
            json.value(bLines)
            json.key("a_bytes")
            json.value(aBytes)
            json.key("b_bytes")
            json.value(bBytes)
            json.key("words")
            json.value(words)
            json.key("identical")
            json.value(identical)
        }
    }
}
