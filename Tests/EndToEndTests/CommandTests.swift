import Foundation
import Glibc
import TestSupport
import Testing

/// What a user sees of the program: what it says, where, and the exit code.
@Suite struct CommandTests {
    // MARK: Usage

    @Test(arguments: [
        ["--help"], ["run", "--help"], ["trace", "--help"], ["explain", "--help"],
        ["export", "--help"], ["status", "--help"], ["report", "--help"], ["inspect", "--help"],
        ["evidence", "--help"], ["verify", "--help"], ["backup", "--help"], ["forget", "--help"],
        ["compact", "--help"], ["help", "run"],
    ])
    func `help is printed on standard output`(_ arguments: [String]) throws {
        let outcome = try StemmaProgram().run(arguments)
        #expect(outcome.exitCode == 0 && outcome.errors.isEmpty)
        #expect(outcome.output.contains("USAGE: stemma"))
    }

    @Test func `the version is printed`() throws {
        let outcome = try StemmaProgram().run("--version")
        #expect(outcome.exitCode == 0 && outcome.output.contains("."))
    }

    @Test(arguments: [
        ["run", "--wrong"], ["run", "--workers", "0"], ["run", "--workers", "257"],
        ["run", "--workers", "x"], ["run", "--workers", "-1"], ["nothing"], ["export"],
        ["export", "everything"], ["export", "pieces", "--format", "xml"], ["explain", "a"],
        ["trace"], ["run", "--report", "a", "--no-report"], ["run", "--progress", "loud"],
        ["inspect"], ["inspect", "a.txt", "--html", "--json"],
        ["inspect", "a.txt", "--piece", "0"], ["forget"], ["forget", "--undo", "--dry-run", "a"],
    ])
    func `wrong usage ends with 64 and says what is wrong`(_ arguments: [String]) throws {
        let desk = try Desk()
        let outcome = try desk.program.run(arguments, in: desk.folder.path)
        #expect(outcome.exitCode == 64)
        #expect(outcome.errors.contains("Error:") || outcome.errors.contains("Usage:"))
        #expect(outcome.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: desk.folder.path + "/store"))
    }

    // MARK: Configuration

    @Test(arguments: [
        ("korpus: [a]\n", "corpus"), ("corpus: [a\n", "pipeline.yaml"),
        ("match:\n  rows: many\n", "rows"), ("stages:\n  read:\n    workers: 0\n", "workers"),
        ("corpus: [corpus]\ncorpus: [other]\n", "corpus"), ("- a\n- b\n", "pipeline.yaml"),
    ])
    func `a configuration that is wrong ends with 78 and names the place`(
        _ yaml: String, _ word: String
    ) throws {
        let desk = try Desk()
        try desk.folder.write(yaml, to: "pipeline.yaml")
        expectSentence(try desk.stemma("run"), 78, "pipeline.yaml", word)
        #expect(!FileManager.default.fileExists(atPath: desk.folder.path + "/store"))
    }

    @Test func `a configuration that was asked for and is missing ends with 78`() throws {
        expectSentence(try Desk().stemma("run", "--config", "none.yaml"), 78, "none.yaml")
    }

    @Test func `an outlets file that is wrong ends with 78`() throws {
        let desk = try Desk()
        try desk.folder.write("corpus: [corpus]\noutlets: [o.yaml]\n", to: "pipeline.yaml")
        expectSentence(try desk.stemma("run"), 78, "o.yaml")
        try desk.folder.write("outlets: []\n", to: "o.yaml")
        expectSentence(try desk.stemma("run"), 78, "o.yaml")
    }

    // MARK: Bad input

    @Test func `an empty corpus is no failure`() throws {
        let outcome = try Desk().stemma("run")
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.contains("No sources were found"))
    }

    @Test func `a corpus folder that is missing ends with 1`() throws {
        let desk = try Desk()
        expectSentence(try desk.stemma("run", "--corpus", "nowhere"), 1, "nowhere")
    }

    /// Writes a source beside two good ones and expects it to be set aside.
    private func expectQuarantine(
        _ name: String, reason: String, settings: String = "",
        sourceLocation: SourceLocation = #_sourceLocation, _ write: (Desk) throws -> Void
    ) throws {
        let desk = try Desk()
        try desk.folder.write("corpus: [corpus]\n" + settings, to: "pipeline.yaml")
        try desk.page("a")
        try desk.page("z")
        try write(desk)
        let outcome = try desk.stemma("run")
        #expect(outcome.exitCode == 2, "\(outcome.errors)", sourceLocation: sourceLocation)
        #expect(try desk.pieces().count == 2, sourceLocation: sourceLocation)
        #expect(!outcome.errors.contains("stemma: \n"), sourceLocation: sourceLocation)
        let report = try desk.stemma("report", "--text").output
        #expect(report.contains(name), sourceLocation: sourceLocation)
        #expect(
            report.lowercased().contains(reason), "\(report)", sourceLocation: sourceLocation)
        // It says so again, although it reads nothing.
        #expect(try desk.stemma("run").exitCode == 2, sourceLocation: sourceLocation)
    }

    @Test func `an empty file is set aside`() throws {
        try expectQuarantine("m.txt", reason: "empty") {
            try $0.folder.write("", to: "corpus/m.txt")
        }
    }

    @Test func `a binary file is set aside`() throws {
        try expectQuarantine("m.txt", reason: "not text") {
            try $0.folder.write(
                [0x7F, 0x45, 0x4C, 0x46] + (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) },
                to: "corpus/m.txt")
        }
    }

    @Test func `a file over the size limit is set aside`() throws {
        try expectQuarantine(
            "m.txt", reason: "bytes", settings: "read:\n  max_source_bytes: 2 KiB\n"
        ) {
            try $0.folder.write(String(repeating: "long ", count: 1000), to: "corpus/m.txt")
        }
    }

    @Test(.disabled(if: geteuid() == 0, "the superuser may read every file"))
    func `a file without permission is set aside`() throws {
        try expectQuarantine("m.txt", reason: "permi") {
            try $0.page("m")
            chmod($0.folder.path + "/corpus/m.txt", 0)
        }
    }

    @Test func `a page of invalid UTF-8 does not keep its neighbours from being read`() throws {
        let desk = try Desk()
        try desk.page("a")
        try desk.folder.write(
            (0..<3000).map { [0xFF, 0xC0, 0x41, 0x20, 0xE2, 0x28][$0 % 6] }, to: "corpus/m.txt")
        try desk.page("z")
        let outcome = try desk.stemma("run")
        #expect([0, 2].contains(outcome.exitCode))
        let pieces = try desk.pieces()
        #expect(pieces.contains { $0.contains("\"a.txt\"") })
        #expect(pieces.contains { $0.contains("\"z.txt\"") })
    }

    @Test func `a very long line is read`() throws {
        let desk = try Desk()
        try desk.page("a")
        try desk.folder.write(String(repeating: "word ", count: 200_000), to: "corpus/m.txt")
        #expect(try desk.stemma("run").exitCode == 0)
        #expect(try desk.pieces().contains { $0.contains("\"a.txt\"") })
    }

    @Test func `a page of chrome alone has no pieces and is no failure`() throws {
        let desk = try Desk()
        try desk.folder.write(
            "Home\nAbout us\nContact us\nOlder posts\nFacebookTwitterEmail\n© 2021 The Bend\n",
            to: "corpus/m.txt")
        #expect(try desk.stemma("run").exitCode == 0)
        #expect(try desk.pieces().isEmpty)
    }

    // MARK: The store

    @Test(arguments: [
        ["status"], ["export", "pieces"], ["trace", "abcd1234"], ["report", "--text"],
        ["explain", "abcd1234", "abcd1235"],
    ])
    func `without a store the commands say how one is made`(_ arguments: [String]) throws {
        let desk = try Desk()
        expectSentence(
            try desk.program.run(arguments, in: desk.folder.path), 1, "stemma: ", "store")
    }

    @Test func `a store of a newer version is refused with a sentence and left alone`() throws {
        let desk = try Desk()
        try desk.page("a")
        #expect(try desk.stemma("run").exitCode == 0)
        let file = desk.folder.url.appendingPathComponent("store/catalog.sqlite")
        var bytes = [UInt8](try Data(contentsOf: file))
        // The schema's number is the user version, big-endian, at byte 60 of a SQLite file.
        bytes.replaceSubrange(60..<64, with: [0, 0, 0x03, 0xE7])
        try Data(bytes).write(to: file)
        for arguments in [["run"], ["status"], ["run", "--dry-run"]] {
            let outcome = try desk.program.run(arguments, in: desk.folder.path)
            expectSentence(outcome, 1, "newer version", "999")
        }
        #expect(try [UInt8](Data(contentsOf: file)) == bytes)
    }

    @Test func `a store that is no store is refused`() throws {
        let desk = try Desk()
        try desk.folder.write(
            String(repeating: "not a database ", count: 100), to: "store/catalog.sqlite")
        expectSentence(try desk.stemma("run"), 1, "store")
        expectSentence(try desk.stemma("status"), 1, "store")
    }

    @Test func `a store that another pass holds ends with 75`() throws {
        let desk = try Desk()
        try desk.page("a")
        #expect(try desk.stemma("run").exitCode == 0)
        let lock = open(desk.folder.path + "/store/lock", O_RDWR | O_CREAT, 0o644)
        try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
        defer { close(lock) }
        expectSentence(try desk.stemma("run"), 75, "writes to this store")
        // Readers go on.
        #expect(try desk.stemma("status").exitCode == 0)
        #expect(try desk.pieces().count == 1)
    }

    @Test func `an interrupted run ends with 130 and leaves the store as it was`() throws {
        let desk = try Desk()
        for name in 0..<4 { try desk.page("p\(name)") }
        #expect(try desk.stemma("run").exitCode == 0)
        let before = try desk.pieces()
        // Enough to do that the signal comes in time.
        let words = (0..<400).map { "word\($0)" }.joined(separator: " ")
        for name in 0..<600 {
            try desk.page("q\(name)", ["\(name) \(words)", "\(words) \(name)", words])
        }
        let running = try desk.program.start(
            ["run", "--progress", "json", "--workers", "1"], in: desk.folder.path)
        while !running.errorsSoFar.contains("\"divide\"") && !running.errorsSoFar.contains("learn")
        {
            usleep(2000)
        }
        running.send(signal: SIGINT)
        let outcome = running.finish()
        #expect(outcome.exitCode == 130 && !outcome.wasKilled)
        #expect(outcome.errors.contains("stopped"))
        #expect(try desk.pieces() == before)
        #expect(try desk.stemma("status").exitCode == 0)
    }

    @Test func `a second run says that nothing has changed`() throws {
        let desk = try Desk()
        try desk.page("a")
        #expect(try desk.stemma("run").exitCode == 0)
        let outcome = try desk.stemma("run")
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.contains("nothing was read"))
    }

    @Test func `a corpus is the same however it is written, and another one is told of`() throws {
        let desk = try Desk()
        try desk.page("a")
        #expect(try desk.stemma("run").exitCode == 0)
        for name in [desk.folder.path + "/corpus", "./corpus/../corpus"] {
            let outcome = try desk.stemma("run", "--corpus", name)
            #expect(outcome.output.contains("nothing was read"), "\(name)")
            #expect(!outcome.errors.contains("anew"), "\(outcome.errors)")
        }
        // An archive that moves with its store.
        let moved = desk.folder.path + "-moved"
        defer { try? FileManager.default.removeItem(atPath: moved) }
        try FileManager.default.copyItem(atPath: desk.folder.path, toPath: moved)
        let there = try desk.program.run(["run"], in: moved)
        #expect(there.exitCode == 0 && !there.errors.contains("anew"), "\(there.errors)")

        try desk.folder.makeFolder("other")
        try desk.folder.write("The key\n\n" + Desk.text[2] + "\n", to: "other/key.txt")
        for (arguments, words) in [
            (["run", "--dry-run", "--corpus", "other"], "would be made anew"),
            (["run", "--corpus", "other"], "was made anew"),
        ] {
            let outcome = try desk.program.run(arguments, in: desk.folder.path)
            expectSentence(outcome, 0, "other corpus folders", words)
        }
        #expect(try desk.pieces().count == 1)
        // Who asks for it is not told.
        #expect(try !desk.stemma("run", "--rebuild", "--corpus", "corpus").errors.contains("anew"))
    }

    @Test func `a dry run writes nothing`() throws {
        let desk = try Desk()
        try desk.page("a")
        let outcome = try desk.stemma("run", "--dry-run")
        #expect(outcome.exitCode == 0 && outcome.output.contains("1 new"))
        #expect(!FileManager.default.fileExists(atPath: desk.folder.path + "/store"))
        #expect(!FileManager.default.fileExists(atPath: desk.folder.path + "/report"))
    }

    @Test func `quiet prints nothing`() throws {
        let desk = try Desk()
        try desk.page("a")
        let outcome = try desk.stemma("run", "--quiet")
        #expect(outcome.exitCode == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
        #expect(FileManager.default.fileExists(atPath: desk.folder.path + "/report/index.html"))
    }

    // MARK: Questions

    private func asked() throws -> Desk {
        let desk = try Desk()
        try desk.page("a")
        try desk.page("z", Desk.text + ["Source: The Weir Courier"])
        #expect(try desk.stemma("run").exitCode == 0)
        return desk
    }

    @Test func `a piece is traced by its identifier, its beginning, a file and standard input`()
        throws
    {
        let desk = try asked()
        let row = try #require(try desk.pieces().first)
        let id = String(try #require(row.split(separator: "\"").dropFirst(3).first))
        for name in [id, String(id.prefix(8)), "z.txt:1", "a.txt:4"] {
            let outcome = try desk.stemma("trace", name)
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("The wheel of"))
        }
        try desk.folder.write(Desk.text.joined(separator: "\n"), to: "mine.md")
        let file = try desk.stemma("trace", "mine.md")
        let given = try desk.stemma("trace", "-", input: Desk.text.joined(separator: "\n"))
        for outcome in [file, given] {
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.contains("a.txt") || outcome.output.contains("wheel of a"))
        }
        expectSentence(try desk.stemma("trace", "nowhere.txt"), 1, "nowhere.txt")
        expectSentence(try desk.stemma("trace", "-", input: ""), 1, "standard input", "empty")
        expectSentence(try desk.stemma("trace", "-", input: "\u{0}\u{1}x"), 1, "standard input")
        expectSentence(try desk.stemma("trace", "/dev/zero"), 1, "max_source_bytes")
        expectSentence(try desk.stemma("trace", "corpus"), 1, "neither a piece")
    }

    @Test func `a page is inspected as text, HTML and JSON, without a store`() throws {
        let desk = try Desk()
        try desk.page("a", Desk.text + ["Source: The Weir Courier"])
        let text = try desk.stemma("inspect", "corpus/a.txt")
        #expect(text.exitCode == 0 && text.errors.isEmpty, "\(text.errors)")
        for words in ["The wheel of a", "1 source of the corpus", "running text", "┏ piece 1"] {
            #expect(text.output.contains(words), "\(words)")
        }
        #expect(!text.outputBytes.contains(0x1B))
        let html = try desk.stemma("inspect", "corpus/a.txt", "--html")
        #expect(html.output.hasPrefix("<!doctype html>") && html.output.contains("Weir Courier"))
        let file = try desk.stemma("inspect", "corpus/a.txt", "--html", "--output", "a.html")
        #expect(file.exitCode == 0 && file.output.isEmpty)
        #expect(
            try [UInt8](Data(contentsOf: desk.folder.url.appendingPathComponent("a.html")))
                == html.outputBytes)
        let rows = try desk.stemma("inspect", "corpus/a.txt", "--json", "--piece", "1")
        for row in rows.outputBytes.split(separator: UInt8(ascii: "\n")) {
            #expect(try JSONSerialization.jsonObject(with: Data(row)) is [String: Any])
        }
        #expect(rows.output.contains("\"role\":\"credit\""))
        #expect(!FileManager.default.fileExists(atPath: desk.folder.path + "/store"))
    }

    @Test func `a page from elsewhere is inspected alone`() throws {
        let desk = try Desk()
        try desk.folder.write(
            "A wheel\n\n" + Desk.text.joined(separator: "\n\n"), to: "mine.captured")
        let outcome = try desk.stemma("inspect", "mine.captured", "--no-color")
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.contains("from this file alone"))
    }

    @Test func `what can't be inspected ends with a sentence`() throws {
        let desk = try Desk()
        try desk.page("a")
        try desk.folder.write("", to: "corpus/empty.txt")
        try desk.folder.write("{\"text\": \"A wheel.\"}\n", to: "corpus/rows.jsonl")
        expectSentence(try desk.stemma("inspect", "nowhere.txt"), 1, "nowhere.txt")
        expectSentence(try desk.stemma("inspect", "corpus"), 1, "not a file")
        expectSentence(try desk.stemma("inspect", "corpus/empty.txt"), 1, "empty")
        expectSentence(try desk.stemma("inspect", "corpus/rows.jsonl"), 1, "JSON Lines")
        expectSentence(
            try desk.stemma("inspect", "corpus/a.txt", "--piece", "2"), 64, "no piece 2")
        expectSentence(
            try desk.stemma("inspect", "corpus/a.txt", "--config", "none.yaml"), 78, "none.yaml")
        expectSentence(
            try desk.stemma("inspect", "corpus/a.txt", "--html", "--output", "no/such/a.html"), 1,
            "no/such/a.html")
    }

    @Test func `two pieces are explained`() throws {
        let desk = try asked()
        let outcome = try desk.stemma("explain", "a.txt:1", "z.txt:1")
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.contains("The old mill at the bend"))
        #expect(try desk.stemma("explain", "a.txt:1", "a.txt:1").exitCode == 0)
        expectSentence(try desk.stemma("explain", "a.txt:1", "q.txt:1"), 1, "q.txt:1")
    }

    @Test func `everything is exported, to standard output or a file`() throws {
        let desk = try asked()
        for kind in ["pieces", "matches", "clusters", "lineage", "templates", "names"] {
            for format in ["jsonl", "csv"] {
                let said = try desk.stemma("export", kind, "--format", format)
                #expect(said.exitCode == 0 && said.errors.isEmpty)
                let name = "\(kind).\(format)"
                let written = try desk.stemma(
                    "export", kind, "--format", format, "--output", name)
                #expect(written.exitCode == 0 && written.output.isEmpty)
                let file = desk.folder.url.appendingPathComponent(name)
                #expect(try [UInt8](Data(contentsOf: file)) == said.outputBytes)
            }
        }
        expectSentence(
            try desk.stemma("export", "pieces", "--output", "no/such/folder.jsonl"), 1,
            "no/such/folder.jsonl")
    }

    @Test func `status and the report as text say what the store holds`() throws {
        let desk = try asked()
        let status = try desk.stemma("status")
        #expect(status.exitCode == 0 && status.output.contains("2"))
        let page = desk.folder.path + "/report/index.html"
        try FileManager.default.removeItem(atPath: page)
        let report = try desk.stemma("report", "--text")
        #expect(report.exitCode == 0 && report.output.contains("The wheel of"))
        #expect(!FileManager.default.fileExists(atPath: page))
        #expect(try desk.stemma("report", "--quiet").exitCode == 0)
        #expect(FileManager.default.fileExists(atPath: page))
    }

    @Test func `control characters of captured text never reach the terminal or the page`() throws {
        let desk = try Desk()
        let evil = "\u{1B}[31mred\u{1B}]0;title\u{7}\u{9B}2J\u{202E}"
        for name in ["a", "z"] {
            try desk.folder.write(
                "The \(evil) wheel of \(name)\nPosted on 14 May 2021\n\n"
                    + Desk.text.map { $0 + evil }.joined(separator: "\n\n")
                    + "\n\nBy Ada \(evil)Vell, The \(evil) Courier\n\nOlder posts\n",
                to: "corpus/\(name).txt")
        }
        let run = try desk.stemma("run")
        var said = run.outputBytes + run.errorBytes
        for arguments in [
            ["report", "--text"], ["status"], ["trace", "a.txt:1"],
            ["explain", "a.txt:1", "z.txt:1"], ["trace", "\u{1B}[31m"],
            ["inspect", "corpus/a.txt"], ["inspect", "corpus/a.txt", "--html"],
            ["inspect", "\u{1B}[31m"],
        ] {
            let outcome = try desk.program.run(arguments, in: desk.folder.path)
            said += outcome.outputBytes + outcome.errorBytes
        }
        said += [UInt8](
            try Data(contentsOf: desk.folder.url.appendingPathComponent("report/index.html")))
        #expect(try desk.pieces().count == 2)
        let controls = said.filter { $0 < 0x20 && $0 != 0x0A }
        #expect(controls.isEmpty)
        let words = String(decoding: said, as: UTF8.self).unicodeScalars
        #expect(!words.contains { (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}" })
        // Exports of JSON are for programs; an escape character is written as JSON writes it.
        for kind in ["pieces", "matches", "clusters", "lineage", "templates", "names"] {
            #expect(try !desk.stemma("export", kind).outputBytes.contains(0x1B))
        }
    }
}
