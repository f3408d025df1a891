/// One record of a CSV file (RFC 4180).
///
/// Spreadsheets run a cell that begins with `=`, `+`, `-`, `@` (or their full-width forms) as a
/// formula, and captured text may begin with anything. Such a field gets an apostrophe in front, as
/// OWASP's note on CSV injection advises, which spreadsheets take for "this is text".
package struct CSVRow {
    private var bytes: [UInt8] = []
    private var isEmpty = true

    package init() {}

    package mutating func add(_ text: String?) {
        if !isEmpty { bytes.append(UInt8(ascii: ",")) }
        isEmpty = false
        guard let text, !text.isEmpty else { return }
        let guarded = Self.looksLikeFormula(text)
        let quoted = text.utf8.contains {
            $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
        }
        if quoted { bytes.append(UInt8(ascii: "\"")) }
        if guarded { bytes.append(UInt8(ascii: "'")) }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: [byte, byte])
            // Programs that read CSV through C strings would end the file here.
            case 0: bytes.append(contentsOf: "\u{FFFD}".utf8)
            default: bytes.append(byte)
            }
        }
        if quoted { bytes.append(UInt8(ascii: "\"")) }
    }

    package mutating func add(_ number: Int?) {
        add(number.map(String.init))
    }

    package mutating func add(_ number: Double) {
        add(Decimals.text(number, places: 6))
    }

    package mutating func add(_ flag: Bool) {
        add(flag ? "true" : "false")
    }

    /// A list, joined by ` | `.
    package mutating func add(_ texts: [String]) {
        add(texts.joined(separator: " | "))
    }

    /// A nested value, as compact JSON.
    package mutating func add(json body: (inout JSONWriter) -> Void) {
        add(JSONWriter.text(body))
    }

    package consuming func finish(to buffer: inout [UInt8]) {
        buffer.append(contentsOf: bytes)
        buffer.append(contentsOf: [0x0D, 0x0A])
    }

    private static func looksLikeFormula(_ text: String) -> Bool {
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", "\u{A0}", "\u{FEFF}": continue
            case "=", "+", "-", "@", "\t", "\r", "\n": return true
            case "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
            default: return false
            }
        }
        return false
    }
}
