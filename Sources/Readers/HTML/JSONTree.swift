/// A JSON value as pages embed it.
indirect enum JSONTree: Sendable {
    case text(String)
    case number(String)
    case other
    case list([JSONTree])
    case object([(key: String, value: JSONTree)])

    /// Lists and objects within one another.
    static let deepest = 48

    subscript(key: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        // Of a key that stands twice the last counts, as in browsers.
        return members.last { $0.key == key }?.value
    }

    /// A string or a number as it is written.
    var string: String? {
        switch self {
        case .text(let text): text.isEmpty ? nil : text
        case .number(let number): number
        default: nil
        }
    }

    /// The items of a list; of anything else the value itself.
    var items: [JSONTree] {
        if case .list(let items) = self { return items }
        return [self]
    }

    /// Reads JSON as browsers' makers did not intend it, but pages have it: line ends within
    /// strings, commas before a closing bracket, a missing end.
    ///
    /// What stands before a fault is kept. O(bytes), and never deeper than `deepest`.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var reader = JSONReader(bytes: bytes)
        reader.skipSpace()
        guard let value = reader.value(depth: 0) else { return nil }
        self = value
    }
}

/// A place in JSON text; every read is behind a comparison with the end.
private struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0
    /// A fault was met: what is open is closed, and nothing more is read.
    var isBroken = false

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    mutating func skipSpace() {
        while let byte = peek {
            if byte > 0x20, byte != UInt8(ascii: ";") { return }
            at += 1
        }
    }

    mutating func value(depth: Int) -> JSONTree? {
        guard depth < JSONTree.deepest, let first = peek else {
            isBroken = true
            return nil
        }
        switch first {
        case UInt8(ascii: "\""): return .text(string())
        case UInt8(ascii: "["): return list(depth)
        case UInt8(ascii: "{"): return object(depth)
        default: return word()
        }
    }

    private mutating func list(_ depth: Int) -> JSONTree {
        var items: [JSONTree] = []
        parts(until: UInt8(ascii: "]")) { json, _ in
            guard let item = json.value(depth: depth + 1) else { return false }
            items.append(item)
            return true
        }
        return .list(items)
    }

    private mutating func object(_ depth: Int) -> JSONTree {
        var members: [(key: String, value: JSONTree)] = []
        parts(until: UInt8(ascii: "}")) { json, first in
            guard first == UInt8(ascii: "\"") else {
                json.isBroken = true
                return false
            }
            let key = json.string()
            json.skipSpace()
            guard json.peek == UInt8(ascii: ":") else {
                json.isBroken = true
                return false
            }
            json.at += 1
            json.skipSpace()
            guard let member = json.value(depth: depth + 1) else { return false }
            members.append((key, member))
            return true
        }
        return .object(members)
    }

    /// Goes through what stands between brackets.
    ///
    /// `take` is given the first byte of a part, and says whether to go on. Commas may be missing or
    /// stand twice.
    private mutating func parts(until close: UInt8, take: (inout Self, UInt8) -> Bool) {
        at += 1
        while !isBroken {
            skipSpace()
            guard let byte = peek else { break }
            if byte == close {
                at += 1
                break
            }
            if byte == UInt8(ascii: ",") {
                at += 1
                continue
            }
            guard take(&self, byte) else { break }
        }
    }

    private mutating func word() -> JSONTree? {
        let start = at
        while let byte = peek, byte > 0x20, !Self.ends.contains(byte) { at += 1 }
        guard at > start, let first = bytes[start...].first else {
            isBroken = true
            return nil
        }
        guard first == UInt8(ascii: "-") || (48...57).contains(first) else { return .other }
        return .number(String(decoding: bytes[start..<min(at, start + 64)], as: UTF8.self))
    }

    private static let ends = Array(",]}:\"[{".utf8)

    private mutating func string() -> String {
        at += 1
        var made: [UInt8] = []
        var start = at
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte == UInt8(ascii: "\\") else {
                at += 1
                continue
            }
            made += bytes[start..<at]
            at += 1
            escape(&made)
            start = at
        }
        made += bytes[start..<at]
        at = min(at + 1, bytes.count)
        return String(decoding: made, as: UTF8.self)
    }

    private mutating func escape(_ made: inout [UInt8]) {
        guard let byte = peek else { return }
        at += 1
        switch byte {
        case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"): made.append(0x20)
        case UInt8(ascii: "b"), UInt8(ascii: "f"): break
        case UInt8(ascii: "u"):
            guard var value = hexadecimal() else { return }
            if (0xD800..<0xDC00).contains(value), at + 1 < bytes.count,
                bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u")
            {
                at += 2
                guard let low = hexadecimal(), (0xDC00..<0xE000).contains(low) else { return }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            if let scalar = Unicode.Scalar(value), value != 0 {
                made.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        default: made.append(byte)
        }
    }

    private mutating func hexadecimal() -> UInt32? {
        guard at + 4 <= bytes.count else {
            at = bytes.count
            return nil
        }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }
}
