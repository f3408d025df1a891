internal import Dispatch

/// Does two things at a time, the first on a thread of its own and the second on the calling thread,
/// and goes on when both have ended.
///
/// It is for what a stage of workers would be too much for: work on two sets of things that have
/// nothing to do with each other, of which a third may be shared as long as both only read it.
///
/// - Throws: what `first` threw, or else what `second` threw. No work goes on any more then.
func together<First, Second>(
    _ first: () throws -> First, _ second: () throws -> Second
) throws -> (First, Second) {
    // Safe to share, both: `made` and, below, `first` are the other thread's until `wait` has
    // returned, and this function's alone after.
    nonisolated(unsafe) var made: Result<First, any Error>?
    let other = DispatchGroup()
    let mine = withoutActuallyEscaping(first) { first in
        nonisolated(unsafe) let first = first
        DispatchQueue(label: "together").async(group: other) { made = Result(catching: first) }
        let mine = Result(catching: second)
        other.wait()
        return mine
    }
    guard let made else { preconditionFailure("A block that was waited for has not run.") }
    return (try made.get(), try mine.get())
}
