internal import Glibc

/// The folder of a store as the file system knows it.
package enum StoreFolder {
    /// Folders below the store that are counted along.
    private static let deepest = 3

    /// Bytes of all regular files in the folder and below it; 0 when there is none.
    ///
    /// Links are not followed. What vanishes while it is counted counts as nothing.
    package static func bytes(_ folder: String) -> Int { bytes(folder, depth: 0) }

    private static func bytes(_ folder: String, depth: Int) -> Int {
        guard depth <= deepest, let stream = opendir(folder) else { return 0 }
        defer { closedir(stream) }
        var total = 0
        while let entry = readdir(stream) {
            // The name is an array of fixed size in C; the library ends it with NUL.
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            var facts = stat()
            guard fstatat(dirfd(stream), name, &facts, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            switch facts.st_mode & S_IFMT {
            case S_IFREG: total += Int(facts.st_size)
            case S_IFDIR: total += bytes(folder + "/" + name, depth: depth + 1)
            default: break
            }
        }
        return total
    }
}
