/// Whom a pass tells what it did, beside the user who started it.
package struct NoticeOptions: Hashable, Sendable {
    /// Where the run log lies.
    package enum Log: Hashable, Sendable {
        /// In the store folder.
        case beside
        case file(String)
        case none
    }

    package var log = Log.beside
    /// A larger log is put aside and a new one begun.
    package var logMaxBytes = 16 << 20
    /// A file of metrics for Prometheus; nil for none.
    package var metrics: String?
    /// A program and its arguments, run after each pass; empty for none.
    package var hook: [String] = []
    /// Seconds after which the hook is stopped.
    package var hookSeconds = 60

    package init() {}
}

/// What a user wants to be told of first.
package struct WatchOptions: Hashable, Sendable {
    /// Names or domains, of credited outlets or hosts.
    package var outlets: [String] = []
    /// Identifiers of pieces, or the beginnings of some.
    package var pieces: [String] = []
    package var phrases: [String] = []

    package init() {}
}

extension Configuration {
    /// Whether anything is on the watch-list.
    package var isWatching: Bool {
        !watch.outlets.isEmpty || !watch.pieces.isEmpty || !watch.phrases.isEmpty
    }
}

/// When a figure of a host counts as having jumped.
package struct AlarmOptions: Hashable, Sendable {
    /// Share of the mean by which pieces per source must differ from it.
    package var change = 0.5
    /// How much larger than the mean the share of quarantined sources must be.
    package var quarantined = 0.2
    /// Least number of earlier passes.
    package var passes = 3

    package init() {}
}
