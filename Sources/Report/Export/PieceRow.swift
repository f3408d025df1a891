package import Core

extension Piece: ExportRow {
    package static var exportKind: ExportKind { .pieces }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("piece")
            json.value(id)
            json.key("source")
            json.value(source)
            json.key("format")
            json.value(format.rawValue)
            json.key("lines")
            json.value(lines)
            json.key("bytes")
            json.value(bytes)
            json.key("title")
            json.value(title)
            json.key("kind")
            json.value(kind.rawValue)
            json.key("language")
            json.value(language)
            json.key("host")
            json.value(host)
            json.key("url")
            json.value(url)
            json.key("posted")
            json.value(posted?.description)
            json.key("published")
            json.value(published?.description)
            json.key("captured")
            json.value(captured)
            json.key("outlets")
            json.array(outlets) { $1.write(to: &$0) }
            json.key("authors")
            json.value(authors)
            json.key("translators")
            json.value(translators)
            json.key("signatories")
            json.value(signatories)
            json.key("categories")
            json.value(categories)
            json.key("captions")
            json.value(captions)
            json.key("credits")
            json.array(credits) { $1.write(to: &$0) }
            json.key("words")
            json.value(words)
            json.key("paragraphs")
            json.value(paragraphs)
            json.key("sha256")
            json.value(sha256)
            if let rowID {
                json.key("id")
                json.value(rowID)
            }
        }
    }

    package static var columns: [String] {
        [
            "piece", "source", "format", "first_line", "last_line", "start_byte", "end_byte",
            "title", "kind", "language", "host", "url", "posted", "published", "captured",
            "outlets", "outlet_domains", "outlet_ids", "authors", "translators", "signatories",
            "categories", "captions", "credits", "words", "paragraphs", "sha256", "id",
        ]
    }

    package func append(fieldsTo csv: inout CSVRow) {
        csv.add(id)
        csv.add(source)
        csv.add(format.rawValue)
        csv.add(lines?.lowerBound)
        csv.add(lines?.upperBound)
        csv.add(bytes.lowerBound)
        csv.add(bytes.upperBound)
        csv.add(title)
        csv.add(kind.rawValue)
        csv.add(language)
        csv.add(host)
        csv.add(url)
        csv.add(posted?.description)
        csv.add(published?.description)
        csv.add(captured)
        csv.add(outlets.map(\.name))
        csv.add(outlets.compactMap(\.domain))
        csv.add(outlets.compactMap(\.id))
        csv.add(authors)
        csv.add(translators)
        csv.add(signatories)
        csv.add(categories)
        csv.add(captions)
        csv.add { json in json.array(credits) { $1.write(to: &$0) } }
        csv.add(words)
        csv.add(paragraphs)
        csv.add(sha256)
        csv.add(rowID)
    }
}

extension Outlet {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("name")
            json.value(name)
            json.key("domain")
            json.value(domain)
            json.key("id")
            json.value(id)
        }
    }
}

extension Credit {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("role")
            json.value(role.rawValue)
            json.key("value")
            json.value(value)
            json.key("line")
            json.value(line)
            json.key("chars")
            json.value(scalars)
            json.key("text")
            json.value(text)
            json.key("rule")
            json.value(rule)
            json.key("confidence")
            json.value(confidence)
        }
    }
}
