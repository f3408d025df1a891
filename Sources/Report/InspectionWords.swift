import Core

/// What the reasons of the divider are called, wherever they are shown.
extension LineReason {
    var words: String {
        switch self {
        case .words(let role): role.words
        case .copyrightSign: "copyright line"
        case .siteHeading: "heading of the site"
        case .menuEntries: "entries of a menu"
        case .cutOff: "says that the text goes on"
        case .strokes: "nothing but strokes"
        case .siteProfile: "named by the site profile"
        case .host(let pages, let all):
            "in \(Decimals.grouped(pages)) of \(Words.count(all, "page")) of the host"
        case .recurringPair: "recurs beside the same line"
        case .shortRun: "in a row of short lines"
        case .listUnderHeading: "listed under a heading of the site"
        case .gaps(let times, let all):
            "between posts \(Decimals.grouped(times)) of \(Words.count(all, "time"))"
        case .headedGaps(let word, let times, let all):
            "“\(Words.clipped(word, scalars: 40)):” between posts "
                + "\(Decimals.grouped(times)) of \(Words.count(all, "time"))"
        case .partsPosts(let lines): "parts posts, as \(Self.others(lines))"
        case .hostDate(let form, let lines):
            "host’s date, form “\(Words.clipped(form, scalars: 60))”, as \(Self.others(lines))"
        case .otherDate: "a date that marks no post"
        case .opensPiece: "opens a piece, as bylines and datelines do"
        case .followsClosing: "opens a piece, for the line above closes one"
        case .namesChange: "opens a piece, for other names recur from here on"
        case .otherNeighbours: "opens a piece, for elsewhere other lines stand beside it"
        case .closesPiece: "closes a piece"
        case .title(let heading): heading?.words ?? "title by the markup"
        case .nearestAboveTitle: "nearest line above the title"
        case .aboveCategory: "above the category"
        case .betweenTitleAndText: "between title and text"
        case .prose: "running text"
        case .listEntry: "list entry in the text"
        case .shortInText: "short line in the text"
        case .insideText(let role): "in the text, though it looks like \(role.phrase)"
        case .creditRule: "credit"
        case .abovePieces: "above the first piece"
        case .betweenPieces: "between two pieces"
        case .belowPieces: "below the last piece"
        case .noPieces: "no running text to belong to"
        }
    }

    private static func others(_ lines: Int) -> String {
        lines == 1 ? "no other line" : "\(Words.count(lines, "line")) of the page"
    }
}

extension LineRole {
    /// What the words of such a line are.
    fileprivate var words: String {
        switch self {
        case .shareBar: "names of networks"
        case .pager: "words of a pager"
        case .sidebar: "words of a sidebar"
        case .comments: "words of a comments link"
        case .advertisement: "words of advertisement"
        default: "words of \(phrase)"
        }
    }

    fileprivate var phrase: String {
        switch self {
        case .navigation, .comments, .advertisement: name
        default: "a \(name)"
        }
    }

    /// The role in words.
    var name: String { rawValue.replacing("-", with: " ") }
}

extension PieceDraft.Heading {
    fileprivate var words: String {
        switch self {
        case .aboveDate: "nearest line above the date"
        case .belowBlock: "below caption and category, as in most posts"
        case .endOfBlock: "last line of the block above the text"
        case .firstLine: "first line, like a title"
        case .belowCredit: "below the credit of the text before"
        }
    }
}

extension DividedPage.Layout {
    var words: String {
        switch self {
        case .dateAfter: "a date after each post"
        case .dateUnderTitle: "a date under each title"
        case .dateAboveTitle: "a date above each title"
        case .separated: "posts parted by a line"
        case .runningText: "running text without titles"
        case .single: "one piece"
        case .chromeOnly: "no piece"
        }
    }
}

extension LayoutReason {
    var words: String {
        switch self {
        case .profileSeparator(let times):
            "the separator of the site profile stands \(Words.count(times, "time")) on the page"
        case .profileDates: "the site profile says so"
        case .closedBelowDate:
            "a share bar or a link to comments stands right below the first date"
        case .textAboveFirst:
            "text stands above the first date, and little or none below the last"
        case .headerAboveFirst: "what stands above the first date has a header of its own"
        case .titlesAbove(let titles, let dates):
            "a title stands above \(Decimals.grouped(titles)) of \(Words.count(dates, "date"))"
        case .chromeAboveDates: "what closes a post stands right above most dates"
        case .titlesBelow(let above, let below, let dates):
            "a title stands above \(Decimals.grouped(above)) of \(Words.count(dates, "date")), "
                + "and below \(Decimals.grouped(below))"
        case .recurringLine(let times):
            "a rule or a line that recurs parts the text \(Words.count(times, "time"))"
        case .creditsInText:
            "there are no blank lines; credits, bylines and salutations part the pieces"
        case .nothingParts: "no date and no line that recurs parts its text"
        case .noText: "nothing on the page is more than chrome"
        }
    }
}

extension Inspection {
    var encodingWords: String {
        let repaired =
            source.repaired == 0
            ? "nothing was repaired"
            : "\(Words.count(source.repaired, "sequence")) repaired, shown as \u{FFFD}"
        return "\(Words.clipped(source.encoding, scalars: 60)), \(repaired)"
    }

    var originWords: String {
        switch origin {
        case .profile: "named by the site profile"
        case .page: "printed on the page"
        case .folder: "the name of a folder of its path"
        case nil: "neither the page nor its path names one"
        }
    }

    var learnedWords: String {
        switch learned {
        case .corpus(let folder, let sources):
            "from \(Words.count(sources, "source")) of the corpus in "
                + "\(Words.clipped(folder, scalars: 240)), as in a pass; "
                + "\(Words.count(hostPages, "page")) of "
                + (source.host == nil ? "its folder" : "the host")
        case .file: "from this file alone: it lies in no corpus folder"
        case .leftOut(let folder):
            "from this file alone: a pass over \(Words.clipped(folder, scalars: 240)) leaves it out"
        }
    }
}
