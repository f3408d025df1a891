import Core
import Foundation

/// Rows of JSON Lines files as the engine needs them: the text in UTF-8 and the facts.
///
/// A small reader for measuring, not the reader of the product: it takes the string fields it knows
/// and trusts that the file is well formed.
final class Archive: @unchecked Sendable {
    // Safe to share: written by `load` alone, which ends before anything reads.
    struct Row {
        var id: String
        var text: [UInt8]
        var host: String
        var url: String
        var posted: String
        var title: String
        var source: String
        var kind = PieceKind.article
    }

    private(set) var rows: [Row] = []
    private(set) var bytes = 0

    func load(_ folder: String) throws {
        let manager = FileManager.default
        for name in try manager.contentsOfDirectory(atPath: folder).sorted()
        where name.hasSuffix(".jsonl") {
            let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            bytes += data.count
            data.withUnsafeBytes { raw in
                let text = raw.bindMemory(to: UInt8.self)
                var at = 0
                var row = 0
                while at < text.count {
                    var end = at
                    while end < text.count && text[end] != 0x0A { end += 1 }
                    if end > at {
                        rows.append(parse(text, at, end, "\(name)#\(row)"))
                        row += 1
                    }
                    at = end + 1
                }
            }
        }
    }

    private func parse(
        _ text: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int, _ source: String
    ) -> Row {
        var row = Row(
            id: "", text: [], host: "", url: "", posted: "", title: "", source: source)
        var at = from
        while at < to {
            guard text[at] == 0x22 else {
                at += 1
                continue
            }
            let key = string(text, &at, to)
            guard at < to, text[at] == 0x3A else { continue }
            at += 1
            while at < to && text[at] == 0x20 { at += 1 }
            guard at < to, text[at] == 0x22 else { continue }
            let value = string(text, &at, to)
            switch String(decoding: key, as: UTF8.self) {
            case "id": row.id = String(decoding: value, as: UTF8.self)
            case "text": row.text = value
            case "host": row.host = String(decoding: value, as: UTF8.self)
            case "url": row.url = String(decoding: value, as: UTF8.self)
            case "posted": row.posted = String(decoding: value, as: UTF8.self)
            case "title": row.title = String(decoding: value, as: UTF8.self)
            case "kind":
                row.kind = PieceKind(rawValue: String(decoding: value, as: UTF8.self)) ?? .article
            default: break
            }
        }
        return row
    }

    /// The string that begins at `at` (a quotation mark), unescaped; leaves `at` behind it.
    private func string(
        _ text: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ to: Int
    ) -> [UInt8] {
        var out: [UInt8] = []
        at += 1
        var plain = at
        while at < to && text[at] != 0x22 {
            if text[at] != 0x5C {
                at += 1
                continue
            }
            out += text[plain..<at]
            at += 1
            guard at < to else { break }
            switch text[at] {
            case 0x6E: out.append(0x0A)
            case 0x74: out.append(0x09)
            case 0x72: out.append(0x0D)
            case 0x75:
                var unit = Int(hex(text, at + 1, to))
                if unit >= 0xD800 && unit < 0xDC00 && at + 10 < to {
                    let low = Int(hex(text, at + 7, to))
                    unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                    at += 6
                }
                let scalar = Unicode.Scalar(UInt32(unit)) ?? "\u{FFFD}"
                out += Array(String(Character(scalar)).utf8)
                at += 4
            default: out.append(text[at])
            }
            at += 1
            plain = at
        }
        if plain < at { out += text[plain..<min(at, to)] }
        at += 1
        return out
    }

    private func hex(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ to: Int) -> UInt32 {
        guard at + 4 <= to else { return 0xFFFD }
        return UInt32(String(decoding: text[at..<(at + 4)], as: UTF8.self), radix: 16) ?? 0xFFFD
    }
}
