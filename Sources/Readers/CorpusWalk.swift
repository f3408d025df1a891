import Core
import Glibc

/// Why a corpus folder cannot be walked at all.
package enum CorpusError: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(folder: String)
    case notAFolder(path: String)
    case unreadable(folder: String, reason: String)

    package var description: String {
        switch self {
        case .missing(let folder):
            "There is no corpus folder at \(folder). Create it, or name another with --corpus."
        case .notAFolder(let path):
            "The corpus \(path) is not a folder. Name the folder that holds the captured pages."
        case .unreadable(let folder, let reason):
            "The corpus folder \(folder) cannot be read: \(reason). Allow this user to read and"
                + " enter it."
        }
    }
}

/// What a walk over the corpus found, in the order in which it is to be read.
package struct CorpusWalk: Sendable {
    /// By root, then by the bytes of the path.
    package private(set) var sources: [FoundSource] = []
    /// In the same order.
    package private(set) var findings: [WalkFinding] = []
    package private(set) var ignored = IgnoredEntries()

    /// Folders deeper than this below a root are not entered.
    package static let deepest = 64

    /// Walks corpus folders.
    ///
    /// O(entries), plus sorting each folder.
    ///
    /// A root may be a link, for the user has named it. Below a root **no link is followed**, inside or
    /// out: what a link inside points at is found under its own name, and reading it twice would be
    /// reported as a republication. Hidden entries, `README.md` and files of other formats are left
    /// out; all that is left out is counted, and all that cannot be looked at is a finding. Nothing
    /// is opened but folders, so that no pipe or device can hold the walk up.
    ///
    /// - Throws: `CorpusError` when a root itself cannot be walked.
    package init(roots: [RawPath]) throws(CorpusError) {
        // The order in which the roots are named must not change the names of sources.
        let roots = roots.sorted { $0.description < $1.description }
        for (index, root) in roots.enumerated() {
            let folder = try Self.open(root)
            currentRoot = index
            visit(folder, Place(root: root, below: RawPath([]), depth: 0))
        }
    }

    /// Walks corpus folders whose names are plain text.
    package init(roots: [String]) throws(CorpusError) {
        try self.init(roots: roots.map { RawPath($0) })
    }

    /// The same without the files and findings of which the path is told.
    package func without(_ isLeftOut: (_ path: String) -> Bool) -> CorpusWalk {
        var walk = self
        walk.sources.removeAll { isLeftOut($0.path) }
        walk.findings.removeAll { isLeftOut($0.path) }
        return walk
    }

    /// Folders that the walk has been in.
    private var visited: Set<FolderIdentity> = []
    /// Paths that are taken, and the root that took them.
    ///
    /// Swift's strings are equal when Unicode says so, which is what every table keyed by path will
    /// go by.
    private var taken: [String: Int] = [:]
    private var currentRoot = 0

    private struct FolderIdentity: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    private struct Place {
        let root: RawPath
        /// Relative to the root.
        let below: RawPath
        let depth: Int

        func entry(_ name: [UInt8]) -> Place {
            Place(root: root, below: below.appending(name), depth: depth + 1)
        }

        var file: RawPath { root.appending(below.bytes) }
    }

    private static func open(_ root: RawPath) throws(CorpusError) -> Int32 {
        let folder = root.withCString {
            Glibc.open($0, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC)
        }
        guard folder < 0 else { return folder }
        switch errno {
        case ENOENT: throw .missing(folder: root.description)
        case ENOTDIR: throw .notAFolder(path: root.description)
        case let code: throw .unreadable(folder: root.description, reason: meaning(of: code))
        }
    }

    // MARK: - Folders

    /// Walks an open folder, and closes it.
    private mutating func visit(_ folder: Int32, _ place: Place) {
        var facts = stat()
        guard fstat(folder, &facts) == 0 else {
            let code = errno
            close(folder)
            return note(place, "The folder could not be examined: \(meaning(of: code)).")
        }
        let identity = FolderIdentity(device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino))
        guard visited.insert(identity).inserted else {
            close(folder)
            ignored.repeatedFolders += 1
            return
        }
        // The stream owns the descriptor from here on, and closes it.
        guard let stream = fdopendir(folder) else {
            let code = errno
            close(folder)
            return note(place, "The folder could not be listed: \(meaning(of: code)).")
        }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while true {
            errno = 0
            guard let record = readdir(stream) else { break }
            let name = Self.name(of: record)
            if name == [Self.dot] || name == [Self.dot, Self.dot] { continue }
            guard name.first != Self.dot else {
                ignored.hidden += 1
                continue
            }
            if let entry = examine(name, in: dirfd(stream), place) { entries.append(entry) }
        }
        if errno != 0 {
            note(place, "The folder could not be listed to its end: \(meaning(of: errno)).")
        }
        // A folder sorts as its name with a slash, which puts whole paths in the order of their bytes.
        entries.sort { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
        for entry in entries { take(entry, in: dirfd(stream), place) }
    }

    private struct Entry {
        enum Kind { case folder, file(SourceFormat), finding(String) }
        let name: [UInt8]
        let kind: Kind
        let size: Int
        let modified: Int
        let sortKey: [UInt8]

        init(_ name: [UInt8], _ kind: Kind, _ facts: stat) {
            self.name = name
            self.kind = kind
            size = Int(facts.st_size)
            modified = nanoseconds(facts.st_mtim)
            if case .folder = kind { sortKey = name + [RawPath.slash] } else { sortKey = name }
        }
    }

    /// What an entry of a folder is; nil when it is left out.
    private mutating func examine(_ name: [UInt8], in folder: Int32, _ place: Place) -> Entry? {
        var facts = stat()
        let status = RawPath(name).withCString { fstatat(folder, $0, &facts, AT_SYMLINK_NOFOLLOW) }
        guard status == 0 else {
            let reason =
                errno == ENOENT
                ? "It vanished while its folder was listed. Run the pass again."
                : "It could not be examined: \(meaning(of: errno))."
            return Entry(name, .finding(reason), facts)
        }
        switch facts.st_mode & S_IFMT {
        case S_IFDIR: return Entry(name, .folder, facts)
        case S_IFLNK:
            ignored.links += 1
            return nil
        case S_IFREG:
            guard let format = SourceFormat(fileName: name), !Self.isReadme(name) else {
                ignored.otherFiles += 1
                return nil
            }
            return Entry(name, .file(format), facts)
        case let type:
            let kind = Self.nameOfSpecialFile(type)
            let reason = "It is \(kind), not a file with captured text. Keep it outside the corpus."
            return Entry(name, .finding(reason), facts)
        }
    }

    private mutating func take(_ entry: Entry, in folder: Int32, _ place: Place) {
        let here = place.entry(entry.name)
        switch entry.kind {
        case .finding(let reason): note(here, reason)
        case .file(let format):
            sources.append(
                FoundSource(
                    path: freePath(here), file: here.file, format: format, size: entry.size,
                    modified: entry.modified))
        case .folder:
            guard here.depth <= Self.deepest else {
                return note(
                    here,
                    "The folder lies more than \(Self.deepest) folders deep. Name it as a corpus folder"
                        + " of its own.")
            }
            // Not following links here closes the gap in which a folder is replaced by a link.
            let child = RawPath(entry.name).withCString {
                openat(folder, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            }
            guard child >= 0 else {
                return note(
                    here,
                    "The folder cannot be read: \(meaning(of: errno)). Allow this user to read and"
                        + " enter it.")
            }
            visit(child, here)
        }
    }

    private mutating func note(_ place: Place, _ reason: String) {
        let path = place.below.bytes.isEmpty ? place.root.description : freePath(place)
        findings.append(WalkFinding(path: path, reason: reason))
    }

    // MARK: - Names

    /// A path that no other source has: relative to the root, with the root's name before it when
    /// another root has the same, beyond ASCII escaped when a name is equal to another but for composition.
    private mutating func freePath(_ place: Place) -> String {
        let plain = place.below.description
        var path = plain
        if taken[plain] == currentRoot { path = place.below.escapedToASCII }
        var turn = 1
        while taken[path] != nil {
            let name = Self.name(of: place.root) + (turn == 1 ? "" : "~\(turn)")
            path = "\(name)/\(place.below.escapedToASCII)"
            turn += 1
        }
        taken[path] = currentRoot
        return path
    }

    /// The last part of a root's path.
    private static func name(of root: RawPath) -> String {
        root.description.split(separator: "/").last.map(String.init) ?? "corpus"
    }

    private static let dot = UInt8(ascii: ".")

    private static func isReadme(_ name: [UInt8]) -> Bool {
        String(decoding: name, as: UTF8.self).lowercased() == "readme.md"
    }

    private static func nameOfSpecialFile(_ type: mode_t) -> String {
        switch type {
        case S_IFIFO: "a named pipe"
        case S_IFSOCK: "a socket"
        case S_IFCHR, S_IFBLK: "a device"
        default: "a special file"
        }
    }

    /// The name in a folder's record, which ends with NUL within `d_reclen` bytes.
    private static func name(of record: UnsafeMutablePointer<dirent>) -> [UInt8] {
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        let raw = UnsafeRawPointer(record).advanced(by: offset)
        let room = max(0, Int(record.pointee.d_reclen) - offset)
        let bytes = UnsafeRawBufferPointer(start: raw, count: room)
        return Array(bytes.prefix { $0 != 0 })
    }
}

/// Nanoseconds since 1970; the nearest that fits where a file claims a time beyond reason.
func nanoseconds(_ time: timespec) -> Int {
    let (seconds, tooFar) = Int(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, tooFarStill) = seconds.addingReportingOverflow(Int(time.tv_nsec))
    return tooFar || tooFarStill ? (time.tv_sec < 0 ? Int.min : Int.max) : sum
}
