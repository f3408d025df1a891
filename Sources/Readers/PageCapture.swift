/// One page to be read: a file that is a page, or a record of a WARC file.
package struct PageCapture: Sendable {
    /// The file, or the record under its own name (`file#id`) and size.
    package var found: FoundSource
    package var record: WarcRecord?
    /// Bytes of the corpus that were read for it.
    package var taken: Int

    /// A file that is one page.
    package init(file found: FoundSource) {
        self.found = found
        taken = found.size
    }

    /// A record of a file.
    ///
    /// - Parameters:
    ///   - record: the record.
    ///   - found: its file.
    ///   - name: what names it in the file.
    ///   - taken: bytes of the file that were read for it.
    package init(_ record: WarcRecord, of found: FoundSource, named name: String, taken: Int) {
        self.found = found
        self.found.path = "\(found.path)#\(name)"
        self.found.size = record.bytes.count
        self.record = record
        self.taken = taken
    }
}
