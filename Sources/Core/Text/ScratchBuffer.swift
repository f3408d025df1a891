#if os(Linux)
    private import Glibc
#endif

/// Memory of one worker that grows when it must and is used again for the next piece.
///
/// The hot loops of the engine write through `base` after one `reserve`; whoever writes states the
/// bound where the reserve is made. Not `Sendable`: one worker owns it.
final class ScratchBuffer<Element: BitwiseCopyable> {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var capacity: Int

    init(capacity: Int = 64) {
        self.capacity = max(1, capacity)
        base = Self.memory(self.capacity)
    }

    deinit { base.deallocate() }

    /// Bytes from which on memory is asked for in large pages, and the size of those.
    ///
    /// The millions of keys that are sorted once live in fresh memory, and to be given it in pages of
    /// 4 KiB took longer than to sort them.
    private static var manyBytes: Int { 4 << 20 }
    private static var largePage: Int { 2 << 20 }

    private static func memory(_ capacity: Int) -> UnsafeMutablePointer<Element> {
        let bytes = capacity * MemoryLayout<Element>.stride
        guard bytes >= manyBytes else { return .allocate(capacity: capacity) }
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: largePage)
        #if os(Linux)
            // A wish: where it is not granted, the pages are small.
            _ = madvise(memory, bytes, MADV_HUGEPAGE)
        #endif
        return memory.bindMemory(to: Element.self, capacity: capacity)
    }

    /// Makes room for `count` elements and keeps the first `keeping`.
    @inline(__always)
    func reserve(_ count: Int, keeping kept: Int = 0) {
        if count > capacity { grow(count, keeping: kept) }
    }

    @inline(never)
    private func grow(_ count: Int, keeping kept: Int) {
        let larger = max(count, capacity + capacity / 2)
        let memory = Self.memory(larger)
        memory.update(from: base, count: min(kept, capacity))
        base.deallocate()
        base = memory
        capacity = larger
    }
}
