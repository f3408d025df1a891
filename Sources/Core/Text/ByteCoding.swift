/// Writes values one after the other, in a form of our own for columns that only we read.
package struct ByteWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// A writer with room for so many bytes.
    package init(reserving count: Int) { bytes.reserveCapacity(count) }

    package mutating func add<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func add(_ value: Double) { add(value.bitPattern) }

    /// The number in as few bytes as it needs, seven bits in each (LEB128).
    package mutating func add(short value: Int) {
        var rest = UInt64(bitPattern: Int64(value))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    package mutating func add(_ range: Range<Int>) {
        add(short: range.lowerBound)
        add(short: range.count)
    }

    package mutating func add(_ text: String) {
        let utf8 = text.utf8
        add(short: utf8.count)
        bytes.append(contentsOf: utf8)
    }

    package mutating func add(_ text: String?) {
        add(UInt8(text == nil ? 0 : 1))
        if let text { add(text) }
    }

    package mutating func add(_ values: [UInt64]) {
        add(short: values.count)
        for value in values { add(value) }
    }
}

/// Reads what `ByteWriter` wrote; nil where the bytes end too soon.
package struct ByteReader {
    private let bytes: [UInt8]
    private var place: Int
    private let end: Int

    package init(_ bytes: [UInt8]) { self.init(bytes, in: bytes.indices) }

    /// Reads a stretch of bytes that hold more than one thing.
    package init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        place = range.lowerBound
        end = min(range.upperBound, bytes.count)
    }

    /// Whether all bytes are read.
    var isAtEnd: Bool { left <= 0 }

    private var left: Int { end - place }

    package mutating func integer<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type)
        -> Value?
    {
        let size = MemoryLayout<Value>.size
        guard left >= size else { return nil }
        defer { place += size }
        return bytes.withUnsafeBytes {
            Value(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Value.self))
        }
    }

    package mutating func double() -> Double? {
        integer(UInt64.self).map { Double(bitPattern: $0) }
    }

    package mutating func short() -> Int? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while left > 0, shift < 64 {
            let byte = bytes[place]
            place += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int(Int64(bitPattern: value)) }
            shift += 7
        }
        return nil
    }

    package mutating func range() -> Range<Int>? {
        guard let start = short(), let count = short(), start >= 0, count >= 0,
            count <= Int.max - start
        else { return nil }
        return start..<(start + count)
    }

    package mutating func ranges() -> [Range<Int>]? {
        guard let count = short(), count >= 0, count <= left else { return nil }
        var ranges: [Range<Int>] = []
        for _ in 0..<count {
            guard let range = range() else { return nil }
            ranges.append(range)
        }
        return ranges
    }

    package mutating func text() -> String? {
        guard let count = short(), count >= 0, count <= left else { return nil }
        defer { place += count }
        return String(decoding: bytes[place..<(place + count)], as: UTF8.self)
    }

    /// A text that may be absent: nil within nil.
    package mutating func optionalText() -> String?? {
        guard let flag = integer(UInt8.self) else { return nil }
        if flag == 0 { return .some(nil) }
        return text().map { .some($0) }
    }

    package mutating func integers<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type)
        -> [Value]?
    {
        guard let count = short(), count >= 0, count <= left / MemoryLayout<Value>.size else {
            return nil
        }
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count {
            guard let value = integer(type) else { return nil }
            values.append(value)
        }
        return values
    }
}
