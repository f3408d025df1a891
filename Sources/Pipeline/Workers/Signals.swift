internal import Dispatch
internal import Foundation
internal import Synchronization

/// Ends a pass on SIGINT and SIGTERM: the first one lets it end in good order, the second one ends
/// the process at once.
///
/// A handler writes the number of the signal into a pipe and a Dispatch source reads it there.
/// `DispatchSourceSignal` would be shorter, but on Linux it sees a signal only when the main thread
/// blocks it, which depends on the thread that makes the source. One value at a time may watch.
package final class Signals: Sendable {
    package static let watched: [Int32] = [SIGINT, SIGTERM]

    /// Where the handler writes; -1 while nobody watches.
    private static let mailbox = Atomic<Int32>(-1)

    private let source: Locked<(any DispatchSourceRead)?>

    /// Watches until `stop`.
    ///
    /// - Parameters:
    ///   - cancellation: what the first signal cancels.
    ///   - leave: what the second signal does with the exit code, 128 and the signal's number.
    package init(
        cancellation: Cancellation, leave: @escaping @Sendable (Int32) -> Void = { _exit($0) }
    ) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            // Without a pipe the signals keep their usual effect: they end the process.
            source = Locked(nil)
            return
        }
        let (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let source = DispatchSource.makeReadSource(
            fileDescriptor: reading, queue: DispatchQueue(label: "signals"))
        source.setEventHandler {
            var number: UInt8 = 0
            guard read(reading, &number, 1) == 1 else { return }
            if cancellation.isCancelled { leave(128 + Int32(number)) }
            cancellation.cancel(signal: Int32(number))
        }
        source.setCancelHandler {
            close(reading)
            close(writing)
        }
        source.resume()
        self.source = Locked(source)
        let former = Self.mailbox.exchange(writing, ordering: .sequentiallyConsistent)
        precondition(former < 0, "The signals are watched already.")
        for number in Self.watched { signal(number, Self.post) }
    }

    /// Gives the signals their usual effect again.
    package func stop() {
        source.withLock { source in
            guard let watching = source else { return }
            for number in Self.watched { signal(number, SIG_DFL) }
            Self.mailbox.store(-1, ordering: .sequentiallyConsistent)
            watching.cancel()
            source = nil
        }
    }

    deinit { stop() }

    /// The handler.
    ///
    /// Only what POSIX allows in one: an atomic load and `write`; `errno` is kept.
    private static let post: @convention(c) (Int32) -> Void = { number in
        let former = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(mailbox.load(ordering: .sequentiallyConsistent), &byte, 1)
        errno = former
    }
}
