internal import Foundation
internal import GRDB

extension StoredPage {
    /// A row of `bytes` and `frame`.
    init(row: Row) {
        let frame: Data = row[1]
        self.init(bytes: row[0], frame: Array(frame))
    }
}
