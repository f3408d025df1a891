internal import Core
import Glibc

/// Why a file that a user named is none that can be read.
package enum NamedFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(path: String)
    case notAFile(path: String)
    case unreadable(path: String, reason: String)

    package var description: String {
        switch self {
        case .missing(let path): "\(path): there is no such file"
        case .notAFile(let path):
            "\(path): it is not a file; name one of the captured pages"
        case .unreadable(let path, let reason): "\(path): it cannot be read (\(reason))"
        }
    }
}

extension FoundSource {
    /// A file that a user named, wherever it lies.
    ///
    /// Links are followed, unlike those of a corpus. A file whose name ends in nothing known is taken
    /// for text.
    package init(named path: String) throws(NamedFileError) {
        let shown = RawPath(path).description
        let file: RawPath
        do {
            file = try RawPath(path).resolved()
        } catch {
            switch error.code {
            case ENOENT, ENOTDIR: throw .missing(path: shown)
            case let code: throw .unreadable(path: shown, reason: meaning(of: code))
            }
        }
        var facts = stat()
        guard file.withCString({ stat($0, &facts) }) == 0 else {
            throw .unreadable(path: shown, reason: meaning(of: errno))
        }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: shown) }
        self.init(
            path: shown, file: file, format: SourceFormat(fileName: file.bytes) ?? .text,
            size: Int(facts.st_size), modified: nanoseconds(facts.st_mtim))
    }
}

/// An error of the C library.
package struct SystemError: Error {
    package let code: Int32
}

extension RawPath {
    /// The path without links and dots in it, from the root on (`realpath(3)`).
    package func resolved() throws(SystemError) -> RawPath {
        guard let real = withCString({ realpath($0, nil) }) else { throw SystemError(code: errno) }
        // The library allocated it, and ends it with NUL.
        defer { free(real) }
        return RawPath(Array(UnsafeRawBufferPointer(start: real, count: strlen(real))))
    }

    /// The rest of the path below a folder; nil when it doesn't lie there.
    package func below(_ folder: RawPath) -> [UInt8]? {
        let start = folder.bytes.last == Self.slash ? folder.bytes : folder.bytes + [Self.slash]
        guard bytes.count > start.count, bytes.starts(with: start) else { return nil }
        return Array(bytes[start.count...])
    }
}
