import Dispatch
import Foundation
import Testing

@testable import Pipeline

@Suite(.serialized, .timeLimit(.minutes(1))) struct SignalsTests {
    @Test(arguments: Signals.watched)
    func `the first signal cancels and the second one leaves`(_ number: Int32) {
        let cancellation = Cancellation()
        let left = Locked<[Int32]>([])
        let hasLeft = DispatchSemaphore(value: 0)
        let signals = Signals(cancellation: cancellation) { code in
            left.withLock { $0.append(code) }
            hasLeft.signal()
        }
        defer { signals.stop() }
        kill(getpid(), number)
        while !cancellation.isCancelled { usleep(100) }
        #expect(throws: Interrupted(signal: number)) { try cancellation.check() }
        #expect(Interrupted(signal: number).exitCode == 128 + number)
        #expect(left.withLock { $0 }.isEmpty)
        kill(getpid(), number)
        hasLeft.wait()
        #expect(left.withLock { $0 } == [128 + number])
    }

    @Test func `the process ends at once by the second signal`() async {
        await #expect(processExitsWith: .exitCode(143)) {
            let cancellation = Cancellation()
            let signals = Signals(cancellation: cancellation)
            withExtendedLifetime(signals) {
                kill(getpid(), SIGTERM)
                while !cancellation.isCancelled { usleep(100) }
                kill(getpid(), SIGTERM)
                while true { usleep(100) }
            }
        }
    }

    @Test func `only the first wish counts and handlers run once`() {
        let cancellation = Cancellation()
        let calls = Locked(0)
        let kept = cancellation.onCancel { calls.withLock { $0 += 1 } }
        let dropped = cancellation.onCancel { calls.withLock { $0 += 100 } }
        #expect(kept != dropped)
        cancellation.forget(dropped)
        #expect(throws: Never.self) { try cancellation.check() }
        cancellation.cancel(signal: 2)
        cancellation.cancel(signal: 15)
        #expect(throws: Interrupted(signal: 2)) { try cancellation.check() }
        #expect(calls.withLock { $0 } == 1)
        _ = cancellation.onCancel { calls.withLock { $0 += 10 } }
        #expect(calls.withLock { $0 } == 11)
    }
}
