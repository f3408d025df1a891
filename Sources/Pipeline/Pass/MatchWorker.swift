internal import Core

/// Where the text of a piece lies: its page, or its block of rows, in the spool and its bytes there.
struct TextPlace: Sendable {
    let page: UInt32
    private let start: UInt32
    private let count: UInt32
    /// Its page is the row itself, which begins where the text begins.
    let isRow: Bool

    /// Pages and blocks hold less than 4 GiB.
    init(page: UInt32, body: Range<Int>, isRow: Bool) {
        self.page = page
        start = UInt32(body.lowerBound)
        count = UInt32(body.count)
        self.isRow = isRow
    }

    /// Half-open range within the page or block.
    var body: Range<Int> { Int(start)..<(Int(start) + Int(count)) }
    /// Where the text begins within the page that exports know.
    var origin: Int { isRow ? 0 : Int(start) }
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
                    let page = try cache.text(Int(place.page))
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
        let linesA = try cache.lines(a)
        let linesB = try cache.lines(b)
        let passages = match.passages.map { passage in
            let aBytes = passage.a.shifted(by: a.origin)
            let bBytes = passage.b.shifted(by: b.origin)
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
