/// What a line of a page was taken for.
package enum LineRole: String, Sendable, CaseIterable {
    case blank
    // What belongs to the site.
    case navigation, pager, sidebar, comments, advertisement, separator
    case shareBar = "share-bar"
    case siteLine = "site-line"
    // What belongs to a piece.
    case date, category, caption, title, text, credit, signature
    /// Outside the pieces without a sign of being chrome.
    case leftOut = "left-out"

    /// Whether lines of the role belong to the site.
    package var isChrome: Bool {
        switch self {
        case .navigation, .pager, .sidebar, .comments, .advertisement, .separator, .shareBar,
            .siteLine:
            true
        default: false
        }
    }
}

/// Why a line was taken for what it was.
package enum LineReason: Hashable, Sendable {
    // What the line says by itself.
    /// Its words are those of a share bar, a pager, a sidebar, comments or advertisement.
    case words(LineRole)
    case copyrightSign
    /// It is a heading of the site, such as `Related:`.
    case siteHeading
    /// Entries parted by `|` or `›`, or a list entry at the edge of the page.
    case menuEntries
    /// It says that the text goes on elsewhere.
    case cutOff
    /// Nothing but strokes.
    case strokes

    // What is known of the site.
    case siteProfile
    /// It stands at the edge of so many pages of the host.
    case host(pages: Int, of: Int)

    // What stands around it.
    /// It stands beside the same line more than once.
    case recurringPair
    /// One of four or more lines of one to three words.
    case shortRun
    case listUnderHeading
    /// It recurs in so many of the gaps between posts.
    case gaps(times: Int, of: Int)
    /// A line that begins with the same word and a colon does.
    case headedGaps(word: String, times: Int, of: Int)
    /// It parts posts, as so many lines of the page do.
    case partsPosts(lines: Int)
    /// It gives a date in the form that parts most text, as so many lines of the page do.
    case hostDate(form: String, lines: Int)
    /// It gives a date that marks no post.
    case otherDate

    // What it does in text without blank lines.
    /// It opens a piece as a byline, a dateline or a salutation does.
    case opensPiece
    /// It opens a piece, for the line before closes one.
    case followsClosing
    /// It opens a piece, for other names recur from it on than before.
    case namesChange
    /// It opens a piece, for it or the line before stands elsewhere in the archive with other lines.
    case otherNeighbours
    /// A credit, a signature, a repeated note or a cut-off closes a piece.
    case closesPiece

    // Where it stands in a piece.
    case title(PieceDraft.Heading?)
    case nearestAboveTitle
    case aboveCategory
    case betweenTitleAndText
    case prose
    case listEntry
    case shortInText
    /// It looks like chrome and stands between lines of the text.
    case insideText(LineRole)
    /// A rule of the credit reader fits it.
    case creditRule

    // Where it stands outside.
    case abovePieces, betweenPieces, belowPieces, noPieces
}

/// Why a page was taken to be laid out as it is.
package enum LayoutReason: Hashable, Sendable {
    /// The site profile names the separator, which stands so many times on the page.
    case profileSeparator(times: Int)
    /// The site profile says where dates stand.
    case profileDates
    /// A share bar or a link to comments stands right below the first date.
    case closedBelowDate
    /// Text stands above the first date, and none or little below the last.
    case textAboveFirst
    /// What stands above the first date has a header of its own.
    case headerAboveFirst
    /// A title stands above so many of the dates.
    case titlesAbove(titles: Int, dates: Int)
    /// What closes a post, and no title, stands above most dates.
    case chromeAboveDates
    /// Titles stand above so many of the dates, and below so many.
    case titlesBelow(above: Int, below: Int, dates: Int)
    /// A rule or recurring line parts running text so many times.
    case recurringLine(times: Int)
    /// Text without blank lines, with credits or openings between.
    case creditsInText
    case nothingParts
    case noText
}

/// What the divider noted of its reasons, for a page that somebody wants to understand.
///
/// A pass makes none.
package struct DivisionRecord: Sendable {
    /// The lines as they were when the page was divided.
    var lines: [PageLine] = []
    /// What the words of each line alone say.
    var words: [PageLine.Marks] = []
    /// What else was found out, by line, in the order in which it was.
    var reasons: [Int: [LineReason]] = [:]

    package init() {}

    init(of lines: [PageLine]) {
        self.lines = lines
        words = lines.map(\.marks)
    }
}
