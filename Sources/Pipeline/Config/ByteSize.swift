/// Numbers of bytes as people write them: `64 MiB`, `1.5 GB`, `512`.
enum ByteSize {
    private static let units: [(name: String, bytes: Int, isBinary: Bool)] = [
        ("GiB", 1 << 30, true), ("MiB", 1 << 20, true), ("KiB", 1 << 10, true),
        ("GB", 1_000_000_000, false), ("MB", 1_000_000, false), ("KB", 1_000, false),
        ("B", 1, true),
    ]

    /// Reads a size; nil for anything else.
    static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        let factor = unit.isEmpty ? 1 : units.first { $0.name.lowercased() == unit }?.bytes
        guard let factor, let number = Double(digits) else { return nil }
        let bytes = number * Double(factor)
        // Whole bytes below 2⁵³, where a Double still counts them one by one.
        guard bytes < Double(1 << 53), bytes == bytes.rounded() else { return nil }
        return Int(bytes)
    }

    /// The size in the greatest binary unit that leaves no remainder.
    static func text(_ bytes: Int) -> String {
        let unit = units.first {
            $0.isBinary && bytes >= $0.bytes && bytes.isMultiple(of: $0.bytes)
        }
        return unit.map { "\(bytes / $0.bytes) \($0.name)" } ?? "\(bytes) B"
    }
}
