import Core
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct CatalogTests {
    private let folder: StoreFolder

    init() throws { folder = try StoreFolder() }

    private var file: String { folder.path + "/catalog.sqlite" }

    private func fill(_ catalog: Catalog, pieces ids: [String]) throws {
        let run = try catalog.begin(settings: "settings")
        try run.add(source: Samples.source("page"), page: nil)
        for id in ids { try run.add(piece: Samples.piece(id, of: "page")) }
        var summary = RunSummary()
        summary.pieces = ids.count
        summary.seconds = 1.5
        summary.started = "2026-01-02T03:04:05Z"
        try run.finish(summary: summary)
    }

    private func ids(_ catalog: Catalog) throws -> [String] {
        try catalog.read { try collected($0.eachPiece).map(\.id) }
    }

    @Test func `a store that is not there is missing`() throws {
        #expect(
            try folder.refusal(.read).description == """
                \(file): There is no store here. Run `stemma run` first, or name the store's folder \
                with --store.
                """)
    }

    @Test func `a store is made with its marks and can be opened again`() throws {
        do { _ = try folder.open(.write) }
        let reader = try folder.open(.read)
        #expect(try reader.read { try $0.lastRun() }?.number == nil)
        #expect(try reader.read { try $0.settings() } == nil)
        #expect(reader.size > 0)
        let queue = try DatabaseQueue(path: file)
        #expect(
            try queue.read { try Int32.fetchOne($0, sql: "PRAGMA application_id") } == 0x5374_656D)
        #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 4)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files.sorted() == ["catalog.sqlite", "lock"])
    }

    @Test func `indexes are the same whether or not a run says that its pieces have ended`() throws
    {
        var indexes: [[String]] = []
        for saysSo in [false, true] {
            let folder = try StoreFolder()
            let run = try folder.open(.write).begin(settings: "settings")
            try run.add(source: Samples.source("page"), page: nil)
            try run.add(piece: Samples.piece("01", of: "page"))
            if saysSo { try run.endPieces() }
            try run.add(template: Template(id: "01", pieces: ["01"], frame: "Text", slots: 1))
            try run.finish(summary: RunSummary())
            let queue = try DatabaseQueue(path: folder.path + "/catalog.sqlite")
            indexes.append(
                try queue.read {
                    try String.fetchAll(
                        $0,
                        sql: "SELECT name || ' ' || sql FROM sqlite_master WHERE type = 'index'"
                            + " AND sql IS NOT NULL ORDER BY name")
                })
            #expect(try ids(try folder.open(.read)) == ["01"])
        }
        #expect(indexes[0].count == 16)
        #expect(indexes[0] == indexes[1])
    }

    /// A store as versions before left it: in write-ahead mode, its last run in the journal alone.
    private func older() throws -> DatabasePool {
        let queue = try DatabasePool(path: file)
        try queue.write { db in
            try db.execute(sql: "PRAGMA application_id = \(Schema.application)")
            try db.execute(sql: "PRAGMA user_version = 2")
            try db.execute(sql: Schema.tables)
            try db.execute(
                sql: "INSERT INTO runs VALUES (7,'then',1,2,2,0,9,3,0,0,0,0,0,0,0)")
            try db.execute(sql: "INSERT INTO stamp VALUES ('settings', 'same')")
        }
        return queue
    }

    @Test func `a store of an older version is raised by the next run, and its runs are kept`()
        throws
    {
        do { _ = try older() }
        #expect(try folder.refusal(.read).kind == .older)
        let catalog = try folder.open(.write)
        #expect(try catalog.read { try $0.lastRun() }?.number == 7)
        #expect(try catalog.read { try $0.settings() } == nil)
        try fill(catalog, pieces: ["01"])
        #expect(try ids(try folder.open(.read)) == ["01"])
        #expect(try catalog.read { try $0.lastRun() }?.number == 8)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files.sorted() == ["catalog.sqlite", "lock"])
    }

    @Test func `an older store that somebody still reads is not replaced`() throws {
        let other = try older()
        try other.read { _ in
            let refusal = try folder.refusal(.write)
            #expect(refusal.kind == .locked)
        }
    }

    @Test(arguments: [Catalog.Access.read, .write])
    func `a store of a newer version is refused and left alone`(_ access: Catalog.Access) throws {
        do { try fill(try folder.open(.write), pieces: ["01"]) }
        let queue = try DatabaseQueue(path: file)
        try queue.write { try $0.execute(sql: "PRAGMA user_version = 99") }
        let refusal = try folder.refusal(access)
        #expect(refusal.kind == .newer)
        #expect(
            refusal.description == """
                \(file): The store was made by a newer version of stemma (schema 99; this one knows \
                4). Use that version, or name another folder with --store.
                """)
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM pieces") } == 1)
    }

    @Test func `a store that another engine made is refused`() throws {
        do { try fill(try folder.open(.write), pieces: ["01"]) }
        var versions = StoreFolder.versions
        versions.tokeniser = 2
        versions.credits = 7
        for access in [Catalog.Access.read, .write] {
            let refusal = try folder.refusal(access, versions: versions)
            #expect(refusal.kind == .otherVersions)
            #expect(
                refusal.description == """
                    \(file): The store was made by a version of stemma whose results cannot be \
                    compared with this one's (tokeniser 1, not 2; credits 1, not 7). Delete the \
                    store folder, or name another one with --store, and run the pass again: \
                    everything in it is made from the archive.
                    """)
        }
    }

    @Test func `other files of that name are refused and left alone`() throws {
        let bytes = Data("a letter, and no database at all\n".utf8)
        try bytes.write(to: URL(fileURLWithPath: file))
        #expect(try folder.refusal(.read).kind == .foreign)
        #expect(try folder.refusal(.write).kind == .foreign)
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == bytes)
        try FileManager.default.removeItem(atPath: file)
        do {
            let queue = try DatabaseQueue(path: file)
            try queue.write { try $0.execute(sql: "CREATE TABLE mine (x)") }
        }
        #expect(try folder.refusal(.read).kind == .foreign)
        #expect(try folder.refusal(.write).kind == .foreign)
    }

    @Test func `a file that was cut short is reported as damage`() throws {
        do { try fill(try folder.open(.write), pieces: (0..<500).map { "\($0)" }) }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: file))
        #expect(throws: StoreError.self) {
            _ = try ids(try folder.open(.read))
        }
    }

    @Test func `a second writer is refused while the first one holds the store`() throws {
        let first = try folder.open(.write)
        let refusal = try folder.refusal(.write)
        #expect(refusal.kind == .locked)
        #expect(
            refusal.description == """
                \(folder.path): Another pass writes to this store (process \(getpid())). Wait until \
                it has ended; readers may work meanwhile.
                """)
        withExtendedLifetime(first) {}
    }

    @Test func `the lock goes with its holder`() throws {
        do { _ = try folder.open(.write) }
        _ = try folder.open(.write)
    }

    @Test func `readers see the last commit while a run is written`() throws {
        let writer = try folder.open(.write)
        try fill(writer, pieces: ["01", "02"])
        let reader = try folder.open(.read)
        let run = try writer.begin(settings: "other settings")
        try run.add(source: Samples.source("page"), page: nil)
        for id in ["03", "04", "05"] { try run.add(piece: Samples.piece(id, of: "page")) }
        #expect(try ids(reader) == ["01", "02"])
        #expect(try ids(writer) == ["01", "02"])
        #expect(try ids(try folder.open(.read)) == ["01", "02"])
        try reader.read { snapshot in
            #expect(try snapshot.settings() == "settings")
            try run.finish(summary: RunSummary())
            #expect(try collected(snapshot.eachPiece).count == 2)
        }
        #expect(try ids(reader) == ["03", "04", "05"])
        #expect(try reader.read { try $0.settings() } == "other settings")
        #expect(try reader.read { try $0.lastRun() }?.number == 2)
    }

    @Test func `an abandoned run leaves the former content`() throws {
        let catalog = try folder.open(.write)
        try fill(catalog, pieces: ["01"])
        let run = try catalog.begin(settings: "other")
        try run.add(source: Samples.source("other"), page: nil)
        run.abandon()
        #expect(try ids(catalog) == ["01"])
        do { _ = try catalog.begin(settings: "forgotten") }
        #expect(try ids(catalog) == ["01"])
        #expect(try catalog.read { try $0.settings() } == "settings")
        try fill(catalog, pieces: ["02"])
        #expect(try ids(catalog) == ["02"])
        let last = try #require(try catalog.read { try $0.lastRun() })
        #expect(last.number == 2)
        #expect(last.summary.started == "2026-01-02T03:04:05Z")
        #expect(last.summary.seconds == 1.5)
    }

    /// A page of 8 MiB that does not pack.
    private static func noise() -> StoredPage {
        var generator = SystemRandomNumberGenerator()
        let noise = (0..<(1 << 20)).flatMap { _ in
            withUnsafeBytes(of: generator.next(), Array.init)
        }
        return PageCompressor().compress(noise)
    }

    @Test func `a killed run leaves the former content and no lock`() async throws {
        do { try fill(try folder.open(.write), pieces: ["01"]) }
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in
            let catalog = try Catalog(
                folder: path, versions: StoreFolder.versions, access: .write)
            let run = try catalog.begin(settings: "other")
            try run.add(source: Samples.source("page"), page: nil)
            // More than the cache holds, so that much of it is in the journal already.
            let page = Self.noise()
            for number in 0..<10 { try run.add(source: Samples.source("\(number)"), page: page) }
            kill(getpid(), SIGKILL)
        }
        #expect(FileManager.default.fileExists(atPath: file + Draft.suffix))
        #expect(try ids(try folder.open(.read)) == ["01"])
        let catalog = try folder.open(.write)
        #expect(try ids(catalog) == ["01"])
        try fill(catalog, pieces: ["02"])
        #expect(try ids(catalog) == ["02"])
        #expect(!FileManager.default.fileExists(atPath: file + Draft.suffix))
    }

    @Test func `a killed run that amends leaves the former content`() async throws {
        do { try fill(try folder.open(.write), pieces: ["01"]) }
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in
            let catalog = try Catalog(
                folder: path, versions: StoreFolder.versions, access: .write)
            let run = try catalog.amend(settings: "other")
            try run.drop(pieces: [1])
            let page = Self.noise()
            for number in 0..<20 { try run.add(source: Samples.source("\(number)"), page: page) }
            kill(getpid(), SIGKILL)
        }
        #expect(try ids(try folder.open(.read)) == ["01"])
        #expect(try ids(try folder.open(.write)) == ["01"])
    }

    @Test func `a journal that a killed process left is taken back`() throws {
        do { try fill(try folder.open(.write), pieces: ["01"]) }
        let other = try StoreFolder()
        let queue = try DatabaseQueue(path: file)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA cache_size = 2")
            try db.execute(sql: "BEGIN IMMEDIATE")
            try db.execute(sql: "UPDATE pieces SET id = '09'")
            for number in 0..<40 {
                try db.execute(
                    sql: "INSERT INTO changes (run, piece, order_known, steps, cause)"
                        + " VALUES (\(number), '01', 0, 0, hex(randomblob(8000)))")
            }
            for name in ["catalog.sqlite", "catalog.sqlite-journal"] {
                try FileManager.default.copyItem(
                    atPath: folder.path + "/" + name, toPath: other.path + "/" + name)
            }
            try db.execute(sql: "ROLLBACK")
        }
        #expect(try ids(try other.open(.read)) == ["01"])
        #expect(try ids(try other.open(.write)) == ["01"])
    }

    @Test(.enabled(if: getuid() == 0, "Only root can become another user."))
    func `another user reads a store that only its owner may write`() async throws {
        do { try fill(try folder.open(.write), pieces: ["01"]) }
        chmod(folder.path, 0o755)
        await #expect(processExitsWith: .exitCode(7)) { [path = folder.path as String] in
            guard setgid(65_534) == 0, setuid(65_534) == 0 else { exit(1) }
            let catalog = try Catalog(folder: path, versions: StoreFolder.versions, access: .read)
            let pieces = try catalog.read { try collected($0.eachPiece).count }
            exit(pieces == 1 ? 7 : 2)
        }
    }

    @Test func `a run that contradicts itself is not committed`() throws {
        let catalog = try folder.open(.write)
        try fill(catalog, pieces: ["01"])
        #if DEBUG
            let run = try catalog.begin(settings: "other")
            try run.add(match: Samples.match("aa", "bb"))
            let error = #expect(throws: StoreError.self) { try run.finish(summary: RunSummary()) }
            #expect(error?.kind == .damaged)
            #expect(try ids(catalog) == ["01"])
        #endif
        let twice = try catalog.begin(settings: "other")
        try twice.add(source: Samples.source("page"), page: nil)
        #expect(throws: StoreError.self) { try twice.add(piece: Samples.piece("02", of: "none")) }
        for _ in 0..<2 { try twice.add(piece: Samples.piece("01", of: "page")) }
        let refusal = #expect(throws: StoreError.self) { try twice.finish(summary: RunSummary()) }
        #expect(refusal?.kind == .damaged)
        #expect(try ids(catalog) == ["01"])
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files.sorted() == ["catalog.sqlite", "lock"])
    }

    @Test func `an error of the reader's own passes through`() throws {
        struct Mine: Error {}
        let catalog = try folder.open(.write)
        #expect(throws: Mine.self) { try catalog.read { _ in throw Mine() } }
    }
}
