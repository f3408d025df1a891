import Glibc

/// A regular file, read from its start.
final class FileStream: ByteStream {
    private let descriptor: Int32
    private let calls: FileCalls
    let captured: CapturedFile
    /// Place up to which bytes were read.
    private(set) var taken = 0

    /// Opens a file as a capture is opened: links are not followed, devices not waited for.
    init(_ file: RawPath, calls: FileCalls) throws(StreamProblem) {
        let descriptor = file.withCString {
            open($0, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw .file(Unreadable(code: errno)) }
        do throws(StreamProblem) {
            captured = try Self.examine(descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.calls = calls
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { close(descriptor) }

    private static func examine(_ descriptor: Int32) throws(StreamProblem) -> CapturedFile {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw .file(Unreadable(code: errno)) }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw .file(.notAFile) }
        return CapturedFile(size: Int(facts.st_size), modified: nanoseconds(facts.st_mtim))
    }

    /// Whether the file is as it was when it was opened.
    var isUnchanged: Bool { (try? Self.examine(descriptor)) == captured }

    /// Goes on reading at `place`.
    func seek(to place: Int) throws(StreamProblem) {
        guard lseek(descriptor, off_t(place), SEEK_SET) >= 0 else {
            throw .file(Unreadable(code: errno))
        }
        taken = place
    }

    func read(into room: UnsafeMutableRawBufferPointer) throws(StreamProblem) -> Int {
        while true {
            let count = calls.read(descriptor, room.baseAddress, room.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .file(Unreadable(code: errno)) }
            taken += count
            return count
        }
    }

    /// The stream of what the file holds when it is unpacked, as the end of its name says.
    func unpacked(named name: RawPath, _ bounds: UnpackingBounds) -> any ByteStream {
        let name = String(decoding: name.bytes, as: UTF8.self).lowercased()
        if name.hasSuffix(".gz") { return GzipStream(self, bounds: bounds) }
        if name.hasSuffix(".zst") { return ZstandardStream(self, bounds: bounds) }
        return self
    }
}
