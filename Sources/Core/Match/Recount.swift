/// A text taken apart for counting again.
///
/// Not `Sendable`: the recount that made it owns it.
package final class CountedText {
    let prepared: PreparedText
    /// SHA-256 of the normalised text.
    package let digest: Digest
    package let words: Int

    init(prepared: PreparedText, digest: Digest, words: Int) {
        self.prepared = prepared
        self.digest = digest
        self.words = words
    }

    /// The tokens that lie in a range of bytes of the text.
    fileprivate func tokens(in bytes: Range<Int>) -> Range<Int> {
        func first(_ isBehind: (TokenPlace) -> Bool) -> Int {
            (0..<prepared.count).firstPlace { isBehind(prepared.places[$0]) }
        }
        let start = first { Int($0.start) >= bytes.lowerBound }
        return start..<max(start, first { Int($0.end) > bytes.upperBound })
    }
}

/// What two texts share, counted on the texts.
package struct Likeness: Hashable, Sendable {
    package var resemblance: Double
    package var containmentA: Double
    package var containmentB: Double
}

/// What a passage comes to.
package struct PassageCount: Hashable, Sendable {
    /// Words of the first text in it.
    package var words: Int
    /// The most of them that stand in the second text in the same order; nil where counting them
    /// would take too long.
    package var common: Int?
}

/// Counts again what a match claims, without fingerprints, candidates or alignment.
///
/// Not `Sendable`: it keeps the memory that it works in.
package final class Recount {
    private let fingerprinter = Fingerprinter()
    private let scratch = PreparationScratch()
    private let common = CommonWords()
    private var alignment = Alignment()
    /// Pairs of words that may still be compared.
    private var left: Int

    /// `work` bounds the comparisons of single words in all passages: hostile claims must not keep
    /// us for hours.
    package init(work: Int = 1 << 36) { left = work }

    /// Comparisons that one passage may take.
    private static let most = 1 << 33

    /// Takes a text apart without its paragraphs of these digests (first 64 bits).
    package func text(_ bytes: Span<UInt8>, without setAside: Set<UInt64>) -> CountedText {
        bytes.withUnsafeBufferPointer { bytes in
            let print = fingerprinter.fingerprint(bytes)
            let excluded = print.paragraphs.indices.filter {
                setAside.contains(print.paragraphs[$0].digest.w0)
            }
            let prepared = PreparedText(
                piece: 0, text: bytes, excluded: excluded, scratch: scratch)
            return CountedText(prepared: prepared, digest: print.digest, words: print.words)
        }
    }

    /// Shared shingles by all, and by those of each text; all of it where the texts are one.
    package func likeness(_ a: CountedText, _ b: CountedText) -> Likeness {
        if a.digest == b.digest {
            return Likeness(resemblance: 1, containmentA: 1, containmentB: 1)
        }
        let swapped = b.prepared.positions > a.prepared.positions
        alignment.seed(swapped ? b.prepared : a.prepared, swapped ? a.prepared : b.prepared)
        let shared = Double(alignment.shared)
        let (x, y) = (Double(a.prepared.distinct), Double(b.prepared.distinct))
        guard x > 0, y > 0 else {
            return Likeness(resemblance: 0, containmentA: 0, containmentB: 0)
        }
        return Likeness(
            resemblance: shared / (x + y - shared), containmentA: shared / x,
            containmentB: shared / y)
    }

    /// Counts the words of a passage, given by its bytes in both texts.
    ///
    /// O(words of a · words of b / 64), after equal beginnings and ends.
    package func passage(
        _ a: CountedText, _ inA: Range<Int>, _ b: CountedText, _ inB: Range<Int>
    ) -> PassageCount {
        // One text in two captures is a passage as a whole, whatever of it is set aside.
        if a.digest == b.digest, inA.lowerBound == 0, inB.lowerBound == 0,
            a.tokens(in: inA).count == a.prepared.count, b.tokens(in: inB).count == b.prepared.count
        {
            return PassageCount(words: a.words, common: a.words)
        }
        var (i, j) = (a.tokens(in: inA), b.tokens(in: inB))
        let words = i.count
        let (x, y) = (a.prepared.tokens, b.prepared.tokens)
        var same = 0
        while let first = i.first, let other = j.first, x[first] == y[other] {
            (i, j) = ((first + 1)..<i.upperBound, (other + 1)..<j.upperBound)
            same += 1
        }
        while let last = i.last, let other = j.last, x[last] == y[other] {
            (i, j) = (i.lowerBound..<last, j.lowerBound..<other)
            same += 1
        }
        guard !i.isEmpty, !j.isEmpty else { return PassageCount(words: words, common: same) }
        let (cost, tooMuch) = i.count.multipliedReportingOverflow(by: j.count)
        guard !tooMuch, cost <= min(left, Self.most) else {
            return PassageCount(words: words, common: nil)
        }
        left -= cost
        return PassageCount(
            words: words, common: same + common.equal(a.prepared, i, b.prepared, j))
    }
}
