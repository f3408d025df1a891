internal import Core

/// A verified match with the lines of its passages.
struct PlacedMatch: Sendable {
    var match: VerifiedMatch
    var lines: [PassageLines]
}

/// The 1-based lines of a passage on both sides; with the places of the texts they are all that has
/// to be kept beside the match.
struct PassageLines: Sendable {
    private let firstA: UInt32
    private let lastA: UInt32
    private let firstB: UInt32
    private let lastB: UInt32

    init(a: ClosedRange<Int>, b: ClosedRange<Int>) {
        firstA = UInt32(clamping: a.lowerBound)
        lastA = UInt32(clamping: a.upperBound)
        firstB = UInt32(clamping: b.lowerBound)
        lastB = UInt32(clamping: b.upperBound)
    }

    /// The passage with its bytes in the pages.
    func passage(_ found: VerifiedPassage, _ a: TextPlace, _ b: TextPlace) -> Passage {
        Passage(
            aLines: Int(firstA)...Int(lastA), bLines: Int(firstB)...Int(lastB),
            aBytes: found.a.shifted(by: a.origin), bBytes: found.b.shifted(by: b.origin),
            words: found.words, identical: (found.identical * 1000).rounded() / 1000)
    }
}

/// Verifies candidate pairs on their texts.
///
/// Not `Sendable`: each worker has its own.
final class MatchWorker {
    enum Outcome: Sendable {
        case match(PlacedMatch)
        case template(TemplatePair)
    }

    private let index: CandidateIndex
    private let texts: SpooledTexts
    private let verifier: Verifier
    private let cache: TextCache

    init(index: CandidateIndex, texts: SpooledTexts) {
        self.index = index
        self.texts = texts
        verifier = Verifier(settings: index.settings)
        cache = TextCache(texts: texts)
    }

    func verify(_ pairs: ArraySlice<CandidatePair>) throws -> [Outcome] {
        var outcomes: [Outcome] = []
        for pair in pairs {
            var failure: (any Error)?
            let verdict = verifier.verify(pair, in: index) { piece, body in
                do {
                    try cache.text(of: Int(piece)).withUnsafeBufferPointer(body)
                } catch {
                    failure = error
                    body(UnsafeBufferPointer(start: nil, count: 0))
                }
            }
            if let failure { throw failure }
            switch verdict {
            case .match(let match): outcomes.append(.match(try placed(match)))
            case .template(let pair): outcomes.append(.template(pair))
            case .nothing: break
            }
        }
        return outcomes
    }

    private func placed(_ match: VerifiedMatch) throws -> PlacedMatch {
        let a = texts.places[Int(match.a)]
        let b = texts.places[Int(match.b)]
        let linesA = try cache.lines(of: Int(match.a))
        let linesB = try cache.lines(of: Int(match.b))
        let lines = match.passages.map { passage in
            PassageLines(
                a: linesA.numbers(of: passage.a.shifted(by: a.origin)),
                b: linesB.numbers(of: passage.b.shifted(by: b.origin)))
        }
        return PlacedMatch(match: match, lines: lines)
    }
}

extension Range<Int> {
    /// The same bytes, counted from a place `offset` bytes further ahead.
    func shifted(by offset: Int) -> Range<Int> { (lowerBound + offset)..<(upperBound + offset) }
}
