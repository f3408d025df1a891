import Core

/// Small wordings that the page and the terminal share.
enum Words {
    /// `1 piece`, `1,204 pieces`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(Decimals.grouped(number)) \(number == 1 ? one : many ?? one + "s")"
    }

    /// `2024-03-09T02:00:00Z` as `2024-03-09 02:00 UTC`; any other text as it is.
    static func moment(_ rfc3339: String) -> String {
        let bytes = Array(rfc3339.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes.last == UInt8(ascii: "Z")
        else { return rfc3339 }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5) + " UTC"
    }

    /// The text, or its first scalars and an ellipsis.
    ///
    /// - Complexity: O(scalars), whatever the length of the text.
    static func clipped(_ text: String, scalars: Int) -> String {
        let all = text.unicodeScalars
        guard
            let end = all.index(all.startIndex, offsetBy: scalars, limitedBy: all.endIndex),
            end < all.endIndex
        else { return text }
        return String(all[..<end]) + "…"
    }

    /// `line 7`, `lines 7–12`, or nil where a source has no lines.
    static func lines(_ range: ClosedRange<Int>?) -> String? {
        guard let range else { return nil }
        return range.lowerBound == range.upperBound
            ? "line \(Decimals.grouped(range.lowerBound))"
            : "lines \(Decimals.grouped(range.lowerBound))–\(Decimals.grouped(range.upperBound))"
    }

    /// `2018`, or `2018-10-04 – 2019-01-02`.
    static func span(_ first: PartialDate?, _ last: PartialDate?) -> String? {
        switch (first, last) {
        case (let first?, let last?) where first != last: "\(first) – \(last)"
        case (let date?, _), (_, let date?): "\(date)"
        case (nil, nil): nil
        }
    }

    /// The letters by which editors call the witnesses of a text: A to Z, then A₁ to Z₁.
    static func siglum(_ index: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
        let round = index / 26
        guard round > 0 else { return letter }
        let subscripts = String(round).utf8.compactMap {
            UnicodeScalar(0x2080 + UInt32($0) - 48).map(Character.init)
        }
        return letter + String(subscripts)
    }

    /// What a relation says, read from a to b.
    static func sentence(_ relation: Relation) -> String {
        switch relation {
        case .duplicate: "is the same text as"
        case .nearDuplicate: "is nearly the same text as"
        case .contains: "contains"
        case .excerpt: "excerpts"
        case .quotation: "quotes"
        case .sharedPassage: "shares a passage with"
        case .revision: "was revised as"
        }
    }

    /// How alike two copies are, or how many words two other pieces have in common.
    static func score(_ match: Match) -> String {
        switch match.relation {
        case .duplicate, .nearDuplicate, .revision:
            "\(Decimals.percent(match.resemblance)) alike"
        case .contains, .excerpt, .quotation, .sharedPassage:
            "\(count(match.passages.reduce(0) { $0 + $1.words }, "word")) shared"
        }
    }

    /// Why a claim has its state.
    static func explanation(_ state: ClaimState) -> String {
        switch state {
        case .declared: "the piece’s own credit says so"
        case .supported: "the flow of the text shows it"
        case .probable: "the dates suggest it"
        case .undetermined: "the evidence does not decide it"
        case .conflicting: "the evidence disagrees with itself"
        }
    }
}

extension WarcSkips {
    /// The records in words, those of no number left out; nil when none was passed over.
    var words: String? {
        guard all > 0 else { return nil }
        let kinds = [
            (revisits, Words.count(revisits, "revisit")),
            (answers, "\(Decimals.grouped(answers)) without a page (errors, redirections)"),
            (otherPayloads, "\(Decimals.grouped(otherPayloads)) neither HTML nor text"),
            (
                otherRecords,
                "\(Decimals.grouped(otherRecords)) that are no capture (requests, metadata)"
            ),
        ]
        return "\(Decimals.grouped(all)) passed over: "
            + kinds.filter { $0.0 > 0 }.map(\.1).joined(separator: ", ")
    }
}

extension DerivationKind {
    /// `republication of`, to stand before the name of the source.
    var phrase: String {
        switch self {
        case .republication: "republication of"
        case .translation: "translation of"
        case .digest: "digest of"
        case .excerpt: "excerpt from"
        case .quotation: "quotation of"
        case .revision: "revision of"
        case .recapture: "recapture of"
        }
    }
}
