/// What the engine knows of a piece besides its text.
///
/// Names are interned by the caller, in the order of the pieces, so that equal numbers mean equal
/// names.
package struct PieceFacts: Sendable, Hashable {
    /// Number of the host; 0 when it is not known.
    package var host: UInt32
    /// Hash of the normalised title; 0 without one.
    package var title: UInt64
    /// Hash of the canonical address; 0 without one.
    package var url: UInt64
    /// Days since 1970-01-01 of the host's own date.
    package var posted: Int32?
    package var kind: PieceKind
    /// Hash of the names under a letter; 0 without any.
    package var signature: UInt64

    package init(
        host: UInt32 = 0, title: UInt64 = 0, url: UInt64 = 0,
        posted: Int32? = nil, kind: PieceKind = .article, signature: UInt64 = 0
    ) {
        self.host = host
        self.title = title
        self.url = url
        self.posted = posted
        self.kind = kind
        self.signature = signature
    }

    /// Two letters under which other names stand are two letters, whatever words they share: those
    /// of a campaign are cut from one frame.
    func signedByOthers(_ other: PieceFacts) -> Bool {
        kind == .openLetter && other.kind == .openLetter && signature != 0 && other.signature != 0
            && signature != other.signature
    }

    /// Most days between two versions of a page that is known by its title alone: what a host
    /// prints under one title every few weeks is another page.
    private static let mostDaysBetweenVersions: Int32 = 14

    /// The same page of the same host: by its address, or where none is known by its title, at
    /// about the same time.
    func samePage(as other: PieceFacts) -> Bool {
        guard host != 0, host == other.host else { return false }
        if url != 0 || other.url != 0 { return url == other.url }
        guard title != 0, title == other.title, let day = posted, let otherDay = other.posted else {
            return false
        }
        return abs(day - otherDay) <= Self.mostDaysBetweenVersions
    }

    /// Made by putting texts of others together.
    var isCompilation: Bool { kind == .digest || kind == .newsletter }
}
