/// What the tracing of origins needs to know of a piece.
package struct TracedPiece: Sendable {
    package var id: String
    package var host: String?
    /// Name of the host's site, as lineage prints it.
    package var site: String?
    package var kind: PieceKind
    package var title: String?
    package var posted: PartialDate?
    package var published: PartialDate?
    package var outlets: [Outlet]
    package var translators: [String]
    /// Rules that read the outlets, in their order.
    package var rules: [String]

    package init(_ piece: Piece, site: String?) {
        id = piece.id
        host = piece.host
        self.site = site
        kind = piece.kind
        title = piece.title
        posted = piece.posted
        published = piece.published
        outlets = piece.outlets
        translators = piece.translators
        rules = piece.outlets.map { outlet in
            piece.credits.first { $0.role == .outlet && $0.value == outlet.name }?.rule ?? ""
        }
    }

    /// Its declared first publication, else the host's date.
    var date: PartialDate? { published ?? posted }

    /// The day on which the text is known to have existed at the latest.
    var day: Int? { date?.lastDay }

    /// How the piece is named in evidence.
    var place: String {
        let name = site ?? host ?? "a page without a known host"
        return posted.map { "\(name), \($0)" } ?? name
    }
}
