/// Makes pieces of a divided page: drafts with their titles, dates and credits read.
package struct PieceBuilder: Sendable {
    package let credits: CreditReader

    package init(credits: CreditReader) { self.credits = credits }

    /// The pieces of a page, in page order, without identifiers and digests: those come from the
    /// normalised text, which the fingerprinting makes.
    package func pieces(of divided: DividedPage, page: Page, format: SourceFormat, site: Site)
        -> [Piece]
    {
        var times: [UInt64: Int] = [:]
        for draft in divided.pieces {
            times[CreditReader.hash(page, draft.lines.upperBound), default: 0] += 1
        }
        let closings = Set(times.filter { $0.value > 1 }.keys)
        return divided.pieces.map { piece($0, page, format, site, closings) }
    }

    private func piece(
        _ draft: PieceDraft, _ page: Page, _ format: SourceFormat, _ site: Site,
        _ closings: Set<UInt64>
    )
        -> Piece
    {
        let first = page.lines[draft.lines.lowerBound].lowerBound
        let last = page.lines[draft.lines.upperBound].upperBound
        let body = page.lines[draft.body].lowerBound
        var piece = Piece(
            id: "", source: page.source, format: format,
            lines: (draft.lines.lowerBound + 1)...(draft.lines.upperBound + 1), bytes: first..<last,
            body: body..<last)
        piece.host = site.host
        if let title = draft.title {
            piece.title = trimmed(page, title)
            // A title with nothing under it is the text as well.
            if draft.body == title { piece.body = first..<last }
        }
        piece.captions = draft.captions.map { trimmed(page, $0) }
        piece.categories = draft.categories.flatMap { Self.parted(trimmed(page, $0)) }

        let said = credits.read(draft, page, site: site, closings: closings)
        said.give(to: &piece)
        if let posted = draft.posted {
            let line = credits.line(page, posted.line)
            let lead = line.text.trimmed(0..<line.text.count).lowerBound
            let range = (posted.scalars.lowerBound + lead)..<(posted.scalars.upperBound + lead)
            piece.posted = posted.date
            piece.credits.append(
                CreditReader.credit(
                    .posted, value: posted.date.description, range, line, rule: "host-date",
                    confidence: 0.98))
        }
        piece.credits.sort {
            ($0.bytes.lowerBound, $0.role.rawValue) < ($1.bytes.lowerBound, $1.role.rawValue)
        }
        return piece
    }

    private func trimmed(_ page: Page, _ line: Int) -> String {
        let text = FoldedText(page.string(page.lines[line]))
        return text.text(text.trimmed(0..<text.count))
    }

    /// Categories that were printed one after the other without a space, or with commas.
    static func parted(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var parts: [String] = []
        var current = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            if index > 0, index + 1 < scalars.count, FoldedText.isUpper(scalar),
                FoldedText.isLower(scalars[index - 1]), FoldedText.isLower(scalars[index + 1])
            {
                parts.append(String(current))
                current = String.UnicodeScalarView()
            }
            if scalar == ",", index + 1 < scalars.count, scalars[index + 1] == " " {
                parts.append(String(current))
                current = String.UnicodeScalarView()
                continue
            }
            if current.isEmpty, scalar == " " { continue }
            current.append(scalar)
        }
        parts.append(String(current))
        return parts.filter { !$0.isEmpty }
    }
}
