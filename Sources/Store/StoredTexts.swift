internal import GRDB

/// Reads texts of the store for one worker, through a connection of its own.
///
/// Not `Sendable`: its worker owns it.
package final class StoredTexts {
    private let file: DatabaseQueue
    private let path: String

    init(_ file: DatabaseQueue, path: String) {
        self.file = file
        self.path = path
    }

    /// The text of a block of rows.
    ///
    /// - Throws: `StoreError`.
    package func text(ofBlock number: Int) throws -> [UInt8] {
        try unpacked("SELECT bytes, frame FROM blocks WHERE number = ?", number)
    }

    /// The text of the page of a source.
    package func text(ofPage source: Int) throws -> [UInt8] {
        try unpacked("SELECT bytes, frame FROM pages WHERE source = ?", source)
    }

    /// The packed map of a page that was made of its capture; empty for another.
    package func map(ofPage source: Int) throws -> [UInt8] {
        try inWords(at: path) {
            try file.read { db in
                try Snapshot(db: db).first("SELECT map FROM pages WHERE source = ?", [source]) {
                    $0.bytes(0)
                }
            } ?? []
        }
    }

    private func unpacked(_ sql: String, _ number: Int) throws -> [UInt8] {
        let page = try inWords(at: path) {
            try file.read { db in
                try Snapshot(db: db).first(sql, [number]) {
                    StoredPage(bytes: $0[0], frame: $0.bytes(1))
                }
            }
        }
        guard let text = page?.text() else {
            throw StoreError.damaged("a text cannot be unpacked", column: "\(path), \(number)")
        }
        return text
    }
}
