import Testing

@testable import Core

/// Keeps what a walk tells.
private struct Listener: TokenSink {
    let walk: TextWalk
    var ranges: [Range<Int>] = []
    var hashes: [UInt64] = []
    var lines: [String] = []

    mutating func token(_ hash: UInt64, _ start: Int, _ end: Int) {
        ranges.append(start..<end)
        hashes.append(hash)
    }

    mutating func line(_ normal: Range<Int>) {
        let bytes = UnsafeBufferPointer(
            start: walk.normal.base + normal.lowerBound, count: normal.count)
        lines.append(String(decoding: bytes, as: UTF8.self))
    }
}

private func listen(_ bytes: [UInt8]) -> (Listener, normal: String) {
    let walk = TextWalk()
    var listener = Listener(walk: walk)
    let length = bytes.withUnsafeBufferPointer { walk.walk($0, &listener) }
    let normal = UnsafeBufferPointer(start: walk.normal.base, count: length)
    return (listener, String(decoding: normal, as: UTF8.self))
}

private func normal(_ text: String) -> String { listen(Array(text.utf8)).normal }

struct TextWalkTests {
    @Test func `tokens are runs of letters and digits in lower case`() {
        #expect(normal("Hello, World!  It's 25.5° -- x_y") == "hello world it s 25 5 x y")
        #expect(normal("") == "")
        #expect(normal(" ,.\n\n") == "")
        #expect(normal("internationally CONSTITUTIONAL a") == "internationally constitutional a")
    }

    @Test func `words of every length are read alike wherever the text ends`() {
        for length in 1...40 {
            let word = String((0..<length).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) })
            for tail in ["", " ", ".", " x", "”", "é"] {
                let expected =
                    tail == "é" ? word + "e\u{301}" : tail == " x" ? word + " x" : word
                #expect(normal(word.uppercased() + tail) == expected)
                #expect(normal("a " + word + tail) == "a " + expected)
            }
        }
    }

    @Test(arguments: [
        ("café Ünïted naïve", "cafe\u{301} U\u{308}ni\u{308}ted nai\u{308}ve"),
        ("ＡＢＣ １２３", "abc 123"),
        ("“it’s” – he said…", "\"it's\" - he said..."),
        ("soft\u{AD}hyphen zero\u{200B}width join\u{200D}er", "softhyphen zerowidth joiner"),
        ("no\u{A0}break", "no break"),
        ("ﬁnal ﬂow", "final flow"),
        ("می‌خواهم كتاب علي", "میخواهم کتاب علی"),
        ("كِتَابٌ مـــهم", "کتاب مهم"),
        ("۱۲۳ ١٢٣", "123 123"),
        ("ΛΌΓΟΣ", "λόγος"),
        ("Straße Ærø", "straße ærø"),
    ]) func `twins in other code points are one text`(_ a: String, _ b: String) {
        #expect(normal(a) == normal(b))
        #expect(listen(Array(a.utf8)).0.hashes == listen(Array(b.utf8)).0.hashes)
    }

    @Test func `different letters stay different`() {
        #expect(normal("resume") != normal("résumé"))
        #expect(normal("nino") != normal("niño"))
    }

    @Test func `characters of scripts without spaces are tokens`() {
        #expect(normal("東京都は大きい") == "東 京 都 は 大 き い")
        #expect(normal("東京2020年abc") == "東 京 2020 年 abc")
        #expect(normal("กิน") == "กิ น")
    }

    @Test func `a fraction in one character is two numbers`() {
        #expect(normal("½ cup") == "1 2 cup")
    }

    @Test func `a line with a token is a paragraph`() {
        let (listener, _) = listen(Array("One two\n\n***\r\nThree\u{2028}four\n".utf8))
        #expect(listener.lines == ["one two", "three", "four"])
    }

    @Test func `ranges cut at characters and hold the token`() {
        var wording = Wording(1)
        let marks = [" ", ", ", "”", " “", "\n", "…", "é ", "—", "\u{200B}", " 東京 ", "ä", "’s "]
        for _ in 0..<200 {
            var text = ""
            for _ in 0..<30 {
                text += wording.word()
                text += marks[Int.random(in: 0..<marks.count, using: &wording.random)]
            }
            let bytes = Array(text.utf8)
            let (listener, folded) = listen(bytes)
            let tokens = folded.split(separator: " ")
            #expect(tokens.count == listener.ranges.count)
            var last = 0
            for (range, token) in zip(listener.ranges, tokens) {
                #expect(range.lowerBound >= last && !range.isEmpty)
                last = range.upperBound
                let piece = String(validating: bytes[range], as: UTF8.self)
                #expect(piece.map(normal) == String(token))
            }
        }
    }

    @Test func `where a text begins changes nothing, and two texts are walked as each alone`() {
        var wording = Wording(2)
        let marks = [" ", ", ", "”", "\n", "…\t", "é", "\u{200B}", "東京", "’s ", "\r\n", "½"]
        func text() -> [UInt8] {
            var text = ""
            for _ in 0..<Int.random(in: 1...12, using: &wording.random) {
                let length = Int.random(in: 0...80, using: &wording.random)
                text += length < 64 ? wording.word() : String(repeating: "Xy7", count: length / 3)
                text += marks[Int.random(in: 0..<marks.count, using: &wording.random)]
            }
            return Array(text.utf8)
        }
        for round in 0..<200 {
            let (one, two) = (text(), text())
            let (first, second) = (listen(one).0, listen(two).0)
            let space = 1 + round % 130
            let both = listen(one + Array(repeating: 0x20, count: space) + two).0
            #expect(both.hashes == first.hashes + second.hashes)
            let start = one.count + space
            let moved = second.ranges.map { ($0.lowerBound + start)..<($0.upperBound + start) }
            #expect(both.ranges == first.ranges + moved)
        }
    }

    @Test func `any bytes are survived`() {
        var random = Seeded(7)
        for round in 0..<300 {
            let bytes = (0..<round).map { _ in
                round % 2 == 0
                    ? UInt8.random(in: 0...255, using: &random)
                    : UInt8.random(in: 0x78...255, using: &random)
            }
            let (listener, _) = listen(bytes)
            #expect(listener.ranges.allSatisfy { $0.upperBound <= bytes.count })
        }
        // What grows most when it is decomposed: 3 bytes to 33.
        let long = String(repeating: "\u{FDFA}", count: 3000)
        #expect(normal(long).split(separator: " ").count > 3000)
    }
}
