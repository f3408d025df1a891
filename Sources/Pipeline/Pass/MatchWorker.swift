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
