package import Core
internal import Yams

/// The examples that stand beside the rules of a lexicon file: each is a line and what must be read
/// in it.
///
/// They are the tests of the rules, in the place where the rules are written: the built-in ones are
/// tried by the tests of the program, those of added files whenever the files are read.
package struct LexiconExamples: Sendable {
    /// A line for a rule.
    package struct Wording: Sendable {
        package var rule: String
        package var places: [CreditPattern.Place]
        package var line: String
        /// `role value`, sorted.
        package var credits: [String]
        fileprivate var mark: String
    }

    /// A date as a page writes it.
    package struct WrittenDate: Sendable {
        package var text: String
        package var iso: String
        fileprivate var mark: String
    }

    package private(set) var wordings: [Wording] = []
    package private(set) var dates: [WrittenDate] = []
    /// The rules that have no example.
    package private(set) var untried: [String] = []

    /// Those of the built-in files.
    package static func builtIn() throws -> LexiconExamples {
        var all = LexiconExamples()
        for file in LexiconLoader.builtInFiles { try all.add(file.text, file: file.name) }
        return all
    }

    package init() {}

    /// Adds those of a file that `LexiconLoader` has read.
    package mutating func add(_ text: String, file: String) throws {
        guard let root = try Yams.compose(yaml: text, .basic)?.mapping else { return }
        for (text, date) in root["dates"]?.mapping ?? [:] {
            guard let text = text.scalar?.string, let iso = date.scalar?.string else {
                throw LexiconLoader.problem(file, date, "dates maps what is written to ISO dates")
            }
            dates.append(WrittenDate(text: text, iso: iso, mark: Self.mark(file, date)))
        }
        for rule in root["credits"]?.sequence ?? [] {
            guard let rule = rule.mapping, let id = rule["id"]?.string else { continue }
            guard let given = rule["example"] else {
                untried.append(id)
                continue
            }
            let places = rule["at"]?.array(of: String.self).compactMap(
                CreditPattern.Place.init(rawValue:))
            for node in given.sequence.map(Array.init) ?? [given] {
                wordings.append(try Self.wording(node, id, places ?? [], file))
            }
        }
    }

    private static func wording(
        _ node: Node, _ rule: String, _ places: [CreditPattern.Place], _ file: String
    ) throws -> Wording {
        guard let mapping = node.mapping, let line = mapping["line"]?.scalar?.string else {
            throw LexiconLoader.problem(file, node, "\(rule): an example has a line")
        }
        var credits: [String] = []
        for (key, value) in mapping where key.string != "line" {
            guard let role = key.string.flatMap(CreditRole.init(rawValue:)) else {
                let known = CreditRole.allCases.map(\.rawValue).joined(separator: ", ")
                throw LexiconLoader.problem(
                    file, key,
                    "\(rule): an example has a line and \(known), not \(key.string ?? "?")")
            }
            let values = value.sequence.map(Array.init) ?? [value]
            credits += values.compactMap { $0.scalar?.string }.map { "\(role.rawValue) \($0)" }
        }
        return Wording(
            rule: rule, places: places, line: line, credits: credits.sorted(),
            mark: mark(file, node))
    }

    private static func mark(_ file: String, _ node: Node) -> String {
        node.mark.map { "\(file):\($0.line):\($0.column)" } ?? file
    }

    /// What is wrong with the examples, a sentence each; empty when every rule reads its lines.
    package func failures(with lexicon: Lexicon) -> [String] {
        if wordings.isEmpty, dates.isEmpty { return [] }
        let reader = CreditReader(lexicon: lexicon)
        var failures: [String] = []
        for example in wordings {
            for place in example.places {
                let trial = reader.tries(example.line, at: place)
                let read = trial.credits.map { "\($0.role.rawValue) \($0.value)" }.sorted()
                // Another rule may read it as well, such as that of a language that writes it alike.
                if read == example.credits,
                    trial.rule == example.rule || reader.fits(example.rule, example.line)
                {
                    continue
                }
                failures.append(
                    """
                    \(example.mark): \(example.rule): “\(example.line)” at the \(place.rawValue) is \
                    read by \(trial.rule ?? "no rule") as \(Self.list(read)), not as \
                    \(Self.list(example.credits))
                    """)
            }
        }
        for example in dates {
            let read = reader.date(example.text)?.description
            if read == example.iso { continue }
            failures.append(
                """
                \(example.mark): “\(example.text)” is read as \(read ?? "no date"), not as \
                \(example.iso)
                """)
        }
        return failures
    }

    private static func list(_ credits: [String]) -> String {
        credits.isEmpty ? "no credit" : credits.joined(separator: "; ")
    }
}
