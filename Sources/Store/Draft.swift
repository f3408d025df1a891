internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// A catalog that is being written: anew, or some rows of it.
///
/// A run that makes the whole content writes it into a file beside the one that readers see. To
/// rename that file at the end costs one write of each page and no journal; rows go where the file
/// ends, and indexes are made when all rows are there. `rename(2)` is the commit: whoever opened the
/// former file goes on reading it, and a draft that was never published is nobody's content.
///
/// A run that changes little amends the file that readers see, in one transaction with a
/// write-ahead log. Readers go on with the state that they began with; what was not committed is
/// passed over by whoever opens the file next.
///
/// It belongs to one thread. SQLite is called past GRDB, whose work on each call is meant for
/// databases that several threads write to.
final class Draft {
    /// The file's name ends in this until it is published.
    static let suffix = "-draft"

    let connection: OpaquePointer
    /// The catalog that the draft is to become.
    private let catalog: String
    private var isOpen = true
    /// Whether it changes the catalog in place.
    let amends: Bool

    private var path: String { amends ? catalog : catalog + Self.suffix }

    /// Begins a draft; what is left of a former one that was killed goes.
    ///
    /// - Throws: `DatabaseError`.
    convenience init(of catalog: String) throws {
        for leftover in ["", "-journal"] { unlink(catalog + Self.suffix + leftover) }
        try self.init(
            catalog, amends: false, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
            settings: Self.settings)
    }

    /// Begins a draft that says what the catalog says, without the room that it does not use.
    ///
    /// - Throws: `DatabaseError`: `SQLITE_BUSY` when a reader keeps the log of a pass from being
    ///   brought into the file.
    convenience init(compacting catalog: String) throws {
        let draft = catalog + Self.suffix
        for leftover in ["", "-journal"] { unlink(draft + leftover) }
        do {
            // What stands in a log beside the file would be read into the one that takes its place.
            let source = try Draft(
                catalog, amends: true, flags: SQLITE_OPEN_READWRITE,
                settings: "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = DELETE")
            try source.execute("VACUUM INTO ?", [draft])
            try source.publish()
            try self.init(
                catalog, amends: false, flags: SQLITE_OPEN_READWRITE, settings: Self.settings)
            // Rows that are changed before it is published leave nothing of themselves.
            try execute("PRAGMA secure_delete = ON")
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Begins to amend a catalog.
    ///
    /// - Throws: `DatabaseError`.
    convenience init(amending catalog: String) throws {
        try self.init(
            catalog, amends: true, flags: SQLITE_OPEN_READWRITE, settings: Self.amending)
    }

    private init(_ catalog: String, amends: Bool, flags: CInt, settings: String) throws {
        self.catalog = catalog
        self.amends = amends
        let path = amends ? catalog : catalog + Self.suffix
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let error = Self.error(code, opened)
            sqlite3_close_v2(opened)
            throw error
        }
        connection = opened
        do {
            try execute(settings)
        } catch {
            abandon()
            throw error
        }
    }

    deinit { abandon() }

    /// Nobody reads the draft, and one that is not published whole is thrown away: it needs no
    /// journal, no lock of its own, and the disk only at the end.
    ///
    /// Pages of 8 KiB hold several rows each. The rows only go to the end, so that a few of the
    /// pages are in use at a time; sorting an index takes its memory from the same bound.
    private static let settings = """
        PRAGMA page_size = 8192;
        PRAGMA journal_mode = OFF;
        PRAGMA synchronous = OFF;
        PRAGMA main.locking_mode = EXCLUSIVE;
        PRAGMA cache_size = -16384;
        PRAGMA temp_store = MEMORY;
        PRAGMA foreign_keys = OFF;
        """

    /// Readers see the former state until the end, and the disk has all of it before they do.
    private static let amending = """
        PRAGMA busy_timeout = 10000;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -65536;
        PRAGMA temp_store = MEMORY;
        PRAGMA foreign_keys = OFF;
        """

    func execute(_ sql: String) throws {
        let code = sqlite3_exec(connection, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw Self.error(code, connection) }
    }

    /// Runs a statement with texts for its `?`.
    ///
    /// - Returns: the integer in the first column of the first row, if there is one.
    @discardableResult
    func execute(_ sql: String, _ arguments: [String?]) throws -> Int? {
        var statement: OpaquePointer?
        var code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        defer { sqlite3_finalize(statement) }
        for (index, argument) in arguments.enumerated() where code == SQLITE_OK {
            guard let argument else { continue }  // What is not bound is null.
            code = statement.bind(argument, at: CInt(index + 1))
        }
        guard code == SQLITE_OK else { throw Self.error(code, connection) }
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return Int(sqlite3_column_int64(statement, 0))
        case SQLITE_DONE: return nil
        case let code: throw Self.error(code, connection)
        }
    }

    /// The number of the row that was inserted last.
    var lastNumber: Int { Int(sqlite3_last_insert_rowid(connection)) }

    /// Has the disk take what was written so far, so that less is left to wait for in the end.
    ///
    /// Whether it could is told by `publish`, which asks again.
    func settleEarly() {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let code = withUnsafeMutablePointer(to: &file) {
            sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, $0)
        }
        guard code == SQLITE_OK, let file, let methods = file.pointee.pMethods else { return }
        _ = methods.pointee.xSync?(file, SQLITE_SYNC_DATAONLY)
    }

    /// Puts the draft in the place of the catalog, once all of it is on the disk.
    ///
    /// - Throws: `StoreError`; the catalog is what it was then.
    func publish() throws {
        if amends {
            settleLog()
            return WriteStep.reach(.logSettled)
        }
        close()
        do {
            try Self.settle(path)
            WriteStep.reach(.draftSynced)
            guard rename(path, catalog) == 0 else { throw Self.refused(catalog) }
            WriteStep.reach(.draftNamed)
            try Self.settle((catalog as NSString).deletingLastPathComponent)
        } catch {
            unlink(path)
            throw error
        }
    }

    /// Brings the log into the file and does away with it, where no reader holds it: what was
    /// committed stands either way, and the next who opens the file does the rest.
    private func settleLog() {
        try? execute("PRAGMA busy_timeout = 200")
        try? execute("PRAGMA journal_mode = DELETE")
        close()
    }

    /// Throws away what was not published or committed.
    func abandon() {
        guard isOpen else { return }
        if amends {
            try? execute("ROLLBACK")
            return settleLog()
        }
        close()
        unlink(path)
    }

    private func close() {
        isOpen = false
        sqlite3_close_v2(connection)
    }

    /// Has the disk hold what was written to a file or folder.
    static func settle(_ path: String, refusal: (String) -> StoreError = Draft.refused) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusal(path) }
        defer { Foundation.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw refusal(path) }
    }

    static func refused(_ path: String) -> StoreError {
        StoreError(
            errno == ENOSPC ? .full : .refused,
            "The store cannot be written (\(String(cString: strerror(errno)))).", place: path,
            advice: "Check the disk and the permissions of the store folder.")
    }

    static func error(_ code: CInt, _ connection: OpaquePointer?) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: connection.map { String(cString: sqlite3_errmsg($0)) })
    }
}

/// How long the bytes of a value stay where they are.
enum BytesLast {
    /// Until the row has been inserted and the next one is filled.
    case row
    /// No longer than the call: SQLite copies them.
    case call
}

/// A compiled statement.
extension OpaquePointer? {
    /// Binds text; text with a NUL is bound as a BLOB: see `ColumnText`.
    ///
    /// - Returns: the result code.
    func bind(_ text: String, at place: CInt) -> CInt {
        var text = text
        return text.withUTF8 {
            bind(UnsafeRawBufferPointer($0), asText: !$0.contains(0), at: place, for: .call)
        }
    }

    func bind(_ bytes: UnsafeRawBufferPointer, asText: Bool, at place: CInt, for last: BytesLast)
        -> CInt
    {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let owner = last == .row ? nil : copied
        let count = UInt64(bytes.count)
        // An empty buffer may have no address, which SQLite would take for null.
        guard let start = bytes.baseAddress, count > 0 else {
            return asText
                ? sqlite3_bind_text(self, place, "", 0, copied)
                : sqlite3_bind_zeroblob(self, place, 0)
        }
        guard asText else { return sqlite3_bind_blob64(self, place, start, count, owner) }
        let text = start.assumingMemoryBound(to: CChar.self)
        return sqlite3_bind_text64(self, place, text, count, owner, UInt8(SQLITE_UTF8))
    }
}
