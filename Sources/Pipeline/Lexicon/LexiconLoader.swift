internal import Yams
package import Core

/// Reads the lexicon files: those built in, and those that a configuration adds.
package enum LexiconLoader {
    package struct Problem: Error, CustomStringConvertible {
        package let description: String
    }

    /// Names and texts of the lexicons that are built in.
    ///
    /// English first: its general wordings are tried before those of other languages.
    static let builtInFiles: [(name: String, text: String)] = [
        ("en.yaml", PackageResources.en_yaml), ("ar.yaml", PackageResources.ar_yaml),
        ("de.yaml", PackageResources.de_yaml), ("es.yaml", PackageResources.es_yaml),
        ("fa.yaml", PackageResources.fa_yaml), ("fr.yaml", PackageResources.fr_yaml),
        ("it.yaml", PackageResources.it_yaml), ("sq.yaml", PackageResources.sq_yaml),
        ("sr.yaml", PackageResources.sr_yaml), ("tr.yaml", PackageResources.tr_yaml),
    ].map { ($0.0, String(decoding: $0.1, as: UTF8.self)) }

    /// All that is built in, to tell whether a store was made with the same words and outlets.
    static var builtInText: String {
        builtInFiles.map(\.text).joined()
            + String(decoding: PackageResources.outlets_yaml, as: UTF8.self)
    }

    /// The lexicons that are built in, one file for each language.
    package static func builtIn() throws -> Lexicon {
        var lexicon = Lexicon()
        for file in builtInFiles {
            try add(withoutExamples(file.text), file: file.name, to: &lexicon)
        }
        return lexicon
    }

    /// Half of the text is examples, which only the tests read: each stands on a line of its own.
    private static func withoutExamples(_ text: String) -> String {
        let starts = ["    example:", "      - {line:"].map { Array($0.utf8) }
        var kept: [UInt8] = []
        kept.reserveCapacity(text.utf8.count)
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
            let line = rest[..<end]
            if line.first != 0x20 || !starts.contains(where: { line.starts(with: $0) }) {
                kept += line
            }
            rest = rest[end...]
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// Adds one file.
    ///
    /// Unknown keys, values of another type and patterns that do not parse are refused with the
    /// place where they stand.
    package static func add(_ text: String, file: String, to lexicon: inout Lexicon) throws {
        let node: Node
        do {
            guard let root = try Yams.compose(yaml: text, .basic) else { return }
            node = root
        } catch {
            throw Problem(description: "\(file): \(error)")
        }
        guard case .mapping(let mapping) = node else {
            throw Problem(description: "\(file):1:1: a lexicon is a mapping of keys to lists")
        }
        for (key, value) in mapping {
            let name = key.string ?? ""
            switch name {
            case "language":
                continue
            case "months", "solar_hijri_months", "lunar_hijri_months":
                guard case .mapping(let months) = value else {
                    throw problem(file, value, "\(name) is a mapping of names to numbers")
                }
                for (month, number) in months {
                    guard let text = month.string, let number = number.int,
                        (1...12).contains(number)
                    else {
                        throw problem(file, month, "a month is a name and a number from 1 to 12")
                    }
                    lexicon.add(
                        month: text,
                        Lexicon.Month(
                            number: number,
                            calendar: name == "months"
                                ? .gregorian
                                : name == "solar_hijri_months" ? .solarHijri : .lunarHijri))
                }
            case "dates":
                // Examples, tried by `LexiconExamples`.
                continue
            case "same_names":
                guard case .sequence(let names) = value else {
                    throw problem(file, value, "same_names is a list of lists of names")
                }
                for name in names { lexicon.add(sameNames: try strings(name, file, "a name")) }
            case "credits":
                guard case .sequence(let patterns) = value else {
                    throw problem(file, value, "credits is a list")
                }
                for pattern in patterns { lexicon.add(try credit(pattern, file)) }
            default:
                guard let list = Lexicon.List(key: name) else {
                    throw problem(
                        file, key,
                        "no such key: \(name). Keys are language, months, solar_hijri_months, lunar_hijri_months, dates, same_names, credits, \(Lexicon.List.allCases.map(\.key).joined(separator: ", "))"
                    )
                }
                lexicon.add(try strings(value, file, name), to: list)
            }
        }
    }

    private static func strings(_ node: Node, _ file: String, _ name: String) throws -> [String] {
        guard case .sequence(let items) = node else {
            throw problem(file, node, "\(name) is a list of words")
        }
        return try items.flatMap { item -> [String] in
            if case .sequence = item { return try strings(item, file, name) }
            guard case .scalar(let scalar) = item else {
                throw problem(file, item, "\(name) is a list of words")
            }
            return [scalar.string]
        }
    }

    private static func credit(_ node: Node, _ file: String) throws -> CreditPattern {
        guard case .mapping(let mapping) = node, let id = mapping["id"]?.string,
            let pattern = mapping["pattern"]?.string,
            let at = mapping["at"]?.array(of: String.self)
        else { throw problem(file, node, "a credit has id, at and pattern") }
        for (key, _) in mapping
        where !["id", "pattern", "at", "confidence", "example"].contains(key.string ?? "") {
            throw problem(
                file, key,
                "a credit has id, at, pattern, confidence and example, not \(key.string ?? "?")")
        }
        var places: [CreditPattern.Place] = []
        for name in at {
            guard let place = CreditPattern.Place(rawValue: name) else {
                throw problem(
                    file, node,
                    "no place \(name); places are \(CreditPattern.Place.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            places.append(place)
        }
        do {
            return try CreditPattern(
                id: id, places: places, pattern: pattern,
                confidence: mapping["confidence"]?.float ?? 0.97)
        } catch let error as CreditPattern.Malformed {
            throw problem(file, node, "\(id): \(error.description)")
        }
    }

    static func problem(_ file: String, _ node: Node, _ message: String) -> Problem {
        let mark = node.mark.map { "\($0.line):\($0.column)" } ?? "1:1"
        return Problem(description: "\(file):\(mark): \(message)")
    }
}
