internal import GRDB
internal import GRDBSQLite

extension Database {
    /// Leaves the journal and its index in place, emptied, when the last writer has ended.
    ///
    /// Who reads a database in write-ahead mode needs both files, and could not make them in a
    /// folder that is another user's.
    func keepJournal() throws {
        var isKept: CInt = 1
        let code = sqlite3_file_control(
            sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &isKept)
        guard code == SQLITE_OK else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }
}
