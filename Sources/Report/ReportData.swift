package import Core

/// Everything that a report shows, already fetched: values of the model and the words of passages.
///
/// Whoever assembles it from a store may cut every list short; what was left out is
/// counted in `Listing.total`.
package struct ReportData: Sendable {
    /// Name of the archive, as the heading shows it; nil for none.
    package var archive: String?
    package var run: RunSummary
    /// Hosts whose figures have jumped.
    package var alarms: [HostAlarm] = []
    /// What the watch-list found; nil when nothing is watched.
    package var watch: WatchHits?
    /// What the last pass brought; nil when that was not looked at.
    package var news: News?
    /// Records of WARC files that the last pass passed over.
    package var skips = WarcSkips()
    /// The pieces that any row below names, by identifier.
    ///
    /// Rows name pieces that are not here by their identifier alone. Only looked up, never listed.
    package var pieces: [String: Piece]
    package var charts: ReportCharts
    package var families: Listing<Family>
    /// Matches of pieces that are no copies of one text and of which neither is a digest: excerpts,
    /// quotations and shared passages, longest first.
    package var passages: Listing<Comparison>
    package var republished: Listing<RepublishedOutlet>
    package var digests: Listing<DigestParts>
    package var translators: Listing<TranslatorPieces>
    package var lineages: Listing<Lineage>
    package var templates: Listing<Template>
    package var quarantined: Listing<Source>
    package var boilerplate: Listing<Boilerplate>

    package init(
        archive: String? = nil, run: RunSummary, pieces: [String: Piece] = [:],
        charts: ReportCharts = ReportCharts(), families: Listing<Family> = Listing(),
        passages: Listing<Comparison> = Listing(),
        republished: Listing<RepublishedOutlet> = Listing(),
        digests: Listing<DigestParts> = Listing(),
        translators: Listing<TranslatorPieces> = Listing(),
        lineages: Listing<Lineage> = Listing(), templates: Listing<Template> = Listing(),
        quarantined: Listing<Source> = Listing(), boilerplate: Listing<Boilerplate> = Listing()
    ) {
        self.archive = archive
        self.run = run
        self.pieces = pieces
        self.charts = charts
        self.families = families
        self.passages = passages
        self.republished = republished
        self.digests = digests
        self.translators = translators
        self.lineages = lineages
        self.templates = templates
        self.quarantined = quarantined
        self.boilerplate = boilerplate
    }
}

/// The first rows of a list, in the order in which they are shown, and how many there are in all.
package struct Listing<Row: Sendable>: Sendable {
    package var rows: [Row]
    /// At least `rows.count`.
    package var total: Int

    /// A list of which `total` rows exist; nil when `rows` is the whole.
    package init(_ rows: [Row] = [], total: Int? = nil) {
        self.rows = rows
        self.total = max(total ?? 0, rows.count)
    }
}

/// A name and how often it was counted.
package struct NamedCount: Hashable, Sendable {
    package var name: String
    package var count: Int

    package init(_ name: String, _ count: Int) {
        self.name = name
        self.count = count
    }
}

/// The figures behind the charts of the overview, each in the order in which it is drawn.
package struct ReportCharts: Hashable, Sendable {
    /// Pieces by the year of their `posted` date, or else of their `published` date.
    ///
    /// Years without pieces may be left out; the chart fills them in.
    package var years: [Int: Int]
    /// Pieces that have no date at all.
    package var undated: Int
    /// Matches by relation.
    package var relations: [Relation: Int]
    /// Derivations by the state of the claim.
    package var states: [ClaimState: Int]
    /// Hosts and the pieces that they carry, most first.
    package var hosts: [NamedCount]
    /// Outlets and the pieces that credit them, most first.
    package var outlets: [NamedCount]
    /// BCP 47 tags and the pieces written so, most first.
    package var languages: [NamedCount]

    package init(
        years: [Int: Int] = [:], undated: Int = 0, relations: [Relation: Int] = [:],
        states: [ClaimState: Int] = [:], hosts: [NamedCount] = [], outlets: [NamedCount] = [],
        languages: [NamedCount] = []
    ) {
        self.years = years
        self.undated = undated
        self.relations = relations
        self.states = states
        self.hosts = hosts
        self.outlets = outlets
        self.languages = languages
    }
}

/// A cluster with what shows that it is one.
package struct Family: Sendable {
    package var cluster: Cluster
    /// Matches of members with the representative, strongest first.
    package var comparisons: Listing<Comparison>
    /// The lineages of its members that say most (usually those with the longest chain).
    package var lineages: [Lineage]

    package init(
        cluster: Cluster, comparisons: Listing<Comparison> = Listing(), lineages: [Lineage] = []
    ) {
        self.cluster = cluster
        self.comparisons = comparisons
        self.lineages = lineages
    }
}

/// A match with the words of its passages.
package struct Comparison: Sendable {
    package var match: Match
    /// Passages in the order of `a`.
    ///
    /// `match.passages.count` says how many there are in all.
    package var passages: [PassageText]

    package init(match: Match, passages: [PassageText] = []) {
        self.match = match
        self.passages = passages
    }
}

/// A passage with the words that stand at its place on either side, as captured.
package struct PassageText: Hashable, Sendable {
    package var passage: Passage
    package var a: String
    package var b: String

    package init(passage: Passage, a: String, b: String) {
        self.passage = passage
        self.a = a
        self.b = b
    }
}

/// An outlet and the pieces of the archive that credit it for their text.
package struct RepublishedOutlet: Sendable {
    package var outlet: Outlet
    /// Identifiers of the pieces, by date.
    package var pieces: Listing<String>
    /// How many of them have the outlet's own piece in the archive; nil when that was not looked at.
    package var originalsInArchive: Int?

    package init(outlet: Outlet, pieces: Listing<String>, originalsInArchive: Int? = nil) {
        self.outlet = outlet
        self.pieces = pieces
        self.originalsInArchive = originalsInArchive
    }
}

/// A digest and the matches that show its parts.
package struct DigestParts: Sendable {
    /// Identifier of the digest.
    package var digest: String
    /// Matches between the digest and its parts, in the order in which the parts stand in it.
    package var parts: Listing<Match>

    package init(digest: String, parts: Listing<Match>) {
        self.digest = digest
        self.parts = parts
    }
}

/// A translator and the pieces that credit them.
package struct TranslatorPieces: Sendable {
    package var name: String
    /// Identifiers of the pieces, by date.
    package var pieces: Listing<String>

    package init(name: String, pieces: Listing<String>) {
        self.name = name
        self.pieces = pieces
    }
}
