internal import Core

/// Looks at matches again, on the texts of both pieces.
///
/// Not `Sendable`: it keeps the memory that it works in, and the text that it looked at last.
final class MatchChecks {
    private let recount = Recount()
    /// First 64 bits of the digests of paragraphs that stay out of matching.
    private let setAside: Set<UInt64>
    private var kept: [(piece: String, text: CountedText)] = []

    /// - Parameter setAside: SHA-256 of paragraphs that stay out of matching, as 64 digits.
    init(setAside: [String]) {
        self.setAside = Digest.firstWords(ofHexadecimal: setAside)
    }

    /// How far a figure may be from what was counted: they are written with all their digits, and
    /// shares of passages with three.
    private static let tolerance = (figure: 1e-9, share: 0.0006)

    /// Checks the figures of a match and each of its passages.
    ///
    /// The texts are those of the pieces' bodies.
    func check(
        _ match: Match, _ a: (piece: Piece, text: [UInt8]), _ b: (piece: Piece, text: [UInt8])
    )
        -> [Check]
    {
        let place = "\(match.a) \(match.b)"
        let (x, y) = (counted(a), counted(b))
        let likeness = recount.likeness(x, y)
        var checks: [Check] = []
        let figures = [
            ("resemblance", match.resemblance, likeness.resemblance),
            ("containment_a", match.containmentA, likeness.containmentA),
            ("containment_b", match.containmentB, likeness.containmentB),
        ]
        let wrong = figures.filter { abs($0.1 - $0.2) > Self.tolerance.figure }
        checks.append(
            wrong.isEmpty
                ? Check(
                    .match, place, .holds,
                    "\(match.relation.rawValue), resemblance \(Self.shown(likeness.resemblance))")
                : Check(
                    .match, place, .fails,
                    wrong.map { "\($0.0) is \(Self.shown($0.2)), not \(Self.shown($0.1))" }
                        .joined(separator: "; ")))
        for (index, passage) in match.passages.enumerated() {
            checks.append(
                check(passage, "\(place) passage \(index + 1)", (a.piece, x), (b.piece, y), a.text))
        }
        return checks
    }

    private func check(
        _ passage: Passage, _ place: String, _ a: (piece: Piece, text: CountedText),
        _ b: (piece: Piece, text: CountedText), _ text: [UInt8]
    ) -> Check {
        guard passage.aShown.lies(in: a.piece.body), passage.bShown.lies(in: b.piece.body) else {
            return Check(.passage, place, .fails, "it lies outside the texts of its pieces")
        }
        let inA = passage.aShown.shifted(by: -a.piece.body.lowerBound)
        let inB = passage.bShown.shifted(by: -b.piece.body.lowerBound)
        let count = recount.passage(a.text, inA, b.text, inB)
        guard count.words == passage.words else {
            return Check(
                .passage, place, .fails, "it has \(count.words) words, not \(passage.words)")
        }
        guard let common = count.common else {
            return Check(.passage, place, .unchecked, "it is too long to be compared word by word")
        }
        // What is found in order by comparing all words is at least what aligning found.
        let share = min(1, Double(common) / Double(max(1, count.words)))
        guard share >= passage.identical - Self.tolerance.share else {
            return Check(
                .passage, place, .fails,
                "\(Self.shown(share)) of its words are the same, not \(Self.shown(passage.identical))"
            )
        }
        return Check(
            .passage, place, .holds,
            "\(count.words) words, \(common) of them the same in order: “\(Self.opening(text, inA))”"
        )
    }

    /// How a passage begins.
    private static func opening(_ text: [UInt8], _ range: Range<Int>) -> String {
        let words = String(decoding: text[range.clamped(to: 0..<text.count)], as: UTF8.self)
        let start = words.prefix(80)
        return start.endIndex < words.endIndex ? start + "…" : String(start)
    }

    private func counted(_ one: (piece: Piece, text: [UInt8])) -> CountedText {
        if let known = kept.first(where: { $0.piece == one.piece.id }) { return known.text }
        let text = recount.text(one.text.span, without: setAside)
        if kept.count >= 4 { kept.removeFirst() }
        kept.append((one.piece.id, text))
        return text
    }

    private static func shown(_ number: Double) -> String {
        String(Double((number * 10_000).rounded()) / 10_000)
    }
}

extension Range<Int> {
    /// Whether all of it lies within another range.
    fileprivate func lies(in other: Range<Int>) -> Bool {
        lowerBound >= other.lowerBound && upperBound <= other.upperBound
    }
}
