/// A step in the writing of a store: what comes before it is done, and nothing of what follows.
///
/// A process that ends at any of them leaves a store that says what it said before, or all of what is new.
package enum WriteStep: String, Sendable, CaseIterable {
    /// A segment is on the disk, and has its name.
    case segmentSynced, segmentNamed
    /// All rows of a run are written; they are committed; the log is in the file.
    case runWritten, runCommitted, logSettled
    /// A catalog that was made anew is on the disk, and has taken the place of the former one.
    case draftSynced, draftNamed
    /// Segments that were merged are listed in place of others; that is committed.
    case mergeWritten, mergeCommitted
    /// The catalog was copied without unused room; files that no commit lists are gone.
    case compacted, swept
    /// The list of what was forgotten is written, and has its name.
    case listSynced, listNamed

    /// Is told of each step by who writes; for tests, which end the process there.
    @TaskLocal package static var observer: (@Sendable (WriteStep) -> Void)?

    static func reach(_ step: WriteStep) { observer?(step) }
}
