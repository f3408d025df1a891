import CMalloc
import Dispatch

/// Runs `count` pieces of work on `workers` serial queues and hands the results back in order.
///
/// Each worker takes the next number when it is free; `make` gives it the memory it owns.
func inParallel<State, Value: Sendable>(
    _ count: Int, workers: Int, make: @escaping @Sendable () -> State,
    work: @escaping @Sendable (State, Int) -> Value
) -> [Value] {
    let shared = Shared<Value>(count)
    let group = DispatchGroup()
    for worker in 0..<workers {
        let queue = DispatchQueue(label: "bench.\(worker)")
        queue.async(group: group) {
            let state = make()
            while let next = shared.take() {
                stemma_grow_heap()
                shared.put(next, work(state, next))
            }
        }
    }
    group.wait()
    return shared.values.compactMap { $0 }
}

/// The next number and the results so far.
private final class Shared<Value: Sendable>: @unchecked Sendable {
    // Safe to share: everything is read and written on one serial queue.
    private let queue = DispatchQueue(label: "bench.results")
    private var next = 0
    private var made: [Value?]

    init(_ count: Int) { made = [Value?](repeating: nil, count: count) }

    func take() -> Int? {
        queue.sync {
            if next == made.count { return nil }
            next += 1
            return next - 1
        }
    }

    func put(_ at: Int, _ value: Value) { queue.sync { made[at] = value } }

    var values: [Value?] { queue.sync { made } }
}
