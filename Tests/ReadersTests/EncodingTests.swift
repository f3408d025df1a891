import Readers
import TestSupport
import Testing

/// The page of some bytes, as text.
private func decoded(_ bytes: [UInt8]) throws -> (text: String, page: DecodedPage) {
    let page = try decodePage(bytes.span)
    return (String(decoding: page.text, as: UTF8.self), page)
}

/// A text in units of two or four bytes.
private func wide(_ text: String, width: Int, littleEndian: Bool, mark: Bool) -> [UInt8] {
    var units: [UInt32] = mark ? [0xFEFF] : []
    if width == 2 {
        units += text.utf16.map { UInt32($0) }
    } else {
        units += text.unicodeScalars.map { $0.value }
    }
    return units.flatMap { unit in
        let bytes = (0..<width).map { UInt8(truncatingIfNeeded: unit >> UInt32(8 * $0)) }
        return littleEndian ? bytes : bytes.reversed()
    }
}

private let sample = "Një fjalë, 27 Maj 2020: خبر 🙂\r\nLine two\n"

struct EncodingTests {
    @Test func `UTF-8 is taken as it stands`() throws {
        let (text, page) = try decoded(Array(sample.utf8))
        #expect(Array(text.utf8) == Array(sample.utf8))
        #expect(page.encoding == "UTF-8" && page.repaired == 0)
    }

    @Test func `a byte-order mark is no part of the text`() throws {
        let (text, page) = try decoded([0xEF, 0xBB, 0xBF] + Array(sample.utf8))
        #expect(text == sample && page.encoding == "UTF-8")
    }

    @Test(arguments: [(2, true), (2, false), (4, true), (4, false)])
    func `wide text with a mark is read`(width: Int, littleEndian: Bool) throws {
        let bytes = wide(sample, width: width, littleEndian: littleEndian, mark: true)
        let (text, page) = try decoded(bytes)
        #expect(text == sample && page.repaired == 0)
        #expect(page.encoding == "UTF-\(width * 8)\(littleEndian ? "LE" : "BE")")
    }

    @Test(arguments: [true, false])
    func `UTF-16 without a mark is known by its zeros`(littleEndian: Bool) throws {
        let text = "The council met on Tuesday – nine members were there.\n一日\n"
        let bytes = wide(text, width: 2, littleEndian: littleEndian, mark: false)
        #expect(try decoded(bytes).text == text)
    }

    @Test func `lone surrogates and a last odd byte are repaired and counted`() throws {
        let bytes: [UInt8] = [
            0xFF, 0xFE, 0x61, 0x00, 0x00, 0xD8, 0x62, 0x00, 0x00, 0xDC, 0x63, 0x00, 0x3D, 0xD8,
            0x64,
        ]
        let (text, page) = try decoded(bytes)
        #expect(text == "a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}")
        #expect(page.repaired == 4)
    }

    @Test func `numbers that are no characters are repaired in UTF-32`() throws {
        let bytes: [UInt8] = [
            0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61, 0, 0x11, 0, 0, 0, 0, 0xD8, 0, 0, 0, 0, 0x62, 0,
        ]
        let (text, page) = try decoded(bytes)
        #expect(text == "a\u{FFFD}\u{FFFD}b\u{FFFD}" && page.repaired == 3)
    }

    @Test func `damaged UTF-8 is repaired by the longest beginnings of characters`() throws {
        let text = Array(String(repeating: "fjalë ", count: 20).utf8)
        // A cut character of three bytes, an overlong form, a surrogate, a stray tail.
        let damage: [UInt8] = [0xE2, 0x82, 0x20, 0xC0, 0x80, 0x20, 0xED, 0xA0, 0x80, 0x20, 0x80]
        let (result, page) = try decoded(text + damage)
        let end = "\u{FFFD} \u{FFFD}\u{FFFD} \u{FFFD}\u{FFFD}\u{FFFD} \u{FFFD}"
        #expect(result.hasSuffix("fjalë " + end))
        #expect(page.repaired == 7 && page.encoding == "UTF-8")
    }

    @Test func `western text of old is converted`() throws {
        // "Café – “naïve” résumé" in Windows-1252, among French words.
        let phrase: [UInt8] =
            Array("Le pr".utf8) + [0xE9] + Array("sident a d".utf8) + [0xE9] + Array("clar".utf8)
            + [0xE9] + Array(" que l".utf8) + [0x92] + Array("h".utf8) + [0xF4]
            + Array("pital sera rouvert ".utf8) + [0x96, 0x20, 0xE0] + Array(" bient".utf8) + [0xF4]
            + Array("t.\n".utf8)
        let bytes = Array(repeatElement(phrase, count: 8).joined())
        let (text, page) = try decoded(bytes)
        let line = "Le président a déclaré que l’hôpital sera rouvert – à bientôt.\n"
        #expect(text == String(repeating: line, count: 8))
        #expect(page.encoding == "WINDOWS-1252" && page.repaired == 0)
    }

    @Test func `Cyrillic text of old is converted`() throws {
        // "Председник је рекао да ће болница бити отворена" as Windows-1251 has it.
        let words = "Президент заявил что больница будет открыта в следующем году. "
        let bytes = words.unicodeScalars.flatMap { scalar -> [UInt8] in
            switch scalar.value {
            case 0x410...0x44F: [UInt8(scalar.value - 0x410 + 0xC0)]
            default: [UInt8(truncatingIfNeeded: scalar.value)]
            }
        }
        let (text, page) = try decoded(Array(repeatElement(bytes, count: 6).joined()))
        #expect(text == String(repeating: words, count: 6))
        #expect(page.encoding == "WINDOWS-1251")
    }

    @Test func `line ends stay as they were captured`() throws {
        let text = "a\r\nb\rc\nd\u{2028}e\r"
        let kept = try decoded(Array(text.utf8)).text
        #expect(Array(kept.utf8) == Array(text.utf8))
    }

    @Test(arguments: [[], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0, 0, 0xFE, 0xFF]] as [[UInt8]])
    func `nothing but a mark is an empty file`(bytes: [UInt8]) {
        #expect(throws: Undecodable.empty) { try decodePage(bytes.span) }
    }

    @Test(
        arguments: [
            Array("%PDF-1.4\n1 0 obj\n".utf8), [0x1F, 0x8B, 0x08, 0, 1, 2],
            Array("text with a NUL \0 inside".utf8), Array(0...255),
            Array(repeating: 0, count: 4000),
            Array(repeating: 0x07, count: 200), [0xFF, 0xFE, 0x61, 0x00, 0x00, 0x00],
            [0xEF, 0xBB, 0xBF, 0x61, 0x00],
            [0, 0, 0xFE, 0xFF] + Array(repeating: 0x99, count: 400),
        ] as [[UInt8]])
    func `bytes that are no text are refused with a reason`(bytes: [UInt8]) {
        let error = #expect(throws: Undecodable.self) { try decodePage(bytes.span) }
        #expect(error != .empty)
        #expect(error?.reason.hasPrefix("The file holds ") == true)
    }

    @Test func `a colour sequence of a terminal does not make text unreadable`() throws {
        let text = "\u{1B}[1mHeadline\u{1B}[0m\nBody\n"
        #expect(try decoded(Array(text.utf8)).text == text)
    }

    /// The law: whatever the bytes, there is a reason, or valid UTF-8 of a length in proportion whose
    /// repairs are counted; and a second decoding of it changes nothing.
    @Test(arguments: 0..<400 as Range<UInt64>)
    func `any bytes end as text or as a reason`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...600, using: &random)
        let style = seed % 4
        let bytes = (0..<count).map { _ -> UInt8 in
            let any = UInt8.random(in: 0...255, using: &random)
            switch style {
            case 0: return any
            case 1: return any | 0x80
            case 2: return any < 0x40 ? any | 0x80 : UInt8(0x61 + any % 26)
            default: return any < 0x20 || any == 0x7F ? 0x0A : any
            }
        }
        guard let page = try? decodePage(bytes.span) else { return }
        #expect(String(validating: page.text, as: UTF8.self) != nil)
        #expect(page.text.count <= 3 * bytes.count + 3 && !page.text.isEmpty)
        #expect(!page.text.contains(0))
        #expect(page.repaired <= bytes.count)
        if page.text.starts(with: [0xEF, 0xBB, 0xBF]) || page.text.contains(0x1B) { return }
        #expect((try? decodePage(page.text.span))?.text == page.text)
    }
}
