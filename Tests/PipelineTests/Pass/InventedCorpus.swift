import Core
import Pipeline
import Report
import Store
import TestSupport

/// A small invented archive on the disk, and passes over it.
final class InventedCorpus {
    let folder: TemporaryFolder
    var configuration = Configuration()

    init() throws {
        folder = try TemporaryFolder()
        configuration.corpus = [folder.path + "/corpus"]
        configuration.store = folder.path + "/store"
        configuration.report = nil
        try folder.makeFolder("corpus")
    }

    /// An archive with copies, a digest, an excerpt, a frame, a translation and a recapture.
    static func usual() throws -> InventedCorpus {
        let corpus = try InventedCorpus()
        let articles = (0..<7).map { article(UInt64($0)) }
        try corpus.write(
            page(
                "farrow.example", "Farrow Notes",
                [
                    ("A wheel turns again", articles[0] + ["By Ada Vell, The Weir Courier"]),
                    ("Stones and bread", articles[1]), ("The second wheel", articles[2]),
                ]), "farrow.example/one.txt")
        try corpus.write(
            page(
                "farrow.example", "Farrow Notes",
                [
                    ("Stones and bread", articles[1]), ("The second wheel", articles[2]),
                    ("A heron on the weir", articles[3] + ["Translated by Mira Holt"]),
                ], firstDay: 26), "farrow.example/two.txt")
        try corpus.write(
            page(
                "weir.example", "The Weir Courier",
                [
                    ("The wheel at Farrow Bend", articles[0]),
                    ("Weir Weekly Digest 17", articles[2] + articles[3] + articles[4]),
                    ("What the masons eat", articles[5] + Array(articles[1].prefix(2))),
                ]), "weir.example/one.txt")
        try corpus.write(
            page(
                "reed.example", "Reed Bank",
                [("The key to the sluice", articles[4]), ("A sheet nine feet long", articles[6])]),
            "reed.example/one.txt")
        return corpus
    }

    func write(_ text: String, _ path: String) throws {
        try folder.write(text, to: "corpus/" + path)
    }

    /// Four paragraphs of words that no other seed has in this order.
    static func article(_ seed: UInt64) -> [String] {
        var random = SeededGenerator(seed: seed &* 977 &+ 5)
        let syllables = ["ka", "lo", "mir", "ten", "sul", "var", "pe", "dro", "ni", "hes", "ort"]
        func word() -> String {
            (0..<Int.random(in: 2...3, using: &random)).map { _ in
                syllables[Int.random(in: syllables.indices, using: &random)]
            }.joined()
        }
        return (0..<4).map { _ in
            (["The"] + (0..<40).map { _ in word() }).joined(separator: " ") + "."
        }
    }

    /// A page of posts, each dated a day before the one above it.
    static func page(
        _ host: String, _ name: String, _ posts: [(title: String, text: [String])],
        firstDay: Int = 27
    ) -> String {
        var text = "\(name)\nHome | Mills | Rivers | About us\n\n"
        for (index, post) in posts.enumerated() {
            text += post.title + "\n\n" + post.text.joined(separator: "\n\n")
            text += "\n\nMay \(firstDay - index), 2020 0 comments\nFacebookTwitterEmail\n\n"
        }
        return text + "Older posts\n© 2009 - 2024 \(name). \(host)\n"
    }

    @discardableResult
    func run(
        workers: Int? = nil, dryRun: Bool = false, cancellation: Cancellation = Cancellation(),
        progress: PassProgress = PassProgress(style: .quiet)
    ) throws -> PassResult {
        var settings = configuration
        if let workers { settings.stages.widen(to: .workers(workers)) }
        return try Pass(
            configuration: settings, progress: progress, cancellation: cancellation
        ).run(dryRun: dryRun)
    }

    func read<T>(_ body: (Snapshot) throws -> T) throws -> T {
        try Catalog(folder: configuration.store, versions: Pass.versions, access: .read).read(body)
    }

    /// What the store says of pieces and what they are to one another; much cheaper than all exports.
    func content() throws -> [[UInt8]] {
        try read { snapshot in
            try [ExportKind.pieces, .matches, .clusters, .lineage, .templates, .texts].map { kind in
                var bytes: [UInt8] = []
                try Exporting.export(kind, .jsonl, from: snapshot) { bytes += $0 }
                return bytes
            }
        }
    }

    /// The exports after one more night, of a page that repeats an article, and those of one pass over
    /// all that is there.
    func nightAndBatch(repeating article: UInt64) throws -> (night: [[UInt8]], batch: [[UInt8]]) {
        try write(
            Self.page("mill.example", "Mill News", [("Wheels", Self.article(article))]),
            "mill.example/one.txt")
        try run()
        let night = try exports()
        configuration.store = folder.path + "/batch"
        try run()
        return (night, try exports())
    }

    /// Every export of the store, in every format.
    func exports() throws -> [[UInt8]] {
        try read { snapshot in
            // What was not read differs by intent where a test adds what can't be, and what nights have
            // changed or missed by the nights.
            let kinds = ExportKind.allCases.filter {
                $0 != .quarantine && $0 != .changes && $0 != .gone
            }
            return try kinds.flatMap { kind in
                try ExportFormat.allCases.map { format in
                    var bytes: [UInt8] = []
                    try Exporting.export(kind, format, from: snapshot) { bytes += $0 }
                    return bytes
                }
            }
        }
    }
}
