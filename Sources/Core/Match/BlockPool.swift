/// Blocks of memory that one worker uses again and again.
///
/// Texts of all sizes come and go by the thousand; the system's allocator would hand pages back
/// and take new, zeroed ones each time. Sizes are rounded up to one of two a power of two, so a
/// block fits the next text of about the same length. Very large blocks are not kept.
final class BlockPool {
    private var free: [[UnsafeMutableRawPointer]] = Array(repeating: [], count: 48)
    private static let largestKept = 1 << 20

    deinit { for blocks in free { for block in blocks { block.deallocate() } } }

    /// Class of a size, and the bytes of that class.
    private static func rounded(_ bytes: Int) -> (place: Int, bytes: Int) {
        let needed = max(64, bytes)
        let power = Int.bitWidth - 1 - (needed - 1).leadingZeroBitCount
        let half = 3 << (power - 1)
        return needed <= half ? (2 * power, half) : (2 * power + 1, 2 << power)
    }

    /// A block of at least `bytes` bytes, aligned to 16.
    func take(_ bytes: Int) -> UnsafeMutableRawPointer {
        if bytes > Self.largestKept { return .allocate(byteCount: bytes, alignment: 16) }
        let (place, size) = Self.rounded(bytes)
        return free[place].popLast() ?? .allocate(byteCount: size, alignment: 16)
    }

    /// Takes back a block that was taken with the same `bytes`.
    func giveBack(_ block: UnsafeMutableRawPointer, _ bytes: Int) {
        if bytes > Self.largestKept {
            block.deallocate()
        } else {
            free[Self.rounded(bytes).place].append(block)
        }
    }
}
