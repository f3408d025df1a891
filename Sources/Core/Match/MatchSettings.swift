/// Every threshold of candidates, verification and relations, with its trade-off.
package struct MatchSettings: Sendable, Hashable {
    package var sketch = SketchSettings()

    // Candidates

    /// Texts of fewer words of prose are not compared: a line of a few words says nothing about copying.
    package var minimumWords = 8
    /// A line of fewer words is no prose: a text of such lines alone is navigation or a list.
    package var proseLine = 5
    /// A sampled shingle or band key that stands in at most this many pieces proposes all their
    /// pairs; above it, each piece is paired with the first and with its next `neighbours`.
    ///
    /// Larger finds more pairs of very large families and costs the square of it.
    package var allPairs = 16
    /// Neighbours that a piece is paired with in a crowded bucket.
    package var neighbours = 2
    /// A sampled shingle of more pieces than this is cut off and reported.
    package var commonShingle = 2000
    /// Weight that the shared samples of a pair must reach.
    ///
    /// A sample of few pieces weighs 4, a common one 1. Lower finds shorter passages and verifies
    /// more pairs in vain.
    package var sampleWeight = 6
    /// What a sample weighs more when the shingle before or after it is shared too.
    package var besideWeight: UInt64 = 4
    /// The same when one of the two texts has few samples (`shortSamples`).
    package var sampleWeightShort = 3
    /// A text of at most this many samples is short.
    package var shortSamples = 24

    // Boilerplate

    /// A paragraph of fewer pieces of a host than this is never learned as boilerplate.
    package var boilerplatePieces = 8
    /// Nor one of a smaller share of the host's pieces.
    package var boilerplateShare = 0.02
    /// The most common neighbour of a boilerplate paragraph may stand beside at most this share of
    /// its appearances: the paragraphs of a copied text keep their neighbours, a closing paragraph
    /// stands after another text each time.
    package var boilerplateNeighbour = 0.35

    /// A repeated line of at most this many words is a stock sentence wherever it stands.
    package var stockWords = 30

    // Passages

    /// Words between two runs of equal words that a passage may bridge, if enough of them agree;
    /// four times as many when the gap has about the same length on both sides.
    package var bridge = 60
    /// Words that a passage bridges without a look at them.
    package var bridgeFreely = 5
    /// Share of the words of a longer bridge that must agree or begin or end alike, in order.
    package var bridgeAgreement = 0.45
    /// A passage of fewer equal words is left out.
    package var passageWords = 10

    // Matches

    /// Least shared shingles of a match.
    package var sharedShingles = 8
    /// A single passage of this many equal words makes a match.
    package var longPassage = 16
    /// Several passages that together have this many equal words make a match.
    package var severalPassages = 32
    /// A resemblance, or a share of the smaller text, that makes a match of short texts.
    package var resemblance = 0.2
    package var shareOfSmaller = 0.5

    // Relations

    /// From here on two texts are duplicates.
    package var duplicate = 0.98
    /// From here on two texts of like length are near-duplicates.
    package var nearDuplicate = 0.2
    /// From this share of the smaller text on, the larger contains it.
    package var contains = 0.8
    /// Above this resemblance the two are near-duplicates even when one holds all of the other.
    package var containsBelow = 0.6

    // Templates

    /// Names and figures in slots that must differ before two texts are taken for one frame.
    package var slotConflicts = 3
    /// Greatest share of names and figures that two texts of one frame have in common.
    package var slotAgreement = 0.5
    /// Least share of names and figures among the words in which two texts of one frame differ.
    package var slotShare = 0.2
    /// How much better the other words must agree than the names and figures.
    package var slotContrast = 0.3

    /// Within a family of one frame, the least agreement of names and figures, as a share of that
    /// of the other words, of two copies of one text.
    package var slotTrust = 0.55

    // Clusters

    /// A family of more pieces than this, of which fewer than half were found alike to the
    /// representative, is divided.
    package var clusterGuard = 24

    package init() {}
}

extension MatchSettings {
    /// What a key weighs that stands in so many pieces; nil for one that is cut off.
    func weight(_ pieces: Int, ofSamples: Bool) -> UInt64? {
        if !ofSamples { return pieces <= allPairs ? 16 : 2 }
        if pieces > commonShingle { return nil }
        return pieces <= 4 ? 4 : pieces <= 12 ? 3 : pieces <= 48 ? 2 : 1
    }

    /// Whether a sketch of a text of so many words tells what it is when `out` of them are boilerplate.
    func isSketched(_ words: Int, without out: Int) -> Bool { out * 4 <= words }

    /// What the shared keys of two texts of so many samples must weigh to make them a candidate.
    func leastWeight(_ samples: Int, _ others: Int) -> Int {
        min(samples, others) <= shortSamples ? sampleWeightShort : sampleWeight
    }
}
