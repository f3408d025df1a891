internal import Core
internal import Store

/// What a pass keeps in memory of the pieces of an archive: fingerprints, facts, places of texts.
///
/// Pieces have places here, in the order of their sources, and numbers in the store, which stay.
struct ArchiveIndex {
    var index: CandidateIndex
    private(set) var texts: ArchiveTexts
    /// Numbers of the pieces in the store, and of their files.
    private(set) var numbers: [UInt32] = []
    private(set) var files: [UInt32] = []
    /// Identifiers, as numbers.
    private(set) var ids: [UInt64] = []
    /// Of pieces that were read in this pass what tracing needs to know.
    private(set) var traced: [TracedPiece] = []
    private(set) var hosts: HostNames
    private var shared = SharedTraits()

    init(settings: MatchSettings, texts: ArchiveTexts, hosts: HostNames) {
        index = CandidateIndex(settings: settings)
        self.texts = texts
        self.hosts = hosts
    }

    /// Adds the pieces of a page: `first` is the number of the first, the others follow.
    mutating func add(_ divided: DividedSource, first: Int, page: Int, file: Int) {
        guard let spooled = divided.spooled else { return }
        let kind: TextPlace.Kind = divided.spooledMap == nil ? .capture : .made
        texts.add(spooled, of: kind, number: page)
        if let map = divided.spooledMap { texts.add(map: map, of: kind, number: page) }
        for (offset, (piece, print)) in zip(divided.pieces, divided.prints).enumerated() {
            texts.add(TextPlace(container: page, body: piece.body, kind: kind))
            add(piece, print, number: first + offset, file: file, site: divided.source.site)
        }
    }

    /// Makes room for the pieces of so many bytes of sources.
    ///
    /// Growing by doubling would hold twice what is needed; room that is not used costs nothing.
    mutating func reserve(bytes: Int) {
        let pieces = min(bytes / Self.smallPiece, 1 << 22)
        index.reserve(pieces: pieces, bytes: min(bytes, pieces * 4 * Self.smallPiece))
        texts.reserve(pieces: pieces)
        numbers.reserveCapacity(pieces)
        files.reserveCapacity(pieces)
        ids.reserveCapacity(pieces)
        traced.reserveCapacity(pieces)
    }

    /// Bytes of a small piece; most are larger.
    private static let smallPiece = 2 << 10

    /// Makes room for all pieces of some segments.
    mutating func reserve(_ segments: [StoredSegment]) {
        let pieces = segments.reduce(0) { $0 + $1.count }
        func values<Value: BitwiseCopyable>(_ column: IndexColumn, _ type: Value.Type) -> Int {
            segments.reduce(0) { sum, segment in
                sum + segment.column(column).values(of: type).count
            }
        }
        index.reserve(
            pieces: pieces, samples: values(.samples, UInt32.self),
            lines: values(.lineDigests, UInt64.self))
        texts.reserve(pieces: pieces)
        numbers.reserveCapacity(pieces)
        files.reserveCapacity(pieces)
        ids.reserveCapacity(pieces)
    }

    /// Lets go what only matching needs; facts of the pieces and what was learned of them stay.
    mutating func releaseIndex() {
        (facts, boilerplate) = (index.facts, index.boilerplate)
        index = CandidateIndex(settings: index.settings)
    }

    /// Says that no more pieces come: those that are alike need not be found any more.
    mutating func endPieces() { shared = SharedTraits() }

    /// Gives away what only tracing needs.
    mutating func takeTraced() -> [TracedPiece] {
        defer { traced = [] }
        return traced
    }

    /// Facts of the pieces and boilerplate, once the index is gone.
    private var facts: [PieceFacts] = []
    private(set) var boilerplate: [LearnedBoilerplate] = []

    /// Numbers of the hosts that pieces have; some stand more than once.
    var presentHosts: some Sequence<UInt32> { facts.lazy.map(\.host) }

    /// Name of the host of a piece.
    func host(of piece: Int) -> String? {
        let number = Int(facts[piece].host)
        return number == 0 ? nil : hosts.names[number - 1]
    }

    /// Adds rows: `first` is the number of the first piece, `blocks` those of the blocks.
    mutating func add(_ rows: RowPieces, first: Int, blocks: [Int], file: Int) {
        for (block, spooled) in zip(blocks, rows.spooled) {
            let kind: TextPlace.Kind = spooled.map == nil ? .row : .madeRow
            texts.add(spooled.text, of: kind, number: block)
            if let map = spooled.map { texts.add(map: map, of: kind, number: block) }
        }
        for index in rows.pieces.indices {
            let block = rows.blockOf[index]
            texts.add(
                TextPlace(
                    container: blocks[block],
                    body: rows.pieces[index].body.shifted(by: rows.places[index].lowerBound),
                    kind: rows.spooled[block].map == nil ? .row : .madeRow))
            add(
                rows.pieces[index], rows.prints[index], number: first + index, file: file,
                site: nil)
        }
    }

    /// Adds a piece whose text the store has.
    mutating func add(
        _ piece: Piece, _ print: PiecePrint, number: Int, file: Int, at place: TextPlace
    ) {
        texts.add(place)
        add(piece, print, number: number, file: file, site: nil)
    }

    private mutating func add(
        _ piece: Piece, _ print: PiecePrint, number: Int, file: Int, site: String?
    ) {
        let traced = TracedPiece(piece, site: site, sharing: &shared)
        self.traced.append(traced)
        ids.append(PieceID.number(piece.id) ?? 0)
        numbers.append(UInt32(number))
        files.append(UInt32(file))
        index.add(
            print.fingerprint,
            facts: PieceFacts(
                host: piece.host.map { hosts.number(of: $0) } ?? 0,
                title: print.title, url: print.url,
                posted: piece.posted?.day == nil ? nil : piece.posted.map { Int32($0.firstDay) },
                kind: piece.kind, signature: print.signature))
    }

    /// Appends pieces that a segment keeps.
    ///
    /// - Returns: false when its columns do not fit one another.
    mutating func append(_ rows: Range<Int>, of segment: StoredSegment) -> Bool {
        guard index.append(rows, of: { segment.column($0) }) else { return false }
        for row in rows {
            numbers.append(segment.numbers[row])
            files.append(segment.files[row])
            ids.append(segment.ids[row])
            texts.add(segment.place(row))
        }
        return true
    }

    /// Writes a segment of all pieces, in their order.
    ///
    /// - Returns: what the catalog has to list; nil when there are no pieces.
    func writeSegment(of store: String) throws -> Segment.Entry? {
        guard index.count > 0 else { return nil }
        let writer = try SegmentWriter(store: store, columns: StoredSegment.columns)
        try writer.add(numbers)
        try writer.add(files)
        try writer.add(ids)
        try writer.add(texts.places.map(\.container))
        try writer.add(texts.places.map { UInt32($0.body.lowerBound) })
        try writer.add(texts.places.map { UInt32($0.body.count) })
        try writer.add(texts.places.map(\.kind.rawValue))
        try index.eachColumn(of: 0..<index.count) { _, bytes in try writer.add(bytes) }
        return try writer.finish(pieces: index.count)
    }
}

/// The hosts of an archive, numbered from 1 in the order in which they came.
struct HostNames {
    private var numbers: [String: UInt32] = [:]
    private(set) var names: [String] = []

    init(_ names: [String] = []) {
        for name in names { _ = number(of: name) }
    }

    mutating func number(of name: String) -> UInt32 {
        if let number = numbers[name] { return number }
        names.append(name)
        numbers[name] = UInt32(names.count)
        return UInt32(names.count)
    }
}

/// The columns that a segment has before those of the index.
enum PieceColumn: Int, CaseIterable {
    case number, file, id, container, start, count, kind
}

/// A segment of the store's index, with the columns of its pieces.
struct StoredSegment: Sendable {
    private let segment: Segment
    let count: Int

    init(_ entry: Segment.Entry, of store: String) throws {
        segment = try Segment(entry, of: store)
        count = entry.pieces
        guard isSound else { throw StoreError.unsoundSegment(entry, of: store) }
    }

    /// The column of a number: those of the pieces, then those of the index.
    func column(_ number: Int) -> UnsafeRawBufferPointer { segment.column(number) }

    func column(_ column: IndexColumn) -> UnsafeRawBufferPointer {
        segment.column(Self.number(of: column))
    }

    /// Columns that a segment has.
    static let columns = PieceColumn.allCases.count + IndexColumn.allCases.count

    static func number(of column: IndexColumn) -> Int {
        PieceColumn.allCases.count + column.rawValue
    }

    /// Lets go the memory that its columns took; they can be read again.
    func letGo() { segment.letGo() }

    private func values<Value: BitwiseCopyable>(_ column: PieceColumn, _ type: Value.Type)
        -> UnsafeBufferPointer<Value>
    {
        segment.column(column.rawValue).values(of: type)
    }

    var numbers: UnsafeBufferPointer<UInt32> { values(.number, UInt32.self) }
    var files: UnsafeBufferPointer<UInt32> { values(.file, UInt32.self) }
    var ids: UnsafeBufferPointer<UInt64> { values(.id, UInt64.self) }
    /// Digests of the normalised texts.
    var digests: UnsafeBufferPointer<Digest> {
        column(.digest).values(of: Digest.self)
    }

    /// Whether all columns of the pieces have a value for each.
    private var isSound: Bool {
        let kinds = values(.kind, UInt8.self).count
        return numbers.count == count && files.count == count && ids.count == count
            && values(.container, UInt32.self).count == count && digests.count == count
            && values(.start, UInt32.self).count == count
            && values(.count, UInt32.self).count == count && kinds == count
    }

    func place(_ row: Int) -> TextPlace {
        let start = Int(values(.start, UInt32.self)[row])
        let count = Int(values(.count, UInt32.self)[row])
        return TextPlace(
            container: Int(values(.container, UInt32.self)[row]), body: start..<(start + count),
            kind: TextPlace.Kind(rawValue: values(.kind, UInt8.self)[row]) ?? .capture)
    }
}
