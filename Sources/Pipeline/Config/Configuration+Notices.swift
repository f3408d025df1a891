extension Configuration {
    /// The settings of what a pass tells: none of them shapes what it finds.
    static let notices: [Setting<Configuration>] = [
        Setting(
            "log", \.notices.log, .log,
            """
            Where each pass adds a line, and one for each quarantined source (JSON Lines): auto for
            runs.log in the store folder, a path, or false for nowhere.
            """),
        Setting(
            "log_max_bytes", \.notices.logMaxBytes, .size((1 << 12)...(1 << 40)),
            "A larger log is renamed to runs.log.1, and so on up to 4, and a new one begun."),
        Setting(
            "metrics", \.notices.metrics, .optionalPath,
            "A file for the textfile collector of Prometheus, such as metrics/stemma.prom; or false."
        ),
        Setting(
            "hook", \.notices.hook, .list(of: .text("a word of a command")),
            """
            A command that is run after each pass, as a list of a program and its arguments; no shell
            reads it. It gets the summary of the pass as JSON on standard input.
            """),
        Setting(
            "hook_seconds", \.notices.hookSeconds, .integer(1...86_400),
            "Seconds after which the hook is stopped."),
        Setting(
            "watch.outlets", \.watch.outlets, .list(of: .text("the name or domain of an outlet")),
            "Names or domains, as credits and hosts have them."),
        Setting(
            "watch.pieces", \.watch.pieces, .list(of: .pieceName),
            "Identifiers, or at least their first 4 digits."),
        Setting(
            "watch.phrases", \.watch.phrases, .list(of: .text("a phrase")),
            "Words in a row; case and the punctuation between them do not matter."),
        Setting(
            "alarm.change", \.alarm.change, .number(0.05...100),
            "Pieces per source differ from the mean of earlier passes by this share of it."),
        Setting(
            "alarm.quarantined", \.alarm.quarantined, .number(0.01...1),
            "The share of quarantined sources exceeds the mean of earlier passes by this."),
        Setting(
            "alarm.passes", \.alarm.passes, .integer(1...100),
            "Least number of earlier passes to compare with."),
    ]
}

extension ValueKind where Value == NoticeOptions.Log {
    /// A path, `auto` for the store folder, or `false` for none.
    static let log: ValueKind = {
        let allowed = "`auto`, a path, or `false` for none"
        return ValueKind(
            allowed: allowed,
            read: { node, name, problems in
                switch node.value {
                case .null, .scalar("false", isPlain: true): return NoticeOptions.Log.none
                case .scalar("auto", isPlain: true): return .beside
                case .scalar("true", isPlain: true), .scalar("", _), .list, .mapping:
                    refuse(node, name, allowed, &problems)
                    return nil
                case .scalar(let text, _): return .file(text)
                }
            },
            show: { log in
                switch log {
                case .beside: "auto"
                case .file(let path): quotedForYAML(path)
                case .none: "false"
                }
            })
    }()
}

extension ValueKind where Value == String {
    /// The first digits of an identifier, at least four.
    static let pieceName = scalar("the identifier of a piece, or its first 4 digits or more") {
        text, _ in
        let name = text.lowercased()
        let isHexadecimal = name.utf8.allSatisfy {
            (48...57).contains($0) || (97...102).contains($0)
        }
        return isHexadecimal && (4...64).contains(name.utf8.count) ? name : nil
    } show: {
        // Digits alone would be read as a number.
        "'\($0)'"
    }
}
