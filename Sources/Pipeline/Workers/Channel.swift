internal import Foundation

/// A queue of bounded length between threads: who sends waits while it is full, who receives waits
/// while it is empty.
package final class Channel<Element: Sendable>: @unchecked Sendable {
    // Safe to share: every field below is touched while `condition` is locked, and by nobody else.
    private let condition = NSCondition()
    private let capacity: Int
    /// A ring of `capacity` places, the oldest element at `head`.
    private var ring: [Element?]
    private var head = 0
    private var count = 0
    private var isClosed = false
    private var isCancelled = false
    private var waitingSenders = 0
    private var waitingReceivers = 0

    package init(capacity: Int) {
        precondition(capacity > 0, "A channel holds at least one element.")
        self.capacity = capacity
        ring = Array(repeating: nil, count: capacity)
    }

    /// Adds an element, once there is room.
    ///
    /// - Returns: false when the channel is closed or cancelled; the element is dropped then.
    @discardableResult
    package func send(_ element: Element) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while count == capacity, !isClosed, !isCancelled {
            waitingSenders += 1
            condition.wait()
            waitingSenders -= 1
        }
        guard !isClosed, !isCancelled else { return false }
        ring[(head + count) % capacity] = element
        count += 1
        wakeOne()
        return true
    }

    /// Takes the oldest element, once there is one.
    ///
    /// - Returns: nil when the channel is closed and empty, or cancelled.
    package func receive() -> Element? {
        condition.lock()
        defer { condition.unlock() }
        while count == 0, !isClosed, !isCancelled {
            waitingReceivers += 1
            condition.wait()
            waitingReceivers -= 1
        }
        guard count > 0, !isCancelled else { return nil }
        let element = ring[head]
        ring[head] = nil
        head = (head + 1) % capacity
        count -= 1
        wakeOne()
        return element
    }

    /// Ends the sending; what is in the channel can still be received.
    package func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    /// Ends sending and receiving at once and lets go what is in the channel.
    package func cancel() {
        condition.lock()
        isCancelled = true
        ring = Array(repeating: nil, count: capacity)
        count = 0
        condition.broadcast()
        condition.unlock()
    }

    /// Wakes one of those who wait.
    ///
    /// A receiver that was woken and has not run yet leaves room for a sender to fill the channel
    /// and wait beside other receivers; one signal could then reach the wrong kind and be lost, so
    /// that all are woken when both kinds wait.
    private func wakeOne() {
        if waitingSenders > 0, waitingReceivers > 0 {
            condition.broadcast()
        } else if waitingSenders > 0 || waitingReceivers > 0 {
            condition.signal()
        }
    }
}
