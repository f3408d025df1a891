internal import Core
internal import Foundation
package import Store

/// Merges the segments of a store's index, and gives back the room that the store does not use; what it
/// says stays as it is.
package struct Compaction: Sendable {
    private let configuration: Configuration
    private let progress: PassProgress
    private let cancellation: Cancellation

    package init(
        configuration: Configuration, progress: PassProgress,
        cancellation: Cancellation = Cancellation()
    ) {
        self.configuration = configuration
        self.progress = progress
        self.cancellation = cancellation
    }

    /// What compacting came to.
    package struct Result: Sendable {
        package var before: StoreSizes
        package var after: StoreSizes
        /// Whether the index was damaged, and was made anew from the catalog.
        package var isRepaired: Bool
    }

    /// Merges all segments into one, without dead pieces, and writes the catalog anew.
    ///
    /// Every segment is compared with its digest before; where one is damaged or missing, the index is made
    /// anew from the texts in the catalog. For another pass that holds the store it waits `wait` seconds
    /// at most.
    ///
    /// - Returns: nil when nothing was ever committed to the store.
    /// - Throws: `StoreError`, `Interrupted`; the store is as it was then.
    package func run(wait: Double = 0) throws -> Result? {
        // There has to be one: a new store is for a pass to make.
        _ = try Catalog(folder: configuration.store, versions: Pass.versions, access: .read)
        return try run(
            try .writing(configuration.store, waiting: wait, cancellation))
    }

    /// The same with a catalog that is held already.
    func run(_ catalog: Catalog) throws -> Result? {
        try catalog.sweep()
        guard try catalog.read({ try $0.settings() != nil && $0.lastRun() != nil }) else {
            return nil
        }
        let before = try catalog.read { try $0.sizes() }
        let (entry, isRepaired) = try catalog.read { snapshot in
            if let entry = try merged(snapshot) { return (entry.whole, false) }
            try IndexStamp(configuration.match.settings).check(
                snapshot, store: configuration.store)
            return (
                try Reindexing(
                    snapshot, catalog, settings: configuration.match.settings
                ).segment(), true
            )
        }
        try cancellation.check()
        try catalog.compact(index: entry)
        try catalog.sweep()
        let after = try catalog.read { try $0.sizes() }
        return Result(before: before, after: after, isRepaired: isRepaired)
    }

    /// The one segment that holds all living pieces, nil inside where there are none.
    private struct Merged { var whole: Segment.Entry? }

    /// Merges all segments; nil when one of them is damaged.
    private func merged(_ snapshot: Snapshot) throws -> Merged? {
        let entries = try snapshot.segments()
        let dead = try snapshot.deadPieces()
        do {
            for entry in entries where try !Segment(entry, of: configuration.store).isWhole(entry) {
                throw StoreError.unsoundSegment(entry, of: configuration.store)
            }
            if entries.count == 1, dead.isEmpty { return Merged(whole: entries[0]) }
            let merge = try SegmentMerge(entries, of: configuration.store, dead: dead)
            return Merged(whole: try merge.write())
        } catch let error as StoreError where error.kind == .damaged {
            progress.note("\(error.place): \(error.what) The index is made anew from the catalog.")
            return nil
        }
    }

    /// Merges the segments of which it is due (`SegmentTiers`), at the end of a pass.
    ///
    /// The pass is committed: what stands in the way is told, and the next pass tries again.
    func mergeDue(_ catalog: Catalog) {
        do {
            let (entries, dead) = try catalog.read { (try $0.segments(), try $0.deadPieces()) }
            let sizes = try entries.map { entry in
                dead.isEmpty
                    ? (pieces: entry.pieces, dead: 0)
                    : try StoredSegment(entry, of: configuration.store).size(without: dead)
            }
            guard let first = SegmentTiers.due(sizes) else { return }
            let merge = try SegmentMerge(
                Array(entries[first...]), of: configuration.store, dead: dead)
            let entry = try merge.write()
            try catalog.replace(
                segments: entries[first...].map(\.name), by: entry, dead: merge.dead)
            try catalog.sweep()
        } catch {
            progress.note("\(error) Segments of the index were not merged.")
        }
    }
}

extension Catalog {
    /// Opens the store for writing; for another process that holds it, waits so many seconds at most.
    static func writing(_ folder: String, waiting seconds: Double, _ cancellation: Cancellation)
        throws -> Catalog
    {
        let deadline = Date().addingTimeInterval(seconds)
        while true {
            do {
                return try Catalog(folder: folder, versions: Pass.versions, access: .write)
            } catch let error as StoreError where error.kind == .locked && Date() < deadline {
                try cancellation.check()
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
    }
}
