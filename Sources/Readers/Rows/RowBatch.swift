/// Whole rows of a JSON Lines file, as they stand in it.
package struct RowBatch: Sendable {
    package var file: FoundSource
    package var isFirst: Bool
    package var isLast = false
    /// Number of the first line, from 0.
    package var firstRow: Int
    /// Bytes of the file (packed, where it is packed) that were read for this batch.
    package var taken = 0
    /// The rows are the first `count` of these bytes, each with its line feed but perhaps the last.
    package var bytes: [UInt8] = []
    package var count = 0
    /// Rows that were left out unread because they are too long.
    package var findings: [RowFinding] = []
    /// Why the rest of the file was not read.
    package var failure: String?
    /// Size and time of the file as it was opened; nil when it could not be.
    package var captured: CapturedFile?
}

/// How the rows of JSON Lines files are read.
package struct RowOptions: Hashable, Sendable {
    package var fields: RowFields
    /// A longer row is left out.
    package var longestRow: Int
    /// A packed file may unpack to so many bytes.
    package var greatestUnpacked: Int

    package init(
        fields: RowFields = RowFields(), longestRow: Int = 64 << 20,
        greatestUnpacked: Int = 1 << 40
    ) {
        self.fields = fields
        self.longestRow = longestRow
        self.greatestUnpacked = greatestUnpacked
    }
}
