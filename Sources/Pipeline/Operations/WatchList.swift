internal import Core
internal import Foundation
internal import Store

/// Looks for what a user wants to be told of first.
struct WatchList {
    private let options: WatchOptions
    private let names: OutletNames

    /// Hits that are told one by one.
    private static let most = 1_000

    /// - Throws: what reading the lists of outlets throws.
    init(_ configuration: Configuration) throws {
        options = configuration.watch
        // Outlets have other names in their lists.
        names = options.outlets.isEmpty ? OutletNames() : try Vocabulary(configuration).outlets
    }

    /// What an earlier pass found.
    struct Former {
        /// Its hits, or those of them that are known.
        var hits: [WatchedPiece] = []
        /// Whether these are all.
        var isAll = true
        /// Number of its commit.
        var run = 0
        /// Number of the last piece that it looked at with the same list; nil when all have to be
        /// looked at.
        var lastPiece: Int?
    }

    /// Tells one list from another: what is watched by outlet and phrase.
    var digest: String {
        let words = [options.outlets.sorted(), options.phrases.sorted()].map {
            $0.joined(separator: "\u{0}")
        }
        return String(
            ByteDigester().digest(words.joined(separator: "\u{1}")).hexadecimal.prefix(16))
    }

    /// What is found in a store.
    ///
    /// Outlets and phrases are looked for in the pieces that were written since the former pass, and
    /// in those that it has found; in all pieces when that does not suffice. A piece that is divided or
    /// credited otherwise than before is written anew, so that both find the same.
    ///
    /// - Parameters:
    ///   - snapshot: the store.
    ///   - former: the hits of an earlier pass; the others are new.
    /// - Returns: the new ones first, then by what is watched and by piece.
    /// - Throws: `StoreError`.
    func hits(_ snapshot: Snapshot, former: Former = Former()) throws -> WatchHits {
        var found: [WatchHit] = []
        if !options.outlets.isEmpty || !options.phrases.isEmpty {
            try readPieces(snapshot, former) { found.append($0) }
        }
        for name in options.pieces { try copies(of: name, snapshot) { found.append($0) } }
        let known = Set(former.hits)
        for index in found.indices {
            // Of very many hits the log has some: the others are as new as their pieces.
            found[index].isNew =
                try !known.contains(found[index].key)
                && (former.isAll
                    || snapshot.firstRun(ofPiece: found[index].piece) ?? 0 > former.run)
        }
        found.sort { one, two in
            if one.isNew != two.isNew { return one.isNew }
            return (one.kind.rawValue, one.watched, one.piece, one.reason)
                < (two.kind.rawValue, two.watched, two.piece, two.reason)
        }
        var hits = WatchHits()
        hits.total = found.count
        hits.new = found.count { $0.isNew }
        hits.hits = Array(found.prefix(Self.most))
        hits.list = digest
        hits.lastPiece = try snapshot.lastPiece()
        return hits
    }

    // MARK: Outlets and phrases

    private func readPieces(
        _ snapshot: Snapshot, _ former: Former, _ add: (WatchHit) -> Void
    ) throws {
        let outlets = options.outlets.map { Watched($0, names) }
        let finder = PhraseFinder(options.phrases)
        var page: (source: String, text: [UInt8]) = ("", [])
        func look(at piece: Piece) throws {
            for outlet in outlets {
                if let reason = outlet.reason(in: piece) {
                    add(hit(.outlet, outlet.name, piece, reason))
                }
            }
            guard !options.phrases.isEmpty else { return }
            if page.source != piece.source {
                page = (piece.source, try snapshot.page(ofSource: piece.source) ?? [])
            }
            // The title stands in the lines of a page, but beside the text of rows and markup.
            let isPage = piece.format == .text
            let bytes = piece.shown
            guard bytes.lowerBound >= 0, bytes.upperBound <= page.text.count else { return }
            var phrases: Set<Int> = []
            for text in [isPage ? [] : Array((piece.title ?? "").utf8), Array(page.text[bytes])] {
                for found in finder.hits(in: text.span) where phrases.insert(found.phrase).inserted
                {
                    add(
                        hit(
                            .phrase, options.phrases[found.phrase], piece,
                            Self.around(found.bytes, in: text)))
                }
            }
        }
        guard let last = former.lastPiece, former.isAll else {
            return try snapshot.eachPieceBySource(look)
        }
        var left = Set(
            former.hits.filter { $0.kind != WatchHit.Kind.piece.rawValue }.map(\.piece))
        try snapshot.eachPiece(after: last) { piece in
            left.remove(piece.id)
            try look(at: piece)
        }
        for id in left.sorted() {
            if let piece = try snapshot.piece(id: id) { try look(at: piece) }
        }
    }

    /// An outlet as it is watched, under all its names.
    private struct Watched {
        let name: String
        private var alone = OutletNames()

        init(_ name: String, _ names: OutletNames) {
            self.name = name
            let known = names.find(name)
            alone.add(
                Outlet(name: name),
                aliases: [known?.name, known?.domain, known?.id].compactMap(\.self))
        }

        func reason(in piece: Piece) -> String? {
            for outlet in piece.outlets
            where [outlet.name, outlet.domain, outlet.id].contains(where: matches) {
                return "credits \(outlet.name)"
            }
            return matches(piece.host) ? "stands on \(piece.host ?? "")" : nil
        }

        private func matches(_ name: String?) -> Bool {
            name.map { alone.find($0) != nil } ?? false
        }
    }

    /// Bytes on either side of a phrase that are shown.
    private static let reach = 48

    /// A phrase with some of the text around it, on one line.
    private static func around(_ place: Range<Int>, in text: [UInt8]) -> String {
        var start = max(0, place.lowerBound - reach)
        var end = min(text.count, place.upperBound + reach)
        while start < place.lowerBound, text[start] & 0xC0 == 0x80 { start += 1 }
        while end > place.upperBound, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
        let words = String(decoding: text[start..<end], as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return (start > 0 ? "…" : "") + words + (end < text.count ? "…" : "")
    }

    // MARK: Pieces

    private func copies(
        of name: String, _ snapshot: Snapshot, _ add: (WatchHit) -> Void
    ) throws {
        let named = try snapshot.pieces(idPrefix: name)
        guard let watched = named.first, named.count == 1 else { return }
        for match in try snapshot.matches(ofPiece: watched.id) {
            let other = match.a == watched.id ? match.b : match.a
            guard let piece = try snapshot.piece(id: other) else { continue }
            let words = match.passages.reduce(0) { $0 + $1.words }
            add(hit(.piece, name, piece, "\(match.relation.rawValue), \(words) words shared"))
        }
    }

    private func hit(
        _ kind: WatchHit.Kind, _ watched: String, _ piece: Piece, _ reason: String
    ) -> WatchHit {
        WatchHit(
            kind: kind, watched: watched, piece: piece.id, title: piece.title,
            source: piece.source, host: piece.host, posted: piece.posted, reason: reason)
    }
}
