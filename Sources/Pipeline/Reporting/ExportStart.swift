package import Store

/// From which run on rows are exported.
package enum ExportStart: Hashable, Sendable {
    /// The last commit.
    case last
    /// A commit, by its number.
    case run(Int)
    /// The first commit of a day or later; `2026-11-21`, in UTC.
    case day(String)

    /// `last`, a number or a day; nil for anything else.
    package init?(_ text: String) {
        if text == "last" {
            self = .last
        } else if let number = Int(text), number > 0 {
            self = .run(number)
        } else if text.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil {
            self = .day(text)
        } else {
            return nil
        }
    }

    /// Number of the first run whose rows are meant; one that no run has yet when there are none.
    ///
    /// - Throws: `StoreError`.
    package func run(in snapshot: Snapshot) throws -> Int {
        switch self {
        case .last: try snapshot.lastRun()?.number ?? 1
        case .run(let number): number
        case .day(let day): try snapshot.firstRun(since: day) ?? .max
        }
    }
}
