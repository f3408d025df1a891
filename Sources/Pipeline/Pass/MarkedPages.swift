internal import Core
internal import Readers

/// Pages that were made of HTML when the pass learned from them, kept until it divides them: parsing
/// takes half the time of reading.
///
/// What has no room is parsed again.
struct MarkedPages: Sendable {
    private var pages: [String: MarkedPage] = [:]
    private var room: Int

    /// Bytes kept; the text of an HTML page is about a tenth of it.
    private static let limit = 64 << 20

    init(limit: Int = Self.limit) { room = limit }

    mutating func keep(_ page: MarkedPage, of source: ReadSource) {
        let bytes = page.text.count + page.map.byteCount + 4096 * page.pieces.count
        guard bytes <= room, let key = Self.key(source), pages[key] == nil else { return }
        room -= bytes
        pages[key] = page
    }

    /// The page of a source that still has the same bytes, read in the same encoding.
    func page(of source: ReadSource) -> MarkedPage? { Self.key(source).flatMap { pages[$0] } }

    private static func key(_ read: ReadSource) -> String? {
        read.page.map { "\(read.source.sha256) \($0.encoding)" }
    }
}
