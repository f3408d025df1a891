internal import Glibc

/// The calls of the system by which files of the corpus are read.
///
/// Tests put others in their place, that fail or give less than was asked for.
package struct FileCalls: Sendable {
    /// As `read(2)`: a descriptor, where the bytes go, how many; gives how many came, or -1 and `errno`.
    package var read: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int
    /// As `pread(2)`: the same with a place in the file.
    package var readAt: @Sendable (Int32, UnsafeMutableRawPointer?, Int, Int) -> Int

    package init(
        read: @escaping @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int,
        readAt: @escaping @Sendable (Int32, UnsafeMutableRawPointer?, Int, Int) -> Int
    ) {
        self.read = read
        self.readAt = readAt
    }

    /// Those of the system.
    package static let system = FileCalls(
        read: { Glibc.read($0, $1, $2) }, readAt: { pread($0, $1, $2, off_t($3)) })
}
