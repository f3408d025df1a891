/// How a pass ended.
package enum RunState: String, Sendable, CaseIterable {
    case done
    /// The store held all of it already.
    case unchanged
    case failed
    /// By a signal.
    case stopped
}

/// What the store holds of one host, and what was lost of it.
package struct HostFigures: Hashable, Sendable {
    /// Empty for what no host is known of.
    package var host: String
    /// Pages and rows, those that were quarantined among them.
    package var sources: Int
    package var pieces: Int
    package var quarantined: Int
    /// Pages that were read and hold no piece.
    package var empty: Int

    package init(
        host: String, sources: Int = 0, pieces: Int = 0, quarantined: Int = 0, empty: Int = 0
    ) {
        self.host = host
        self.sources = sources
        self.pieces = pieces
        self.quarantined = quarantined
        self.empty = empty
    }
}

/// A figure of a host that is far from what it was in earlier passes.
package struct HostAlarm: Hashable, Sendable {
    package enum Figure: String, Sendable, CaseIterable {
        case piecesPerSource = "pieces-per-source"
        case quarantinedShare = "quarantined-share"
    }

    package var host: String
    package var figure: Figure
    /// Mean of the earlier passes.
    package var before: Double
    package var now: Double
    /// The sources that came since the pass before, when the figure is theirs alone; nil when it is
    /// that of all sources of the host.
    package var added: Int?

    package init(host: String, figure: Figure, before: Double, now: Double, added: Int? = nil) {
        self.host = host
        self.figure = figure
        self.before = before
        self.now = now
        self.added = added
    }
}

/// A piece that a user asked to be told of.
package struct WatchHit: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable { case outlet, piece, phrase }

    package var kind: Kind
    /// The outlet, piece or phrase as the settings name it.
    package var watched: String
    /// Identifier of the piece that was found.
    package var piece: String
    package var title: String?
    package var source: String
    package var host: String?
    package var posted: PartialDate?
    /// What was seen: the credit, the relation, or the words around the phrase.
    package var reason: String
    /// Not among the hits of the pass before.
    package var isNew: Bool

    package init(
        kind: Kind, watched: String, piece: String, title: String? = nil, source: String,
        host: String? = nil, posted: PartialDate? = nil, reason: String, isNew: Bool = true
    ) {
        self.kind = kind
        self.watched = watched
        self.piece = piece
        self.title = title
        self.source = source
        self.host = host
        self.posted = posted
        self.reason = reason
        self.isNew = isNew
    }
}

/// What a watch-list found.
package struct WatchHits: Hashable, Sendable {
    /// The new ones first; cut to what is told one by one.
    package var hits: [WatchHit] = []
    package var total = 0
    package var new = 0
    /// Digest of what is watched.
    package var list = ""
    /// Number of the last piece that was looked at.
    package var lastPiece = 0

    package init() {}
}

/// What a commit brought that the store did not have before it, in numbers.
package struct NewCounts: Hashable, Sendable {
    /// Whether the commit made the whole store: all of it is new then.
    package var isWhole = false
    package var pieces = 0
    /// Of these, those that credit an outlet.
    package var republished = 0
    package var matches = 0
    /// Of these, copies of one text (duplicates, near-duplicates, revisions) that are no recaptures.
    package var copies = 0
    package var changedClaims = 0
    /// Sources that could be read before, or were not there; nil when it is not known which they are.
    package var quarantined: Int?
    /// Files that were in the corpus before.
    package var gone = 0

    package init() {}

    /// Whether there is nothing to tell.
    package var isEmpty: Bool {
        pieces == 0 && matches == 0 && changedClaims == 0 && quarantined ?? 0 == 0 && gone == 0
    }
}

/// A pass and what the store holds after it, as logs, metrics and hooks tell it.
package struct RunRecord: Hashable, Sendable {
    package var state: RunState
    package var exitCode: Int
    /// The sentence that the pass ended with, when it failed.
    package var error: String?
    /// RFC 3339, UTC.
    package var started: String
    /// Seconds since 1970.
    package var ended: Int
    package var seconds: Double
    /// Version of the program.
    package var version: String
    package var store: String
    /// Bytes of the store folder.
    package var storeBytes: Int
    /// Number of the last commit; nil before the first.
    package var run: Int?
    /// What the last commit holds; nil before the first.
    package var content: RunSummary?
    /// Records of WARC files that this pass passed over.
    package var skips = WarcSkips()
    /// What this pass brought; nil when it committed nothing.
    package var new: NewCounts?
    /// Path of the report, when one was written.
    package var report: String?
    /// By name; the largest alone where there are very many.
    package var hosts: [HostFigures] = []
    package var alarms: [HostAlarm] = []
    package var watch = WatchHits()

    package init(
        state: RunState, exitCode: Int, error: String? = nil, started: String, ended: Int,
        seconds: Double, version: String, store: String, storeBytes: Int = 0
    ) {
        self.state = state
        self.exitCode = exitCode
        self.error = error
        self.started = started
        self.ended = ended
        self.seconds = seconds
        self.version = version
        self.store = store
        self.storeBytes = storeBytes
    }
}
