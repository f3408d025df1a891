internal import Core

/// A verified match with the places of its passages.
struct PlacedMatch: Sendable {
    var match: VerifiedMatch
    var passages: [PlacedPassage]
}

/// A passage on one side: its lines, and its bytes where they are not those of the page.
struct PassagePlace: Sendable {
    private let first: UInt32
    private let last: UInt32
    /// In the capture; empty where the page is the capture.
    private let start: UInt32
    private let end: UInt32

    init(lines: ClosedRange<Int>, capture: Range<Int>?) {
        first = UInt32(clamping: lines.lowerBound)
        last = UInt32(clamping: lines.upperBound)
        start = UInt32(clamping: capture?.lowerBound ?? 0)
        end = UInt32(clamping: capture?.upperBound ?? 0)
    }

    var lines: ClosedRange<Int> { Int(first)...Int(last) }
    var capture: Range<Int>? { end > start ? Int(start)..<Int(end) : nil }
}

/// The places of a passage on both sides; with those of the texts they are all that has to be kept
/// beside the match.
struct PlacedPassage: Sendable {
    let a: PassagePlace
    let b: PassagePlace

    /// The passage with its bytes in the captures.
    func passage(_ found: VerifiedPassage, _ placeA: TextPlace, _ placeB: TextPlace) -> Passage {
        let pageA = found.a.shifted(by: placeA.origin)
        let pageB = found.b.shifted(by: placeB.origin)
        var passage = Passage(
            aLines: a.lines, bLines: b.lines, aBytes: a.capture ?? pageA,
            bBytes: b.capture ?? pageB, words: found.words,
            identical: (found.identical * 1000).rounded() / 1000)
        if a.capture != nil { passage.aPage = pageA }
        if b.capture != nil { passage.bPage = pageB }
        return passage
    }
}

/// Verifies candidate pairs on their texts.
///
/// Not `Sendable`: each worker has its own.
final class MatchWorker {
    enum Outcome: Sendable {
        case match(PlacedMatch)
        case template(TemplatePair)
        case nothing(PiecePair)
    }

    private let index: CandidateIndex
    private let texts: ArchiveTexts
    private let verifier: Verifier
    private let cache: TextCache

    /// Bytes of prepared texts that each of so many workers keeps: enough for the texts of a batch,
    /// and for many workers less, so that all together keep no more than four do.
    private static func preparedBytes(_ workers: Int) -> Int {
        min(16 << 20, max(4 << 20, (64 << 20) / workers))
    }

    /// One of so many workers.
    init(index: CandidateIndex, texts: ArchiveTexts, workers: Int) {
        self.index = index
        self.texts = texts
        verifier = Verifier(settings: index.settings, memory: Self.preparedBytes(workers))
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
            case .nothing: outcomes.append(.nothing(PiecePair(pair.a, pair.b)))
            }
        }
        return outcomes
    }

    private func placed(_ match: VerifiedMatch) throws -> PlacedMatch {
        let passages = try match.passages.map { passage in
            PlacedPassage(
                a: try place(passage.a, inTextOf: Int(match.a)),
                b: try place(passage.b, inTextOf: Int(match.b)))
        }
        return PlacedMatch(match: match, passages: passages)
    }

    /// Where bytes of a piece's text stand in its capture.
    private func place(_ bytes: Range<Int>, inTextOf piece: Int) throws -> PassagePlace {
        let text = texts.places[piece]
        let bytes = bytes.shifted(by: text.origin)
        if text.isMade {
            let map = try cache.map(of: piece)
            return PassagePlace(lines: map.lines(of: bytes), capture: map.source(of: bytes))
        }
        return PassagePlace(lines: try cache.lines(of: piece).numbers(of: bytes), capture: nil)
    }
}

extension Range<Int> {
    /// The same bytes, counted from a place `offset` bytes further ahead.
    func shifted(by offset: Int) -> Range<Int> { (lowerBound + offset)..<(upperBound + offset) }
}
