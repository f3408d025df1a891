/// What the pages of one host have in common at their edges: navigation, sidebars, footers.
///
/// A profile is a sum over pages, so it does not depend on their order. Pages whose first text is
/// the same count once, lest two captures of one page make its posts look like navigation.
package struct HostProfile: Sendable {
    /// Line masks at the top or bottom of a page, and the pages (by their first text) that have them.
    private var pagesOfMask: [UInt64: Set<UInt64>] = [:]
    private var pages: Set<UInt64> = []

    package init() {}

    package mutating func add(_ edge: PageEdges) {
        // A page whose markup has told its chrome shows nothing of its edges.
        guard edge.firstText != 0 || !edge.masks.isEmpty else { return }
        pages.insert(edge.firstText)
        for mask in edge.masks { pagesOfMask[mask, default: []].insert(edge.firstText) }
    }

    /// Pages that were seen, those with one first text as one.
    package var count: Int { pages.count }

    /// Pages of the host at whose edge lines with the mask stand.
    func pages(with mask: UInt64) -> Int { pagesOfMask[mask]?.count ?? 0 }

    /// All masks of which `isChrome` is true: what a page's dividing asks of the profile.
    package var chrome: Set<UInt64> { Set(pagesOfMask.keys.filter { isChrome($0) }) }

    /// Whether lines with the mask stand at the edge of most pages of the host.
    func isChrome(_ mask: UInt64) -> Bool {
        let count = pages(with: mask)
        return count >= 3 && count * 5 >= pages.count * 4
    }
}

/// What a page teaches before pages are divided: what it adds to the profile of its host, and to the
/// neighbours of paragraphs.
///
/// It follows from the page alone, and what is learned is the sum over pages.
package struct PageEdges: Sendable {
    /// Hash of the first line of running text.
    package var firstText: UInt64
    /// Masks of the short lines before it, and after the last one.
    package var masks: Set<UInt64>
    /// Hashes of the lines of a page of running text, in their order; none of other pages.
    package var paragraphs: [UInt64] = []
    package var site: Site

    /// What a page shows that says in its markup what is chrome: its site alone.
    package init(site: Site) {
        self.init(firstText: 0, masks: [], site: site)
    }

    package init(
        firstText: UInt64, masks: Set<UInt64>, paragraphs: [UInt64] = [], site: Site
    ) {
        self.firstText = firstText
        self.masks = masks
        self.paragraphs = paragraphs
        self.site = site
    }
}

/// How the host of a page was known.
package enum HostOrigin: String, Sendable {
    /// A site profile of the settings names it.
    case profile
    /// The page prints it.
    case page
    /// A folder of the page's path has its name.
    case folder
}

/// The site that a page was captured from, as the page itself says.
package struct Site: Hashable, Sendable {
    package var host: String?
    package var name: String?
    package init(host: String? = nil, name: String? = nil) {
        self.host = host
        self.name = name
    }
}
