/// What the engine keeps of a text to find what repeats it.
package struct Fingerprint: Sendable, Hashable {
    /// Version of normaliser, tokeniser, hashes and sampling.
    ///
    /// Fingerprints of two versions do not compare; a store stamped with another is refused.
    package static let version = 1

    /// SHA-256 of the normalised text: its folded tokens with one space between two.
    ///
    /// Two texts that differ in paragraphs, punctuation, case or Unicode form only have one digest.
    package var digest: Digest
    /// Number of tokens.
    package var words: Int
    /// Length of the text in bytes.
    package var bytes: Int
    /// The non-empty lines, in order: what is learned as boilerplate.
    package var paragraphs: [ParagraphMark]
    /// Low halves of the sampled shingle hashes, in the order of the text.
    package var samples: [UInt32]
    /// For each sample eight bits of the shingle that ends before it and of the one that begins
    /// after it: one sample with an equal neighbour is ten equal words in a row.
    package var contexts: [UInt16]
    /// One key per band of the MinHash sketch; empty for a text of a few words.
    package var bands: [UInt32]

    package init(
        digest: Digest, words: Int, bytes: Int, paragraphs: [ParagraphMark], samples: [UInt32],
        contexts: [UInt16], bands: [UInt32]
    ) {
        self.digest = digest
        self.words = words
        self.bytes = bytes
        self.paragraphs = paragraphs
        self.samples = samples
        self.contexts = contexts
        self.bands = bands
    }
}

/// A paragraph of a fingerprint.
///
/// A paragraph is a line that holds a token: in captured pages a paragraph is one line whether or
/// not blank lines stand between paragraphs, and of hard-wrapped text the lines serve as well to
/// learn what repeats.
package struct ParagraphMark: Sendable, Hashable {
    /// SHA-256 of the folded tokens with one space between two.
    package var digest: Digest
    /// Number of its tokens.
    package var words: UInt32
    /// End of its part of `Fingerprint.samples`.
    package var sampleEnd: UInt32

    package init(digest: Digest, words: UInt32, sampleEnd: UInt32) {
        self.digest = digest
        self.words = words
        self.sampleEnd = sampleEnd
    }
}
