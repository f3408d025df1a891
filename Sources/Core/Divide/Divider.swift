/// Divides a page into pieces and chrome.
///
/// Nothing here knows a site. A post is found by the date that its host gives it, or by what recurs
/// between posts; chrome is what stands at the edges of the page more than once, what most pages of
/// the host share, and what recurs in the gaps between posts.
package struct Divider: Sendable {
    let credits: CreditReader
    let site: SiteRules?
    private var lexicon: Lexicon { credits.lexicon }

    package init(credits: CreditReader, site: SiteRules? = nil) {
        self.credits = credits
        self.site = site
    }

    /// What a page adds to the profile of its host.
    package func edges(_ page: Page) -> PageEdges {
        let lines = LineReader(lexicon: lexicon).read(page)
        let first = lines.first { $0.shape == .prose }?.index ?? lines.count
        let last = lines.last { $0.shape == .prose }?.index ?? -1
        var masks: Set<UInt64> = []
        for line in lines where line.shape == .short && (line.index < first || line.index > last) {
            masks.insert(line.mask)
        }
        return PageEdges(
            firstText: first < lines.count ? lines[first].mask : 0, masks: masks,
            site: SiteReader(lexicon: lexicon).site(lines))
    }

    /// Pieces in page order.
    ///
    /// `profile` is what is known of the page's host.
    package func divide(_ page: Page, profile: HostProfile? = nil) -> DividedPage {
        var lines = LineReader(lexicon: lexicon).read(page)
        site?.mark(&lines)
        var view = PageView(lines: lines, lexicon: lexicon)
        view.markEdges(profile)
        guard
            view.lines.contains(where: {
                $0.shape == .prose || ($0.shape == .short && $0.marks.isDisjoint(with: .chrome))
            })
        else { return DividedPage(layout: .chromeOnly, pieces: []) }

        if let separators = site?.separators(view.lines), !separators.isEmpty {
            return posts(&view, Markers(lines: separators, layout: .separated), page)
        }
        if var markers = Markers.choose(in: view) {
            if let layout = site?.layout { markers.layout = layout }
            return posts(&view, markers, page)
        }
        if let separators = view.separators() {
            return posts(&view, Markers(lines: separators, layout: .separated), page)
        }
        if let pieces = RunningText(credits: credits, page: page, view: view).pieces() {
            return DividedPage(layout: .runningText, pieces: pieces)
        }
        let content = view.content()
        guard let content else { return DividedPage(layout: .chromeOnly, pieces: []) }
        return DividedPage(
            layout: .single,
            pieces: [view.draft(content, marker: nil, layout: .single)].compactMap(\.self))
    }

    private func posts(_ view: inout PageView, _ markers: Markers, _ page: Page) -> DividedPage {
        let credits = self.credits
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
        return DividedPage(layout: markers.layout, pieces: pieces)
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
