/// Memory of one worker that grows when it must and is used again for the next piece.
///
/// The hot loops of the engine write through `base` after one `reserve`; whoever writes states the
/// bound where the reserve is made. Not `Sendable`: one worker owns it.
final class ScratchBuffer<Element: BitwiseCopyable> {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var capacity: Int

    init(capacity: Int = 64) {
        self.capacity = max(1, capacity)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    /// Makes room for `count` elements and keeps the first `keeping`.
    @inline(__always)
    func reserve(_ count: Int, keeping kept: Int = 0) {
        if count > capacity { grow(count, keeping: kept) }
    }

    @inline(never)
    private func grow(_ count: Int, keeping kept: Int) {
        let larger = max(count, capacity + capacity / 2)
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        memory.update(from: base, count: min(kept, capacity))
        base.deallocate()
        base = memory
        capacity = larger
    }
}
