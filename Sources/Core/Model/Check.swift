/// Something that was claimed, and what came of looking at it again.
package struct Check: Hashable, Sendable {
    /// What was looked at.
    package enum Subject: String, Sendable, CaseIterable {
        case file, stamp, source, page, piece, credit, match, passage, claim, store
    }

    package enum Outcome: String, Sendable, CaseIterable {
        case holds
        case fails
        /// It could not be looked at; the detail says why.
        case unchecked
    }

    package var subject: Subject
    /// Where it stands: a file, a piece, a pair of pieces, a source and its line.
    package var place: String
    package var outcome: Outcome
    /// What was found there, or what is wrong with it.
    package var detail: String

    package init(_ subject: Subject, _ place: String, _ outcome: Outcome, _ detail: String) {
        self.subject = subject
        self.place = place
        self.outcome = outcome
        self.detail = detail
    }
}
