/// What the tracing of origins needs to know of a piece.
///
/// An archive has many pieces, few hosts and few credits: what pieces have in common they share, so
/// that each takes 24 bytes of its own (see `SharedTraits`).
package struct TracedPiece: Sendable {
    /// The identifier as a number; it has 16 hexadecimal digits unless `traits` say otherwise.
    private let number: UInt64
    private let traits: Traits
    private let packedPosted: UInt32
    private let packedPublished: UInt32

    /// What several pieces may have in common.
    fileprivate final class Traits: Sendable {
        let content: Content
        /// An identifier of another form.
        let id: String?

        init(_ content: Content, id: String? = nil) {
            self.content = content
            self.id = id
        }
    }

    fileprivate struct Content: Hashable, Sendable {
        var host: String?
        var site: String?
        var kind: PieceKind
        var title: String?
        var outlets: [Outlet]
        var translators: [String]
        var rules: [String]

        init(_ piece: Piece, site: String?) {
            host = piece.host
            self.site = site
            kind = piece.kind
            // Only a digest's title can be what a credit names.
            title = kind == .digest || kind == .newsletter ? piece.title : nil
            outlets = piece.outlets
            translators = piece.translators
            rules = piece.outlets.map { outlet in
                piece.credits.first { $0.role == .outlet && $0.value == outlet.name }?.rule ?? ""
            }
        }
    }

    package init(_ piece: Piece, site: String?, sharing shared: inout SharedTraits) {
        let content = Content(piece, site: site)
        if let number = PieceID.number(piece.id) {
            self.number = number
            traits = shared.traits(content)
        } else {
            number = 0
            traits = Traits(content, id: piece.id)
        }
        packedPosted = Self.packed(piece.posted)
        packedPublished = Self.packed(piece.published)
    }

    /// Name of the host.
    package var host: String? { traits.content.host }
    /// Name of the host's site, as lineage prints it.
    package var site: String? { traits.content.site }
    package var kind: PieceKind { traits.content.kind }
    /// Of a digest or newsletter alone.
    var title: String? { traits.content.title }
    package var outlets: [Outlet] { traits.content.outlets }
    var translators: [String] { traits.content.translators }
    /// Rules that read the outlets, in their order.
    var rules: [String] { traits.content.rules }

    package var posted: PartialDate? { Self.date(packedPosted) }
    package var published: PartialDate? { Self.date(packedPublished) }

    package var id: String { traits.id ?? PieceID.text(number) }

    /// Whether its identifier comes before another's.
    func precedes(_ other: TracedPiece) -> Bool {
        traits.id == nil && other.traits.id == nil ? number < other.number : id < other.id
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

/// The hosts, credits and kinds that the pieces of an archive have, each kept once.
package struct SharedTraits {
    private var known: [TracedPiece.Content: TracedPiece.Traits] = [:]

    package init() {}

    fileprivate mutating func traits(_ content: TracedPiece.Content) -> TracedPiece.Traits {
        if let traits = known[content] { return traits }
        let traits = TracedPiece.Traits(content)
        known[content] = traits
        return traits
    }
}

/// Identifiers of pieces as numbers: they have 16 hexadecimal digits in lower case.
package enum PieceID {
    /// The number that an identifier writes; nil for any other text.
    package static func number(_ id: String) -> UInt64? {
        guard id.utf8.count == 16 else { return nil }
        var number: UInt64 = 0
        for byte in id.utf8 {
            switch byte {
            case 48...57: number = number << 4 | UInt64(byte - 48)
            case 97...102: number = number << 4 | UInt64(byte - 87)
            default: return nil
            }
        }
        return number
    }

    package static func text(_ number: UInt64) -> String {
        String(unsafeUninitializedCapacity: 16) { digits in
            for place in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: number >> (60 - 4 * UInt64(place))) & 15
                digits[place] = digit < 10 ? 48 + digit : 87 + digit
            }
            return 16
        }
    }
}

extension TracedPiece {
    /// Year, month and day in 16, 8 and 8 bits; 0 stands for what is not known.
    private static func packed(_ date: PartialDate?) -> UInt32 {
        guard let date else { return 0 }
        return UInt32(date.year) << 16 | UInt32(date.month ?? 0) << 8 | UInt32(date.day ?? 0)
    }

    private static func date(_ packed: UInt32) -> PartialDate? {
        let (month, day) = (Int(packed >> 8 & 255), Int(packed & 255))
        return PartialDate(
            year: Int(packed >> 16), month: month == 0 ? nil : month, day: day == 0 ? nil : day)
    }
}
