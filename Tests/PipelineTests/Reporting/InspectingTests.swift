import Core
import Foundation
import Report
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite struct InspectingTests {
    private func inspect(_ file: String, _ settings: Configuration) throws -> Inspection {
        try Inspecting(configuration: settings, progress: PassProgress(style: .quiet))
            .inspection(of: file)
    }

    @Test func `a page of the corpus is divided as a pass divides it`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.run()
        var stored: [String: [Piece]] = [:]
        try corpus.read { try $0.eachPiece { stored[$0.source, default: []].append($0) } }
        #expect(stored.count == 4)
        for (source, unordered) in stored {
            let pieces = unordered.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
            let found = try inspect(
                corpus.configuration.corpus[0] + "/" + source, corpus.configuration)
            #expect(found.source.path == source)
            #expect(found.pieces.map(\.lines) == pieces.map(\.lines))
            #expect(found.pieces.map(\.title) == pieces.map(\.title))
            #expect(found.pieces.map(\.credits) == pieces.map(\.credits))
            #expect(found.pieces.map(\.language) == pieces.map(\.language))
            #expect(
                found.learned == .corpus(folder: corpus.configuration.corpus[0], sources: 4))
            #expect(found.origin == .page && found.source.host == pieces.first?.host)
            #expect(found.account.lines.count == found.page.lines.count)
        }
        let farrow = try inspect(
            corpus.configuration.corpus[0] + "/farrow.example/one.txt", corpus.configuration)
        #expect(farrow.hostPages == 2)
    }

    @Test func `links and dots in the name of a page of the corpus do not matter`() throws {
        let corpus = try InventedCorpus.usual()
        let folder = corpus.folder
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link.txt",
            withDestinationPath: folder.path + "/corpus/reed.example/one.txt")
        for name in ["/link.txt", "/corpus/../corpus/reed.example/./one.txt"] {
            let found = try inspect(folder.path + name, corpus.configuration)
            #expect(found.source.path == "reed.example/one.txt")
        }
    }

    @Test func `a page from elsewhere is looked at alone, also without a corpus`() throws {
        let corpus = try InventedCorpus.usual()
        let page = InventedCorpus.page(
            "far.example", "Far Notes", [("A wheel", InventedCorpus.article(9))])
        let file = try corpus.folder.write(page, to: "elsewhere/page.captured").path
        var settings = corpus.configuration
        for roots in [settings.corpus, [corpus.folder.path + "/nowhere"]] {
            settings.corpus = roots
            let found = try inspect(file, settings)
            #expect(found.learned == .file)
            #expect(found.source.path == file)
            #expect(found.pieces.map(\.title) == ["A wheel"])
        }
    }

    @Test func `a file that a pass leaves out is looked at alone`() throws {
        let corpus = try InventedCorpus.usual()
        try corpus.write("A note.\n", "README.md")
        let root = corpus.configuration.corpus[0]
        let found = try inspect(root + "/README.md", corpus.configuration)
        #expect(found.learned == .leftOut(folder: root))
    }

    @Test func `the host is said to be known by a profile, the page or a folder`() throws {
        let corpus = try InventedCorpus()
        try corpus.write("A wheel\n\n" + InventedCorpus.article(1)[0], "reed.example/a.txt")
        try corpus.write("A wheel\n\n" + InventedCorpus.article(2)[0], "plain/b.txt")
        let root = corpus.configuration.corpus[0]
        #expect(try inspect(root + "/reed.example/a.txt", corpus.configuration).origin == .folder)
        #expect(try inspect(root + "/plain/b.txt", corpus.configuration).origin == nil)
        var settings = try Configuration(
            yaml: "sites:\n  - host: weir.example\n    match: [\"plain/*\"]\n", file: "p.yaml")
        settings.corpus = corpus.configuration.corpus
        let found = try inspect(root + "/plain/b.txt", settings)
        #expect(found.origin == .profile && found.source.host == "weir.example")
    }

    @Test func `what is no page ends with a sentence`() throws {
        let corpus = try InventedCorpus()
        try corpus.write("{\"text\": \"A wheel turns.\"}\n", "rows.jsonl")
        try corpus.write("", "empty.txt")
        let root = corpus.configuration.corpus[0]
        for (name, word) in [
            ("/none.txt", "no such file"), ("", "not a file"), ("/rows.jsonl", "JSON Lines"),
            ("/empty.txt", "empty"),
        ] {
            do {
                _ = try inspect(root + name, corpus.configuration)
                Issue.record("\(name) was inspected")
            } catch {
                #expect("\(error)".contains(word), "\(error)")
                #expect("\(error)".hasPrefix(root))
            }
        }
    }
}
