extension Configuration {
    /// `pipeline.yaml` as it stands at the top of the project: every setting with its default and
    /// what it means.
    package static var reference: String {
        var text = """
            # Settings of the pass: all that there are, with their defaults. What is left out has its
            # default; what is not known here is refused.

            """
        let defaults = Configuration()
        var open: [Substring] = []
        for setting in table.settings {
            let groups = setting.name.split(separator: ".").dropLast()
            let common = zip(open, groups).prefix { $0 == $1 }.count
            for (depth, group) in groups.enumerated().dropFirst(common) {
                if depth == 0 { text += "\n" }
                text +=
                    comment(depth == 0 ? Self.groups[String(group)] : nil, depth)
                    + line("\(group):", depth)
            }
            if groups.isEmpty { text += "\n" }
            open = Array(groups)
            let word = setting.name.split(separator: ".").last ?? ""
            text += comment(setting.comment, groups.count)
            text += line("\(word): \(setting.show(defaults))", groups.count)
        }
        return text
    }

    /// The settings that change what a pass finds, with their values.
    var shaping: [(name: String, value: String)] {
        Self.table.settings.filter(\.shapesContent).map { ($0.name, $0.show(self)) }
    }

    /// The same, one a line: its digest tells whether a store was made under the same settings.
    ///
    /// The files that it names count by their content, which is the caller's to add.
    package var shapingSettings: String {
        shaping.map { "\($0.name): \($0.value)\n" }.joined()
    }

    private static func line(_ text: String, _ depth: Int) -> String {
        String(repeating: "  ", count: depth) + text + "\n"
    }

    private static func comment(_ text: String?, _ depth: Int) -> String {
        guard let text, !text.isEmpty else { return "" }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line("# \($0)", depth) }.joined()
    }
}
