internal import Foundation

/// A value behind a lock: the only lock of the program.
///
/// `NSLock` and not `Synchronization.Mutex`, whose futex the thread sanitizer cannot see on Linux,
/// so that it reports races where there are none.
package final class Locked<Value>: @unchecked Sendable {
    // Safe to share: `value` is touched between lock and unlock alone, and `withLock` lets nothing
    // but sendable results out.
    private let lock = NSLock()
    private var value: Value

    package init(_ value: sending Value) { self.value = value }

    package func withLock<Result: Sendable, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
