internal import Yams

/// A value of a settings file, with its place.
///
/// Nothing outside this file knows the YAML library.
struct YAMLNode {
    struct Entry {
        var key: YAMLNode
        var value: YAMLNode
    }

    enum Value {
        case null
        /// `isPlain` is false for quoted words, which are never a number or a truth value.
        case scalar(String, isPlain: Bool)
        case list([YAMLNode])
        case mapping([Entry])
    }

    var value: Value
    /// 1-based.
    var line: Int
    var column: Int

    /// What the value is, as a message calls it.
    var what: String {
        switch value {
        case .null: "empty"
        case .scalar(let text, _): "`\(shown(text))`"
        case .list: "a list"
        case .mapping: "a group of settings"
        }
    }
}

extension YAMLNode {
    /// The most values that a settings file may have once its aliases are expanded.
    static let greatestCount = 100_000

    /// Reads one YAML document; nil when it is empty.
    ///
    /// The basic resolver takes every scalar for text, and what it means is told here: the other tries
    /// up to seven regular expressions on each key.
    static func read(_ text: String, file: String) throws(ConfigurationError) -> YAMLNode? {
        do {
            guard let root = try compose(yaml: text, .basic) else { return nil }
            var room = greatestCount
            return try YAMLNode(root, room: &room)
        } catch {
            throw ConfigurationError(problems: [problem(error, file: file)])
        }
    }

    private struct TooMany: Error {}

    private init(_ node: Node, room: inout Int) throws {
        room -= 1
        guard room >= 0 else { throw TooMany() }
        line = node.mark?.line ?? 1
        column = node.mark?.column ?? 1
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            let isNull = isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
            value = isNull ? .null : .scalar(scalar.string, isPlain: isPlain)
        case .sequence(let sequence):
            value = .list(try sequence.map { try YAMLNode($0, room: &room) })
        case .mapping(let mapping):
            value = .mapping(
                try mapping.map {
                    Entry(
                        key: try YAMLNode($0.key, room: &room),
                        value: try YAMLNode($0.value, room: &room))
                })
        case .alias:
            // The parser replaces every alias by what it stands for.
            value = .null
        }
    }

    /// Puts an error of the library into our form.
    private static func problem(_ error: any Error, file: String) -> ConfigurationProblem {
        func at(_ mark: Mark?, _ message: String) -> ConfigurationProblem {
            ConfigurationProblem(
                file: file, line: mark?.line, column: mark?.column, message: message)
        }
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let during = context.map { "\($0.text) " } ?? ""
            return at(mark, "this is not YAML: \(during)\(problem).")
        case YamlError.reader(let problem, _, _, _):
            return at(nil, "this is not YAML text: \(problem).")
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            let names = keys.sorted().map { "`\(shown($0))`" }.joined(separator: ", ")
            return at(context.mark, "\(names) is given more than once.")
        case is TooMany:
            return at(nil, "the file has more than \(greatestCount) values.")
        default:
            return at(nil, "this is not YAML: \(shown("\(error)")).")
        }
    }
}
