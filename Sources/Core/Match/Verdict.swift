/// What verification says of a pair.
package enum Verdict: Sendable, Hashable {
    case match(VerifiedMatch)
    /// Two texts cut from one frame with other names and figures in its slots.
    case template(TemplatePair)
    /// They share nothing that counts.
    case nothing
}

/// A verified match between two pieces, by their numbers; ranges are relative to their texts.
package struct VerifiedMatch: Sendable, Hashable {
    /// The relation is read from `a` to `b`.
    package var a: UInt32
    package var b: UInt32
    package var relation: Relation
    package var resemblance: Double
    package var containmentA: Double
    package var containmentB: Double
    package var passages: [VerifiedPassage]
    package var direction: Direction
    package var recapture: Bool
    package var evidence: [String]
    /// Whether both are copies of one text, so that one cluster may hold them.
    package var sameText: Bool
    /// How names and figures agree where the passages run, compared with all other words.
    package var slots: SlotCounts
    package var sameTitle: Bool

    package init(
        a: UInt32, b: UInt32, relation: Relation, resemblance: Double, containmentA: Double,
        containmentB: Double, passages: [VerifiedPassage], direction: Direction, recapture: Bool,
        evidence: [String], sameText: Bool, slots: SlotCounts, sameTitle: Bool
    ) {
        self.a = a
        self.b = b
        self.relation = relation
        self.resemblance = resemblance
        self.containmentA = containmentA
        self.containmentB = containmentB
        self.passages = passages
        self.direction = direction
        self.recapture = recapture
        self.evidence = evidence
        self.sameText = sameText
        self.slots = slots
        self.sameTitle = sameTitle
    }
}

/// A passage of a match: byte ranges in the two texts, which cut at characters.
package struct VerifiedPassage: Sendable, Hashable {
    package var a: Range<Int>
    package var b: Range<Int>
    /// Words of `a` in it.
    package var words: Int
    /// Share of its words that are the same on both sides, in order.
    package var identical: Double

    package init(
        a: Range<Int>, b: Range<Int>, words: Int, identical: Double
    ) {
        self.a = a
        self.b = b
        self.words = words
        self.identical = identical
    }
}

/// A pair of texts of one frame.
package struct TemplatePair: Sendable, Hashable {
    package var a: UInt32
    package var b: UInt32
    package var resemblance: Double
    /// Byte ranges of both texts that make the frame, in order.
    package var frameA: [Range<Int>]
    package var frameB: [Range<Int>]

    package init(
        a: UInt32, b: UInt32, resemblance: Double, frameA: [Range<Int>], frameB: [Range<Int>]
    ) {
        self.a = a
        self.b = b
        self.resemblance = resemblance
        self.frameA = frameA
        self.frameB = frameB
    }
}
