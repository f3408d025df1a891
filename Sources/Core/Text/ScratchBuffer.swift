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

    private static func memory(_ capacity: Int) -> UnsafeMutablePointer<Element> {
        let bytes = capacity * MemoryLayout<Element>.stride
        guard bytes >= LargePages.manyBytes else { return .allocate(capacity: capacity) }
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: bytes, alignment: LargePages.size)
        LargePages.ask(for: UnsafeMutableRawBufferPointer(start: memory, count: bytes))
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

/// Memory in pages of 2 MiB.
///
/// Keys and columns by the million live in fresh memory, and to be given it in pages of 4 KiB takes
/// longer than to fill it.
enum LargePages {
    static let size = 2 << 20
    /// Bytes from which on it is worth asking.
    static let manyBytes = 4 << 20

    /// Asks for large pages where memory is not used yet; where that is not granted they are small.
    static func ask(for memory: UnsafeMutableRawBufferPointer) {
        guard let start = memory.baseAddress, memory.count >= manyBytes else { return }
        #if os(Linux)
            let end = Int(bitPattern: start) + memory.count
            let first = (Int(bitPattern: start) + size - 1) & ~(size - 1)
            guard first < end else { return }
            _ = madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
        #endif
    }
}

extension Array where Element: BitwiseCopyable {
    /// Makes room for so many values, in large pages.
    mutating func reserveLargePages(_ count: Int) {
        reserveCapacity(count)
        withUnsafeMutableBufferPointer {
            LargePages.ask(
                for: UnsafeMutableRawBufferPointer(
                    start: $0.baseAddress, count: count * MemoryLayout<Element>.stride))
        }
    }
}
