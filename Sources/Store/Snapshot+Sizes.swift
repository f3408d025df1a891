internal import GRDB

/// What a store takes on the disk, by its parts.
package struct StoreSizes: Hashable, Sendable {
    /// Bytes of the catalog, and those of its pages that hold nothing any more.
    package var catalog = 0
    package var free = 0
    /// Bytes of the texts in the catalog, as they are packed, with the maps of made pages.
    package var texts = 0
    /// Files of the index, their bytes, and the pieces that they hold.
    package var segments = 0
    package var index = 0
    package var indexed = 0
    /// Pieces of the index that the store has forgotten.
    package var dead = 0

    package init() {}
}

extension Snapshot {
    /// Adds up the parts of the store.
    ///
    /// Linear in the pages and blocks of texts, of which only the lengths are read.
    package func sizes() throws -> StoreSizes {
        func number(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
        var sizes = StoreSizes()
        let page = try number("PRAGMA page_size")
        sizes.catalog = try number("PRAGMA page_count") * page
        sizes.free = try number("PRAGMA freelist_count") * page
        for table in ["pages", "blocks"] {
            sizes.texts += try number(
                "SELECT sum(length(frame) + coalesce(length(map), 0)) FROM \(table)")
        }
        for entry in try segments() {
            sizes.segments += 1
            sizes.index += entry.bytes
            sizes.indexed += entry.pieces
        }
        sizes.dead = try number("SELECT count(*) FROM dead")
        return sizes
    }
}
