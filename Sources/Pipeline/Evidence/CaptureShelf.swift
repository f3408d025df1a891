internal import Core
internal import Readers

/// Why a captured source cannot be had.
struct NotOnShelf: Error {
    /// A part of a sentence.
    let reason: String
}

/// The captured sources of the corpus, by the names that a store has for them.
struct CaptureShelf {
    private let configuration: Configuration
    private var files: [String: FoundSource] = [:]

    /// Walks the corpus; nothing is opened but folders.
    ///
    /// - Throws: `CorpusError`.
    init(_ configuration: Configuration) throws(CorpusError) {
        self.configuration = configuration
        for source in try CorpusWalk(roots: configuration.corpus).sources {
            files[source.path] = source
        }
    }

    /// The bytes of a source: a file, a record (`file#id`) or a row (`file#number`).
    ///
    /// A record or row is looked for from the start of its file on.
    func capture(of source: String) throws -> CapturedBytes {
        if let file = files[source], file.format == .text || file.format == .html {
            return try page(file)
        }
        guard let mark = source.lastIndex(of: "#"), let file = files[String(source[..<mark])] else {
            throw NotOnShelf(reason: "it is not in the corpus any more")
        }
        var found: CapturedBytes?
        try each(of: file) { name, capture in
            if name == source { found = capture }
            return found == nil
        }
        guard let found else {
            throw NotOnShelf(reason: "it is not in \(file.path) any more")
        }
        return found
    }

    /// Goes through the pages or rows of a file; `body` says whether to go on.
    func each(of name: String, _ body: (String, CapturedBytes) throws -> Bool) throws {
        guard let file = files[name] else {
            throw NotOnShelf(reason: "it is not in the corpus any more")
        }
        try each(of: file, body)
    }

    private func each(
        of file: FoundSource, _ body: (String, CapturedBytes) throws -> Bool
    ) throws {
        switch file.format {
        case .text, .html: _ = try body(file.path, try page(file))
        case .warc:
            let pages = WarcPages(file, limit: configuration.read.maxSourceBytes)
            while let page = pages.next() {
                guard let record = page.record else { continue }
                let capture = CapturedBytes(
                    kind: record.payload == .html ? .html : .text, charset: record.charset,
                    bytes: record.bytes)
                guard try body(page.found.path, capture) else { return }
            }
        case .jsonl: try eachRow(of: file, body)
        }
    }

    private func page(_ file: FoundSource) throws -> CapturedBytes {
        do {
            return try CaptureReader(limit: configuration.read.maxSourceBytes)
                .withBytes(of: file.file) { _, bytes in
                    CapturedBytes(
                        kind: file.format == .html ? .html : .text,
                        bytes: bytes.withUnsafeBufferPointer { Array($0) })
                }
        } catch let error as Unreadable {
            throw NotOnShelf(reason: error.reason)
        }
    }

    private func eachRow(
        of file: FoundSource, _ body: (String, CapturedBytes) throws -> Bool
    ) throws {
        var options = configuration.jsonl
        options.longestRow = configuration.read.maxSourceBytes
        let rows = RowFile(file, options: options)
        while let batch = rows.next() {
            var start = 0
            var number = batch.firstRow
            while start < batch.count {
                let end =
                    batch.bytes[start..<batch.count].firstIndex(of: UInt8(ascii: "\n"))
                    ?? batch.count
                let capture = CapturedBytes(
                    kind: .row, fields: options.fields, bytes: Array(batch.bytes[start..<end]))
                guard try body("\(file.path)#\(number)", capture) else { return }
                start = end + 1
                number += 1
            }
        }
    }
}
