internal import Core
internal import Foundation
internal import Store

/// Where a page or a block of rows lies in the spool.
struct SpooledText: Sendable {
    var offset: Int
    var bytes: Int
}

/// The texts of a pass, in a file of its own that has no name: what matching reads again must not
/// fill the memory.
///
/// They are not packed. A text is read once or twice, and a block of rows that is unpacked for one
/// of its texts costs more than all of verifying does. Workers write as they go, so the places of
/// texts differ from pass to pass; who reads knows them by what `append` gave. Any number of
/// threads may write and read.
final class TextSpool: Sendable {
    private let descriptor: Int32
    private let end = Locked(0)

    /// A spool whose file lies in `folder`, unlinked at once.
    ///
    /// - Throws: `SpoolError` when the folder takes no file.
    init(folder: String) throws {
        var template = Array((folder + "/spool-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw SpoolError(what: String(cString: strerror(errno))) }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(descriptor) }

    /// Appends a text.
    ///
    /// - Throws: `SpoolError` when the disk takes no more.
    func append(_ text: [UInt8]) throws -> SpooledText {
        let offset = end.withLock { end in
            defer { end += text.count }
            return end
        }
        try text.withUnsafeBytes { raw in
            try whole(raw.count) { done in
                pwrite(
                    descriptor, raw.baseAddress?.advanced(by: done), raw.count - done,
                    off_t(offset + done))
            }
        }
        return SpooledText(offset: offset, bytes: text.count)
    }

    /// The bytes `range` of a text.
    ///
    /// - Throws: `SpoolError` when the file can't be read.
    func read(_ text: SpooledText, _ range: Range<Int>) throws -> [UInt8] {
        precondition(range.upperBound <= text.bytes, "a range beyond its text in the spool")
        return try [UInt8](unsafeUninitializedCapacity: range.count) { room, count in
            try whole(range.count) { done in
                pread(
                    descriptor, room.baseAddress?.advanced(by: done), range.count - done,
                    off_t(text.offset + range.lowerBound + done))
            }
            count = range.count
        }
    }

    private func whole(_ count: Int, _ step: (_ done: Int) -> Int) throws {
        guard transferWhole(count, step) else {
            throw SpoolError(
                what: errno == 0 ? "it ends too soon" : String(cString: strerror(errno)))
        }
    }
}

package struct SpoolError: Error, CustomStringConvertible {
    var what: String
    package var description: String {
        "The temporary file of the pass: \(what). Check the disk that holds the store."
    }
}
