/// Writes compact JSON (RFC 8259) to a byte buffer, in the order in which it is told to.
///
/// Text stays UTF-8; only quotation marks, backslashes and control characters are escaped. Numbers
/// have at most six decimals, so that the same value is the same bytes everywhere.
package struct JSONWriter {
    private var bytes: [UInt8]
    private var needsComma = false

    /// Appends what `body` writes to `buffer`, without copying the buffer.
    package static func append(to buffer: inout [UInt8], _ body: (inout JSONWriter) -> Void) {
        var writer = JSONWriter(bytes: [])
        swap(&writer.bytes, &buffer)
        body(&writer)
        swap(&writer.bytes, &buffer)
    }

    /// The JSON that `body` writes, as text.
    package static func text(_ body: (inout JSONWriter) -> Void) -> String {
        var buffer: [UInt8] = []
        append(to: &buffer, body)
        return String(decoding: buffer, as: UTF8.self)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    // MARK: Structure

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        enclosed(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    package mutating func array<Values: Sequence>(
        _ values: Values, _ each: (inout JSONWriter, Values.Element) -> Void
    ) {
        enclosed(UInt8(ascii: "["), UInt8(ascii: "]")) { writer in
            for value in values { each(&writer, value) }
        }
    }

    /// Writes a key; the next value written is its value.
    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    private mutating func enclosed(
        _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void
    ) {
        separate()
        bytes.append(open)
        needsComma = false
        body(&self)
        bytes.append(close)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    // MARK: Values

    package mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    package mutating func value(_ flag: Bool) {
        separate()
        bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    }

    package mutating func value(_ number: Int) {
        separate()
        bytes.append(contentsOf: String(number).utf8)
    }

    package mutating func value(_ number: Double) {
        separate()
        bytes.append(contentsOf: Decimals.text(number, places: 6).utf8)
    }

    package mutating func value(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
            case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
            case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
            case 0..<0x20:
                bytes.append(contentsOf: #"\u00"#.utf8)
                bytes.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
                bytes.append(contentsOf: String(byte & 0x0F, radix: 16).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func value(_ text: String?) {
        if let text { value(text) } else { null() }
    }

    package mutating func value(_ number: Int?) {
        if let number { value(number) } else { null() }
    }

    /// `[first,last]`, or null.
    package mutating func value(_ range: ClosedRange<Int>?) {
        guard let range else { return null() }
        array([range.lowerBound, range.upperBound]) { $0.value($1) }
    }

    /// `[start,end]`, half-open.
    package mutating func value(_ range: Range<Int>) {
        array([range.lowerBound, range.upperBound]) { $0.value($1) }
    }

    package mutating func value(_ texts: [String]) {
        array(texts) { $0.value($1) }
    }
}
