/// How two pieces that share text stand to each other, read from `a` to `b`.
package enum Relation: String, Sendable, CaseIterable {
    case duplicate
    case nearDuplicate = "near-duplicate"
    /// `a` holds all or nearly all of `b`.
    case contains
    /// `a`'s part of `b` is much of `a`, or is presented as `b`'s text.
    case excerpt
    /// A passage of `b` stands inside a text of `a`'s own.
    case quotation
    case sharedPassage = "shared-passage"
    /// Outlet and title are the same and the later text was edited.
    case revision
}

/// Which of two pieces took its text from the other.
package enum Direction: String, Sendable, CaseIterable {
    case bFromA = "b-from-a"
    case aFromB = "a-from-b"
    case unknown
}

/// A run of text that two pieces share.
package struct Passage: Hashable, Sendable {
    /// 1-based lines in the two sources; nil where a source has no lines.
    package var aLines: ClosedRange<Int>?
    package var bLines: ClosedRange<Int>?
    /// Half-open UTF-8 ranges within the two decoded captures; they always cut at a character.
    package var aBytes: Range<Int>
    package var bBytes: Range<Int>
    /// The same in the two pages, where a page was made of its capture; nil where it is the capture.
    package var aPage: Range<Int>?
    package var bPage: Range<Int>?
    /// Words of `a` in the passage.
    package var words: Int
    /// Share of its words that are the same on both sides, 0…1.
    package var identical: Double

    package init(
        aLines: ClosedRange<Int>? = nil, bLines: ClosedRange<Int>? = nil, aBytes: Range<Int>,
        bBytes: Range<Int>, words: Int, identical: Double
    ) {
        self.aLines = aLines
        self.bLines = bLines
        self.aBytes = aBytes
        self.bBytes = bBytes
        self.words = words
        self.identical = identical
    }
}

/// A verified pair of pieces that share text, with the passages that show it.
package struct Match: Hashable, Sendable {
    /// Identifiers of the two pieces.
    package var a: String
    package var b: String
    package var relation: Relation
    /// Jaccard similarity of the two sets of word shingles, computed and not estimated.
    package var resemblance: Double
    /// Share of `a`'s shingles that `b` has.
    package var containmentA: Double
    /// Share of `b`'s shingles that `a` has.
    package var containmentB: Double
    package var passages: [Passage]
    package var direction: Direction
    /// The same piece of the same host, captured twice.
    package var recapture: Bool
    /// Why the relation and the direction were chosen, as short sentences.
    package var evidence: [String]

    package init(
        a: String, b: String, relation: Relation, resemblance: Double, containmentA: Double,
        containmentB: Double, passages: [Passage], direction: Direction = .unknown,
        recapture: Bool = false, evidence: [String] = []
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
    }
}

extension Passage {
    /// Half-open UTF-8 range within the page of `a` of what is shown.
    package var aShown: Range<Int> { aPage ?? aBytes }
    /// Half-open UTF-8 range within the page of `b` of what is shown.
    package var bShown: Range<Int> { bPage ?? bBytes }
}
