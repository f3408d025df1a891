import Foundation
import Testing

@testable import Pipeline

@Suite struct ConfigurationTests {
    private func read(_ yaml: String) throws -> Configuration {
        try Configuration(yaml: yaml, file: "pipeline.yaml")
    }

    /// Everything that reading ends with, as the user sees it.
    private func problems(_ yaml: String, file: String = "pipeline.yaml") -> String {
        do {
            _ = try Configuration(yaml: yaml, file: file)
            return ""
        } catch {
            return error.description
        }
    }

    @Test(arguments: ["", "\n", "# nothing\n", "---\n", "read:\nstages:\n  read:\n", "sites:\n"])
    func `what is left out has its default`(_ yaml: String) throws {
        #expect(try read(yaml) == Configuration())
    }

    @Test func `every setting is read`() throws {
        let settings = try read(
            """
            corpus: [One, Two]
            store: kept
            report: false
            outlets: outlets.yaml
            lexicon:
              - words
            read:
              max_source_bytes: 1.5 MiB
            stages:
              divide: {workers: 3, buffer: 7}
            match:
              bands: 20
              rows: 4
              min_resemblance: 0.25
              min_passage_words: 9
              boilerplate_pieces: 12
            sites:
              - host: news.example
                name: The News
                match: ["a-*.txt", b/**]
                chrome:
                  - starts: Share
                  - contains: "rights: all"
                separator: {equals: "***"}
                date: above
            """)
        var expected = Configuration()
        expected.corpus = ["One", "Two"]
        expected.store = "kept"
        expected.report = nil
        expected.outlets = ["outlets.yaml"]
        expected.lexicon = ["words"]
        expected.read.maxSourceBytes = 1_572_864
        expected.stages.divide.workers = .workers(3)
        expected.stages.divide.buffer = 7
        expected.match.bands = 20
        expected.match.rows = 4
        expected.match.minResemblance = 0.25
        expected.match.minPassageWords = 9
        expected.match.boilerplatePieces = 12
        var site = SiteProfile()
        site.host = "news.example"
        site.name = "The News"
        site.match = [PathPattern("a-*.txt"), PathPattern("b/**")]
        site.chrome = [.starts("Share"), .contains("rights: all")]
        site.separator = .equals("***")
        site.date = .above
        expected.sites = [site]
        #expect(settings == expected)
    }

    @Test func `all problems of a file are told together, in the order of its lines`() {
        #expect(
            problems(
                """
                corpsu: [Corpus]
                store: [a, b]
                stages:
                  read:
                    wrokers: 4
                    buffer: 0
                  divide:
                    workers: many
                read:
                  max_source_bytes: 64 parsecs
                workers: 3
                match:
                  min_resemblance: 1.5
                keep: loud
                """) == """
                    pipeline.yaml:1:1: there is no setting `corpsu`; did you mean `corpus`? Allowed \
                    here: `corpus`, `store`, `report`, `outlets`, `lexicon`, `read`, `jsonl`, `stages`, \
                    `match`, `keep`, `sites`.
                    pipeline.yaml:2:8: `store` must be a path, not a list.
                    pipeline.yaml:5:5: there is no setting `stages.read.wrokers`; did you mean \
                    `workers`? Allowed here: `workers`, `buffer`.
                    pipeline.yaml:6:13: `stages.read.buffer` must be a whole number from 1 to 65536, \
                    not `0`.
                    pipeline.yaml:8:14: `stages.divide.workers` must be `auto` or a whole number from \
                    1 to 256, not `many`.
                    pipeline.yaml:10:21: `read.max_source_bytes` must be a size from 1 KiB to 1024 GiB, \
                    such as `64 MiB`, not `64 parsecs`.
                    pipeline.yaml:11:1: there is no setting `workers`; did you mean \
                    `stages.read.workers`? Allowed here: `corpus`, `store`, `report`, `outlets`, \
                    `lexicon`, `read`, `jsonl`, `stages`, `match`, `keep`, `sites`.
                    pipeline.yaml:13:20: `match.min_resemblance` must be a number from 0.01 to 1.0, \
                    not `1.5`.
                    pipeline.yaml:14:7: `keep` must be one of `earliest`, `longest`, \
                    `declared-original`, not `loud`.
                    """)
    }

    @Test(arguments: [
        (
            "read: fast",
            "1:7: `read` must be a group of settings (`max_source_bytes`, `removed`), not `fast`."
        ),
        (
            "[1, 2]",
            "1:1: This must be a group of settings (`corpus`, `store`, `report`, `outlets`,"
                + " `lexicon`, `read`, `jsonl`, `stages`, `match`, `keep`, `sites`),"
                + " not a list."
        ),
        ("store:", "1:7: `store` must be a path, not empty."),
        ("report: true", "1:9: `report` must be a path, or `false` for none, not `true`."),
        ("store: a\nstore: b", "1:1: `store` is given more than once."),
        (
            "store: \"a",
            "1:10: this is not YAML: while scanning a quoted scalar found unexpected end of stream."
        ),
        ("? [a, b]\n: 1", "1:3: a setting's name must be a word, not a list."),
        (
            "match: {bands: 1e3}",
            "1:16: `match.bands` must be a whole number from 1 to 512, not `1e3`."
        ),
        (
            "sites: news",
            "1:8: `sites` must be a list of sites, each with `host` and `match`, not `news`."
        ),
        ("sites: [{host: a, match: b}, 7]", "1:30: `sites` must be a list of sites"),
        (
            "sites:\n  - host: a\n    chrom: []",
            "2:5: `match` is missing: a pattern of paths, such as `captures/news-*.txt`, or a list"
                + " of such.\npipeline.yaml:3:5: there is no setting `chrom`; did you mean `chrome`?"
        ),
        (
            "sites: [{host: a, match: b, separator: {start: x}}]",
            "1:40: `separator` must be `starts: words`, `equals: words` or `contains: words`, not"
                + " `start`; did you mean `starts`?"
        ),
        (
            "store: \"a\\u202Eb\\nc\"\nkeep: \"\\u202Ed\\ne\"",
            "2:7: `keep` must be one of"
        ),
    ])
    func `a problem is told with its place`(_ yaml: String, _ message: String) {
        let told = problems(yaml)
        #expect(told.hasPrefix("pipeline.yaml:" + message), "\(told)")
        #expect(!told.unicodeScalars.contains("\u{202E}"))
    }

    @Test func `a file that tries to be larger than it is is refused`() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(problems(bomb) == "pipeline.yaml: the file has more than 100000 values.")
        #expect(problems(String(repeating: "[", count: 50_000)).contains("this is not YAML"))
    }

    @Test func `paths start at the folder of the file`() throws {
        let settings = try Configuration(
            yaml: "corpus: [Pages, /abs]\noutlets: o.yaml\nreport: false", file: "etc/news/p.yaml")
        #expect(settings.corpus == ["etc/news/Pages", "/abs"])
        #expect(settings.outlets == ["etc/news/o.yaml"])
        #expect(settings.store == "etc/news/store")
        #expect(settings.report == nil)
        #expect(try Configuration(yaml: "", file: "/p.yaml").store == "/store")
    }

    @Test func `a named file must be there and the usual one need not`() throws {
        let folder = NSTemporaryDirectory() + "stemma-config-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try Configuration.load(file: nil, folder: folder) == Configuration())
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration.load(file: folder + "/none.yaml")
        }
        #expect(
            error?.description
                == "\(folder)/none.yaml: the file cannot be read: No such file or directory.")
        #expect(throws: ConfigurationError.self) { try Configuration.load(file: folder) }
        let usual = folder + "/pipeline.yaml"
        try Data("store: kept".utf8).write(to: URL(fileURLWithPath: usual))
        #expect(try Configuration.load(file: nil, folder: folder).store == folder + "/kept")
        try Data([0x73, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: usual))
        #expect(throws: ConfigurationError.self) {
            try Configuration.load(file: nil, folder: folder)
        }
    }

    @Test func `a flag beats the width of every stage`() throws {
        var settings = try read("stages: {match: {workers: 7}}")
        settings.stages.widen(to: .workers(3))
        let reference = Configuration.table.settings.filter { $0.name.hasSuffix(".workers") }
        #expect(reference.map { $0.show(settings) } == Array(repeating: "3", count: 5))
        #expect(Width.workers(3).count == 3)
        #expect((1...Width.greatest).contains(Width.auto.count))
    }

    @Test func `only what changes the findings is in their stamp`() throws {
        let stamp = Configuration().shapingSettings
        #expect(try read("store: elsewhere\nstages: {read: {workers: 7}}").shapingSettings == stamp)
        #expect(try read("stages: {read: {buffer: 9}}\nreport: false").shapingSettings == stamp)
        #expect(try read("match: {bands: 65}").shapingSettings != stamp)
        #expect(try read("sites: [{host: a, match: b}]").shapingSettings != stamp)
        #expect(stamp.hasPrefix("outlets: []\nlexicon: []\nread.max_source_bytes: "))
    }
}
