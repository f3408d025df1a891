/// One setting: its name, what it may be, where it goes, and the words that explain it.
///
/// The table of settings is the only place that knows a setting: reading, checking, suggestions and
/// the reference are all made from it.
struct Setting<Root: Sendable>: Sendable {
    /// Dotted, as `read.max_source_bytes`.
    let name: String
    /// For the reference; ends with the range of the values when they have one.
    let comment: String
    let isRequired: Bool
    /// Whether it changes what a pass finds, rather than how fast or where to.
    let shapesContent: Bool
    let allowed: String
    let read: @Sendable (YAMLNode, inout Root, inout Problems) -> Void
    /// The value as YAML on one line.
    let show: @Sendable (Root) -> String

    init<Value: Sendable>(
        _ name: String, _ key: any WritableKeyPath<Root, Value> & Sendable,
        _ kind: ValueKind<Value>,
        isRequired: Bool = false, shapesContent: Bool = false, _ comment: String = ""
    ) {
        self.name = name
        let period = comment.hasSuffix(".") ? "." : ""
        let range = kind.range.map { " (\($0))" } ?? ""
        self.comment = comment.isEmpty ? "" : comment.dropLast(period.count) + range + period
        self.isRequired = isRequired
        self.shapesContent = shapesContent
        allowed = kind.allowed
        read = { node, root, problems in
            if let value = kind.read(node, name, &problems) { root[keyPath: key] = value }
        }
        show = { kind.show($0[keyPath: key]) }
    }
}

/// The settings of a file, or of one entry of a list, in the order of the reference.
struct SettingTable<Root: Sendable>: Sendable {
    let settings: [Setting<Root>]

    init(_ settings: [Setting<Root>]) { self.settings = settings }

    /// Reads a group of settings over the defaults in `root`.
    func read(_ node: YAMLNode, into root: inout Root, _ problems: inout Problems) {
        var given: Set<String> = []
        read(node, group: "", into: &root, given: &given, &problems)
        for setting in settings where setting.isRequired && !given.contains(setting.name) {
            problems.add("`\(setting.name)` is missing: \(setting.allowed).", at: node)
        }
    }

    private func read(
        _ node: YAMLNode, group: String, into root: inout Root, given: inout Set<String>,
        _ problems: inout Problems
    ) {
        switch node.value {
        case .null: return
        case .scalar, .list:
            let what = group.isEmpty ? "This" : "`\(group.dropLast())`"
            problems.add(
                "\(what) must be a group of settings (\(names(group))), not \(node.what).",
                at: node)
        case .mapping(let entries):
            for entry in entries {
                let (key, value) = (entry.key, entry.value)
                guard case .scalar(let word, _) = key.value else {
                    problems.add("a setting's name must be a word, not \(key.what).", at: key)
                    continue
                }
                let name = group + word
                if let setting = settings.first(where: { $0.name == name }) {
                    given.insert(name)
                    setting.read(value, &root, &problems)
                } else if settings.contains(where: { $0.name.hasPrefix(name + ".") }) {
                    read(value, group: name + ".", into: &root, given: &given, &problems)
                } else {
                    problems.add(unknown(word, group: group), at: key)
                }
            }
        }
    }

    private func unknown(_ word: String, group: String) -> String {
        let message = "there is no setting `\(shown(group + word))`"
        if let near = NearestName.find(word, in: members(group)) {
            return "\(message); did you mean `\(near)`? Allowed here: \(names(group))."
        }
        // The right word in the wrong group.
        let elsewhere = settings.first {
            $0.name.split(separator: ".").last.map(String.init) == word
        }
        if let elsewhere {
            return "\(message); did you mean `\(elsewhere.name)`? Allowed here: \(names(group))."
        }
        return "\(message). Allowed here: \(names(group))."
    }

    /// The words that may stand in a group, in the order of the table.
    private func members(_ group: String) -> [String] {
        var members: [String] = []
        for setting in settings where setting.name.hasPrefix(group) {
            let word = String(setting.name.dropFirst(group.count).prefix { $0 != "." })
            if !members.contains(word) { members.append(word) }
        }
        return members
    }

    private func names(_ group: String) -> String {
        members(group).map { "`\($0)`" }.joined(separator: ", ")
    }
}

extension ValueKind {
    /// Entries of a list, each a group of settings of its own.
    static func entries<Entry>(
        _ allowed: String, of table: SettingTable<Entry>, empty: Entry
    ) -> ValueKind where Value == [Entry] {
        ValueKind(
            allowed: allowed,
            read: { node, name, problems in
                switch node.value {
                case .null: return []
                case .list(let nodes):
                    return nodes.map { node in
                        var entry = empty
                        guard case .mapping = node.value else {
                            refuse(node, name, allowed, &problems)
                            return entry
                        }
                        table.read(node, into: &entry, &problems)
                        return entry
                    }
                case .scalar, .mapping:
                    refuse(node, name, allowed, &problems)
                    return nil
                }
            },
            show: { entries in
                let shown = entries.map { entry in
                    "{"
                        + table.settings.map { "\($0.name): \($0.show(entry))" }
                        .joined(separator: ", ") + "}"
                }
                return "[" + shown.joined(separator: ", ") + "]"
            })
    }
}
