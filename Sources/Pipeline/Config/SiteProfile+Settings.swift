extension SiteProfile {
    static let table = SettingTable<SiteProfile>([
        Setting(
            "host", \.host, .text("the site's host, such as `news.example`"), isRequired: true),
        Setting("name", \.name, .optionalText("the site's name as its pages print it")),
        Setting(
            "match", \.match, .list(of: .pathPattern), isRequired: true),
        Setting("chrome", \.chrome, .list(of: .linePattern)),
        Setting("separator", \.separator, .optionalLinePattern),
        Setting("date", \.date, .choice()),
    ])
}

extension ValueKind where Value == PathPattern {
    static let pathPattern = scalar("a pattern of paths, such as `captures/news-*.txt`") {
        text, _ in
        text.isEmpty ? nil : PathPattern(text)
    } show: {
        quotedForYAML($0.text)
    }
}

extension ValueKind where Value == LinePattern {
    private static let form = "`starts: words`, `equals: words` or `contains: words`"

    static let linePattern = ValueKind(
        allowed: form,
        read: { node, name, problems in
            guard case .mapping(let entries) = node.value, entries.count == 1,
                case .scalar(let how, _) = entries[0].key.value,
                case .scalar(let words, _) = entries[0].value.value, !words.isEmpty
            else {
                refuse(node, name, form, &problems)
                return nil
            }
            switch how {
            case "starts": return .starts(words)
            case "equals": return .equals(words)
            case "contains": return .contains(words)
            default:
                let near = NearestName.find(how, in: ["starts", "equals", "contains"])
                let hint = near.map { "; did you mean `\($0)`?" } ?? "."
                problems.add("`\(name)` must be \(form), not `\(shown(how))`\(hint)", at: node)
                return nil
            }
        },
        show: { pattern in
            switch pattern {
            case .starts(let words): "{starts: \(quotedForYAML(words))}"
            case .equals(let words): "{equals: \(quotedForYAML(words))}"
            case .contains(let words): "{contains: \(quotedForYAML(words))}"
            }
        })
}

extension ValueKind where Value == LinePattern? {
    static let optionalLinePattern = ValueKind(
        allowed: ValueKind<LinePattern>.linePattern.allowed,
        read: { ValueKind<LinePattern>.linePattern.read($0, $1, &$2).map { .some($0) } },
        show: { $0.map(ValueKind<LinePattern>.linePattern.show) ?? "null" })
}
