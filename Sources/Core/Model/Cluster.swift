/// A family of pieces around a representative: the copies of one text.
package struct Cluster: Hashable, Sendable {
    /// Identifier: that of its first piece in the order of identifiers.
    package var id: String
    package var representative: String
    /// Identifiers, in order; the representative is among them.
    package var pieces: [String]
    /// Names of the outlets that its pieces credit, and of the hosts that carry them.
    package var outlets: [String]
    /// How many of its pieces derive from no other piece of it, as far as the archive shows.
    package var independentSources: Int
    package var firstPosted: PartialDate?
    package var lastPosted: PartialDate?
    /// Why it may hold more than one text, as a sentence; nil for most.
    package var suspicion: String?

    package init(
        id: String, representative: String, pieces: [String], outlets: [String] = [],
        independentSources: Int = 1, firstPosted: PartialDate? = nil,
        lastPosted: PartialDate? = nil
    ) {
        self.id = id
        self.representative = representative
        self.pieces = pieces
        self.outlets = outlets
        self.independentSources = independentSources
        self.firstPosted = firstPosted
        self.lastPosted = lastPosted
    }
}

/// Pieces that were cut from one frame with other names and figures in its slots: open letters,
/// weather, obituaries.
///
/// They are neither matches nor a cluster.
package struct Template: Hashable, Sendable {
    package var id: String
    package var pieces: [String]
    /// The words that all share, with `…` for each slot.
    package var frame: String
    package var slots: Int

    package init(id: String, pieces: [String], frame: String, slots: Int) {
        self.id = id
        self.pieces = pieces
        self.frame = frame
        self.slots = slots
    }
}

/// A paragraph that stands in many pieces of one host, or a stock sentence of any, and therefore
/// stays out of matching.
package struct Boilerplate: Hashable, Sendable {
    /// SHA-256 of the normalised paragraph, 64 hexadecimal digits.
    package var sha256: String
    package var text: String
    /// Nil for a stock sentence, which stands in pieces of any hosts.
    package var host: String?
    /// How many pieces (of the host) hold it.
    package var pieces: Int

    package init(sha256: String, text: String, host: String?, pieces: Int) {
        self.sha256 = sha256
        self.text = text
        self.host = host
        self.pieces = pieces
    }
}
