import Core
import TestSupport
import Testing

@testable import Readers

@Suite struct RowReaderTests {
    private func read(
        _ text: String, fields: RowFields = RowFields(), longestRow: Int = 1 << 20
    ) -> (rows: [Row], findings: [RowFinding]) {
        read(Array(text.utf8), fields: fields, longestRow: longestRow)
    }

    private func read(
        _ bytes: [UInt8], fields: RowFields = RowFields(), longestRow: Int = 1 << 20
    ) -> (rows: [Row], findings: [RowFinding]) {
        let found = FoundSource(
            path: "rows.jsonl", file: RawPath("rows.jsonl"), format: .jsonl, size: 0, modified: 0)
        var batch = RowBatch(file: found, isFirst: true, firstRow: 0)
        batch.bytes = bytes
        batch.count = bytes.count
        return RowReader(options: RowOptions(fields: fields, longestRow: longestRow)).read(batch)
    }

    private func text(_ json: String) -> String? {
        read(#"{"text":\#(json)}"#).rows.first.map { String(decoding: $0.text, as: UTF8.self) }
    }

    @Test func `mapped fields are read and the rest is stepped over`() throws {
        let rows = read(
            #"""
            {"n":{"text":"no","a":[1,{"b":"]}"}]},"text":"Yes","title":"T","x":-1.5e9,"id":17,"host":null}

             { "text" : "Two" , "url":"https:\/\/a.example\/1","posted":"2020-05-27", "id":"b" }
            """#
        ).rows
        #expect(rows.map(\.number) == [0, 2])
        let first = try #require(rows.first)
        #expect(first.text == Array("Yes".utf8))
        #expect(first.credits.title == "T")
        #expect(first.id == "17")
        #expect(first.credits.host == nil)
        #expect(rows.last?.credits.url == "https://a.example/1")
        #expect(rows.last?.credits.posted == "2020-05-27")
    }

    @Test(arguments: [
        (#"{"html":"<p>A\u00e9","title":"T"}"#, "", "<p>Aé"),
        (#"{"html":"<p>A","text":""}"#, "", "<p>A"),
        (#"{"text":null,"html":"<p>A"}"#, "", "<p>A"),
        (#"{"html":"<p>A","text":"B"}"#, "B", ""),
        (#"{"text":"B","html":"<p>A"}"#, "B", ""),
        (#"{"text":"B","html":{"a":1}}"#, "B", ""),
    ])
    func `HTML is read where there is no text`(_ json: String, _ text: String, _ html: String)
        throws
    {
        let row = try #require(read(json).rows.first)
        #expect(String(decoding: row.text, as: UTF8.self) == text)
        #expect(String(decoding: row.html, as: UTF8.self) == html)
    }

    @Test func `a row with neither text nor HTML is left out`() {
        for json in [#"{"html":""}"#, #"{"html":7}"#, #"{"html":null}"#] {
            #expect(read(json).findings.map(\.reason.count).allSatisfy { $0 > 0 })
            #expect(read(json).rows.isEmpty)
        }
        var fields = RowFields()
        fields.html = nil
        #expect(read(#"{"html":"<p>A"}"#, fields: fields).rows.isEmpty)
    }

    @Test func `fields have the names that the settings give them, lists are lists`() throws {
        var fields = RowFields(text: "body", title: nil)
        fields.authors = "by"
        fields.outlet = "from"
        let row = try #require(
            read(
                #"{"text":"x","title":"x","body":"B","by":["A. One",2,"B. Two"],"from":"Courier"}"#,
                fields: fields
            ).rows.first)
        #expect(row.text == Array("B".utf8))
        #expect(row.credits.title == nil)
        #expect(row.credits.authors == ["A. One", "B. Two"])
        #expect(row.credits.outlets == ["Courier"])
    }

    @Test func `escapes are read, keys with escapes too, the last of two keys counts`() {
        #expect(text(#""a\"b\\c\/d\b\f\n\r\te""#) == "a\"b\\c/d\u{8}\u{c}\n\r\te")
        #expect(text(#""\u00e9\u20AC\ud83d\ude00\u0000""#) == "é€😀\0")
        #expect(read(#"{"t\u0065xt":"k"}"#).rows.count == 1)
        #expect(read(#"{"text":"1","text":"2"}"#).rows.first?.text == Array("2".utf8))
    }

    @Test func `lone surrogates and damaged bytes are repaired and counted`() throws {
        for (json, expected) in [
            (#""a\ud800b""#, "a\u{FFFD}b"), (#""\udc00\ud800""#, "\u{FFFD}\u{FFFD}"),
            (#""\ud800\u0041""#, "\u{FFFD}A"), (#""\ud800\ud83d\ude00""#, "\u{FFFD}😀"),
        ] {
            #expect(text(json) == expected)
        }
        let row = try #require(
            read(Array(#"{"text":"caf"#.utf8) + [0xC3, 0x28, 0xFF] + Array(#""}"#.utf8)).rows.first)
        #expect(String(decoding: row.text, as: UTF8.self) == "caf\u{FFFD}(\u{FFFD}")
        #expect(row.repaired == 2)
    }

    @Test(arguments: [
        ("[1]", "not a JSON object"), (#"{"text":"a"#, "ends in the middle"),
        (#"{"text":"a\"#, "ends in the middle"), (#"{"text":"a\q"}"#, "Byte 11"),
        (#"{"text":"\u12g4"}"#, "Byte 13"), (#"{"title":"t"}"#, "no `text`"),
        (#"{"text":""}"#, "is empty"), (#"{"text":[1]}"#, "a list"),
        (#"{"text":{}}"#, "an object"), (#"{"text":12}"#, "a number"),
        (#"{"text":true}"#, "true or false"), (#"{"text":null}"#, "no `text`"),
        (#"{"text":"a"} x"#, "follows the object"), (#"{"text":"a","b":[}]}"#, "no place"),
        (#"{"text" "a"}"#, "no place"), (#"{"a":1,}"#, "no place"), ("{", "ends in the middle"),
        ("\0\0", "not a JSON object"),
    ])
    func `a malformed row is left out with its reason, the others are read`(
        row: String, reason: String
    ) {
        let (rows, findings) = read(
            #"{"text":"before"}"# + "\n" + row + "\n" + #"{"text":"after"}"#)
        #expect(rows.map(\.number) == [0, 2])
        #expect(findings.map(\.row) == [1])
        #expect(findings.first?.reason.contains(reason) == true)
    }

    @Test func `a hundred thousand levels are refused, sixty-four are read`() {
        let deep = String(repeating: "[", count: 100_000)
        let (rows, findings) = read(#"{"a":\#(deep),"text":"x"}"# + "\n" + #"{"text":"y"}"#)
        #expect(rows.map(\.number) == [1])
        #expect(findings.first?.reason.contains("64 deep") == true)
        let open = String(repeating: "[", count: 64)
        let close = String(repeating: "]", count: 64)
        #expect(read(#"{"a":\#(open)\#(close),"text":"x"}"#).rows.count == 1)
    }

    @Test func `a row longer than the limit is left out`() {
        let long = #"{"text":"\#(String(repeating: "a", count: 5_000))"}"#
        let (rows, findings) = read(long + "\n" + #"{"text":"b"}"#, longestRow: 2_048)
        #expect(rows.map(\.number) == [1])
        #expect(findings.map(\.row) == [0])
    }

    /// Whatever is cut, doubled or changed in a row, reading ends, and a row that is read has valid
    /// text.
    @Test func `no damage breaks the reader`() {
        let row = Array(
            #"{"id":1,"a":[{"b":"c\\\"d"},null,true],"text":"Ein \"Text\" é 😀 \ud83d\ude00\n"}"#
                .utf8)
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            var bytes = row
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.insert(bytes[place], at: place)
                }
            }
            for row in read(bytes).rows {
                #expect(String(validating: row.text, as: UTF8.self) != nil)
            }
        }
    }
}
