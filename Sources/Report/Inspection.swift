package import Core

/// How a page was read and divided: `stemma inspect`.
package struct Inspection: Sendable {
    /// From which pages it is known what belongs to the host.
    package enum Learned: Hashable, Sendable {
        /// All sources of the corpus, as in a pass.
        case corpus(folder: String, sources: Int)
        /// The file alone: it lies in no corpus folder.
        case file
        /// The file alone: a pass leaves out files of its name.
        case leftOut(folder: String)
    }

    package var source: Source
    package var origin: HostOrigin?
    package var learned: Learned
    /// Pages of the host that its profile was learned from.
    package var hostPages: Int
    package var page: Page
    package var account: PageAccount
    package var pieces: [Piece]

    package init(
        source: Source, origin: HostOrigin? = nil, learned: Learned = .file, hostPages: Int = 0,
        page: Page, account: PageAccount, pieces: [Piece]
    ) {
        self.source = source
        self.origin = origin
        self.learned = learned
        self.hostPages = hostPages
        self.page = page
        self.account = account
        self.pieces = pieces
    }

    /// A line, or blank lines that stand together.
    struct Row {
        var lines: ClosedRange<Int>
        var piece: Int?
        /// Whether it is the first of its piece.
        var opens: Bool
        var isBlank: Bool
    }

    /// The lines of the page: those of the piece with this index, with its date, or all.
    func rows(of piece: Int?) -> [Row] {
        var rows: [Row] = []
        var begun: Set<Int> = []
        for (index, line) in account.lines.enumerated() where piece == nil || line.piece == piece {
            let isBlank = line.role == .blank
            if isBlank, let last = rows.last, last.isBlank, last.piece == line.piece,
                last.lines.upperBound == index - 1
            {
                rows[rows.count - 1].lines = last.lines.lowerBound...index
                continue
            }
            let opens = line.piece.map { begun.insert($0).inserted } ?? false
            rows.append(
                Row(lines: index...index, piece: line.piece, opens: opens, isBlank: isBlank))
        }
        return rows
    }

    /// The line as it was captured, without white space at its ends, and at most so many scalars.
    func text(_ line: Int, scalars: Int) -> String {
        let range = page.lines[line]
        let bytes = page.text[range].prefix { $0 <= 0x20 }.count
        let lower = range.lowerBound + bytes
        // No scalar has more than four bytes.
        let upper = min(range.upperBound, lower + 4 * (scalars + 1))
        return Words.clipped(
            String(decoding: page.text[lower..<max(lower, upper)], as: UTF8.self), scalars: scalars)
    }
}
