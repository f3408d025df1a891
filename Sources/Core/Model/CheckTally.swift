/// Checks counted, and those of them that are to be shown.
package struct CheckTally: Sendable {
    private var counts: [Check.Subject: [Check.Outcome: Int]] = [:]
    /// What does not hold or could not be looked at, and what holds where it was asked for; cut to
    /// what somebody may read.
    package private(set) var shown: [Check] = []
    private let showsAll: Bool

    /// Checks that are kept to be shown.
    private static let most = 10_000

    package init(showingAll showsAll: Bool = false) { self.showsAll = showsAll }

    package mutating func add(_ check: Check) {
        counts[check.subject, default: [:]][check.outcome, default: 0] += 1
        if showsAll || check.outcome != .holds, shown.count < Self.most { shown.append(check) }
    }

    package func count(_ subject: Check.Subject, _ outcome: Check.Outcome) -> Int {
        counts[subject]?[outcome] ?? 0
    }

    package func count(_ outcome: Check.Outcome) -> Int {
        counts.values.reduce(0) { $0 + ($1[outcome] ?? 0) }
    }
}
