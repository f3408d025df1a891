package import Core

/// A source after reading: what is recorded of it, and its page when it has one.
package struct ReadSource: Sendable {
    package var source: Source
    /// Nil when the source is quarantined; its state says why.
    package var page: DecodedPage?
    /// Whether the page is an HTML document, and not yet its text.
    package var isHTML = false
    /// Address of the page and time of its capture, where an archive tells them.
    package var url: String?
    package var captured: String?
    /// Bytes of the corpus that were read for it.
    package var taken = 0
}

/// Reads sources into pages.
///
/// One for each worker: it keeps the buffer that it reads into.
package final class SourceReader {
    private let capture: CaptureReader
    private let digest: (Span<UInt8>) -> String

    /// - Parameters:
    ///   - limit: most bytes of one source; larger ones are quarantined.
    ///   - calls: by which files are read.
    ///   - digest: SHA-256 of captured bytes as 64 hexadecimal digits. Quarantined sources have one
    ///     too when their bytes could be read.
    package init(
        limit: Int = CaptureReader.defaultLimit, calls: FileCalls = .system,
        digest: @escaping (Span<UInt8>) -> String
    ) {
        capture = CaptureReader(limit: limit, calls: calls)
        self.digest = digest
    }

    /// Reads one page.
    ///
    /// Whatever is wrong with it ends as a reason in its state. O(bytes).
    package func read(_ page: PageCapture) -> ReadSource {
        var read = contents(of: page)
        read.taken = page.taken
        return read
    }

    private func contents(of page: PageCapture) -> ReadSource {
        let found = page.found
        var source = Source(
            path: found.path, format: found.format, size: found.size, modified: found.modified,
            isRecord: page.record != nil)
        do {
            if let record = page.record {
                source.sha256 = digest(record.bytes.span)
                let isHTML = record.payload == .html
                let charset = record.charset
                let page = try decodePage(
                    record.bytes.span,
                    declared: charset
                        ?? (isHTML ? declaredCharset(of: record.bytes.span) : nil))
                source.encoding = page.encoding
                source.repaired = page.repaired
                return ReadSource(
                    source: source, page: page, isHTML: isHTML, url: record.target,
                    captured: record.captured)
            }
            let isHTML = found.format == .html
            let page = try capture.withBytes(of: found.file) { file, bytes in
                source.size = file.size
                source.modified = file.modified
                source.sha256 = digest(bytes)
                return try decodePage(
                    bytes, declared: isHTML ? declaredCharset(of: bytes) : nil)
            }
            source.encoding = page.encoding
            source.repaired = page.repaired
            return ReadSource(source: source, page: page, isHTML: isHTML)
        } catch let error as Unreadable {
            if error.isPassing { source.modified = CapturedFile.unread }
            source.state = .quarantined(reason: error.reason)
        } catch let error as Undecodable {
            source.state = .quarantined(reason: error.reason)
        } catch {
            source.state = .quarantined(reason: "The file cannot be read: \(error).")
        }
        return ReadSource(source: source, page: nil)
    }
}
