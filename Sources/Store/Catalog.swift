internal import Foundation
internal import GRDB

/// The store: what a pass found, in one SQLite file.
///
/// A run either puts another file in its place or amends it in one transaction (see `Draft`). One
/// process writes, any number read, and each reading sees one commit whole.
package final class Catalog: Sendable {
    package enum Access: Sendable {
        case read
        /// Makes the store when there is none, and holds the writer's lock until the catalog is let
        /// go. A store of an older schema is raised by the first run that is finished.
        case write
    }

    /// Name of the file in the store folder.
    package static let fileName = "catalog.sqlite"

    /// Seconds to wait for another process that holds the file for a moment.
    private static let patience = 5

    package let folder: String
    package let path: String
    let stamp: Stamp
    private let lock: WriterLock?

    /// Opens the store in `folder`.
    ///
    /// - Throws: `StoreError`: locked by another pass, missing (for reading), made by another
    ///   version, foreign, damaged, or refused by the file system.
    package init(folder: String, versions: StoreVersions, access: Access) throws {
        let path = folder + "/" + Self.fileName
        self.folder = folder
        self.path = path
        stamp = Stamp(path: path, versions: versions)
        switch access {
        case .read:
            lock = nil
            _ = try reader()
        case .write:
            try Self.makeFolder(folder)
            lock = try WriterLock(folder: folder)
            try prepare()
        }
    }

    /// Lets `body` read one state of the store: the last commit at the time of the call, whatever
    /// is written meanwhile.
    ///
    /// Each call opens the file anew (some 0.3 ms); calls are not nested.
    package func read<T>(_ body: (Snapshot) throws -> T) throws -> T {
        let file = try reader()
        return try inWords(at: path) { try file.read { try body(Snapshot(db: $0)) } }
    }

    /// Lets `body` read one state of the store and the segments of its index.
    ///
    /// A pass may merge segments meanwhile, and remove their files: then `body` is called again, with the
    /// newer state.
    ///
    /// - Throws: `StoreError`, of the kind `damaged` when a segment is listed and cannot be read.
    package func readIndex<T>(_ body: (Snapshot) throws -> T) throws -> T {
        while true {
            var listed: [Segment.Entry] = []
            do {
                return try read { snapshot in
                    listed = try snapshot.segments()
                    return try body(snapshot)
                }
            } catch let error as StoreError where error.kind == .damaged {
                if try read({ try $0.segments() }) == listed { throw error }
            }
        }
    }

    /// Reads texts for one worker.
    package func texts() throws -> StoredTexts { StoredTexts(try reader(), path: path) }

    /// Begins to write the content of a new run in place of that of the former one.
    ///
    /// Nothing of it is seen by readers before `RunWriter.finish`.
    ///
    /// - Parameter settings: digest of the configuration that shapes the content.
    /// - Returns: the one writer of the run.
    /// - Throws: `StoreError`.
    package func begin(settings: String) throws -> RunWriter {
        try RunWriter(catalog: self, settings: settings, amends: false)
    }

    /// Begins a run that changes some of the content and leaves the rest.
    ///
    /// - Throws: `StoreError`.
    package func amend(settings: String) throws -> RunWriter {
        try RunWriter(catalog: self, settings: settings, amends: true)
    }

    /// Bytes that the store takes on the disk.
    package var size: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}

extension Catalog {
    private static func open(_ path: String, readOnly: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(Double(patience))
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -16384")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// The file as it is now.
    private func reader() throws -> DatabaseQueue {
        guard FileManager.default.fileExists(atPath: path) else { throw Self.missing(path) }
        return try inWords(at: path) {
            try recover()
            let file = try Self.open(path, readOnly: true)
            try file.read { db in
                switch try stamp.marks(db) {
                case .empty: throw Self.missing(path)
                // Its writer knows what may be asked of an older one.
                case .schema(let schema) where schema < StoreVersions.schema && lock == nil:
                    throw StoreError(
                        .older, "The store was made by an older version of stemma.",
                        place: path, advice: "Run `stemma run` once; it raises the store.")
                case .schema: try stamp.checkVersions(db)
                }
            }
            return file
        }
    }

    /// Takes back what a run that was killed has left half done: who only reads may not.
    private func recover() throws {
        guard FileManager.default.fileExists(atPath: path + "-journal") else { return }
        do {
            try Self.open(path, readOnly: true).read { db in
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
            try Self.open(path, readOnly: false).writeWithoutTransaction { db in
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
            }
        }
    }

    /// Makes an empty store where there is none; refuses another program's file or another
    /// version's, and leaves it alone.
    private func prepare() throws {
        try inWords(at: path) {
            guard FileManager.default.fileExists(atPath: path) else { return try makeEmpty() }
            try recover()
            let found = try Self.open(path, readOnly: true).read { db in
                let marks = try stamp.marks(db)
                if case .schema = marks { try stamp.checkVersions(db) }
                return (marks, try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "")
            }
            if case .empty = found.0 { return try makeEmpty() }
            // A journal beside the file would be read into the one that takes its place. Only an
            // older version, or a person, has ever left one.
            if found.1 != "delete" {
                try Self.open(path, readOnly: false).writeWithoutTransaction { db in
                    try db.execute(sql: "PRAGMA journal_mode = DELETE")
                }
            }
        }
    }

    private func makeEmpty() throws {
        let draft = try Draft(of: path)
        try draft.execute(Schema.marks)
        try draft.execute(Schema.tables)
        try draft.execute(Schema.indexesOfPieces)
        try draft.execute(Schema.indexesOfMatches)
        try draft.publish()
    }

    private static func missing(_ path: String) -> StoreError {
        StoreError(
            .missing, "There is no store here.", place: path,
            advice: "Run `stemma run` first, or name the store's folder with --store.")
    }

    private static func makeFolder(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw StoreError(
                .refused, "The store folder cannot be made.", place: folder,
                advice: "Check the permissions of the folder above it, and that no file has its"
                    + " name.")
        }
    }
}

extension Catalog {
    /// Removes files of the index that the catalog does not list: what a run that was killed has left.
    ///
    /// For the one who holds the writer's lock.
    package func sweep() throws {
        let listed = Set(try read { try $0.settings() == nil ? [] : $0.segments().map(\.name) })
        let folder = self.folder + "/" + Segment.folder
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where !listed.contains(name) {
            unlink(folder + "/" + name)
        }
        WriteStep.reach(.swept)
    }
}
