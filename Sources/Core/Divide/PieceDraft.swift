/// A piece as the divider leaves it: where it lies, and which of its lines are what.
///
/// All line numbers are 0-based indices into the page's lines.
package struct PieceDraft: Sendable {
    package var lines: ClosedRange<Int>
    package var title: Int?
    /// How the title was told from the lines around it; nil where markup tells.
    package var heading: Heading?
    package var captions: [Int] = []
    package var categories: [Int] = []
    /// First line of the running text.
    package var body: Int
    /// The host's own date, with the line that gives it and the scalars of the date in that line.
    package var posted: (date: PartialDate, line: Int, scalars: Range<Int>)?
    /// A name in the host's date line.
    package var postedBy: (line: Int, scalars: Range<Int>)?

    /// Where a title stood that was taken for one.
    package enum Heading: Sendable {
        case aboveDate
        /// Below a block with caption and category, as in most posts of the page.
        case belowBlock
        /// The last line of the block above the text.
        case endOfBlock
        /// The first of several lines without a blank between them.
        case firstLine
        /// Below the credit of another text.
        case belowCredit
    }

    package init(lines: ClosedRange<Int>, body: Int) {
        self.lines = lines
        self.body = body
    }
}

/// A page divided into pieces and chrome.
package struct DividedPage: Sendable {
    package enum Layout: String, Sendable {
        /// The date stands after each post.
        case dateAfter = "date-after"
        /// The date stands between title and text.
        case dateUnderTitle = "date-under-title"
        /// The date stands above the title.
        case dateAboveTitle = "date-above-title"
        /// Posts are parted by rules or other lines that recur.
        case separated
        /// Running text without titles, parted where a credit or a new opening stands.
        case runningText = "running-text"
        case single
        /// Navigation and nothing else.
        case chromeOnly = "chrome-only"
    }

    package var layout: Layout
    package var pieces: [PieceDraft]
    /// Why the layout was taken; nil where markup tells.
    package var reason: LayoutReason?
}
