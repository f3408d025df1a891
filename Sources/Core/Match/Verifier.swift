/// Verifies candidates on their exact shingle sets and aligned passages.
///
/// Holds the texts that it has read, up to a limit, so that the pairs of a family, which stand
/// together in `Candidates.pairs`, read each text once. Not `Sendable`: one for each worker. A
/// verdict depends on the two texts, their facts and the settings alone.
package final class Verifier {
    let settings: MatchSettings
    private let scratch = PreparationScratch()
    var alignment = Alignment()
    private var cache: [UInt32: PreparedText] = [:]
    private var order: [UInt32] = []
    private var oldest = 0
    private var held = 0
    private let limit: Int

    /// `memory` is how many bytes of prepared texts are kept.
    package init(settings: MatchSettings = MatchSettings(), memory: Int = 16 << 20) {
        self.settings = settings
        limit = memory
    }

    /// The verdict on a pair of pieces of `index`; `load` hands over the text of a piece.
    package func verify(
        _ pair: CandidatePair, in index: CandidateIndex,
        load: (UInt32, (UnsafeBufferPointer<UInt8>) -> Void) -> Void
    ) -> Verdict {
        let factsA = index.facts[Int(pair.a)]
        let factsB = index.facts[Int(pair.b)]
        if index.digests[Int(pair.a)] == index.digests[Int(pair.b)] {
            return .match(
                .copy(
                    pair, factsA, factsB, lengthA: Int(index.lengths[Int(pair.a)]),
                    lengthB: Int(index.lengths[Int(pair.b)]), words: Int(index.words[Int(pair.a)])))
        }
        let a = prepared(pair.a, index, keeping: pair.b, load)
        let b = prepared(pair.b, index, keeping: pair.a, load)
        return judge(a, b, factsA, factsB)
    }

    /// The verdict on two texts that belong to no index, numbered 0 and 1.
    package func verify(
        _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, factsA: PieceFacts,
        factsB: PieceFacts
    ) -> Verdict {
        let left = PreparedText(piece: 0, text: a, excluded: [], scratch: scratch)
        let right = PreparedText(piece: 1, text: b, excluded: [], scratch: scratch)
        return judge(left, right, factsA, factsB)
    }

    private func prepared(
        _ piece: UInt32, _ index: CandidateIndex, keeping other: UInt32,
        _ load: (UInt32, (UnsafeBufferPointer<UInt8>) -> Void) -> Void
    ) -> PreparedText {
        if let known = cache[piece] { return known }
        // The oldest go first, but never the other side of this pair.
        while held > limit && order.count - oldest > 1 {
            let old = order[oldest]
            oldest += 1
            if old == other {
                order.append(old)
                continue
            }
            if let text = cache.removeValue(forKey: old) { held -= text.weight }
        }
        if oldest > 1024 {
            order.removeFirst(oldest)
            oldest = 0
        }
        var made: PreparedText?
        load(piece) { bytes in
            made = PreparedText(
                piece: piece, text: bytes, excluded: index.excludedLines(of: Int(piece)),
                scratch: scratch)
        }
        // A text that the caller could not load is an empty one and matches nothing.
        let text =
            made
            ?? PreparedText(
                piece: piece, text: UnsafeBufferPointer(start: nil, count: 0), excluded: [],
                scratch: scratch)
        cache[piece] = text
        order.append(piece)
        held += text.weight
        return text
    }
}
