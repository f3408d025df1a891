/// How a source is written.
package enum SourceFormat: String, Sendable, CaseIterable {
    case text, html, warc, jsonl
}

/// What became of a source in a pass.
package enum SourceState: Hashable, Sendable {
    case read
    /// Not read, or not whole: the reason is a sentence that says what was wrong and what to do.
    case quarantined(reason: String)
}

/// One file, WARC record or JSONL row that a pass saw.
package struct Source: Hashable, Sendable {
    /// Path relative to its corpus root, with `/` between the parts.
    ///
    /// It names the source in every export. Where several roots hold the same path, the later ones
    /// are prefixed by their root.
    package var path: String
    package var format: SourceFormat
    /// Size in bytes and modification time (nanoseconds since 1970) as the file system said; what
    /// makes a later pass believe that the source has not changed.
    package var size: Int
    package var modified: Int
    /// SHA-256 of the captured bytes, 64 hexadecimal digits; empty when they were not read.
    package var sha256: String
    /// IANA name of the encoding that the bytes were decoded from.
    package var encoding: String
    /// Byte sequences that were not valid in that encoding and stand as U+FFFD in the page.
    package var repaired: Int
    package var host: String?
    /// Name of the site as its own pages print it.
    package var site: String?
    package var state: SourceState
    /// Whether it is a record of a file, which is a source of its own.
    package var isRecord: Bool

    package init(
        path: String, format: SourceFormat, size: Int, modified: Int, sha256: String = "",
        encoding: String = "UTF-8", repaired: Int = 0, host: String? = nil, site: String? = nil,
        state: SourceState = .read, isRecord: Bool = false
    ) {
        self.path = path
        self.format = format
        self.size = size
        self.modified = modified
        self.sha256 = sha256
        self.encoding = encoding
        self.repaired = repaired
        self.host = host
        self.site = site
        self.state = state
        self.isRecord = isRecord
    }
}

extension Source {
    /// Why it was quarantined, if it was.
    package var quarantineReason: String? {
        if case .quarantined(let reason) = state { reason } else { nil }
    }
}
