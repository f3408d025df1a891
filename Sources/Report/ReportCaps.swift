/// How much of everything a report shows.
///
/// The defaults keep the HTML of an archive of 100,000 pieces below 5 MB, whatever its texts are.
package struct ReportCaps: Hashable, Sendable {
    /// Rows of each list of what is new.
    package var news = 25
    package var families = 60
    /// Members of a family, pieces of an outlet or translator, parts of a digest, pieces of a
    /// template.
    package var members = 12
    package var comparisonsPerFamily = 2
    package var passagesPerComparison = 3
    package var passages = 40
    /// Words of each side of a passage.
    package var passageWords = 220
    package var outlets = 60
    package var digests = 40
    package var translators = 60
    package var lineages = 60
    package var evidence = 6
    package var templates = 30
    package var quarantined = 100
    package var boilerplate = 60
    /// Bars of a chart.
    package var bars = 10
    /// Unicode scalars of a title, name or sentence.
    package var scalars = 240
    /// About how long the HTML may become; rows that do not fit are counted and not shown.
    package var bytes = 4_500_000

    package init() {}
}
