/// A kind of value that a setting can have: how it is read and checked, what is allowed, and how it
/// is written in the reference.
struct ValueKind<Value: Sendable>: Sendable {
    /// `a whole number from 1 to 9`: what stands after "must be".
    let allowed: String
    /// `1 to 9`, for kinds that are a range.
    var range: String?
    /// Reads the value of the setting `name`; reports what is wrong and gives nil then.
    let read: @Sendable (_ node: YAMLNode, _ name: String, _ problems: inout Problems) -> Value?
    /// The value as YAML on one line.
    let show: @Sendable (Value) -> String

    /// Says that a node has not what is allowed.
    static func refuse(
        _ node: YAMLNode, _ name: String, _ allowed: String, _ problems: inout Problems
    ) {
        problems.add("`\(name)` must be \(allowed), not \(node.what).", at: node)
    }

    /// A kind whose values are single words.
    static func scalar(
        _ allowed: String, read: @escaping @Sendable (_ text: String, _ isPlain: Bool) -> Value?,
        show: @escaping @Sendable (Value) -> String
    ) -> ValueKind {
        ValueKind(
            allowed: allowed,
            read: { node, name, problems in
                if case .scalar(let text, let isPlain) = node.value,
                    let value = read(text, isPlain)
                {
                    return value
                }
                refuse(node, name, allowed, &problems)
                return nil
            }, show: show)
    }
}

// MARK: - Words and numbers

extension ValueKind where Value == String {
    static func text(_ allowed: String) -> ValueKind {
        scalar(allowed) { text, _ in
            text.isEmpty ? nil : text
        } show: {
            quotedForYAML($0)
        }
    }

    static let path = text("a path")
}

extension ValueKind where Value == Bool {
    static let flag = scalar("true or false") { text, isPlain in
        isPlain ? ["true": true, "false": false][text] : nil
    } show: {
        "\($0)"
    }
}

extension ValueKind where Value == Int {
    static func integer(_ range: ClosedRange<Int>) -> ValueKind {
        let words = "\(range.lowerBound) to \(range.upperBound)"
        var kind = scalar("a whole number from \(words)") { text, isPlain in
            isPlain ? Int(text).flatMap { range.contains($0) ? $0 : nil } : nil
        } show: {
            "\($0)"
        }
        kind.range = words
        return kind
    }

    /// A number of bytes, written with its unit.
    static func size(_ range: ClosedRange<Int>) -> ValueKind {
        let (low, high) = (ByteSize.text(range.lowerBound), ByteSize.text(range.upperBound))
        var kind = scalar("a size from \(low) to \(high), such as `64 MiB`") { text, _ in
            ByteSize.bytes(text).flatMap { range.contains($0) ? $0 : nil }
        } show: {
            ByteSize.text($0)
        }
        kind.range = "\(low) to \(high)"
        return kind
    }
}

extension ValueKind where Value == Double {
    static func number(_ range: ClosedRange<Double>) -> ValueKind {
        let words = "\(range.lowerBound) to \(range.upperBound)"
        var kind = scalar("a number from \(words)") { text, isPlain in
            isPlain ? Double(text).flatMap { range.contains($0) ? $0 : nil } : nil
        } show: {
            "\($0)"
        }
        kind.range = words
        return kind
    }
}

extension ValueKind where Value: RawRepresentable<String> & CaseIterable {
    /// One of the words of an enumeration.
    static func choice(_ type: Value.Type = Value.self) -> ValueKind {
        let words = Value.allCases.map { "`\($0.rawValue)`" }
        return scalar("one of \(words.joined(separator: ", "))") { text, _ in
            Value(rawValue: text)
        } show: {
            $0.rawValue
        }
    }
}

extension ValueKind where Value == Width {
    static let width = scalar("`auto` or a whole number from 1 to \(Width.greatest)") { text, _ in
        if text == "auto" { return .auto }
        return Int(text).flatMap { (1...Width.greatest).contains($0) ? .workers($0) : nil }
    } show: { width in
        switch width {
        case .auto: "auto"
        case .workers(let count): "\(count)"
        }
    }
}

extension ValueKind where Value == String? {
    /// A path, or `false` for none.
    static let optionalPath = ValueKind(
        allowed: "a path, or `false` for none",
        read: { node, name, problems in
            switch node.value {
            case .null, .scalar("false", isPlain: true): return .some(nil)
            case .scalar("true", isPlain: true), .scalar("", _), .list, .mapping:
                refuse(node, name, "a path, or `false` for none", &problems)
                return nil
            case .scalar(let text, _): return .some(text)
            }
        }, show: { $0.map { quotedForYAML($0) } ?? "false" })

    /// The name of a field, or `false` for none.
    static let optionalField = ValueKind(
        allowed: "the name of a field, or `false` for none",
        read: { node, name, problems in
            switch node.value {
            case .null, .scalar("false", isPlain: true): return .some(nil)
            case .scalar("", _), .list, .mapping:
                refuse(node, name, "the name of a field, or `false` for none", &problems)
                return nil
            case .scalar(let text, _): return .some(text)
            }
        }, show: { $0.map { quotedForYAML($0) } ?? "false" })

    static func optionalText(_ allowed: String) -> ValueKind {
        scalar(allowed) { text, _ in
            text.isEmpty ? nil : .some(text)
        } show: {
            $0.map { quotedForYAML($0) } ?? "null"
        }
    }
}

// MARK: - Lists

extension ValueKind {
    /// A list with at least one element.
    static func filledList<Element>(of kind: ValueKind<Element>) -> ValueKind
    where Value == [Element] {
        let plain = ValueKind.list(of: kind)
        return ValueKind(
            allowed: plain.allowed,
            read: { node, name, problems in
                let value = plain.read(node, name, &problems)
                if value?.isEmpty ?? false, problems.list.isEmpty {
                    problems.add("`\(name)` must name at least one: \(plain.allowed).", at: node)
                    return nil
                }
                return value
            }, show: plain.show)
    }

    /// Any number of values, or one that stands for a list of one.
    static func list<Element>(of kind: ValueKind<Element>) -> ValueKind where Value == [Element] {
        ValueKind(
            allowed: "\(kind.allowed), or a list of such",
            read: { node, name, problems in
                switch node.value {
                case .null: return []
                case .list(let nodes):
                    return nodes.compactMap { kind.read($0, name, &problems) }
                case .scalar, .mapping:
                    return kind.read(node, name, &problems).map { [$0] }
                }
            },
            show: { "[" + $0.map(kind.show).joined(separator: ", ") + "]" })
    }
}

/// Words as YAML: quoted where a plain scalar would be read as something else.
func quotedForYAML(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "/"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
    let isWord = isPlain && text.utf8.first.map { $0 >= UInt8(ascii: "A") } == true
    let meansOther = ["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased())
    if isWord, !meansOther { return text }
    // Within single quotes only the quote itself is written in another way: twice.
    return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "''") + "'"
}
