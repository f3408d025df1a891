package import Core

/// What a store holds: `stemma status`.
package struct StoreStatus: Sendable {
    /// How large the store was after a pass.
    package struct Size: Hashable, Sendable {
        package var run: Int?
        package var state: RunState
        /// Seconds since 1970.
        package var ended: Int
        package var bytes: Int
        package var pieces: Int?

        package init(run: Int?, state: RunState, ended: Int, bytes: Int, pieces: Int?) {
            self.run = run
            self.state = state
            self.ended = ended
            self.bytes = bytes
            self.pieces = pieces
        }
    }

    /// What the store takes on the disk, in bytes, by its parts.
    package struct Parts: Hashable, Sendable {
        /// Texts in the catalog, as they are packed.
        package var texts: Int
        /// The rest of the catalog that is in use: tables and their indexes.
        package var tables: Int
        /// Pages of the catalog that hold nothing any more.
        package var unused: Int
        /// Segments of the index that the catalog lists, and how many these are.
        package var index: Int
        package var segments: Int
        /// Share of the pieces in the index that the store has forgotten, from 0 to 1.
        package var deadShare: Double

        package init(
            texts: Int, tables: Int, unused: Int, index: Int, segments: Int, deadShare: Double
        ) {
            self.texts = texts
            self.tables = tables
            self.unused = unused
            self.index = index
            self.segments = segments
            self.deadShare = deadShare
        }
    }

    /// A version or digest that the store is stamped with.
    package struct NamedStamp: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Path of the store, as the user named it.
    package var path: String
    /// The versions that the store is stamped with (normaliser, tokeniser, hash), as one phrase.
    package var versions: String
    package var bytes: Int
    package var runs: Int
    package var sources: Int
    package var quarantined: Int
    package var pieces: Int
    package var matches: Int
    package var clusters: Int
    package var templates: Int
    /// The last pass that committed; nil when none did.
    package var lastRun: RunSummary?
    /// The pass that committed before the last one; nil when there was none.
    package var previousRun: RunSummary?
    package var parts: Parts?
    /// What it brought.
    package var new: NewCounts?
    /// By name.
    package var stamps: [NamedStamp] = []
    /// Sizes after the last passes as the run log has them, the newest first.
    package var growth: [Size] = []

    package init(
        path: String, versions: String = "", bytes: Int = 0, runs: Int = 0, sources: Int = 0,
        quarantined: Int = 0, pieces: Int = 0, matches: Int = 0, clusters: Int = 0,
        templates: Int = 0, lastRun: RunSummary? = nil
    ) {
        self.path = path
        self.versions = versions
        self.bytes = bytes
        self.runs = runs
        self.sources = sources
        self.quarantined = quarantined
        self.pieces = pieces
        self.matches = matches
        self.clusters = clusters
        self.templates = templates
        self.lastRun = lastRun
    }
}

/// The state of a store as text.
package struct StatusText: Sendable {
    package var status: StoreStatus
    package var style: TextStyle

    package init(_ status: StoreStatus, style: TextStyle = TextStyle()) {
        self.status = status
        self.style = style
    }

    package var text: String {
        var page = TextPage(style)
        page.whole(.soft("store  "), .strong(status.path))
        page.blank()
        guard let last = status.lastRun else {
            page.wrapped("The store is empty: no pass has committed yet. `stemma run` makes one.")
            return page.text
        }
        page.table(
            [
                row(
                    "sources", status.sources,
                    "\(Decimals.grouped(status.quarantined)) quarantined" + added(\.sources)),
                row("pieces", status.pieces, String(added(\.pieces).dropFirst(2))),
                row(
                    "matches", status.matches,
                    "in \(Words.count(status.clusters, "family", "families"))" + added(\.matches)),
                row("templates", status.templates, ""),
                row("passes", status.runs, ""),
            ], right: [1], indent: 0)
        page.blank()
        var facts: [[Span]] = [
            [
                .soft("last pass"),
                Span(Words.moment(last.started)),
                .soft(
                    "\(Words.count(last.sourcesRead, "source")) read in "
                        + Decimals.duration(last.seconds)),
            ]
        ]
        facts.append([.soft("size"), Span(Decimals.bytes(status.bytes)), .soft(growth)])
        if let parts = status.parts { facts += rows(parts) }
        if !status.versions.isEmpty { facts.append([.soft("versions"), Span(status.versions)]) }
        page.table(facts, indent: 0)
        if let new = status.new, !new.isWhole {
            page.blank()
            page.wrapped("The last pass brought \(new.words ?? "nothing new").")
        }
        return page.text
    }

    /// `, +30 in the last pass`; empty where nothing was added or there was no pass before.
    private func added(_ count: KeyPath<RunSummary, Int>) -> String {
        guard let last = status.lastRun, let previous = status.previousRun else { return "" }
        let more = last[keyPath: count] - previous[keyPath: count]
        if more == 0 { return "" }
        return ", \(more < 0 ? "−" : "+")\(Decimals.grouped(abs(more))) in the last pass"
    }

    private func rows(_ parts: StoreStatus.Parts) -> [[Span]] {
        let dead = parts.deadShare > 0 ? ", \(Decimals.percent(parts.deadShare)) dead" : ""
        var rows: [[Span]] = [
            [.soft("  texts"), Span(Decimals.bytes(parts.texts)), .soft("packed")],
            [.soft("  tables"), Span(Decimals.bytes(parts.tables)), .soft("")],
            [
                .soft("  index"), Span(Decimals.bytes(parts.index)),
                .soft(Words.count(parts.segments, "segment") + dead),
            ],
        ]
        if parts.unused > 0 {
            rows.append([
                .soft("  unused"), Span(Decimals.bytes(parts.unused)),
                .soft("`stemma compact` gives it back"),
            ])
        }
        return rows
    }

    /// How much the store grew: since the pass before, and over all passes that the log tells of.
    private var growth: String {
        let sizes = status.growth
        guard sizes.count >= 2, let newest = sizes.first, let oldest = sizes.last else { return "" }
        func change(_ from: StoreStatus.Size) -> String {
            let bytes = newest.bytes - from.bytes
            return (bytes < 0 ? "−" : "+") + Decimals.bytes(abs(bytes))
        }
        let last = "\(change(sizes[1])) in the last pass"
        guard sizes.count > 2 else { return last }
        let days = max(1, (newest.ended - oldest.ended + 43_200) / 86_400)
        return "\(last), \(change(oldest)) in \(Words.count(days, "day"))"
    }

    private func row(_ name: String, _ number: Int, _ note: String) -> [Span] {
        [.soft(name), .strong(Decimals.grouped(number)), .soft(note)]
    }
}
