/// One thing that is wrong with a settings file, with its place.
package struct ConfigurationProblem: Hashable, Sendable {
    package var file: String
    /// 1-based; nil when the file as a whole is meant.
    package var line: Int?
    /// 1-based, in Unicode scalars.
    package var column: Int?
    package var message: String
}

extension ConfigurationProblem: CustomStringConvertible {
    package var description: String {
        guard let line, let column else { return "\(file): \(message)" }
        return "\(file):\(line):\(column): \(message)"
    }
}

/// Everything that is wrong with a settings file, in the order of its lines.
package struct ConfigurationError: Error, Hashable, Sendable {
    package var problems: [ConfigurationProblem]
}

extension ConfigurationError: CustomStringConvertible {
    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}

/// Collects the problems of one file while it is read.
struct Problems {
    let file: String
    private(set) var list: [ConfigurationProblem] = []

    init(file: String) { self.file = file }

    mutating func add(_ message: String, at node: YAMLNode) {
        list.append(
            ConfigurationProblem(
                file: file, line: node.line, column: node.column, message: message))
    }

    /// Throws what was collected, if anything was.
    func check() throws(ConfigurationError) {
        guard !list.isEmpty else { return }
        let inOrder = list.enumerated().sorted { one, other in
            let (a, b) = (one.element, other.element)
            return (a.line ?? 0, a.column ?? 0, one.offset)
                < (b.line ?? 0, b.column ?? 0, other.offset)
        }
        throw ConfigurationError(problems: inOrder.map(\.element))
    }
}

/// Words of a file as a message shows them: on one line, without control characters, not longer
/// than a reader needs.
func shown(_ text: String) -> String {
    var words = ""
    for scalar in text.unicodeScalars.prefix(60) {
        let isHarmless = scalar.properties.isEmojiPresentation || !isControl(scalar)
        words.unicodeScalars.append(isHarmless ? scalar : "\u{FFFD}")
    }
    return text.unicodeScalars.count > 60 ? words + "…" : words
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
}
