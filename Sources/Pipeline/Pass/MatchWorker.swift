internal import Core

/// Where the text of a piece lies: its page in the spool and its bytes there.
struct TextPlace: Sendable {
    var page: UInt32
    var body: Range<Int>
}

/// A verified match with its passages placed in the pages.
struct PlacedMatch: Sendable {
    var match: VerifiedMatch
    var passages: [Passage]
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
    private let places: [TextPlace]
    private let verifier: Verifier
    private let cache: PageCache

    init(index: CandidateIndex, places: [TextPlace], spool: Spool) {
        self.index = index
        self.places = places
        verifier = Verifier(settings: index.settings)
        cache = PageCache(spool: spool)
    }

    func verify(_ pairs: [CandidatePair]) throws -> [Outcome] {
        var outcomes: [Outcome] = []
        for pair in pairs {
            var failure: (any Error)?
            let verdict = verifier.verify(pair, in: index) { piece, body in
                do {
                    let place = places[Int(piece)]
                    let page = try cache.page(Int(place.page)).text
                    page.span.withUnsafeBufferPointer {
                        body(UnsafeBufferPointer(rebasing: $0[place.body]))
                    }
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
        let a = places[Int(match.a)]
        let b = places[Int(match.b)]
        let linesA = try cache.page(Int(a.page)).lines
        let linesB = try cache.page(Int(b.page)).lines
        let passages = match.passages.map { passage in
            let aBytes = passage.a.shifted(by: a.body.lowerBound)
            let bBytes = passage.b.shifted(by: b.body.lowerBound)
            return Passage(
                aLines: linesA.numbers(of: aBytes), bLines: linesB.numbers(of: bBytes),
                aBytes: aBytes,
                bBytes: bBytes, words: passage.words,
                identical: (passage.identical * 1000).rounded() / 1000)
        }
        return PlacedMatch(match: match, passages: passages)
    }
}

extension Range<Int> {
    /// The same bytes, counted from a place `offset` bytes further ahead.
    func shifted(by offset: Int) -> Range<Int> { (lowerBound + offset)..<(upperBound + offset) }
}
