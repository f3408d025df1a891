/// Lists as column values: JSON arrays (RFC 8259), so that `json_each` and people can read them.
///
/// Rows are written and read by the hundred thousand, which is why this small part of JSON is ours:
/// arrays, strings, numbers, `true`, `false` and `null`, without white space between them.
struct ColumnListWriter {
    private var bytes: [UInt8] = []
    private var needsComma = false

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var count: Int { bytes.count }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes(body)
    }

    /// Begins anew, in the same memory.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// Begins another column behind what was written; gives where it begins.
    mutating func begin() -> Int {
        needsComma = false
        return bytes.count
    }

    /// Text as it is, outside any list.
    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    mutating func list(_ body: (inout ColumnListWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    mutating func add(_ text: String?) {
        guard var text else { return null() }
        separate()
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { append(escaped: $0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Most texts need no escape and are taken as one run.
    private mutating func append(escaped text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for place in text.indices {
            let byte = text[place]
            guard byte < 32 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<place]))
            start = place + 1
            bytes.append(UInt8(ascii: "\\"))
            guard byte < 32 else {
                bytes.append(byte)
                continue
            }
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(Self.digits[Int(byte >> 4)])
            bytes.append(Self.digits[Int(byte & 15)])
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    mutating func add(_ number: Int?) {
        guard let number else { return null() }
        separate()
        var digits = String(number)
        digits.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// The shortest digits that read back as the same number; what is not finite becomes null.
    mutating func add(_ number: Double) {
        guard number.isFinite else { return null() }
        separate()
        var digits = number.description
        digits.withUTF8 { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ texts: [String]) {
        list { for text in texts { $0.add(text) } }
    }

    mutating func add(_ range: Range<Int>) {
        add(range.lowerBound)
        add(range.upperBound)
    }

    mutating func add(_ range: ClosedRange<Int>?) {
        add(range?.lowerBound)
        add(range?.upperBound)
    }

    private mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private static let digits = Array("0123456789abcdef".utf8)
}

/// A value out of a list column.
enum ColumnValue: Equatable {
    case null
    case integer(Int)
    case number(Double)
    case text(String)
    case list([ColumnValue])
}

/// Reads what `ColumnListWriter` wrote; nil for anything else.
struct ColumnListReader {
    /// Lists nest three deep at most: a list of claims, a claim, its evidence.
    static let greatestDepth = 8

    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0

    /// The values of the list that `bytes` are; they are looked at during the call alone.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [ColumnValue]? {
        var reader = ColumnListReader(bytes: bytes)
        guard case .list(let values)? = reader.value(depth: 0), reader.place == reader.bytes.count
        else { return nil }
        return values
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func value(depth: Int) -> ColumnValue? {
        switch next {
        case UInt8(ascii: "["): return list(depth: depth)
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "n"):
            guard bytes[place...].starts(with: "null".utf8) else { return nil }
            place += 4
            return .null
        case .some: return number()
        case nil: return nil
        }
    }

    private mutating func list(depth: Int) -> ColumnValue? {
        guard depth < Self.greatestDepth else { return nil }
        place += 1
        var values: [ColumnValue] = []
        if next == UInt8(ascii: "]") {
            place += 1
            return .list(values)
        }
        while let value = value(depth: depth + 1) {
            values.append(value)
            defer { place += 1 }
            switch next {
            case UInt8(ascii: ","): continue
            case UInt8(ascii: "]"): return .list(values)
            default: return nil
            }
        }
        return nil
    }

    private mutating func string() -> String? {
        place += 1
        let start = place
        // Most strings need no unescaping and are taken as one slice.
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { place += 1 }
        if next == UInt8(ascii: "\"") {
            defer { place += 1 }
            return String(decoding: bytes[start..<place], as: UTF8.self)
        }
        var text = Array(bytes[start..<place])
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = escape() else { return nil }
                text.append(escaped)
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> UInt8? {
        defer { place += 1 }
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return next
        case UInt8(ascii: "u"):
            guard place + 4 < bytes.count else { return nil }
            let digits = String(decoding: bytes[place + 1...place + 4], as: UTF8.self)
            place += 4
            return UInt8(digits, radix: 16)
        default: return nil
        }
    }

    private mutating func number() -> ColumnValue? {
        let start = place
        while let byte = next, byte != UInt8(ascii: ","), byte != UInt8(ascii: "]") { place += 1 }
        if let integer = integer(bytes[start..<place]) { return .integer(integer) }
        let digits = String(decoding: bytes[start..<place], as: UTF8.self)
        if let integer = Int(digits) { return .integer(integer) }
        return Double(digits).map { .number($0) }
    }

    /// Most numbers are a few digits; nil for others.
    private func integer(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard (1...15).contains(digits.count) else { return nil }
        var number = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 48)
        }
        return number
    }
}
