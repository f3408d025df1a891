package import Core

/// A file of the corpus that a pass may read.
package struct FoundSource: Hashable, Sendable {
    /// As `Source.path`: relative to its corpus root, escaped where a name is no plain text.
    package var path: String
    /// Where the file stands, in the file system's own bytes.
    package var file: RawPath
    package var format: SourceFormat
    package var size: Int
    /// Modification time in nanoseconds since 1970.
    package var modified: Int

    package init(path: String, file: RawPath, format: SourceFormat, size: Int, modified: Int) {
        self.path = path
        self.file = file
        self.format = format
        self.size = size
        self.modified = modified
    }
}

extension SourceFormat {
    /// The format of a file by the end of its name; nil for what no reader of ours reads.
    ///
    /// The one place that knows the endings.
    init?(fileName: [UInt8]) {
        let name = String(decoding: fileName, as: UTF8.self).lowercased()
        for (ending, format) in Self.endings
        where name.hasSuffix(ending) && name.utf8.count > ending.utf8.count {
            self = format
            return
        }
        return nil
    }

    private static let endings: [(String, SourceFormat)] = [
        (".html", .html), (".htm", .html), (".xhtml", .html), (".txt", .text), (".text", .text),
        (".md", .text), (".jsonl", .jsonl),
        (".jsonl.gz", .jsonl), (".jsonl.zst", .jsonl), (".warc", .warc), (".warc.gz", .warc),
        (".warc.zst", .warc), (".wet", .warc), (".wet.gz", .warc), (".wet.zst", .warc),
    ]
}

/// Something in the corpus that could not be looked at.
package struct WalkFinding: Hashable, Sendable {
    /// As `Source.path`.
    package var path: String
    /// What was wrong and what to do, as a sentence.
    package var reason: String

    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// The finding as a quarantined source, so that it is recorded and reported beside the others.
    package var source: Source {
        Source(path: path, format: .text, size: 0, modified: 0, state: .quarantined(reason: reason))
    }
}

/// What a walk left out by rule, in numbers.
package struct IgnoredEntries: Hashable, Sendable {
    /// Files whose names end in nothing that a reader reads, and `README.md`.
    package var otherFiles = 0
    /// Files and folders whose names begin with a dot.
    package var hidden = 0
    package var links = 0
    /// Folders that the walk had already been in, by another root or another mount.
    package var repeatedFolders = 0

    package init() {}
}
