internal import Core

/// Where the text of a piece lies: its page, or its block of rows, and its bytes there.
struct TextPlace: Sendable {
    enum Kind: UInt8, Sendable {
        /// The page is the decoded capture.
        case capture
        /// The page is the row itself, which begins where the text begins.
        case row
        /// The page was made of the capture; the next page of the spool is its packed map.
        case made
    }

    let page: UInt32
    private let start: UInt32
    private let count: UInt32
    let kind: Kind

    /// Pages and blocks hold less than 4 GiB.
    init(page: UInt32, body: Range<Int>, kind: Kind) {
        self.page = page
        start = UInt32(body.lowerBound)
        count = UInt32(body.count)
        self.kind = kind
    }

    /// Half-open range within the page or block.
    var body: Range<Int> { Int(start)..<(Int(start) + Int(count)) }
    /// Where the text begins within its page.
    var origin: Int { kind == .row ? 0 : Int(start) }
}

/// Where the texts of all pieces of a pass lie.
struct SpooledTexts: Sendable {
    let spool: TextSpool
    /// Pages and blocks of rows.
    private(set) var pages: [SpooledText] = []
    /// The texts, by the numbers of the pieces.
    private(set) var places: [TextPlace] = []

    init(spool: TextSpool) { self.spool = spool }

    mutating func reserve(pieces: Int) { places.reserveCapacity(pieces) }

    /// Adds a page or block and gives its number.
    mutating func add(_ page: SpooledText) -> UInt32 {
        pages.append(page)
        return UInt32(pages.count - 1)
    }

    /// Adds the place of the next piece.
    mutating func add(_ place: TextPlace) { places.append(place) }

    /// The text of a piece.
    func text(of piece: Int) throws -> [UInt8] {
        let place = places[piece]
        return try spool.read(pages[Int(place.page)], place.body)
    }

    /// Where the made page that a piece stands in stands in its capture.
    fileprivate func map(_ place: TextPlace) throws -> SourceMap {
        let packed = pages[Int(place.page) + 1]
        return SourceMap(packed: try spool.read(packed, 0..<packed.bytes))
    }

    /// The lines of the page that a piece stands in; those of a row are its own.
    fileprivate func lines(_ place: TextPlace) throws -> Lines {
        let page = pages[Int(place.page)]
        return Lines(
            of: try spool.read(page, place.kind == .row ? place.body : 0..<page.bytes))
    }
}

/// The texts that one worker has read lately, and the lines of their pages.
///
/// Not `Sendable`: each worker has its own.
final class TextCache {
    private let texts: SpooledTexts
    private var kept: [Int: [UInt8]] = [:]
    private var order: [Int] = []
    private var oldest = 0
    private var held = 0
    private var lines = Recent<Lines>()
    private var maps = Recent<SourceMap>()

    /// Bytes of texts kept: those of a few hundred pieces, as hang together among the pairs.
    private static let limit = 2 << 20

    init(texts: SpooledTexts) { self.texts = texts }

    /// The text of a piece.
    func text(of piece: Int) throws -> [UInt8] {
        if let text = kept[piece] { return text }
        let text = try texts.text(of: piece)
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
        if place.kind == .row { return Lines(of: try text(of: piece)) }
        return try lines.value(of: place.page) { try texts.lines(place) }
    }

    /// Where the made page that a piece stands in stands in its capture.
    func map(of piece: Int) throws -> SourceMap {
        let place = texts.places[piece]
        return try maps.value(of: place.page) { try texts.map(place) }
    }
}

/// What was found of the pages that were asked for lately.
private struct Recent<Value> {
    private var values: [UInt32: Value] = [:]
    private var order: [UInt32] = []

    /// Pages of which it is kept.
    private static var limit: Int { 64 }

    mutating func value(of page: UInt32, find: () throws -> Value) rethrows -> Value {
        if let value = values[page] { return value }
        let value = try find()
        if order.count >= Self.limit { values[order.removeFirst()] = nil }
        values[page] = value
        order.append(page)
        return value
    }
}
