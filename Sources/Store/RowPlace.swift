/// Where the text of a JSON Lines row is kept: a part of a block that holds the texts of several.
package struct RowPlace: Hashable, Sendable {
    /// Number of the line in its file, from 0.
    package var row: Int
    /// Number of the block, as `RunWriter.add(block:)` gave it.
    package var block: Int
    /// Half-open range within the block.
    package var bytes: Range<Int>

    package init(row: Int, block: Int, bytes: Range<Int>) {
        self.row = row
        self.block = block
        self.bytes = bytes
    }
}
