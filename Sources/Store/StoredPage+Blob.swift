internal import Foundation
internal import GRDB

extension StoredPage {
    /// The frame as a column value.
    var blob: DatabaseValue { Data(frame).databaseValue }

    init(row: Row) {
        let frame: Data = row[1]
        self.init(bytes: row[0], frame: Array(frame))
    }
}
