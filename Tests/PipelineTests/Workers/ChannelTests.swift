import Dispatch
import Testing

@testable import Pipeline

@Suite(.timeLimit(.minutes(1))) struct ChannelTests {
    @Test func `elements come out in the order in which they went in`() {
        let channel = Channel<Int>(capacity: 3)
        DispatchQueue(label: "sender").async {
            for number in 0..<1_000 { channel.send(number) }
            channel.close()
        }
        var received: [Int] = []
        while let number = channel.receive() { received.append(number) }
        #expect(received == Array(0..<1_000))
        #expect(channel.receive() == nil)
        #expect(!channel.send(7))
    }

    /// Few places and many threads of both kinds: where a signal that reaches the wrong one is lost,
    /// this stands still.
    @Test(arguments: [1, 2, 7])
    func `nothing is lost or doubled between many threads`(_ capacity: Int) {
        let channel = Channel<Int>(capacity: capacity)
        let (senders, receivers) = (DispatchGroup(), DispatchGroup())
        let sums = Locked<[Int]>([])
        for sender in 0..<5 {
            DispatchQueue(label: "sender").async(group: senders) {
                for number in 0..<2_000 { channel.send(number * 5 + sender) }
            }
        }
        for _ in 0..<5 {
            DispatchQueue(label: "receiver").async(group: receivers) {
                var mine: [Int] = []
                while let number = channel.receive() { mine.append(number) }
                sums.withLock { $0 += mine }
            }
        }
        senders.wait()
        channel.close()
        receivers.wait()
        #expect(sums.withLock { $0 }.sorted() == Array(0..<10_000))
    }

    @Test func `a full channel holds its sender back`() {
        let channel = Channel<Int>(capacity: 2)
        let sent = Locked(0)
        let done = DispatchGroup()
        DispatchQueue(label: "sender").async(group: done) {
            for number in 0..<10 where channel.send(number) { sent.withLock { $0 += 1 } }
        }
        for taken in 0..<10 {
            #expect(channel.receive() == taken)
            // Taken, in the channel, and one whose count may be told late.
            #expect(sent.withLock { $0 } <= taken + 1 + 2)
        }
        done.wait()
        #expect(sent.withLock { $0 } == 10)
    }

    @Test func `cancelling wakes all who wait and lets the rest go`() {
        let (empty, full) = (Channel<Int>(capacity: 1), Channel<Int>(capacity: 1))
        full.send(1)
        let done = DispatchGroup()
        for _ in 0..<3 {
            DispatchQueue(label: "receiver").async(group: done) { #expect(empty.receive() == nil) }
            DispatchQueue(label: "sender").async(group: done) { #expect(!full.send(2)) }
        }
        empty.cancel()
        full.cancel()
        done.wait()
        #expect(full.receive() == nil)
    }
}
