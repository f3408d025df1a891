/// A known outlet: its identifier, its name, and what else it is called.
package struct OutletEntry: Hashable, Sendable {
    package var id = ""
    package var name = ""
    package var aliases: [String] = []
    package var domains: [String] = []

    package init(id: String = "", name: String = "", aliases: [String] = [], domains: [String] = [])
    {
        self.id = id
        self.name = name
        self.aliases = aliases
        self.domains = domains
    }
}

/// Reads `outlets.yaml`: a list of outlets.
package enum OutletFile {
    /// The name under which a corpus folder may hold a list of its own.
    package static let name = "outlets.yaml"

    static let table = SettingTable<OutletEntry>([
        Setting("id", \.id, .text("a short word for the outlet, such as `bbc`"), isRequired: true),
        Setting("name", \.name, .text("the outlet's name"), isRequired: true),
        Setting("aliases", \.aliases, .list(of: .text("another name of the outlet"))),
        Setting("domains", \.domains, .list(of: .text("a domain, such as `news.example`"))),
    ])

    /// Outlets that are known without a list: large newspapers, agencies and broadcasters.
    ///
    /// - Throws: `ConfigurationError` when the built-in list is malformed.
    package static func builtIn() throws(ConfigurationError) -> [OutletEntry] {
        try read(
            yaml: String(decoding: PackageResources.outlets_yaml, as: UTF8.self),
            file: "built-in outlets.yaml")
    }

    /// The outlets of a file.
    ///
    /// - Throws: `ConfigurationError` with everything that is wrong with the file.
    package static func load(_ file: String) throws(ConfigurationError) -> [OutletEntry] {
        try read(yaml: try SettingsFile.text(file), file: file)
    }

    /// The outlets of a text.
    ///
    /// Names, aliases and domains each belong to one outlet only, whatever their case.
    package static func read(
        yaml text: String, file: String
    ) throws(ConfigurationError) -> [OutletEntry] {
        guard let root = try YAMLNode.read(text, file: file) else { return [] }
        var problems = Problems(file: file)
        var outlets: [OutletEntry] = []
        var owners = Owners()
        switch root.value {
        case .list(let nodes):
            for node in nodes {
                guard case .mapping(let entries) = node.value else {
                    problems.add(
                        "an outlet must be a group of `id`, `name`, `aliases` and `domains`, not"
                            + " \(node.what).", at: node)
                    continue
                }
                var outlet = OutletEntry()
                table.read(node, into: &outlet, &problems)
                owners.check(outlet, entries, &problems)
                outlets.append(outlet)
            }
        case .null: break
        case .scalar, .mapping:
            problems.add("the file must be a list of outlets, not \(root.what).", at: root)
        }
        try problems.check()
        return outlets
    }
}

/// Which outlet a name was first given to.
private struct Owners {
    private var ids: [String: Int] = [:]
    private var names: [String: (id: String, line: Int)] = [:]
    private var domains: [String: (id: String, line: Int)] = [:]

    mutating func check(
        _ outlet: OutletEntry, _ entries: [YAMLNode.Entry],
        _ problems: inout Problems
    ) {
        for entry in entries {
            guard case .scalar(let field, _) = entry.key.value else { continue }
            let words: [YAMLNode] =
                if case .list(let nodes) = entry.value.value { nodes } else { [entry.value] }
            for node in words {
                guard case .scalar(let word, _) = node.value else { continue }
                switch field {
                case "id":
                    if let line = ids[word] {
                        problems.add(
                            "the outlet `\(shown(word))` is listed already, in line \(line).",
                            at: node)
                    } else {
                        ids[word] = node.line
                    }
                case "name", "aliases": Self.take(word, for: outlet, node, &names, &problems)
                case "domains": Self.take(word, for: outlet, node, &domains, &problems)
                default: break
                }
            }
        }
    }

    private static func take(
        _ word: String, for outlet: OutletEntry, _ node: YAMLNode,
        _ owners: inout [String: (id: String, line: Int)], _ problems: inout Problems
    ) {
        let key = word.lowercased()
        if let owner = owners[key] {
            problems.add(
                "`\(shown(word))` belongs to `\(shown(owner.id))` already, in line \(owner.line).",
                at: node)
        } else {
            owners[key] = (outlet.id, node.line)
        }
    }
}
