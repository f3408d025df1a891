internal import Dispatch

/// The workers of one run of a flow.
///
/// Each worker has a serial queue of its own. On Linux a concurrent queue whose blocks wait gets one
/// thread a core at once and then one a second, so that stages which wait for one another would
/// crawl.
final class FlowRun: Sendable {
    private struct State {
        /// The least number of an item whose work failed; what comes after it is not worked on.
        var failed = Int.max
        var scratchError: (any Error)?
        var stops: [@Sendable () -> Void] = []
    }

    let allowance: Allowance
    private let cancellation: Cancellation
    private let meters: StageMeters
    private let workers = DispatchGroup()
    private let state = Locked(State())
    private let handler = Locked<Int>(0)

    init(cancellation: Cancellation, meters: StageMeters, allowance: Allowance) {
        self.cancellation = cancellation
        self.meters = meters
        self.allowance = allowance
        let number = cancellation.onCancel { [weak self] in self?.stop() }
        handler.withLock { $0 = number }
    }

    /// Has a channel cancelled when the run stops.
    func own<Item>(_ channel: Channel<Ticket<Item>>) {
        state.withLock { $0.stops.append { channel.cancel() } }
        // The run may have been cancelled before the channel was known.
        if cancellation.isCancelled { channel.cancel() }
    }

    /// Starts the workers of one stage.
    ///
    /// The last of them closes the channel behind it.
    func start<Scratch, Item: Sendable, Outcome: Sendable>(
        _ name: String, workers count: Int, from before: Channel<Ticket<Item>>,
        to after: Channel<Ticket<Outcome>>, scratch: @escaping @Sendable () throws -> Scratch,
        _ body: @escaping @Sendable (inout Scratch, Item) throws -> Outcome
    ) {
        precondition(count > 0, "A stage has at least one worker.")
        own(before)
        let meter = StageMeter(stage: name, workers: count)
        meters.add(meter)
        let atWork = Locked(count)
        for number in 1...count {
            DispatchQueue(label: "\(name) \(number)").async(group: workers) { [self] in
                work(meter, from: before, to: after, scratch: scratch, body)
                let others = atWork.withLock { count in
                    count -= 1
                    return count
                }
                if others == 0 { after.close() }
            }
        }
    }

    private func work<Scratch, Item, Outcome>(
        _ meter: StageMeter, from before: Channel<Ticket<Item>>,
        to after: Channel<Ticket<Outcome>>, scratch: () throws -> Scratch,
        _ body: (inout Scratch, Item) throws -> Outcome
    ) {
        var scratchOfMine: Scratch
        do {
            scratchOfMine = try scratch()
        } catch {
            state.withLock { $0.scratchError = $0.scratchError ?? error }
            return stop()
        }
        var idle = StageMeter.now
        while let ticket = before.receive() {
            let begun = StageMeter.now
            FreedMemory.makeRoom()
            let outcome = outcome(of: ticket, &scratchOfMine, body)
            let done = StageMeter.now
            meter.count(bytes: ticket.bytes, busy: done - begun, waiting: begun - idle)
            idle = done
            guard after.send(Ticket(index: ticket.index, bytes: ticket.bytes, result: outcome))
            else { return }
        }
    }

    /// The work on one item.
    ///
    /// An error is an outcome like others, so that it reaches the collector in its turn; what
    /// follows it is passed on without work.
    private func outcome<Scratch, Item, Outcome>(
        of ticket: Ticket<Item>, _ scratch: inout Scratch,
        _ body: (inout Scratch, Item) throws -> Outcome
    ) -> Result<Outcome, any Error> {
        do {
            let item = try ticket.result.get()
            guard ticket.index < firstFailure else { return .failure(Interrupted()) }
            return .success(try body(&scratch, item))
        } catch {
            state.withLock { $0.failed = min($0.failed, ticket.index) }
            return .failure(error)
        }
    }

    private var firstFailure: Int { state.withLock { $0.failed } }

    /// Sends the items into the first channel, as the allowance permits.
    func feed<Item: Sendable>(
        _ items: some Sequence<Item> & Sendable, weight: @escaping @Sendable (Item) -> Int,
        to first: Channel<Ticket<Item>>
    ) {
        DispatchQueue(label: "feed").async(group: workers) { [self] in
            for (index, item) in items.enumerated() {
                let bytes = weight(item)
                guard index < firstFailure, allowance.take(bytes: bytes),
                    first.send(Ticket(index: index, bytes: bytes, result: .success(item)))
                else { break }
            }
            first.close()
        }
    }

    /// What a worker's scratch could not be made for.
    func checkScratch() throws {
        if let error = state.withLock({ $0.scratchError }) { throw error }
    }

    /// Stops all workers and waits until they have ended.
    func end() {
        stop()
        workers.wait()
        cancellation.forget(handler.withLock { $0 })
    }

    private func stop() {
        allowance.cancel()
        for stop in state.withLock({ $0.stops }) { stop() }
    }
}
