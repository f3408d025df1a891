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
    package var sites: [SiteProfile] = []
    package var log = LogOptions()

    package init() {}
}

/// How sources are found and decoded.
package struct ReadOptions: Hashable, Sendable {
    /// Without the dot, in lower case.
    package var extensions = ["txt", "text", "md"]
    /// Larger sources are quarantined.
    package var maxSourceBytes = 64 << 20
    package var followSymlinks = false
    /// Name of an encoding, or `auto`.
    package var encoding = "auto"

    package init() {}
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

/// What counts as sharing text.
package struct MatchOptions: Hashable, Sendable {
    package var bands = 24
    package var rows = 3
    package var minResemblance = 0.2
    package var minPassageWords = 10
    /// A paragraph in at least so many pieces of one host is boilerplate.
    package var boilerplatePieces = 8

    package init() {}
}

package struct LogOptions: Hashable, Sendable {
    package enum Level: String, Sendable, CaseIterable {
        case debug, info, notice, warning, error
    }

    package enum Format: String, Sendable, CaseIterable {
        case text, json
    }

    package var level = Level.notice
    package var format = Format.text

    package init() {}
}

extension MatchOptions {
    /// The engine's settings, with those of the configuration in their places.
    package var settings: MatchSettings {
        var settings = MatchSettings()
        settings.resemblance = minResemblance
        settings.nearDuplicate = minResemblance
        settings.passageWords = minPassageWords
        settings.boilerplatePieces = boilerplatePieces
        settings.sketch.bands = bands
        settings.sketch.rows = rows
        return settings
    }
}
