package import Core
package import Readers

/// What a pass is told: where the archive lies, where results go, and how it works.
///
/// `pipeline.yaml` at the top of the project is the reference of all settings; it is made from
/// `Configuration.table`.
package struct Configuration: Hashable, Sendable {
    /// Folders of captured pages.
    package var corpus = ["Corpus"]
    package var store = "store"
    /// Folder of the report; nil for none.
    package var report: String? = "report"
    /// Files that list known outlets.
    package var outlets: [String] = []
    /// Files and folders with further words that credits and chrome are known by.
    package var lexicon: [String] = []
    package var read = ReadOptions()
    package var jsonl = RowOptions()
    package var stages = StagesOptions()
    package var match = MatchOptions()
    /// Which copy of a text `stemma export keep` leaves.
    package var keep = KeepPolicy.earliest
    package var sites: [SiteProfile] = []

    package init() {}
}

/// How sources are found and decoded.
package struct ReadOptions: Hashable, Sendable {
    /// Larger sources are quarantined.
    package var maxSourceBytes = 64 << 20
    /// What becomes of the pieces of a file that is removed from the corpus.
    package var removed = RemovedPolicy.keep

    package init() {}
}

/// What becomes of the pieces of a file that is removed from the corpus, and of those that a changed
/// file no longer holds.
package enum RemovedPolicy: String, Sendable, CaseIterable {
    /// They stay, and say since when they are gone.
    case keep
    /// They go; the store holds what the corpus holds.
    case drop
}

/// How many workers a stage has.
package enum Width: Hashable, Sendable {
    /// As many as the machine has cores.
    case auto
    case workers(Int)

    /// More workers than this only wait for one another.
    package static let greatest = 256
}

package struct StageOptions: Hashable, Sendable {
    package var workers = Width.auto
    /// Items that may wait before the stage.
    package var buffer = 64

    package init() {}
}

package struct StagesOptions: Hashable, Sendable {
    package var read = StageOptions()
    package var divide = StageOptions()
    package var fingerprint = StageOptions()
    package var match = StageOptions()
    package var trace = StageOptions()

    package init() {}

    /// Gives all stages one width, as `--workers` does.
    package mutating func widen(to width: Width) {
        read.workers = width
        divide.workers = width
        fingerprint.workers = width
        match.workers = width
        trace.workers = width
    }
}

/// What counts as sharing text; the defaults are the engine's.
package struct MatchOptions: Hashable, Sendable {
    /// The engine's settings; `pipeline.yaml` names those of them that a user may want.
    package var settings = MatchSettings()

    package var bands: Int {
        get { settings.sketch.bands }
        set { settings.sketch.bands = newValue }
    }
    package var rows: Int {
        get { settings.sketch.rows }
        set { settings.sketch.rows = newValue }
    }
    package var window: Int {
        get { settings.sketch.window }
        set { settings.sketch.window = newValue }
    }
    /// Least resemblance of near-duplicates, and that makes a match of short texts.
    package var minResemblance: Double {
        get { settings.nearDuplicate }
        set { (settings.nearDuplicate, settings.resemblance) = (newValue, newValue) }
    }
    package var minPassageWords: Int {
        get { settings.passageWords }
        set { settings.passageWords = newValue }
    }
    /// A paragraph in at least so many pieces of one host is boilerplate.
    package var boilerplatePieces: Int {
        get { settings.boilerplatePieces }
        set { settings.boilerplatePieces = newValue }
    }

    package init() {}
}
