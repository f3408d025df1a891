/// What sort of published item a piece is.
package enum PieceKind: String, Sendable, CaseIterable {
    case article, interview
    case openLetter = "open-letter"
    case digest, newsletter, video, announcement, excerpt
}

/// A publication: the one that a piece says it came from, or the site that hosts it.
package struct Outlet: Hashable, Sendable {
    package var name: String
    package var domain: String?
    /// Identifier in the outlets file, when the outlet is listed there.
    package var id: String?

    package init(name: String, domain: String? = nil, id: String? = nil) {
        self.name = name
        self.domain = domain
        self.id = id
    }
}

/// What a credit states about the piece that it stands in.
package enum CreditRole: String, Sendable, CaseIterable {
    case author, outlet, translator, published, posted, signatory, presenter, agency
}

/// A statement in a piece about its own origin, with the words that make it.
package struct Credit: Hashable, Sendable {
    package var role: CreditRole
    /// The name, or the date in ISO form.
    package var value: String
    /// 1-based line of the source; nil where a source has no lines.
    package var line: Int?
    /// Half-open range of Unicode scalars within that line.
    package var scalars: Range<Int>
    /// Half-open UTF-8 range of the words within the decoded page.
    package var bytes: Range<Int>
    /// The exact words, as they stand on the line.
    package var text: String
    /// Identifier of the rule that read it.
    package var rule: String
    /// 0…1.
    package var confidence: Double

    package init(
        role: CreditRole, value: String, line: Int?, scalars: Range<Int>, bytes: Range<Int>,
        text: String, rule: String, confidence: Double
    ) {
        self.role = role
        self.value = value
        self.line = line
        self.scalars = scalars
        self.bytes = bytes
        self.text = text
        self.rule = rule
        self.confidence = confidence
    }
}

/// One published item: an article, open letter, interview, digest, newsletter, video note or excerpt.
package struct Piece: Sendable {
    /// 16 hexadecimal digits; stable while source and text stay the same.
    package var id: String
    /// Path of the source that holds it, as `Source.path`.
    package var source: String
    /// The identifier that a JSONL row has of its own.
    package var rowID: String?
    package var format: SourceFormat
    /// 1-based lines, from the first of the header (caption, category or title) to the last of the
    /// body or credit; nil where a source has no lines.
    package var lines: ClosedRange<Int>?
    /// Half-open UTF-8 range of those lines within the decoded capture, without the last line end.
    ///
    /// In HTML the capture is the document, and the page the text that was made of it.
    package var bytes: Range<Int>
    /// Half-open UTF-8 range of the running text (without header) within the decoded page: what is
    /// fingerprinted and compared.
    ///
    /// Passages are ranges of the page too.
    package var body: Range<Int>
    package var title: String?
    package var kind: PieceKind
    /// BCP 47.
    package var language: String?
    package var host: String?
    package var url: String?
    /// The host's own date for the piece.
    package var posted: PartialDate?
    /// The first publication that the piece itself declares.
    package var published: PartialDate?
    /// When the page was captured (RFC 3339), where the source says so.
    package var captured: String?
    package var outlets: [Outlet]
    package var authors: [String]
    package var translators: [String]
    package var signatories: [String]
    package var categories: [String]
    package var captions: [String]
    package var credits: [Credit]
    package var words: Int
    package var paragraphs: Int
    /// SHA-256 of the normalised text, 64 hexadecimal digits.
    package var sha256: String

    package init(
        id: String, source: String, format: SourceFormat, lines: ClosedRange<Int>?,
        bytes: Range<Int>, body: Range<Int>, title: String? = nil, kind: PieceKind = .article,
        language: String? = nil, host: String? = nil, url: String? = nil,
        posted: PartialDate? = nil, published: PartialDate? = nil, captured: String? = nil,
        outlets: [Outlet] = [], authors: [String] = [], translators: [String] = [],
        signatories: [String] = [], categories: [String] = [], captions: [String] = [],
        credits: [Credit] = [], words: Int = 0, paragraphs: Int = 0, sha256: String = ""
    ) {
        self.id = id
        self.source = source
        self.format = format
        self.lines = lines
        self.bytes = bytes
        self.body = body
        self.title = title
        self.kind = kind
        self.language = language
        self.host = host
        self.url = url
        self.posted = posted
        self.published = published
        self.captured = captured
        self.outlets = outlets
        self.authors = authors
        self.translators = translators
        self.signatories = signatories
        self.categories = categories
        self.captions = captions
        self.credits = credits
        self.words = words
        self.paragraphs = paragraphs
        self.sha256 = sha256
    }
}

extension Piece {
    /// Half-open UTF-8 range within the page of what is shown as the piece's text.
    ///
    /// The page of an HTML document was made of it, and the bytes are the document's.
    package var shown: Range<Int> {
        switch format {
        case .text, .jsonl: bytes
        case .html, .warc: body
        }
    }
}
