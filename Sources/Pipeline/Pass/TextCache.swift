internal import Core

/// Where the text of a piece lies: its page, or its block of rows, and its bytes there.
struct TextPlace: Sendable {
    let page: UInt32
    private let start: UInt32
    private let count: UInt32
    /// Its page is the row itself, which begins where the text begins.
    let isRow: Bool

    /// Pages and blocks hold less than 4 GiB.
    init(page: UInt32, body: Range<Int>, isRow: Bool) {
        self.page = page
        start = UInt32(body.lowerBound)
        count = UInt32(body.count)
        self.isRow = isRow
    }

    /// Half-open range within the page or block.
    var body: Range<Int> { Int(start)..<(Int(start) + Int(count)) }
    /// Where the text begins within the page that exports know.
    var origin: Int { isRow ? 0 : Int(start) }
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

    /// The lines of the page that a piece stands in; those of a row are its own.
    fileprivate func lines(_ place: TextPlace) throws -> Lines {
        let page = pages[Int(place.page)]
        return Lines(
            of: try spool.read(page, place.isRow ? place.body : 0..<page.bytes))
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
    private var pages: [UInt32: Lines] = [:]
    private var pageOrder: [UInt32] = []

    /// Bytes of texts kept: those of a few hundred pieces, as hang together among the pairs.
    private static let limit = 2 << 20
    /// Pages of which the lines are kept.
    private static let pageLimit = 64

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
        if place.isRow { return Lines(of: try text(of: piece)) }
        if let lines = pages[place.page] { return lines }
        let lines = try texts.lines(place)
        if pageOrder.count >= Self.pageLimit { pages[pageOrder.removeFirst()] = nil }
        pages[place.page] = lines
        pageOrder.append(place.page)
        return lines
    }
}
