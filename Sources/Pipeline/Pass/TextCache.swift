internal import Core
internal import Store

/// Where the text of a piece lies: its page, or its block of rows, by the number that the store knows
/// it by, and its bytes there.
struct TextPlace: Sendable {
    enum Kind: UInt8, Sendable {
        /// The page is the decoded capture.
        case capture
        /// The page is the row itself, which begins where the text begins.
        case row
        /// The page was made of the capture; a map tells how.
        case made
        /// The page was made of a row that holds HTML, and is a block of its own.
        case madeRow
    }

    let container: UInt32
    private let start: UInt32
    private let count: UInt32
    let kind: Kind

    /// Pages and blocks hold less than 4 GiB.
    init(container: Int, body: Range<Int>, kind: Kind) {
        self.container = UInt32(container)
        start = UInt32(body.lowerBound)
        count = UInt32(body.count)
        self.kind = kind
    }

    /// Half-open range within the page or block.
    var body: Range<Int> { Int(start)..<(Int(start) + Int(count)) }
    /// Where the text begins within its page.
    var origin: Int { kind == .row ? 0 : Int(start) }
    var isMade: Bool { kind == .made || kind == .madeRow }
    /// Whether the container is a block of rows.
    var isInBlock: Bool { kind == .row || kind == .madeRow }
    /// Tells the page or block from all others.
    var key: UInt64 { UInt64(container) << 1 | (isInBlock ? 1 : 0) }
}

/// Where the texts of all pieces lie: those of this pass in its spool, the others in the store.
struct ArchiveTexts: Sendable {
    private let spool: TextSpool
    private let store: Catalog
    /// Pages and blocks of this pass, by `TextPlace.key`, and the maps of pages.
    private var spooled: [UInt64: SpooledText] = [:]
    private var maps: [UInt64: SpooledText] = [:]
    /// The texts, in the order of the pieces.
    private(set) var places: [TextPlace] = []

    init(spool: TextSpool, store: Catalog) {
        self.spool = spool
        self.store = store
    }

    mutating func reserve(pieces: Int) { places.reserveCapacity(pieces) }

    /// Adds a page or block of this pass.
    mutating func add(_ text: SpooledText, of kind: TextPlace.Kind, number: Int) {
        spooled[TextPlace(container: number, body: 0..<0, kind: kind).key] = text
    }

    mutating func add(map: SpooledText, of kind: TextPlace.Kind, number: Int) {
        maps[TextPlace(container: number, body: 0..<0, kind: kind).key] = map
    }

    /// Adds the place of the next piece.
    mutating func add(_ place: TextPlace) { places.append(place) }

    /// The same pages and blocks, and no pieces yet.
    var withoutPlaces: ArchiveTexts {
        var texts = self
        texts.places = []
        return texts
    }

    fileprivate func spooledText(_ place: TextPlace, _ range: Range<Int>?) throws -> [UInt8]? {
        try spooled[place.key].map { try spool.read($0, range ?? 0..<$0.bytes) }
    }

    fileprivate func spooledMap(_ place: TextPlace) throws -> [UInt8]? {
        try maps[place.key].map { try spool.read($0, 0..<$0.bytes) }
    }

    fileprivate func storedTexts() throws -> StoredTexts { try store.texts() }
}

/// Reads the texts of pieces for one worker, and keeps those that it has read lately.
///
/// Not `Sendable`: each worker has its own.
final class TextCache {
    private let texts: ArchiveTexts
    private var kept: [Int: [UInt8]] = [:]
    private var order: [Int] = []
    private var oldest = 0
    private var held = 0
    private var lines = Recent<Lines>()
    private var linesOfRows = Recent<Lines>(limit: 256)
    private var maps = Recent<SourceMap>()
    private var unpacked = Recent<[UInt8]>(limit: 16)
    private var stored: StoredTexts?

    /// Bytes of texts kept: those of a few hundred pieces, as hang together among the pairs.
    private static let limit = 2 << 20

    init(texts: ArchiveTexts) { self.texts = texts }

    /// The text of a piece.
    func text(of piece: Int) throws -> [UInt8] {
        if let text = kept[piece] { return text }
        let place = texts.places[piece]
        let text = try text(place, place.body)
        kept[piece] = text
        order.append(piece)
        held += text.count
        while held > Self.limit, oldest < order.count - 1 {
            held -= kept.removeValue(forKey: order[oldest])?.count ?? 0
            oldest += 1
        }
        if oldest > 1024 {
            order.removeFirst(oldest)
            oldest = 0
        }
        return text
    }

    /// The lines of the page that a piece stands in; those of a row are its own.
    func lines(of piece: Int) throws -> Lines {
        let place = texts.places[piece]
        if place.kind == .row {
            return try linesOfRows.value(of: UInt64(piece)) { Lines(of: try text(of: piece)) }
        }
        return try lines.value(of: place.key) { Lines(of: try text(place, nil)) }
    }

    /// Where the made page that a piece stands in stands in its capture.
    func map(of piece: Int) throws -> SourceMap {
        let place = texts.places[piece]
        return try maps.value(of: place.key) {
            SourceMap(
                packed: try texts.spooledMap(place)
                    ?? (place.isInBlock
                        ? reader().map(ofBlock: Int(place.container))
                        : reader().map(ofPage: Int(place.container))))
        }
    }

    private func text(_ place: TextPlace, _ range: Range<Int>?) throws -> [UInt8] {
        if let text = try texts.spooledText(place, range) { return text }
        let whole = try unpacked.value(of: place.key) {
            place.isInBlock
                ? try reader().text(ofBlock: Int(place.container))
                : try reader().text(ofPage: Int(place.container))
        }
        guard let range else { return whole }
        return Array(whole[range.clamped(to: 0..<whole.count)])
    }

    private func reader() throws -> StoredTexts {
        if let stored { return stored }
        let opened = try texts.storedTexts()
        stored = opened
        return opened
    }
}

/// What was found of the pages, or of the rows, that were asked for lately.
private struct Recent<Value> {
    private var values: [UInt64: Value] = [:]
    private var order: [UInt64] = []
    /// Of how many it is kept.
    private let limit: Int

    init(limit: Int = 64) { self.limit = limit }

    mutating func value(of key: UInt64, find: () throws -> Value) rethrows -> Value {
        if let value = values[key] { return value }
        let value = try find()
        if order.count >= limit { values[order.removeFirst()] = nil }
        values[key] = value
        order.append(key)
        return value
    }
}
