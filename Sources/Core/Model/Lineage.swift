/// The part that a publication or a person had in the way of a text.
package enum LineageRole: String, Sendable, CaseIterable {
    case original, translator, republisher, digest, aggregator
}

/// One step on the way from the origin to a piece.
package struct LineageStep: Hashable, Sendable {
    package var role: LineageRole
    package var outlet: String
    /// The piece of this step, when it is in the archive.
    package var piece: String?
    package var evidence: [String]

    package init(role: LineageRole, outlet: String, piece: String? = nil, evidence: [String] = []) {
        self.role = role
        self.outlet = outlet
        self.piece = piece
        self.evidence = evidence
    }
}

/// What was done to make one piece from another.
package enum DerivationKind: String, Sendable, CaseIterable {
    case republication, translation, digest, excerpt, quotation, revision, recapture
}

/// How far a claim is known.
package enum ClaimState: String, Sendable, CaseIterable {
    /// The piece's own credit says so.
    case declared
    /// The text flow shows it.
    case supported
    /// The dates suggest it.
    case probable
    case undetermined
    /// The evidence disagrees with itself.
    case conflicting
}

/// A claim that a piece derives from another, or from an outlet whose piece is not in the archive.
package struct Derivation: Hashable, Sendable {
    package var piece: String?
    package var outlet: String?
    package var how: DerivationKind
    package var state: ClaimState
    package var confidence: Double
    package var evidence: [String]
    package var against: [String]

    package init(
        piece: String?, outlet: String?, how: DerivationKind, state: ClaimState,
        confidence: Double, evidence: [String] = [], against: [String] = []
    ) {
        self.piece = piece
        self.outlet = outlet
        self.how = how
        self.state = state
        self.confidence = confidence
        self.evidence = evidence
        self.against = against
    }
}

/// Where a piece comes from, as far as can be said, and why.
package struct Lineage: Hashable, Sendable {
    package var piece: String
    /// From the origin to this piece.
    package var chain: [LineageStep]
    package var derivedFrom: [Derivation]
    /// Whether the order of the pieces that the claims rest on is known.
    package var orderKnown: Bool

    package init(
        piece: String, chain: [LineageStep] = [], derivedFrom: [Derivation] = [],
        orderKnown: Bool = false
    ) {
        self.piece = piece
        self.chain = chain
        self.derivedFrom = derivedFrom
        self.orderKnown = orderKnown
    }
}
