/// Named fields at the head of a WARC record or of an answer of a server.
struct WarcHeader {
    /// The first line: `WARC/1.1`, `HTTP/1.1 200 OK`.
    let first: String
    private var fields: [(name: String, value: String)] = []

    /// Most bytes of a header.
    static let limit = 64 << 10

    /// - Parameter bytes: the header without the blank line after it. Lines that are no field are
    ///   passed over.
    init(_ bytes: ArraySlice<UInt8>) {
        var lines = bytes.split(separator: 0x0A).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }[...]
        first = lines.popFirst() ?? ""
        for line in lines {
            // A line that begins with white space goes on with the field before it.
            if line.first == " " || line.first == "\t", !fields.isEmpty {
                fields[fields.count - 1].value += " " + Self.trimmed(line[...])
                continue
            }
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields.append(
                (
                    Self.trimmed(line[..<colon]).lowercased(),
                    Self.trimmed(line[line.index(after: colon)...])
                ))
        }
    }

    /// The first field of that name, which is asked for in small letters.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// What a field says before its parameters, in small letters: `text/html` of
    /// `Text/HTML; charset=utf-8`.
    func kind(_ name: String) -> String? {
        self[name].map { Self.trimmed($0.prefix { $0 != ";" }).lowercased() }
    }

    /// A parameter of a field.
    func parameter(_ parameter: String, of name: String) -> String? {
        guard let value = self[name] else { return nil }
        for part in value.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, Self.trimmed(pair[0]).lowercased() == parameter else { continue }
            let said = Self.trimmed(pair[1])
            return said.first == "\"" ? String(said.dropFirst().prefix { $0 != "\"" }) : said
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        var text = text.drop(while: blank)
        while let last = text.last, blank(last) { text.removeLast() }
        return String(text)
    }

    /// Where a header ends, and where what follows begins; nil when no blank line stands there.
    static func end(
        in bytes: borrowing Span<UInt8>, from start: Int, to end: Int
    ) -> (header: Int, after: Int)? {
        var at = start
        let last = min(end, start + limit)
        while at < last {
            if bytes[at] == 0x0A {
                if at + 1 < end, bytes[at + 1] == 0x0A { return (at + 1, at + 2) }
                if at + 2 < end, bytes[at + 1] == 0x0D, bytes[at + 2] == 0x0A {
                    return (at + 1, at + 3)
                }
            }
            at += 1
        }
        return nil
    }
}
