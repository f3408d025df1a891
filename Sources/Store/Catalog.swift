internal import Foundation
internal import GRDB

/// The store: what a pass found, in one SQLite file.
///
/// The file is in write-ahead mode: one process writes, any number read, and readers see the last
/// commit while a pass writes the next one.
package final class Catalog: Sendable {
    package enum Access: Sendable {
        case read
        /// Makes the store when there is none, raises an older one, and holds the writer's lock
        /// until the catalog is let go.
        case write
    }

    /// Name of the file in the store folder.
    package static let fileName = "catalog.sqlite"

    /// Seconds to wait for another process that holds the file for a moment.
    static let patience = 5

    package let folder: String
    package let path: String
    let stamp: Stamp
    let database: DatabasePool
    private let lock: WriterLock?

    /// Opens the store in `folder`.
    ///
    /// - Throws: `StoreError`: locked by another pass, missing (for reading), made by another
    ///   version, foreign, damaged, or refused by the file system.
    package init(folder: String, versions: StoreVersions, access: Access) throws {
        let path = folder + "/" + Self.fileName
        let stamp = Stamp(path: path, versions: versions)
        self.folder = folder
        self.path = path
        self.stamp = stamp
        switch access {
        case .read:
            lock = nil
            database = try Self.openForReading(stamp)
        case .write:
            try Self.makeFolder(folder)
            lock = try WriterLock(folder: folder)
            database = try Self.openForWriting(stamp)
        }
    }

    /// Lets `body` read one state of the store: the last commit at the time of the call, whatever
    /// is written meanwhile.
    ///
    /// Calls are not nested.
    package func read<T>(_ body: (Snapshot) throws -> T) throws -> T {
        try inWords(at: path) { try database.read { try body(Snapshot(db: $0)) } }
    }

    /// Begins to write the content of a new run in place of that of the former one.
    ///
    /// Nothing of it is seen by readers before `RunWriter.finish`.
    ///
    /// - Parameter settings: digest of the configuration that shapes the content.
    /// - Returns: the one writer of the run.
    /// - Throws: `StoreError`.
    package func begin(settings: String) throws -> RunWriter {
        try RunWriter(catalog: self, settings: settings)
    }

    /// Bytes that the store takes on the disk, its journal included.
    package var size: Int {
        ["", "-wal", "-shm"].reduce(0) { sum, suffix in
            var status = stat()
            return stat(path + suffix, &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }
}

extension Catalog {
    private static func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(patience))
        // A run is one transaction over many calls of its writer.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { db in
            // 64 MiB for the writer: the indexes of some 300,000 pieces stay in memory.
            try db.execute(sql: "PRAGMA cache_size = \(readOnly ? -16_384 : -65_536)")
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            // Counts for a file that is yet to be made. Rows and frames of 1 to 3 KB: twice the
            // usual page made writing a run some 20 % faster, and no larger.
            if !readOnly {
                try db.execute(sql: "PRAGMA page_size = 8192")
                try db.keepJournal()
            }
        }
        return configuration
    }

    private static func openForReading(_ stamp: Stamp) throws -> DatabasePool {
        guard FileManager.default.fileExists(atPath: stamp.path) else { throw missing(stamp.path) }
        return try inWords(at: stamp.path) {
            let pool = try DatabasePool(
                path: stamp.path, configuration: configuration(readOnly: true))
            try pool.read { db in
                switch try stamp.marks(db) {
                case .empty: throw missing(stamp.path)
                case .schema(let schema) where schema < StoreVersions.schema:
                    throw StoreError(
                        .older, "The store was made by an older version of stemma.",
                        place: stamp.path, advice: "Run `stemma run` once; it raises the store.")
                case .schema: try stamp.checkVersions(db)
                }
            }
            return pool
        }
    }

    private static func openForWriting(_ stamp: Stamp) throws -> DatabasePool {
        try inWords(at: stamp.path) {
            // Another program's file must not be touched, so that it is looked at before it is
            // opened in write-ahead mode.
            if FileManager.default.fileExists(atPath: stamp.path) {
                let look = try DatabaseQueue(
                    path: stamp.path, configuration: configuration(readOnly: true))
                try look.read { db in
                    if case .schema = try stamp.marks(db) { try stamp.checkVersions(db) }
                }
                try look.close()
            }
            let pool = try DatabasePool(
                path: stamp.path, configuration: configuration(readOnly: false))
            try Schema.migrator.migrate(pool)
            return pool
        }
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
