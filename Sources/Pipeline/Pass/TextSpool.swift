internal import Core
internal import Foundation
internal import Store

/// The decoded pages of a pass, compressed, in a file of its own that has no name: what matching
/// reads again must not fill the memory.
///
/// Pages are appended by one thread; after `seal` any number of threads read.
final class TextSpool {
    private let file: SpoolFile
    private var places: [(offset: Int, frame: Int, bytes: Int)] = []
    private var end = 0
    private var pending: [UInt8] = []

    /// A spool whose file lies in `folder`, unlinked at once.
    ///
    /// - Throws: `SpoolError` when the folder takes no file.
    init(folder: String) throws {
        file = try SpoolFile(folder: folder)
    }

    /// Appends a page and gives its number.
    func append(_ page: StoredPage) throws -> Int {
        places.append((end, page.frame.count, page.bytes))
        pending += page.frame
        end += page.frame.count
        if pending.count >= 1 << 20 { try flush() }
        return places.count - 1
    }

    func seal() throws -> Spool {
        try flush()
        return Spool(file: file, places: places)
    }

    private func flush() throws {
        try file.write(pending)
        pending.removeAll(keepingCapacity: true)
    }
}

/// The pages of a spool, ready to be read.
struct Spool: Sendable {
    fileprivate let file: SpoolFile
    fileprivate let places: [(offset: Int, frame: Int, bytes: Int)]

    /// The text of a page.
    ///
    /// - Throws: when the file can't be read or does not hold what was written.
    func page(_ number: Int) throws -> [UInt8] {
        let place = places[number]
        let frame = try file.read(at: place.offset, count: place.frame)
        guard let text = StoredPage(bytes: place.bytes, frame: frame).text() else {
            throw SpoolError(what: "a page of this pass could not be read back")
        }
        return text
    }
}

package struct SpoolError: Error, CustomStringConvertible {
    var what: String
    package var description: String {
        "The temporary file of the pass: \(what). Check the disk that holds the store."
    }
}

/// An open file without a name.
private final class SpoolFile: Sendable {
    private let descriptor: Int32

    init(folder: String) throws {
        var template = Array((folder + "/spool-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw SpoolError(what: String(cString: strerror(errno))) }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Foundation.write(
                    descriptor, raw.baseAddress?.advanced(by: done), bytes.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SpoolError(what: String(cString: strerror(errno))) }
            done += count
        }
    }

    func read(at offset: Int, count: Int) throws -> [UInt8] {
        var done = 0
        var bytes = [UInt8](repeating: 0, count: count)
        while done < count {
            let got = bytes.withUnsafeMutableBytes { raw in
                pread(
                    descriptor, raw.baseAddress?.advanced(by: done), count - done,
                    off_t(offset + done))
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else {
                throw SpoolError(
                    what: got == 0 ? "it ends too soon" : String(cString: strerror(errno)))
            }
            done += got
        }
        return bytes
    }
}

/// The pages that one worker has read lately.
///
/// Not `Sendable`: each worker has its own.
final class PageCache {
    struct Entry {
        var text: [UInt8]
        /// Found when they are first asked for: a block of rows has none of its own.
        var lines: Lines?
        var map: SourceMap?
    }

    private let spool: Spool
    private var pages: [Int: Entry] = [:]
    private var order: [Int] = []

    /// Pages kept; a page of ten pieces is some 40 KB.
    private static let limit = 64

    init(spool: Spool) { self.spool = spool }

    func text(_ number: Int) throws -> [UInt8] {
        if let page = pages[number] { return page.text }
        let text = try spool.page(number)
        if order.count >= Self.limit { pages[order.removeFirst()] = nil }
        pages[number] = Entry(text: text)
        order.append(number)
        return text
    }

    /// The lines of the page that a piece stands in; those of a row are its own.
    func lines(_ place: TextPlace) throws -> Lines {
        let text = try text(Int(place.page))
        if place.kind == .row { return Lines(of: text.span.extracting(place.body)) }
        if let lines = pages[Int(place.page)]?.lines { return lines }
        let lines = Lines(of: text)
        pages[Int(place.page)]?.lines = lines
        return lines
    }

    /// Where a made page stands in its capture.
    func map(_ place: TextPlace) throws -> SourceMap {
        let number = Int(place.page)
        if let map = pages[number]?.map { return map }
        _ = try text(number)
        let map = SourceMap(packed: try spool.page(number + 1))
        pages[number]?.map = map
        return map
    }
}
