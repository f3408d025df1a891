/// Stages of work, one after the other, through which items go: what is done to one item, and by
/// how many workers.
///
/// A flow says nothing of threads. `run` lets its stages work side by side and delivers the results
/// in the order of the items; `runSerially` does the same on the calling thread and is the
/// specification of `run`: for any widths both deliver the same results, and end with the same
/// error after the same results.
package struct Flow<Input: Sendable, Output: Sendable>: Sendable {
    /// Bytes that an item stands for.
    let weight: @Sendable (Input) -> Int
    /// Workers and buffers of all stages together: how many items they hold.
    let room: Int
    /// Starts the workers of all stages; gives the channel before the first one, for that behind
    /// the last one.
    let connect: @Sendable (FlowRun, Channel<Ticket<Output>>) -> Channel<Ticket<Input>>
    /// Makes the scratch of all stages once and gives the function of all stages.
    let compose: @Sendable () throws -> (Input) throws -> Output

    /// Adds a stage.
    ///
    /// - Parameters:
    ///   - name: its name in progress and in meters.
    ///   - workers: how many of its items may be worked on at once.
    ///   - buffer: how many items may wait before it.
    ///   - scratch: makes what one worker keeps from item to item; it never leaves the worker.
    ///   - body: the work on one item. It gives the same result for the same item, whatever the
    ///     scratch was used for before.
    /// - Returns: the flow with the stage behind the others.
    package func stage<Scratch, Result: Sendable>(
        _ name: String, workers: Int, buffer: Int,
        scratch: @escaping @Sendable () throws -> Scratch,
        _ body: @escaping @Sendable (inout Scratch, Output) throws -> Result
    ) -> Flow<Input, Result> {
        Flow<Input, Result>(weight: weight, room: room + workers + buffer) { run, after in
            let before = Channel<Ticket<Output>>(capacity: buffer)
            run.start(name, workers: workers, from: before, to: after, scratch: scratch, body)
            return connect(run, before)
        } compose: {
            let former = try compose()
            var scratch = try scratch()
            return { try body(&scratch, try former($0)) }
        }
    }

    /// Adds a stage that needs no scratch.
    package func stage<Result: Sendable>(
        _ name: String, workers: Int, buffer: Int,
        _ body: @escaping @Sendable (Output) throws -> Result
    ) -> Flow<Input, Result> {
        stage(name, workers: workers, buffer: buffer, scratch: {}) { _, item in try body(item) }
    }
}

extension Flow where Input == Output {
    /// A flow without stages yet.
    ///
    /// - Parameters:
    ///   - type: what goes in.
    ///   - bytes: how many bytes an item stands for; for meters and for the bound of memory.
    package init(
        of type: Input.Type = Input.self, bytes: @escaping @Sendable (Input) -> Int = { _ in 0 }
    ) {
        self.init(weight: bytes, room: 1) { _, after in
            after
        } compose: {
            { $0 }
        }
    }
}

// MARK: - Running

extension Flow {
    /// Runs all stages side by side and delivers the results in the order of the items.
    ///
    /// - Parameters:
    ///   - items: what goes in; taken one by one, as room is made.
    ///   - bytesUnderWay: the most bytes of items between their entry and their delivery; one item
    ///     that is larger goes alone.
    ///   - cancellation: ends the run early.
    ///   - meters: where the stages count.
    ///   - deliver: receives the results, on the calling thread.
    /// - Throws: what a stage or `deliver` threw first in the order of the items, after all results
    ///   before it were delivered; `Interrupted` when the run was cancelled. No worker is at work
    ///   any more then.
    package func run(
        over items: some Sequence<Input> & Sendable, bytesUnderWay: Int = .max,
        cancellation: Cancellation = Cancellation(), meters: StageMeters = StageMeters(),
        deliver: (Output) throws -> Void
    ) throws {
        // Twice what the stages hold: results may overtake one another by as many as are at work.
        let window = 2 * room
        let run = FlowRun(
            cancellation: cancellation, meters: meters,
            allowance: Allowance(items: window, bytes: bytesUnderWay))
        let last = Channel<Ticket<Output>>(capacity: window)
        run.own(last)
        let first = connect(run, last)
        run.feed(items, weight: weight, to: first)
        defer { run.end() }

        var results = Reordering<Ticket<Output>>(window: window)
        while let ticket = last.receive() {
            results.add(ticket, at: ticket.index)
            while let next = results.next() {
                try cancellation.check()
                try deliver(try next.result.get())
                run.allowance.giveBack(bytes: next.bytes)
            }
        }
        try cancellation.check()
        try run.checkScratch()
    }

    /// Does what `run` does on the calling thread, item by item.
    package func runSerially(
        over items: some Sequence<Input>, cancellation: Cancellation = Cancellation(),
        deliver: (Output) throws -> Void
    ) throws {
        let work = try compose()
        for item in items {
            try cancellation.check()
            try deliver(try work(item))
        }
        try cancellation.check()
    }
}

/// An item on its way: its number, what it weighs, and what has become of it.
struct Ticket<Item: Sendable>: Sendable {
    var index: Int
    var bytes: Int
    var result: Result<Item, any Error>
}

/// Brings elements back into the order of their numbers.
///
/// At most `window` numbers are under way at a time, so that a ring of that many places holds all
/// who wait.
struct Reordering<Element> {
    private var ring: [Element?]
    private var first = 0

    init(window: Int) { ring = Array(repeating: nil, count: window) }

    mutating func add(_ element: Element, at index: Int) {
        precondition(index - first < ring.count, "More elements are under way than the window has.")
        ring[index % ring.count] = element
    }

    /// The element whose turn it is, when it has come.
    mutating func next() -> Element? {
        let place = first % ring.count
        guard let element = ring[place] else { return nil }
        ring[place] = nil
        first += 1
        return element
    }
}
