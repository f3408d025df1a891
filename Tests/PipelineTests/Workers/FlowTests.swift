import Dispatch
import Foundation
import Testing

@testable import Pipeline

@Suite(.timeLimit(.minutes(2))) struct FlowTests {
    /// A scratch that shows when two workers share it.
    final class Scratch {
        var isInUse = false
        var used = 0
    }

    struct Failure: Error, Equatable {
        var item: Int
    }

    /// Three stages that take a time of their own for each item, and fail at some.
    private func flow(_ widths: [Int], failures: Set<Int> = []) -> Flow<Int, String> {
        @Sendable func dawdle(_ item: Int, _ stage: UInt64) {
            var bits = UInt64(item) &* 0x9E37_79B9_7F4A_7C15 &+ stage &* 0xBF58_476D_1CE4_E5B9
            bits ^= bits >> 29
            if bits % 3 == 0 { usleep(UInt32(bits % 700)) }
        }
        return Flow(of: Int.self, bytes: { $0 })
            .stage("double", workers: widths[0], buffer: 3) { item in
                dawdle(item, 1)
                return item * 2
            }
            .stage("check", workers: widths[1], buffer: 1, scratch: Scratch.init) { scratch, item in
                precondition(!scratch.isInUse, "Two workers share a scratch.")
                scratch.isInUse = true
                defer { scratch.isInUse = false }
                scratch.used += 1
                dawdle(item, 2)
                if failures.contains(item / 2) { throw Failure(item: item / 2) }
                return item
            }
            .stage("write", workers: widths[2], buffer: 5) { item in
                dawdle(item, 3)
                return "\(item)"
            }
    }

    private func outcome(_ run: ((String) throws -> Void) throws -> Void) -> ([String], String) {
        var results: [String] = []
        do {
            try run { results.append($0) }
            return (results, "done")
        } catch {
            return (results, "\(error)")
        }
    }

    @Test(arguments: 1...8)
    func `any width delivers what the serial twin delivers`(_ width: Int) {
        for failures in [[], [0], [57], [113, 40, 41], [199]] as [Set<Int>] {
            let widths = [width, 9 - width, (width * 5) % 8 + 1]
            let parallel = outcome {
                try flow(widths, failures: failures).run(over: 0..<200, deliver: $0)
            }
            let serial = outcome {
                try flow(widths, failures: failures).runSerially(over: 0..<200, deliver: $0)
            }
            #expect(parallel == serial)
            #expect(serial.0.count == failures.min() ?? 200)
        }
    }

    @Test func `a flow without items or stages is done at once`() throws {
        try flow([2, 2, 2]).run(over: 0..<0) { _ in Issue.record("There is nothing to deliver.") }
        var delivered: [Int] = []
        try Flow(of: Int.self).run(over: 0..<100) { delivered.append($0) }
        #expect(delivered == Array(0..<100))
    }

    @Test func `an error of the receiver ends the run`() {
        var delivered = 0
        #expect(throws: Failure(item: 9)) {
            try flow([3, 3, 3]).run(over: 0..<100_000) { _ in
                delivered += 1
                if delivered == 10 { throw Failure(item: 9) }
            }
        }
        #expect(delivered == 10)
    }

    @Test func `a scratch that cannot be made ends the run`() {
        let flow = Flow(of: Int.self).stage(
            "broken", workers: 3, buffer: 2, scratch: { throw Failure(item: -1) }
        ) { (_: inout Int, item: Int) in item }
        #expect(throws: Failure(item: -1)) { try flow.run(over: 0..<100) { _ in } }
        #expect(throws: Failure(item: -1)) { try flow.runSerially(over: 0..<100) { _ in } }
    }

    @Test(arguments: [true, false])
    func `a cancelled run ends and delivers nothing more`(_ isSerial: Bool) {
        let cancellation = Cancellation()
        var delivered: [String] = []
        let deliver = { (result: String) in
            delivered.append(result)
            if delivered.count == 50 { cancellation.cancel(signal: 15) }
        }
        #expect(throws: Interrupted(signal: 15)) {
            let flow = flow([2, 4, 1])
            if isSerial {
                try flow.runSerially(
                    over: 0..<1_000_000, cancellation: cancellation, deliver: deliver)
            } else {
                try flow.run(over: 0..<1_000_000, cancellation: cancellation, deliver: deliver)
            }
        }
        #expect(delivered == (0..<50).map { "\($0 * 2)" })
        #expect(throws: Interrupted(signal: 15)) {
            try flow([1, 1, 1]).run(over: 0..<9, cancellation: cancellation, deliver: deliver)
        }
        #expect(delivered.count == 50)
    }

    @Test func `a run is cancelled from another thread while it waits`() {
        let cancellation = Cancellation()
        let isStuck = DispatchSemaphore(value: 0)
        DispatchQueue(label: "user").async {
            isStuck.wait()
            cancellation.cancel()
        }
        let flow = Flow(of: Int.self).stage("stuck", workers: 2, buffer: 1) { item in
            if item == 5 {
                isStuck.signal()
                while !cancellation.isCancelled { usleep(100) }
            }
            return item
        }
        #expect(throws: Interrupted()) {
            try flow.run(over: 0..<1_000, cancellation: cancellation) { _ in }
        }
    }

    /// One slow item must not let all the others pile up behind it.
    @Test func `what is under way is bounded`() throws {
        let entered = Locked(0)
        let most = Locked(0)
        var delivered = 0
        let items = (0..<2_000).lazy.map { item -> Int in
            entered.withLock { $0 += 1 }
            return item
        }
        let flow = Flow(of: Int.self).stage("slow", workers: 4, buffer: 8) { item in
            if item % 500 == 0 { usleep(20_000) }
            return item
        }
        try flow.run(
            over: Unshared(items),
            deliver: { _ in
                let underWay = entered.withLock { $0 } - delivered
                most.withLock { $0 = max($0, underWay) }
                delivered += 1
            })
        #expect(delivered == 2_000)
        // Twice what the stages hold, and the one that is being taken.
        #expect(most.withLock { $0 } <= 2 * flow.room + 1)
    }

    @Test func `bytes under way are bounded and a larger item goes alone`() throws {
        let underWay = Locked((now: 0, most: 0))
        let sizes = [10, 20, 30, 500, 40, 60, 10, 100, 100, 90, 5, 700]
        let flow = Flow(of: Int.self, bytes: { $0 }).stage("work", workers: 4, buffer: 4) { size in
            underWay.withLock {
                $0.now += size
                $0.most = max($0.most, $0.now)
            }
            usleep(500)
            underWay.withLock { $0.now -= size }
            return size
        }
        var delivered: [Int] = []
        try flow.run(over: sizes, bytesUnderWay: 100) { delivered.append($0) }
        #expect(delivered == sizes)
        #expect(underWay.withLock { $0.most } == 700)
        delivered = []
        underWay.withLock { $0 = (0, 0) }
        let small = sizes.filter { $0 <= 100 }
        try flow.run(over: small, bytesUnderWay: 100) { delivered.append($0) }
        #expect(delivered == small)
        #expect(underWay.withLock { $0.most } <= 100)
    }

    @Test func `stages count what they do`() throws {
        let meters = StageMeters()
        try flow([1, 2, 3]).run(over: 0..<100, meters: meters) { _ in }
        let readings = meters.readings.sorted { $0.workers < $1.workers }
        #expect(readings.map(\.stage) == ["double", "check", "write"])
        #expect(readings.map(\.items) == [100, 100, 100])
        #expect(readings.allSatisfy { $0.bytes == 4_950 && $0.busy > 0 })
    }

    @Test func `results are brought back into order`() {
        var results = Reordering<Int>(window: 4)
        var order: [Int] = []
        for number in [3, 0, 2, 1, 5, 4, 6, 7] {
            results.add(number, at: number)
            while let next = results.next() { order.append(next) }
        }
        #expect(order == Array(0..<8))
    }
}

/// A sequence that only one thread at a time walks through.
struct Unshared<Base: Sequence>: Sequence, @unchecked Sendable {
    // Safe to share: a run takes its items on one thread, and the test does not use them meanwhile.
    let base: Base

    init(_ base: Base) { self.base = base }

    func makeIterator() -> Base.Iterator { base.makeIterator() }
}
