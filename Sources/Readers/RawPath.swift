import Glibc

/// A path as the file system knows it: bytes that need not be valid UTF-8.
package struct RawPath: Hashable, Sendable {
    /// Without a final NUL.
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package init(_ path: String) { bytes = Array(path.utf8) }

    /// The path of an entry of this folder.
    package func appending(_ name: [UInt8]) -> RawPath {
        bytes.isEmpty || bytes.last == Self.slash
            ? RawPath(bytes + name) : RawPath(bytes + [Self.slash] + name)
    }

    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                // The array holds at least its final NUL, so there is a base address; the fallback
                // keeps the function total.
                characters.baseAddress.map(body) ?? "".withCString(body)
            }
        }
    }

    static let slash: UInt8 = 0x2F
}

extension RawPath: CustomStringConvertible {
    /// The path as `Source.path` and every message show it: valid UTF-8 on one line.
    ///
    /// Bytes that are not valid UTF-8, control characters, line and paragraph separators and
    /// characters that reorder text stand as `\xHH`; so does a backslash that would read as such an
    /// escape. Two paths of different bytes therefore never show as the same bytes.
    package var description: String { shown(escapingNonASCII: false) }

    /// The path with everything beyond ASCII escaped as well: for paths that differ only in how
    /// their characters are composed, which Swift holds to be equal strings.
    var escapedToASCII: String { shown(escapingNonASCII: true) }

    private func shown(escapingNonASCII: Bool) -> String {
        var shown: [UInt8] = []
        shown.reserveCapacity(bytes.count)
        let span = bytes.span
        var at = 0
        while at < bytes.count {
            let length = UTF8Sequence.length(in: span, at: at)
            let scalar = length > 0 ? UTF8Sequence.scalar(in: span, at: at, length: length) : 0
            let isPlain =
                length == 1
                ? !Self.isControl(scalar) && !isEscape(at)
                : length > 1 && !escapingNonASCII && !Self.isControl(scalar)
            let end = at + max(length, 1)
            if isPlain {
                shown.append(contentsOf: bytes[at..<end])
            } else {
                for byte in bytes[at..<end] { shown.append(contentsOf: Self.escape(byte)) }
            }
            at = end
        }
        return String(decoding: shown, as: UTF8.self)
    }

    /// Whether the bytes from `at` on read as one of our own escapes.
    private func isEscape(_ at: Int) -> Bool {
        at + 3 < bytes.count && bytes[at] == UInt8(ascii: "\\")
            && bytes[at + 1] == UInt8(ascii: "x")
            && Self.isHexadecimal(bytes[at + 2]) && Self.isHexadecimal(bytes[at + 3])
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func isControl(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [
            UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)],
        ]
    }
}

/// What an `errno` means, in the words of the C library.
func meaning(of code: Int32) -> String { String(cString: strerror(code)) }
