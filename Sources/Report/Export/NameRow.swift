/// A name that credits give, with the names that are spelled like it: `stemma export names`.
package struct NameRow: ExportRow, Hashable, Sendable {
    package enum Role: String, Sendable, Comparable {
        case person, outlet

        package static func < (one: Role, two: Role) -> Bool { one.rawValue < two.rawValue }
    }

    package var name: String
    package var role: Role
    /// The pieces that have it.
    package var pieces: Int
    /// Other spellings of it, in order.
    package var variants: [String]

    package init(name: String, role: Role, pieces: Int, variants: [String]) {
        self.name = name
        self.role = role
        self.pieces = pieces
        self.variants = variants
    }

    package static var exportKind: ExportKind { .names }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("name")
            json.value(name)
            json.key("role")
            json.value(role.rawValue)
            json.key("pieces")
            json.value(pieces)
            json.key("variants")
            json.value(variants)
        }
    }

    package static var columns: [String] { ["name", "role", "pieces", "variants"] }

    package func append(fieldsTo csv: inout CSVRow) {
        csv.add(name)
        csv.add(role.rawValue)
        csv.add(pieces)
        csv.add(variants)
    }
}
