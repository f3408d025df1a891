import Dispatch
import Testing

@testable import Pipeline

@Suite(.timeLimit(.minutes(1))) struct TogetherTests {
    private struct Fault: Error, Equatable { var number: Int }

    /// Each waits for the other to have begun: one after the other would stand still.
    @Test func `both are done at a time`() throws {
        let (first, second) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let made = try together {
            second.signal()
            first.wait()
            return "one"
        } _: {
            first.signal()
            second.wait()
            return 2
        }
        #expect(made == ("one", 2))
    }

    @Test func `what either throws is thrown once both have ended, the first one's first`() {
        let begun = DispatchSemaphore(value: 0)
        var hasEnded = false
        #expect(throws: Fault(number: 2)) {
            try together {
                begun.wait()
                hasEnded = true
            } _: {
                begun.signal()
                throw Fault(number: 2)
            }
        }
        #expect(hasEnded)
        hasEnded = false
        #expect(throws: Fault(number: 1)) {
            try together {
                begun.signal()
                throw Fault(number: 1)
            } _: {
                begun.wait()
                hasEnded = true
            }
        }
        #expect(hasEnded)
        #expect(throws: Fault(number: 1)) {
            try together {
                throw Fault(number: 1)
            } _: {
                throw Fault(number: 2)
            }
        }
    }
}
