import Glibc

/// Why the bytes of a file were not captured.
package enum Unreadable: Error, Hashable, Sendable {
    case tooLarge(size: Int, limit: Int)
    case notAFile
    case vanished
    /// It grew, shrank or was written at every attempt to read it.
    case changing
    case refused(String)

    /// A sentence for the record of quarantined sources.
    package var reason: String {
        switch self {
        case .tooLarge(let size, let limit):
            "The file holds \(shown(size)); the limit is \(shown(limit)). Raise the size limit of a"
                + " source in pipeline.yaml, or split the file."
        case .notAFile: "It is not a regular file any more. Run the pass again."
        case .vanished: "The file vanished after it was found. Run the pass again."
        case .changing:
            "The file was being written while it was read. Run the pass again when it is complete."
        case .refused(let why): "The file cannot be read: \(why)."
        }
    }

    private func shown(_ bytes: Int) -> String {
        let mebi = 1 << 20
        return bytes % mebi == 0 ? "\(bytes / mebi) MiB" : "\(bytes) bytes"
    }
}

/// The captured file as it was while its bytes were read.
package struct CapturedFile: Hashable, Sendable {
    package var size: Int
    /// Nanoseconds since 1970.
    package var modified: Int

    /// Told of a file in place of its time when it could not be read, or not whole: no file has that time,
    /// so that the next pass tries again.
    package static let unread = Int.min
}

/// Reads files one after another into one buffer, which it keeps.
///
/// One for each worker.
package final class CaptureReader {
    /// Most bytes of one file: 64 MiB where nothing else is said.
    package static let defaultLimit = 64 << 20
    /// No limit can be larger: decoding makes up to three bytes of one, and a page's places are counted
    /// in 32 bits.
    package static let largestLimit = 1 << 30

    private let limit: Int
    private let calls: FileCalls
    private var buffer: [UInt8] = []

    /// A larger buffer than this is given back after use.
    private static let kept = 8 << 20

    /// - Parameters:
    ///   - limit: most bytes of one file, up to `largestLimit`.
    ///   - calls: by which files are read.
    package init(limit: Int = CaptureReader.defaultLimit, calls: FileCalls = .system) {
        self.calls = calls
        self.limit = min(max(limit, 0), Self.largestLimit)
    }

    /// Gives a body the bytes of a file.
    ///
    /// O(bytes), and never more than the limit and one.
    ///
    /// Links are not followed, and pipes and devices are not waited for. A file that changes while it
    /// is read is read again, three times in all; the body sees only bytes that stood still.
    package func withBytes<Result>(
        of file: RawPath, _ body: (CapturedFile, Span<UInt8>) throws -> Result
    ) throws -> Result {
        let captured = try capture(file)
        defer { if buffer.count > Self.kept { buffer = [] } }
        return try body(captured, buffer.span.extracting(0..<captured.size))
    }

    private func capture(_ file: RawPath) throws(Unreadable) -> CapturedFile {
        let descriptor = file.withCString {
            open($0, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw Unreadable(code: errno) }
        defer { close(descriptor) }
        for _ in 0..<3 {
            let before = try examine(descriptor)
            guard before.size <= limit else { throw .tooLarge(size: before.size, limit: limit) }
            let count = try fill(from: descriptor, expecting: before.size)
            let after = try examine(descriptor)
            if count > limit { throw .tooLarge(size: max(after.size, count), limit: limit) }
            if before == after, count == after.size { return after }
        }
        throw .changing
    }

    private func examine(_ descriptor: Int32) throws(Unreadable) -> CapturedFile {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw Unreadable(code: errno) }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        return CapturedFile(size: Int(facts.st_size), modified: nanoseconds(facts.st_mtim))
    }

    /// Reads from the file's start to its end, or to one byte beyond the limit; answers how many.
    private func fill(from descriptor: Int32, expecting size: Int) throws(Unreadable) -> Int {
        // One byte more than there should be, so that the end is seen without growing.
        let room = size + 1
        if buffer.count < room { buffer = [UInt8](repeating: 0, count: max(room, 1 << 16)) }
        var filled = 0
        while filled <= limit {
            if filled == buffer.count {
                buffer.append(contentsOf: repeatElement(0, count: buffer.count))
            }
            // The range lies within the buffer, and read(2) writes no further than it is told.
            let wanted = min(buffer.count, limit + 1) - filled
            let count = buffer.withUnsafeMutableBytes { bytes in
                calls.readAt(
                    descriptor, bytes.baseAddress?.advanced(by: filled), wanted, filled)
            }
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw Unreadable(code: errno)
            }
            filled += count
        }
        return filled
    }
}

extension Unreadable {
    /// Whether another attempt may end otherwise though size and time of the file stay the same.
    var isPassing: Bool {
        switch self {
        case .tooLarge, .notAFile: false
        case .vanished, .changing, .refused: true
        }
    }

    /// What an error of `open`, `read` or `fstat` means.
    init(code: Int32) {
        switch code {
        case ENOENT: self = .vanished
        // What O_NOFOLLOW and O_NONBLOCK answer for a link, a socket or a device without a driver.
        case ELOOP, ENXIO, ENODEV: self = .notAFile
        default: self = .refused(meaning(of: code))
        }
    }
}
