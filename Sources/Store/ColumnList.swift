/// Lists as column values: JSON arrays (RFC 8259), so that `json_each` and people can read them.
///
/// Rows are written and read by the hundred thousand, which is why this small part of JSON is ours:
/// arrays, strings, numbers, `true`, `false` and `null`, without white space between them.
///
/// Unsafe memory: `bytes` has room for `capacity` bytes, of which `count` are written; whoever writes
/// asks for room before. Not `Sendable`: one insertion owns it.
final class ColumnListWriter {
    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0
    private var needsComma = false

    init() {
        capacity = 4096
        bytes = .allocate(capacity: capacity)
    }

    deinit { bytes.deallocate() }

    var text: String {
        String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        body(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    /// Begins anew, in the same memory.
    func clear() {
        count = 0
        needsComma = false
    }

    /// Begins another column behind what was written; gives where it begins.
    func begin() -> Int {
        needsComma = false
        return count
    }

    /// Text as it is, outside any list.
    func append(_ text: String) { withUTF8(text) { copy($0) } }

    func list(_ body: (ColumnListWriter) -> Void) {
        separate()
        append(UInt8(ascii: "["))
        needsComma = false
        body(self)
        append(UInt8(ascii: "]"))
        needsComma = true
    }

    func add(_ text: String?) {
        if let text { add(text) } else { null() }
    }

    func add(_ text: String) {
        separate()
        withUTF8(text) { text in
            reserve(text.count + 2)
            append(UInt8(ascii: "\""))
            if Self.isPlain(text) { copy(text) } else { append(escaped: text) }
            append(UInt8(ascii: "\""))
        }
    }

    func add(_ number: Int?) {
        guard let number else { return null() }
        separate()
        reserve(Self.longestNumber)
        if number < 0 { append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        var (end, digits) = (count, 1)
        var bound: UInt = 10
        while rest >= bound, digits < Self.longestNumber - 1 {
            digits += 1
            let (next, overflows) = bound.multipliedReportingOverflow(by: 10)
            if overflows { break }
            bound = next
        }
        end += digits
        count = end
        while digits > 0 {
            end -= 1
            digits -= 1
            bytes[end] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// The shortest digits that read back as the same number; what is not finite becomes null.
    func add(_ number: Double) {
        guard number.isFinite else { return null() }
        separate()
        append(number.description)
    }

    func add(_ texts: [String]) { add(texts) { $0.add($1) } }

    /// A list of what `write` adds for each element.
    ///
    /// The elements are looked at where they are: to take one out of its array counts a reference to
    /// each of its texts.
    func add<Element>(_ elements: [Element], _ write: (ColumnListWriter, Element) -> Void) {
        list { writer in
            elements.withUnsafeBufferPointer { elements in
                for place in elements.indices { write(writer, elements[place]) }
            }
        }
    }

    func add(_ range: Range<Int>) {
        add(range.lowerBound)
        add(range.upperBound)
    }

    func add(_ range: ClosedRange<Int>?) {
        add(range?.lowerBound)
        add(range?.upperBound)
    }
}

extension ColumnListWriter {
    /// Digits and sign of any `Int`.
    private static let longestNumber = 20

    @inline(__always)
    private func withUTF8(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        text.utf8Span.span.withUnsafeBufferPointer(body)
    }

    /// Whether no byte of a text needs an escape: a control character, a quotation mark or a
    /// backslash.
    ///
    /// May say no of a text that needs none.
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let (ones, high) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
        var place = 0
        let raw = UnsafeRawBufferPointer(text)
        while place &+ 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let quote = word ^ (ones &* 0x22)
            let backslash = word ^ (ones &* 0x5C)
            let found =
                (word &- ones &* 0x20) & ~word | (quote &- ones) & ~quote
                | (backslash &- ones) & ~backslash
            if found & high != 0 { return false }
            place &+= 8
        }
        return !text[place...].contains(where: isSpecial)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 32 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private func append(escaped text: UnsafeBufferPointer<UInt8>) {
        for byte in text {
            guard Self.isSpecial(byte) else {
                append(byte)
                continue
            }
            append(UInt8(ascii: "\\"))
            guard byte < 32 else {
                append(byte)
                continue
            }
            append("u00")
            append(Self.digits[Int(byte >> 4)])
            append(Self.digits[Int(byte & 15)])
        }
    }

    private func null() {
        separate()
        append("null")
    }

    private func separate() {
        if needsComma { append(UInt8(ascii: ",")) }
        needsComma = true
    }

    @inline(__always)
    private func append(_ byte: UInt8) {
        reserve(1)
        bytes[count] = byte
        count &+= 1
    }

    private func copy(_ text: UnsafeBufferPointer<UInt8>) {
        guard let start = text.baseAddress else { return }
        reserve(text.count)
        (bytes + count).update(from: start, count: text.count)
        count &+= text.count
    }

    @inline(__always)
    private func reserve(_ more: Int) {
        if more > capacity &- count { grow(more) }
    }

    @inline(never)
    private func grow(_ more: Int) {
        let larger = max(count + more, 2 * capacity)
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        memory.update(from: bytes, count: count)
        bytes.deallocate()
        (bytes, capacity) = (memory, larger)
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
