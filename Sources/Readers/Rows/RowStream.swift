import Glibc

/// Bytes of a file in their order, unpacked where the file is packed.
protocol RowStream: AnyObject {
    /// Fills `room` from its start, as far as there are bytes at once.
    ///
    /// - Returns: how many bytes were written; 0 at the end.
    func read(into room: UnsafeMutableRawBufferPointer) throws(RowStreamProblem) -> Int
}

/// Why the rest of a file was not read.
enum RowStreamProblem: Error, Hashable {
    case file(Unreadable)
    case damaged(String)
    case cutShort
    case bomb(ratio: Int)
    case tooLarge(limit: Int)

    var reason: String {
        switch self {
        case .file(let why): why.reason
        case .damaged(let what): "The compressed file is damaged (\(what)). Make it again."
        case .cutShort:
            "The compressed file ends too soon. Make it again, or wait until it is whole."
        case .bomb(let ratio):
            "The file unpacks to more than \(ratio) times its size, as no text does. Unpack it"
                + " by hand if it is to be trusted."
        case .tooLarge(let limit):
            "The file unpacks to more than \(limit >> 20) MiB. Raise `jsonl.max_unpacked_bytes` in"
                + " pipeline.yaml, or split the file."
        }
    }
}

/// A regular file, read from its start.
final class FileStream: RowStream {
    private let descriptor: Int32
    let captured: CapturedFile
    /// Bytes read so far.
    private(set) var taken = 0

    /// Opens a file as a capture is opened: links are not followed, devices not waited for.
    init(_ file: RawPath) throws(RowStreamProblem) {
        let descriptor = file.withCString {
            open($0, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw .file(Unreadable(code: errno)) }
        do throws(RowStreamProblem) {
            captured = try Self.examine(descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { close(descriptor) }

    private static func examine(_ descriptor: Int32) throws(RowStreamProblem) -> CapturedFile {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw .file(Unreadable(code: errno)) }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw .file(.notAFile) }
        return CapturedFile(size: Int(facts.st_size), modified: nanoseconds(facts.st_mtim))
    }

    /// Whether the file is as it was when it was opened.
    var isUnchanged: Bool { (try? Self.examine(descriptor)) == captured }

    func read(into room: UnsafeMutableRawBufferPointer) throws(RowStreamProblem) -> Int {
        while true {
            let count = Glibc.read(descriptor, room.baseAddress, room.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .file(Unreadable(code: errno)) }
            taken += count
            return count
        }
    }
}

/// How far a packed file may grow when it is unpacked.
struct UnpackingBounds {
    /// Text packs to a twentieth at best, rows of one frame to a hundredth; DEFLATE reaches 1032,
    /// Zstandard far more.
    static let greatestRatio = 250
    /// Below this no ratio is looked at.
    static let free = 64 << 20

    let greatestSize: Int

    func check(unpacked: Int, packed: Int) throws(RowStreamProblem) {
        if unpacked > greatestSize { throw .tooLarge(limit: greatestSize) }
        if unpacked > Self.free, unpacked / Self.greatestRatio > packed {
            throw .bomb(ratio: Self.greatestRatio)
        }
    }
}
