import Core
import Foundation
import GRDB
import Store
import TestSupport
import Testing

@testable import Pipeline

@Suite struct StoreVerificationTests {
    private let folder: TemporaryFolder
    private let settings: Pipeline.Configuration

    /// Two pages that share most of their text, and a row.
    init() throws {
        folder = try TemporaryFolder()
        let story = (0..<30).map { "Sentence number \($0) tells of the mill and of its wheel." }
            .joined(separator: " ")
        for host in ["mill.example", "paper.example"] {
            try folder.write(
                "The wheel\nPosted on 1\(host.utf8.count % 9) May 2021\n\n\(story)\n\nBy Ada Miller, The Lantern Post\n",
                to: "corpus/\(host)/page.txt")
        }
        try folder.write("{\"text\":\"\(story)\"}\n", to: "corpus/rows.jsonl")
        var settings = Pipeline.Configuration()
        settings.corpus = [folder.path + "/corpus"]
        settings.store = folder.path + "/store"
        self.settings = settings
        _ = try folder.pass(workers: 1)
    }

    private func checks(claims: Bool = false) throws -> [Check] {
        let catalog = try Catalog(
            folder: settings.store, versions: Pass.versions, access: .read)
        var checks: [Check] = []
        try catalog.read { snapshot in
            let verification = StoreVerification(snapshot, store: settings.store)
            try verification.run { checks.append($0) }
            if claims { try verification.runClaims(settings) { checks.append($0) } }
        }
        return checks
    }

    private func failures(claims: Bool = false) throws -> [String] {
        try checks(claims: claims).filter { $0.outcome == .fails }
            .map { "\($0.subject.rawValue) \($0.place): \($0.detail)" }
    }

    private func damage(_ sql: String) throws {
        // References are checked by us and not kept by SQLite here.
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = false
        try DatabaseQueue(
            path: settings.store + "/" + Catalog.fileName, configuration: configuration
        ).write { try $0.execute(sql: sql) }
    }

    @Test func `a store that a pass left holds in every respect`() throws {
        let checks = try checks(claims: true)
        #expect(checks.allSatisfy { $0.outcome == .holds })
        for subject in Check.Subject.allCases {
            #expect(checks.contains { $0.subject == subject }, "\(subject)")
        }
    }

    @Test(arguments: [
        ("DELETE FROM pieces WHERE number = 1", "refer to pieces"),
        ("DELETE FROM matches WHERE number = 1", "the last commit counted"),
        ("UPDATE pages SET frame = x'00' WHERE source = 1", "cannot be unpacked"),
        ("UPDATE blocks SET bytes = bytes + 1", "cannot be unpacked"),
        ("UPDATE pieces SET sha256 = 'f' || substr(sha256, 2), id = id", "another SHA-256"),
        ("UPDATE pieces SET words = words + 1", "words, not"),
        ("UPDATE pieces SET body_end = body_end + 1000000", "outside its page"),
        ("UPDATE pieces SET body_start = -1", "outside its page"),
        ("UPDATE pieces SET body_start = body_end + 1", "cannot be read"),
        ("UPDATE pieces SET credits = '[[[' WHERE credits IS NOT NULL", "cannot be read"),
        ("UPDATE matches SET passages = '{}'", "cannot be read"),
        ("DELETE FROM stamp", "does not say what made it"),
    ])
    func `what is damaged is named`(_ sql: String, _ words: String) throws {
        try damage(sql)
        let failures = try failures()
        #expect(failures.contains { $0.contains(words) }, "\(failures)")
    }

    @Test(arguments: [
        ("UPDATE pieces SET credits = replace(credits, 'Ada', 'Eve')", "other words stand there"),
        ("UPDATE matches SET resemblance = resemblance / 2", "resemblance is"),
        ("UPDATE matches SET containment_b = 0", "containment_b is"),
        (
            "UPDATE lineage SET derived_from = replace(derived_from, 'Lantern', 'Evening')",
            "no credit"
        ),
        ("UPDATE sources SET sha256 = 'f' || substr(sha256, 2) WHERE format = 'text'", "changed"),
    ])
    func `what is claimed and is not so is named`(_ sql: String, _ words: String) throws {
        try damage(sql)
        #expect(try failures(claims: true).contains { $0.contains(words) })
    }

    @Test func `captures that changed fail, and those that are gone are told`() throws {
        try folder.write("Other words\n", to: "corpus/mill.example/page.txt")
        try FileManager.default.removeItem(atPath: folder.path + "/corpus/rows.jsonl")
        #expect(try failures().isEmpty)
        let found = try checks(claims: true).filter {
            $0.outcome != .holds && $0.subject == .source
        }
        #expect(found.map(\.place) == ["mill.example/page.txt", "rows.jsonl"])
        #expect(found.map(\.outcome) == [.fails, .unchecked])
    }
}
