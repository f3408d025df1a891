/// Divides a page into pieces and chrome.
///
/// Nothing here knows a site. A post is found by the date that its host gives it, or by what recurs
/// between posts; chrome is what stands at the edges of the page more than once, what most pages of
/// the host share, and what recurs in the gaps between posts.
package struct Divider: Sendable {
    let credits: CreditReader
    let site: SiteRules?
    private let neighbours: ParagraphNeighbours
    private var lexicon: Lexicon { credits.lexicon }

    /// `neighbours` are those of the archive's paragraphs, where they were learned.
    package init(
        credits: CreditReader, site: SiteRules? = nil,
        neighbours: ParagraphNeighbours = ParagraphNeighbours()
    ) {
        self.credits = credits
        self.site = site
        self.neighbours = neighbours
    }

    /// What a page teaches before pages are divided.
    package func edges(_ page: Page) -> PageEdges {
        let lines = LineReader(lexicon: lexicon).read(page)
        let first = lines.first { $0.shape == .prose }?.index ?? lines.count
        let last = lines.last { $0.shape == .prose }?.index ?? -1
        var masks: Set<UInt64> = []
        for line in lines where line.shape == .short && (line.index < first || line.index > last) {
            masks.insert(line.mask)
        }
        let blank = lines.count { $0.isBlank }
        let prose = lines.count { $0.shape == .prose }
        let paragraphs =
            RunningText.isRunning(blank: blank, prose: prose, of: lines.count)
            ? lines.filter { !$0.isBlank }.map(\.mask) : []
        return PageEdges(
            firstText: first < lines.count ? lines[first].mask : 0, masks: masks,
            paragraphs: paragraphs, site: SiteReader(lexicon: lexicon).site(lines))
    }

    /// Pieces in page order.
    ///
    /// `profile` is what is known of the page's host.
    package func divide(_ page: Page, profile: HostProfile? = nil) -> DividedPage {
        var view = PageView(lines: lines(page), lexicon: lexicon)
        return divide(&view, page, profile)
    }

    /// The same pieces, and why they are.
    package func record(_ page: Page, profile: HostProfile? = nil)
        -> (page: DividedPage, record: DivisionRecord)
    {
        let lines = lines(page)
        var view = PageView(lines: lines, lexicon: lexicon)
        view.record = DivisionRecord(of: lines)
        let divided = divide(&view, page, profile)
        var record = view.record ?? DivisionRecord()
        record.lines = view.lines
        return (divided, record)
    }

    private func lines(_ page: Page) -> [PageLine] {
        var lines = LineReader(lexicon: lexicon).read(page)
        site?.mark(&lines)
        return lines
    }

    private func divide(_ view: inout PageView, _ page: Page, _ profile: HostProfile?)
        -> DividedPage
    {
        view.markEdges(profile)
        guard
            view.lines.contains(where: {
                $0.shape == .prose || ($0.shape == .short && $0.marks.isDisjoint(with: .chrome))
            })
        else { return DividedPage(layout: .chromeOnly, pieces: [], reason: .noText) }

        if let separators = site?.separators(view.lines), !separators.isEmpty {
            return posts(
                &view,
                Markers(
                    lines: separators, layout: .separated,
                    reason: .profileSeparator(times: separators.count)), page)
        }
        let text = RunningText(
            credits: credits, page: page, view: view, neighbours: neighbours)
        if var markers = Markers.choose(in: view), !text.hasDatesInside(markers) {
            if let layout = site?.layout {
                markers.layout = layout
                markers.reason = .profileDates
            }
            return posts(&view, markers, page)
        }
        if let all = view.separators(),
            case let separators = text.withoutFlourishes(all), !separators.isEmpty
        {
            return posts(
                &view,
                Markers(
                    lines: separators, layout: .separated,
                    reason: .recurringLine(times: separators.count)), page)
        }
        if let pieces = text.pieces(&view.record) {
            return DividedPage(layout: .runningText, pieces: pieces, reason: .creditsInText)
        }
        let content = view.content()
        guard let content else {
            return DividedPage(layout: .chromeOnly, pieces: [], reason: .noText)
        }
        return DividedPage(
            layout: .single,
            pieces: [view.draft(content, marker: nil, layout: .single)].compactMap(\.self),
            reason: .nothingParts)
    }

    private func posts(_ view: inout PageView, _ markers: Markers, _ page: Page) -> DividedPage {
        let credits = self.credits
        view.note(markers)
        view.learnGaps(markers) { credits.isCreditOrName(credits.line(page, $0)) }
        var regions = view.regions(markers)
        let style = view.headerStyle(regions, markers)
        if markers.layout == .dateAfter { view.trimFirst(&regions, markers, style) }
        var pieces: [PieceDraft] = []
        for region in regions {
            guard
                let piece = view.draft(
                    region.lines, marker: region.marker, layout: markers.layout, style: style)
            else { continue }
            pieces += SecondText(credits: credits, view: view).parted(piece, page)
        }
        return DividedPage(layout: markers.layout, pieces: pieces, reason: markers.reason)
    }
}

/// What is known beforehand of the pages of a site; what a page itself shows comes on top.
package struct SiteRules: Sendable {
    /// Lines that belong to the site and not to its pieces.
    package var isChrome: @Sendable (String) -> Bool
    /// The line between two posts; nil to find it out.
    package var isSeparator: (@Sendable (String) -> Bool)?
    /// Where the date of a post stands; nil to find it out.
    package var layout: DividedPage.Layout?

    package init(
        isChrome: @escaping @Sendable (String) -> Bool,
        isSeparator: (@Sendable (String) -> Bool)? = nil,
        layout: DividedPage.Layout? = nil
    ) {
        self.isChrome = isChrome
        self.isSeparator = isSeparator
        self.layout = layout
    }

    func mark(_ lines: inout [PageLine]) {
        for index in lines.indices {
            guard let text = lines[index].text else { continue }
            if isChrome(text.text(0..<text.count)) { lines[index].marks.insert(.site) }
        }
    }

    func separators(_ lines: [PageLine]) -> [Int] {
        guard let isSeparator else { return [] }
        return lines.filter { $0.text.map { isSeparator($0.text(0..<$0.count)) } ?? false }.map(
            \.index)
    }
}
