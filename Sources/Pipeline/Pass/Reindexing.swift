internal import Core
internal import Store

/// Makes the index of a store anew from its catalog: a segment that is missing or damaged costs time,
/// and nothing else.
struct Reindexing {
    private let snapshot: Snapshot
    private let store: Catalog
    private let settings: MatchSettings

    init(_ snapshot: Snapshot, _ store: Catalog, settings: MatchSettings) {
        self.snapshot = snapshot
        self.store = store
        self.settings = settings
    }

    /// Fingerprints all pieces and writes them as one segment.
    ///
    /// Linear in the texts of the store, on one thread.
    ///
    /// - Returns: what the catalog has to list in place of all segments; nil when there are no pieces.
    /// - Throws: `StoreError`.
    func segment() throws -> Segment.Entry? {
        let spool = try TextSpool(folder: store.folder)
        var archive = ArchiveIndex(
            settings: settings, texts: ArchiveTexts(spool: spool, store: store),
            hosts: HostNames(try snapshot.hosts()))
        let worker = FingerprintWorker(settings: settings.sketch, spool: spool)
        let texts = try store.texts()
        var last: (key: UInt64, text: [UInt8])?
        try snapshot.eachIndexedPiece { indexed in
            let kind: TextPlace.Kind =
                indexed.isInBlock
                ? (indexed.isMade ? .madeRow : .row) : (indexed.isMade ? .made : .capture)
            let place = TextPlace(
                container: indexed.container, body: indexed.body, kind: kind)
            if last?.key != place.key {
                last = (
                    place.key,
                    place.isInBlock
                        ? try texts.text(ofBlock: indexed.container)
                        : try texts.text(ofPage: indexed.container)
                )
            }
            let whole = last?.text ?? []
            let print = worker.print(
                of: indexed.piece, whole[indexed.body.clamped(to: 0..<whole.count)].span)
            archive.add(
                indexed.piece, print, number: indexed.number, file: indexed.file, at: place)
        }
        return try archive.writeSegment(of: store.folder)
    }
}
