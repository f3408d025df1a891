internal import Foundation

/// How much may be under way between the first stage and the collector.
///
/// Results wait at the collector for those before them; without a bound, one slow item would let
/// all the others pile up there.
final class Allowance: @unchecked Sendable {
    // Safe to share: every field below is touched while `condition` is locked, and by nobody else.
    private let condition = NSCondition()
    private let items: Int
    private let bytes: Int
    private var itemsTaken = 0
    private var bytesTaken = 0
    private var isCancelled = false

    init(items: Int, bytes: Int) {
        self.items = items
        self.bytes = bytes
    }

    /// Waits until one more item fits.
    ///
    /// An item that is larger than all that is allowed goes alone.
    ///
    /// - Returns: false when the run has ended meanwhile.
    func take(bytes weight: Int) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while !isCancelled, itemsTaken > 0,
            itemsTaken >= items || bytesTaken > bytes - min(weight, bytes)
        {
            condition.wait()
        }
        guard !isCancelled else { return false }
        itemsTaken += 1
        bytesTaken += weight
        return true
    }

    func giveBack(bytes weight: Int) {
        condition.lock()
        itemsTaken -= 1
        bytesTaken -= weight
        // One thread takes, so that one signal reaches whom it is meant for.
        condition.signal()
        condition.unlock()
    }

    func cancel() {
        condition.lock()
        isCancelled = true
        condition.broadcast()
        condition.unlock()
    }
}
