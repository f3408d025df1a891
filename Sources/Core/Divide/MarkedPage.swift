/// A page whose markup says where its pieces are: a text made of the lines that belong to them.
package struct MarkedPage: Sendable {
    /// Titles, captions and running text of the pieces, a line each; valid UTF-8.
    package var text: [UInt8]
    /// Where the text stands in the decoded document, by bytes and lines.
    package var map: SourceMap
    /// In the order of the document.
    package var pieces: [MarkedPiece]
    package var site: Site

    package init(
        text: [UInt8], map: SourceMap, pieces: [MarkedPiece], site: Site
    ) {
        self.text = text
        self.map = map
        self.pieces = pieces
        self.site = site
    }

    /// The page as a divider would have divided it.
    package var divided: DividedPage {
        DividedPage(layout: .separated, pieces: pieces.map(\.draft))
    }
}

/// A piece of a marked page: its lines there, and what the page says of it beside its text.
package struct MarkedPiece: Sendable {
    package var draft: PieceDraft
    package var facts: PageFacts

    package init(draft: PieceDraft, facts: PageFacts) {
        self.draft = draft
        self.facts = facts
    }
}
