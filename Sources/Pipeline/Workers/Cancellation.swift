/// The wish that a pass ends: made once, from any thread, and seen by all that works for it.
package final class Cancellation: Sendable {
    private struct State {
        var interruption: Interrupted?
        var handlers: [(number: Int, run: @Sendable () -> Void)] = []
        var next = 0
    }

    private let state = Locked(State())

    package init() {}

    package var isCancelled: Bool { state.withLock { $0.interruption != nil } }

    /// Ends the pass; only the first call counts.
    ///
    /// - Parameter signal: the signal that asked for it, if one did.
    package func cancel(signal: Int32? = nil) {
        let handlers = state.withLock { state -> [@Sendable () -> Void] in
            guard state.interruption == nil else { return [] }
            state.interruption = Interrupted(signal: signal)
            defer { state.handlers = [] }
            return state.handlers.map(\.run)
        }
        for run in handlers { run() }
    }

    /// Throws `Interrupted` once the pass is cancelled.
    ///
    /// Long work without stages calls it now and then.
    package func check() throws(Interrupted) {
        if let interruption = state.withLock({ $0.interruption }) { throw interruption }
    }

    /// Has `handler` run when the pass is cancelled; at once when it already is.
    ///
    /// - Returns: a number for `forget`.
    func onCancel(_ handler: @escaping @Sendable () -> Void) -> Int {
        let number = state.withLock { state -> Int? in
            guard state.interruption == nil else { return nil }
            state.next += 1
            state.handlers.append((state.next, handler))
            return state.next
        }
        if number == nil { handler() }
        return number ?? 0
    }

    func forget(_ number: Int) {
        state.withLock { $0.handlers.removeAll { $0.number == number } }
    }
}

/// A pass was asked to end before it was done.
package struct Interrupted: Error, Hashable, Sendable, CustomStringConvertible {
    /// The signal that asked for it, if one did.
    package var signal: Int32?

    package init(signal: Int32? = nil) { self.signal = signal }

    /// 128 and the number of the signal, as shells count.
    package var exitCode: Int32 { 128 + (signal ?? 2) }

    package var description: String {
        "The pass was stopped; the store is as it was before it. Run it again to complete it."
    }
}
