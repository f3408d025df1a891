/// Every line of a page with what it was taken for, and why.
package struct PageAccount: Sendable {
    package struct Line: Sendable {
        package var role: LineRole
        package var reasons: [LineReason]
        /// The piece that it belongs to, as an index into the page's pieces.
        package var piece: Int?
        /// What was read in it.
        package var credits: [Credit]

        package init(
            role: LineRole, reasons: [LineReason] = [], piece: Int? = nil, credits: [Credit] = []
        ) {
            self.role = role
            self.reasons = reasons
            self.piece = piece
            self.credits = credits
        }
    }

    package var layout: DividedPage.Layout
    package var reason: LayoutReason?
    /// One for each line of the page.
    package var lines: [Line]

    package init(layout: DividedPage.Layout, reason: LayoutReason?, lines: [Line]) {
        self.layout = layout
        self.reason = reason
        self.lines = lines
    }

    /// Accounts for the lines of a page.
    ///
    /// Linear in the lines.
    ///
    /// - Parameters:
    ///   - page: the page.
    ///   - divided: its pieces as the divider, or markup, told them.
    ///   - pieces: the same with their credits; the lines of those count from 1.
    ///   - record: what was noted while it was divided; empty where markup told the pieces.
    package init(
        _ page: Page, _ divided: DividedPage, pieces: [Piece],
        record: DivisionRecord = DivisionRecord()
    ) {
        layout = divided.layout
        reason = divided.reason
        var credits: [Int: [Credit]] = [:]
        for credit in pieces.flatMap(\.credits) {
            guard let line = credit.line else { continue }
            credits[line - 1, default: []].append(credit)
        }
        var places = LinePlaces(divided.pieces, count: page.lines.count)
        lines = page.lines.indices.map { index in
            LineAccount(page: page, record: record, index: index)
                .line(places.next(), credits[index] ?? [])
        }
        joinBlanks()
    }

    /// Blank lines between two lines of one piece belong to it: those above its date, say.
    private mutating func joinBlanks() {
        var last: Int?
        for index in lines.indices where lines[index].role != .blank {
            if let last, let piece = lines[last].piece, lines[index].piece == piece {
                for blank in (last + 1)..<index { lines[blank].piece = piece }
            }
            last = index
        }
    }
}

/// Where the lines of a page stand among its pieces, one after the other.
private struct LinePlaces {
    enum Place {
        case outside(LineReason)
        /// In the piece, and perhaps in its text.
        case inside(piece: Int, PieceDraft, part: Part)
    }
    enum Part { case posted, title, category, caption, header, body }

    private let drafts: [PieceDraft]
    private var dates: [Int: Int] = [:]
    private var current = 0
    private var index = -1

    init(_ drafts: [PieceDraft], count: Int) {
        self.drafts = drafts
        for (piece, draft) in drafts.enumerated() {
            if let line = draft.posted?.line, dates[line] == nil { dates[line] = piece }
        }
    }

    mutating func next() -> Place {
        index += 1
        if let piece = dates[index] {
            return .inside(piece: piece, drafts[piece], part: .posted)
        }
        while current < drafts.count, drafts[current].lines.upperBound < index { current += 1 }
        guard current < drafts.count else {
            return .outside(drafts.isEmpty ? .noPieces : .belowPieces)
        }
        let draft = drafts[current]
        guard draft.lines.lowerBound <= index else {
            return .outside(current == 0 ? .abovePieces : .betweenPieces)
        }
        return .inside(piece: current, draft, part: part(of: draft))
    }

    private func part(of draft: PieceDraft) -> Part {
        if draft.title == index { return .title }
        if draft.categories.contains(index) { return .category }
        if draft.captions.contains(index) { return .caption }
        return index < draft.body ? .header : .body
    }
}

/// One line of an account in the making.
private struct LineAccount {
    let page: Page
    let record: DivisionRecord
    let index: Int

    /// What was seen of the line; nil where markup told the pieces.
    private var seen: PageLine? { record.lines.indices.contains(index) ? record.lines[index] : nil }
    private var noted: [LineReason] { record.reasons[index] ?? [] }

    func line(_ place: LinePlaces.Place, _ credits: [Credit]) -> PageAccount.Line {
        switch place {
        case .outside(let side):
            if isBlank { return PageAccount.Line(role: .blank) }
            return outside(side)
        case .inside(let piece, let draft, let part):
            var line = inside(draft, part, credits)
            line.piece = piece
            line.credits = credits
            return line
        }
    }

    private var isBlank: Bool {
        seen?.isBlank ?? page.text[page.lines[index]].allSatisfy { $0 <= 0x20 }
    }

    // MARK: In a piece

    private func inside(_ draft: PieceDraft, _ part: LinePlaces.Part, _ credits: [Credit])
        -> PageAccount.Line
    {
        if isBlank { return PageAccount.Line(role: .blank) }
        switch part {
        case .posted: return PageAccount.Line(role: .date, reasons: reasons { $0.isOfDates })
        case .title:
            return PageAccount.Line(role: .title, reasons: [.title(draft.heading)])
        case .category:
            return PageAccount.Line(role: .category, reasons: [.nearestAboveTitle])
        case .caption: return PageAccount.Line(role: .caption, reasons: [.aboveCategory])
        case .header:
            return outside(.betweenTitleAndText)
        case .body:
            let isShort = seen.map { $0.shape != .prose } ?? (page.lines[index].count <= 200)
            if !credits.isEmpty, isShort {
                let signs = credits.allSatisfy { $0.role == .signatory }
                return PageAccount.Line(
                    role: signs ? .signature : .credit, reasons: [.creditRule] + ofPieces)
            }
            return PageAccount.Line(role: .text, reasons: [ofText] + ofPieces)
        }
    }

    /// What the line has to do with where pieces begin and end.
    private var ofPieces: [LineReason] {
        noted.filter {
            [.opensPiece, .followsClosing, .namesChange, .otherNeighbours, .closesPiece]
                .contains($0)
        }
    }

    private var ofText: LineReason {
        guard let seen else { return .prose }
        if let chrome { return .insideText(chrome) }
        if seen.marks.contains(.truncation) { return .cutOff }
        if seen.shape == .prose { return .prose }
        return seen.bulleted || seen.dashed ? .listEntry : .shortInText
    }

    // MARK: Outside

    private func outside(_ side: LineReason) -> PageAccount.Line {
        if noted.contains(where: \.isOfDates) {
            return PageAccount.Line(role: .date, reasons: reasons { $0.isOfDates })
        }
        guard let chrome else {
            let other: [LineReason] = seen?.stamp == nil ? [] : [.otherDate]
            return PageAccount.Line(role: .leftOut, reasons: other + [side])
        }
        return PageAccount.Line(role: chrome, reasons: reasons { _ in true })
    }

    /// Of what site or page the line is a part, by its marks; nil when it has none of chrome.
    private var chrome: LineRole? {
        guard let seen else { return nil }
        if seen.shape == .rule || noted.contains(where: \.isOfSeparators) { return .separator }
        return Self.roles.first { seen.marks.contains($0.0) }?.1
    }

    /// Those that words tell first.
    private static let roles: [(PageLine.Marks, LineRole)] = [
        (.share, .shareBar), (.pager, .pager), (.comments, .comments), (.advert, .advertisement),
        (.copyright, .siteLine), (.sidebar, .sidebar), (.menu, .navigation), (.site, .siteLine),
        (.furniture, .siteLine), (.repeated, .navigation),
    ]

    /// What the line says by itself, then what is known of the host, then what stands around it;
    /// each once.
    private func reasons(_ isWanted: (LineReason) -> Bool) -> [LineReason] {
        var all: [LineReason] = []
        let ofHost = noted.filter(\.isOfHost)
        for reason in ofWords + ofHost + noted where isWanted(reason) && !all.contains(reason) {
            all.append(reason)
        }
        return all
    }

    private var ofWords: [LineReason] {
        guard let seen else { return [] }
        var reasons: [LineReason] = []
        let marks = record.words[index]
        if seen.shape == .rule { reasons.append(.strokes) }
        if marks.contains(.copyright) { reasons.append(.copyrightSign) }
        for (mark, role) in Self.roles.prefix(6) where marks.contains(mark) && mark != .copyright {
            reasons.append(.words(role))
        }
        if marks.contains(.menu) { reasons.append(.menuEntries) }
        if marks.contains(.furniture) { reasons.append(.siteHeading) }
        if marks.contains(.site) { reasons.append(.siteProfile) }
        return reasons
    }
}

extension LineReason {
    fileprivate var isOfDates: Bool {
        if case .hostDate = self { return true }
        return false
    }

    fileprivate var isOfHost: Bool {
        if case .host = self { return true }
        return false
    }

    fileprivate var isOfSeparators: Bool {
        if case .partsPosts = self { return true }
        return false
    }
}
