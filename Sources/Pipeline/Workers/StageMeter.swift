internal import Dispatch

/// What a stage has done so far.
package struct StageReading: Hashable, Sendable {
    package var stage: String
    package var workers: Int
    package var items = 0
    package var bytes = 0
    /// Seconds of work, of all workers together.
    package var busy = 0.0
    /// Seconds of waiting for items or for room behind the stage, of all workers together.
    package var waiting = 0.0

    package init(stage: String, workers: Int) {
        self.stage = stage
        self.workers = workers
    }
}

/// The readings of all stages of a pass, for progress and for finding the narrow one.
package final class StageMeters: Sendable {
    private let meters = Locked<[StageMeter]>([])

    package init() {}

    /// In the order in which the stages were begun.
    package var readings: [StageReading] { meters.withLock { $0 }.map(\.reading) }

    func add(_ meter: StageMeter) { meters.withLock { $0.append(meter) } }
}

/// Counts for one stage.
final class StageMeter: Sendable {
    private let current: Locked<StageReading>

    init(stage: String, workers: Int) {
        current = Locked(StageReading(stage: stage, workers: workers))
    }

    var reading: StageReading { current.withLock { $0 } }

    /// Adds one item: what it weighs, and how long it took after how long a wait.
    func count(bytes: Int, busy: UInt64, waiting: UInt64) {
        current.withLock { reading in
            reading.items += 1
            reading.bytes += bytes
            reading.busy += Double(busy) / 1e9
            reading.waiting += Double(waiting) / 1e9
        }
    }

    /// Nanoseconds of a clock that only goes forward.
    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }
}
