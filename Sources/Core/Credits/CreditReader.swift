/// What a piece says of its own origin, line by line.
struct PieceCredits {
    var credits: [Credit] = []
    var outlets: [Outlet] = []
    var authors: [String] = []
    var translators: [String] = []
    var signatories: [String] = []
    var published: PartialDate?
    /// The kind that the piece's own words give it.
    var kind = PieceKind.article

    /// Sets what was read in place of what the piece says.
    func give(to piece: inout Piece) {
        piece.kind = kind
        piece.outlets = outlets
        piece.authors = authors
        piece.translators = translators
        piece.signatories = signatories
        piece.published = published
        piece.credits = credits
    }
}

/// Reads the credits of a divided piece: bylines, sources, translators, dates of first publication,
/// signatures.
///
/// Only lines at the head and the foot of a piece are read, and the first paragraphs for the few
/// wordings that stand inside them; an outlet that is merely mentioned in the text is no credit.
package final class CreditReader: Sendable {
    package let lexicon: Lexicon
    let forms: NameForms
    let matcher: CreditMatcher
    let anchors: CreditAnchors
    /// Those of the head and the tail, in the order of the lexicon.
    let edgePatterns: PatternList
    /// Those of them that only an outlet fits.
    let outletPatterns: PatternList
    let headPatterns: PatternList
    let tailPatterns: PatternList
    let leadPatterns: PatternList
    let titlePatterns: [CreditPattern]
    let kinds: KindReader
    let signatures: SignatureReader

    package init(lexicon: Lexicon, known: OutletNames = OutletNames()) {
        self.lexicon = lexicon
        forms = NameForms(lexicon: lexicon, known: known)
        matcher = CreditMatcher(forms: forms)
        anchors = CreditAnchors(of: lexicon.credits)
        let credits = lexicon.credits
        edgePatterns = PatternList(credits, anchors, at: [.head, .tail])
        outletPatterns = PatternList(
            credits.filter(\.declaresOutlet), anchors, at: [.head, .tail])
        // Wordings first that have words of their own: the general forms are for what is left.
        let patterns =
            credits.filter { !$0.anchors.isEmpty } + credits.filter { $0.anchors.isEmpty }
        headPatterns = PatternList(patterns, anchors, at: [.head])
        tailPatterns = PatternList(patterns, anchors, at: [.tail])
        leadPatterns = PatternList(patterns, anchors, at: [.lead])
        titlePatterns = patterns.filter { $0.places.contains(.title) }
        kinds = KindReader(lexicon: lexicon)
        signatures = SignatureReader(lexicon: lexicon, forms: forms)
    }

    /// The lines of a piece's text: those at its head and foot whole, those between as far as it
    /// takes to see what they are.
    private func lines(_ draft: PieceDraft, _ page: Page) -> [Line] {
        let all = draft.body...max(draft.body, draft.lines.upperBound)
        var lines: [Line] = []
        lines.reserveCapacity(all.count)
        for index in all where index != draft.posted?.line {
            let inside = index - all.lowerBound >= 12 && all.upperBound - index >= 40
            let limit = inside ? 200 : 6000
            let bytes = page.lines[index]
            let text = page.text.span
            if bytes.count <= limit, Self.isBlank(text.extracting(bytes)) { continue }
            lines.append(line(page, index, limit: limit))
        }
        return lines
    }

    /// - Parameters:
    ///   - draft: the piece.
    ///   - page: its page.
    ///   - site: the site of the page; what it says of itself is no credit.
    ///   - closings: hashes of paragraphs that close more than one piece of the page: they are the
    ///     host's.
    /// - Returns: what the piece says of its origin.
    func read(
        _ draft: PieceDraft, _ page: Page, site: Site, closings: Set<UInt64> = []
    ) -> PieceCredits {
        var lines = lines(draft, page)
        if let last = lines.last, last.isProse, closings.contains(Self.hash(page, last.index)) {
            lines.removeLast()
        }
        return read(draft, page, lines, title: draft.title.map { line(page, $0) }, site: site)
    }

    /// The credits of a page that is one piece, with a title that does not stand in it.
    func read(row page: Page, title: String?, site: Site) -> PieceCredits {
        let draft = PieceDraft(lines: 0...(page.lines.count - 1), body: 0)
        let title = title.map { line(Page(source: page.source, text: Array($0.utf8)), 0) }
        return read(
            draft, page, lines(draft, page), title: title, isTitleBeside: true, site: site)
    }

    private func read(
        _ draft: PieceDraft, _ page: Page, _ lines: [Line], title: Line?,
        isTitleBeside: Bool = false, site: Site
    ) -> PieceCredits {
        var found = PieceCredits()
        let above = (draft.captions + draft.categories).map { line(page, $0) }
        let close = signatures.closing(lines)
        found.kind = kinds.kind(
            title: title, above: above, body: lines, signed: close != nil
        ) { capture(headPatterns, $0, general: false) != nil }

        if let title { readTitle(title, &found, site) }
        if isTitleBeside {
            // Words of a field have no place in the text.
            for index in found.credits.indices {
                found.credits[index].line = nil
                (found.credits[index].scalars, found.credits[index].bytes) = (0..<0, 0..<0)
            }
        }
        let digest = found.kind == .digest || found.kind == .newsletter
        readHead(lines, &found, digest: digest)
        if found.kind == .openLetter || found.kind == .video || close != nil {
            for sign in signatures.signatories(lines, close, letter: found.kind == .openLetter) {
                add(.signatory, sign.range, sign.line, rule: sign.rule, confidence: 0.9, &found)
            }
        }
        readLead(lines, &found)
        readTail(lines, above, &found, digest: digest, signatureFrom: close, site: site)
        readPoster(draft, page, &found)
        settle(&found, site: site)
        return found
    }
}

extension OutletNames {
    static func same(_ one: Outlet, _ two: Outlet) -> Bool {
        if let a = one.domain, let b = two.domain { return a == b }
        return FoldedText.key(one.name) == FoldedText.key(two.name)
    }
}
