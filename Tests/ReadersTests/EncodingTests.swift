import Glibc
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

/// A text in an encoding older than Unicode, by iconv.
private func encoded(_ text: String, as name: String) throws -> [UInt8] {
    let converter = iconv_open(name, "UTF-8")
    try #require(converter != iconv_t(bitPattern: -1))
    defer { iconv_close(converter) }
    var input = Array(text.utf8).map { CChar(bitPattern: $0) }
    var result = [CChar](repeating: 0, count: 4 * input.count + 16)
    let free = input.withUnsafeMutableBufferPointer { source in
        result.withUnsafeMutableBufferPointer { target in
            var (from, left) = (source.baseAddress, source.count)
            var (to, free) = (target.baseAddress, target.count)
            let refused = iconv(converter, &from, &left, &to, &free)
            iconv(converter, nil, nil, &to, &free)
            return refused == 0 ? free : -1
        }
    }
    try #require(free >= 0)
    return result.dropLast(free).map { UInt8(bitPattern: $0) }
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

    @Test(arguments: [
        ("WINDOWS-1252", "Le président a déclaré que l’hôpital sera rouvert – à bientôt, dit-il. "),
        ("WINDOWS-1252", "Asgjë nuk është më e rëndë se heshtja, çdo qytetar e di këtë. "),
        ("WINDOWS-1252", "It is the mayor’s own bridge, and no one else has ever asked for it. "),
        ("WINDOWS-1254", "Belediye başkanı köprünün gelecek yıl açılacağını söyledi, ığdır’da. "),
        ("WINDOWS-1250", "Građani će čekati još nedjelju dana, rekao je šef odjela za puteve. "),
        ("WINDOWS-1251", "Президент заявил, что больница будет открыта в следующем году. "),
        ("WINDOWS-1256", "نشرت اللجنة نتائجها صباح اليوم التالي للاجتماع ولم يتحدث أحد عنها. "),
        ("KOI8-R", "Президент заявил, что больница будет открыта в следующем году. "),
        ("EUC-JP", "委員会は会議の翌朝に調査結果を発表したが、誰もそれについて話さなかった。"),
        ("GB18030", "委员会在会议后的第二天早上公布了调查结果，但没有人谈论它们。"),
        ("ISO-2022-JP", "委員会は会議の翌朝に調査結果を発表したが、誰も話さなかった。"),
    ])
    func `text of older encodings is converted`(name: String, sentence: String) throws {
        let text = String(repeating: sentence + "\n", count: 4)
        let (result, page) = try decoded(encoded(text, as: name))
        #expect(result == text)
        #expect(page.encoding == name && page.repaired == 0)
    }

    @Test func `workers that decode at one time do not disturb one another`() async throws {
        let sentences = [
            ("WINDOWS-1252", "Asgjë nuk është më e rëndë se heshtja, çdo qytetar e di këtë. "),
            ("WINDOWS-1256", "نشرت اللجنة نتائجها صباح اليوم التالي للاجتماع ولم يتحدث أحد عنها. "),
            ("EUC-JP", "委員会は会議の翌朝に調査結果を発表したが、誰もそれについて話さなかった。"),
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (name, sentence) in sentences {
                let text = String(repeating: sentence, count: 20)
                let bytes = try encoded(text, as: name)
                for _ in 0..<20 {
                    group.addTask {
                        let result = try decoded(bytes).text
                        #expect(result == text)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `bytes that mean nothing in an older encoding are counted`() throws {
        let text = String(
            repeating: "Le président a déclaré que l’hôpital sera rouvert. ", count: 4)
        let page = try decoded(encoded(text, as: "WINDOWS-1252") + [0x81, 0x20, 0x8D]).page
        #expect(page.repaired == 2)
        #expect(page.text == Array((text + "\u{FFFD} \u{FFFD}").utf8))
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
        for word in ["Headline", "Ë"] {
            let text = "\u{1B}[1m\(word)\u{1B}[0m\nBody\n"
            #expect(try decoded(Array(text.utf8)).text == text)
        }
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
