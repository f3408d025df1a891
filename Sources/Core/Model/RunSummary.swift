/// What a pass did, in numbers.
package struct RunSummary: Hashable, Sendable {
    /// Sources found, those that were read in this run, and those that were quarantined.
    package var sources = 0
    package var sourcesRead = 0
    package var quarantined = 0
    /// Records of WARC files that this run passed over; the catalog does not keep the numbers.
    package var skips = WarcSkips()
    package var bytes = 0
    package var pieces = 0
    package var matches = 0
    package var clusters = 0
    package var templates = 0
    package var boilerplate = 0
    /// Pieces that declare an origin elsewhere.
    package var republished = 0
    package var translated = 0
    /// Wall-clock seconds.
    package var seconds = 0.0
    /// RFC 3339, UTC.
    package var started = ""
    /// The run was stopped by a signal and committed nothing.
    package var cancelled = false

    package init() {}
}
