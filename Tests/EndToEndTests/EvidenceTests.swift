import Core
import Foundation
import TestSupport
import Testing
import Zip

/// Bundles of evidence: made from a store, checked without it, and tampered with.
@Suite struct EvidenceTests {
    /// A store of three hosts in all formats, of which two repeat the first.
    private static func desk() throws -> Desk {
        let desk = try Desk()
        try desk.folder.write(
            """
            corpus: [corpus]
            jsonl: {authors: authors, published: published}

            """, to: "pipeline.yaml")
        let story = Desk.text.joined(separator: "\n\n")
        try desk.folder.write(
            "The wheel turns\nPosted on 14 May 2021\n\n\(story)\n\nBy Ada Miller, The Lantern Post\n",
            to: "corpus/mill.example/page.txt")
        let paragraphs = Desk.text.map { "<p>\($0)</p>" }.joined(separator: "\n")
        let html = """
            <html><head><title>The wheel turns &amp; turns</title>
            <meta name="author" content="Ada Miller"></head><body><article>
            <h1>The wheel turns &amp; turns</h1>
            \(paragraphs)
            <p>By <b>Ada</b> Miller, The Lantern &#80;ost</p>
            </article></body></html>
            """
        try desk.folder.write(html, to: "corpus/paper.example/page.html")
        let row: [String: Any] = [
            "id": "r1", "title": "The wheel turns", "url": "https://row.example/wheel",
            "posted": "2021-05-20", "published": "2021-05-14", "authors": ["Ada Miller"],
            "text": story + "\n\nBy Ada Miller, The Lantern Post",
        ]
        let json = try JSONSerialization.data(withJSONObject: row, options: .sortedKeys)
        try desk.folder.write(
            Array(
                // What its title says of its origin stands in no line of its text.
                #"{"title":"Orchard Weekly Digest 17","text":"Nothing but a row of another text."}"#
                    .utf8)
                + [10, 10]
                + Array(json) + [10], to: "corpus/rows.jsonl")
        let payload = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
        let record =
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            + "WARC-Target-URI: http://crawl.example/wheel\r\nWARC-Date: 2021-06-01T00:00:00Z\r\n"
            + "Content-Type: application/http; msgtype=response\r\n"
            + "Content-Length: \(payload.utf8.count)\r\n\r\n\(payload)\r\n\r\n"
        try desk.folder.write(record, to: "corpus/crawl.warc")
        let outcome = try desk.stemma("run", "--quiet", "--no-report")
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        return desk
    }

    private static func pieces(_ desk: Desk) throws -> [[String: Any]] {
        try desk.pieces().map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    /// The piece that has most to show: one that the archive says comes from others.
    private static func derived(_ desk: Desk) throws -> String {
        let rows = try desk.stemma("export", "lineage").output.split(separator: "\n")
        var best = (piece: "", claims: -1)
        for row in rows {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(row.utf8)) as? [String: Any])
            let claims = (object["derived_from"] as? [Any])?.count ?? 0
            if claims > best.claims { best = (object["piece"] as? String ?? "", claims) }
        }
        return best.piece
    }

    private func bundle(_ desk: Desk, _ piece: String, _ name: String = "e.zip") throws -> [UInt8] {
        let outcome = try desk.stemma("evidence", piece, "--bundle", name)
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        return Array(try Data(contentsOf: desk.folder.url.appendingPathComponent(name)))
    }

    /// Verifies a bundle in a folder that holds nothing else.
    private func verify(_ bytes: [UInt8], _ arguments: String...) throws -> StemmaProgram.Outcome {
        let folder = try TemporaryFolder()
        try folder.write(bytes, to: "e.zip")
        return try StemmaProgram().run(["verify", "e.zip"] + arguments, in: folder.path)
    }

    @Test func `a bundle of every piece holds without the store, in all formats`() throws {
        let desk = try Self.desk()
        let pieces = try Self.pieces(desk)
        #expect(Set(pieces.compactMap { $0["format"] as? String }).count == 4)
        for piece in pieces {
            let bytes = try bundle(desk, try #require(piece["piece"] as? String))
            let outcome = try verify(bytes, "--json")
            #expect(outcome.exitCode == 0, "\(outcome.output)")
            let checks = outcome.output.split(separator: "\n")
            #expect(checks.allSatisfy { $0.contains(#""outcome":"holds""#) }, "\(outcome.output)")
        }
        // Credits in markup, metadata and fields were among what was looked at.
        let all = try verify(try bundle(desk, try Self.derived(desk)), "--all").output
        for word in ["passage", "credit", "Lantern Post", "captured bytes", "claim"] {
            #expect(all.contains(word), "\(all)")
        }
    }

    @Test func `the same store gives the same bytes`() throws {
        let desk = try Self.desk()
        let piece = try Self.derived(desk)
        #expect(try bundle(desk, piece, "one.zip") == bundle(desk, piece, "two.zip"))
    }

    @Test func `captures that are gone or changed are left out and told`() throws {
        let desk = try Self.desk()
        let piece = try Self.derived(desk)
        try FileManager.default.removeItem(
            atPath: desk.folder.path + "/corpus/mill.example/page.txt")
        try desk.folder.write("<p>other words</p>", to: "corpus/paper.example/page.html")
        let outcome = try desk.stemma("evidence", piece, "--bundle", "e.zip")
        #expect(outcome.exitCode == 0 && outcome.errors.contains("left out"))
        let bytes = Array(try Data(contentsOf: desk.folder.url.appendingPathComponent("e.zip")))
        let verified = try verify(bytes)
        #expect(verified.exitCode == 0, "\(verified.output)")
        #expect(verified.output.contains("Could not be checked"))
    }

    // MARK: Tampering

    /// The bundle with its files edited, and all digests made anew by somebody who knows how.
    private func tampered(
        _ bytes: [UInt8], _ edit: (inout [String: String]) -> Void
    ) throws -> [UInt8] {
        let digester = ByteDigester()
        let entries = try ZipArchive.entries(of: bytes)
        var texts: [String: String] = [:]
        for entry in entries { texts[entry.name] = String(decoding: entry.bytes, as: UTF8.self) }
        let before = texts
        edit(&texts)
        var manifest = try #require(texts["manifest.json"])
        for entry in entries where texts[entry.name] != before[entry.name] {
            let text = try #require(texts[entry.name])
            if entry.name == "manifest.json" { continue }
            manifest = manifest.replacingOccurrences(
                of: digester.digest(entry.bytes.span).hexadecimal,
                with: digester.digest(text).hexadecimal)
        }
        texts["manifest.json"] = manifest
        var sums = ""
        for entry in entries where entry.name != "SHA256SUMS" {
            sums +=
                "\(digester.digest(try #require(texts[entry.name])).hexadecimal)  \(entry.name)\n"
        }
        texts["SHA256SUMS"] = sums
        return try ZipArchive.bytes(
            of: entries.map {
                ZipArchive.Entry(name: $0.name, bytes: Array((texts[$0.name] ?? "").utf8))
            })
    }

    private func expectFailure(
        _ bytes: [UInt8], _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(try verify(bytes).output.contains("Does not hold"), sourceLocation: sourceLocation)
        // Its sentences are not broken into lines.
        let outcome = try verify(bytes, "--json")
        #expect(outcome.exitCode == 1, "\(outcome.output)", sourceLocation: sourceLocation)
        for word in words {
            #expect(
                outcome.output.contains(word), "\(word) in \(outcome.output)",
                sourceLocation: sourceLocation)
        }
    }

    @Test func `a bundle that was tampered with does not hold`() throws {
        let desk = try Self.desk()
        let honest = try bundle(desk, try Self.derived(desk))
        #expect(try verify(try tampered(honest) { _ in }).exitCode == 0)

        // Without new digests.
        var damaged = try ZipArchive.entries(of: honest)
        let text = try #require(damaged.firstIndex { $0.name == "texts/0001.txt" })
        damaged[text].bytes[10] ^= 1
        try expectFailure(try ZipArchive.bytes(of: damaged), "another SHA-256")
        damaged.remove(at: text)
        try expectFailure(try ZipArchive.bytes(of: damaged), "not in the bundle")
        damaged.append(ZipArchive.Entry(name: "more.txt", bytes: []))
        try expectFailure(try ZipArchive.bytes(of: damaged), "does not name it")

        // A word of the text, which the captured bytes do not have.
        try expectFailure(
            try tampered(honest) { files in
                for name in files.keys where name.hasPrefix("texts/") {
                    files[name] = files[name]?.replacingOccurrences(
                        of: "nine winters", with: "many winters")
                }
            }, "does not say what", "another SHA-256 than it says")
        // The author, in the manifest alone.
        try expectFailure(
            try tampered(honest) { files in
                files["manifest.json"] = files["manifest.json"]?.replacingOccurrences(
                    of: "\"text\" : \"By Ada Miller", with: "\"text\" : \"By Eve Miller")
            }, "other words stand there")
        // Figures.
        try expectFailure(
            try tampered(honest) { files in
                files["manifest.json"] = files["manifest.json"]?.replacingOccurrences(
                    of: "\"resemblance\" : ", with: "\"resemblance\" : -")
            }, "resemblance is")
        try expectFailure(
            try tampered(honest) { files in
                files["manifest.json"] = files["manifest.json"]?.replacingOccurrences(
                    of: "\"passages\" : [",
                    with: """
                        "passages" : [
                          {"a_bytes": [0, 9], "b_bytes": [0, 9], "identical": 1, "words": 700},
                        """)
            }, "outside the texts")
        // An origin that no credit names.
        try expectFailure(
            try tampered(honest) { files in
                files["manifest.json"] = files["manifest.json"]?.replacing(
                    /"outlet" : "[^"]*Lantern Post"/, with: "\"outlet\" : \"The Evening Star\"")
            }, "no credit of the piece names")
    }

    @Test(arguments: [
        ("manifest.json", "{}"), ("manifest.json", "[[[["), ("manifest.json", ""),
        ("manifest.json", String(repeating: "[", count: 100_000)), ("other.json", "{}"),
    ])
    func `what is no bundle is refused in a sentence`(_ name: String, _ text: String) throws {
        let bytes = try ZipArchive.bytes(of: [ZipArchive.Entry(name: name, bytes: Array(text.utf8))]
        )
        expectSentence(try verify(bytes), 1, "manifest.json")
    }

    @Test func `what is no archive, or is not there, is refused in a sentence`() throws {
        expectSentence(try verify([]), 1, "no bundle that can be opened")
        expectSentence(try StemmaProgram().run("verify", "/nowhere/e.zip"), 1, "/nowhere/e.zip")
        expectSentence(try StemmaProgram().run("verify", "/tmp"), 1, "/tmp")
        let desk = try Desk()
        expectSentence(
            try desk.stemma("evidence", "abcd1234", "--bundle", "e.zip"), 1, "stemma run")
    }

    @Test func `a range beyond the text does not end the process`() throws {
        let desk = try Self.desk()
        let honest = try bundle(desk, try Self.derived(desk))
        let manifest = String(
            decoding: try #require(
                try ZipArchive.entries(of: honest).first { $0.name == "manifest.json" }
            ).bytes,
            as: UTF8.self)
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<12 {
            // Some number of the manifest is replaced by another one.
            let numbers = manifest.ranges(of: /\b\d+\b/)
            let place = try #require(numbers.randomElement(using: &generator))
            let other = ["0", "1", "7", "4294967295", "99999999999999999999", "-1"]
                .randomElement(using: &generator)
            let edited = manifest.replacingCharacters(in: place, with: other ?? "")
            let outcome = try verify(try tampered(honest) { $0["manifest.json"] = edited })
            #expect(!outcome.wasKilled && [0, 1].contains(outcome.exitCode), "\(outcome.errors)")
        }
    }
}
