package import Core

/// Reads a WARC file (ISO 28500; plain, `.gz`, `.zst`; WET files too) record by record.
///
/// What is damaged is told as a finding, and reading goes on behind it. Memory holds one record. Not
/// `Sendable`: one thread owns it.
package final class WarcFile {
    /// Damaged parts of one file after which the rest is given up: each is searched through again.
    private static let mostResumes = 1000

    private let found: FoundSource
    private let limit: Int
    private let calls: FileCalls
    private var file: FileStream?
    private var stream: (any ByteStream)?
    /// Bytes that were read, from `start` on not yet used.
    private var bytes: [UInt8] = []
    private var start = 0
    /// Where the bytes of each part of the stream end.
    private var ends: [(end: Int, part: Int)] = []
    private var record = 0
    private var isAtEnd = false
    private var resumes = 0
    /// What the stream failed by, until it was told.
    private var problem: StreamProblem?

    package private(set) var skips = WarcSkips()

    /// - Parameters:
    ///   - found: the file.
    ///   - limit: most bytes of one record, packed or not.
    ///   - calls: by which the file is read.
    package init(_ found: FoundSource, limit: Int, calls: FileCalls = .system) {
        self.found = found
        self.calls = calls
        self.limit = limit
    }

    /// Whether the file could not be read, or not whole, for a reason that may pass.
    private var isUnread = false

    /// Size and time of the file as it was opened, `CapturedFile.unread` for its time when it is to be
    /// read again.
    package var captured: CapturedFile? {
        guard isUnread else { return file?.captured }
        return CapturedFile(
            size: file?.captured.size ?? found.size, modified: CapturedFile.unread)
    }
    /// Bytes of the file that were read so far.
    package var taken: Int { file?.taken ?? 0 }

    /// The next page or finding; nil at the end of the file.
    package func next() -> WarcItem? {
        if stream == nil, !isAtEnd, let finding = open() { return finding }
        while true {
            skipLineEnds()
            guard fill(5) else { return end() }
            record += 1
            guard begins(start) else { return garbled(.noRecord) }
            guard let header = readHeader() else {
                // Not at the same place again.
                start += 1
                return garbled(.longHeader)
            }
            if let item = item(header) { return item }
        }
    }

    private func open() -> WarcItem? {
        do throws(StreamProblem) {
            let file = try FileStream(found.file, calls: calls)
            self.file = file
            stream = file.unpacked(
                named: found.file, UnpackingBounds(greatestSize: .max, byPart: true))
            return nil
        } catch {
            isAtEnd = true
            isUnread = error.isPassing
            record += 1
            return .finding(WarcFinding(record: record, reason: error.reason))
        }
    }

    // MARK: Records

    /// What a record holds; nil when it is passed over.
    private func item(_ header: WarcHeader) -> WarcItem? {
        let id = header["warc-record-id"]
        guard let length = header["content-length"].flatMap({ Int($0) }), length >= 0 else {
            return garbled(.noLength, id)
        }
        let kind = header.kind("warc-type") ?? ""
        guard ["response", "resource", "conversion"].contains(kind) else {
            if kind == "revisit" { skips.revisits += 1 } else { skips.otherRecords += 1 }
            return skip(length) ? nil : damaged(id)
        }
        // A length that lies must not hide the records behind it.
        if length > limit { return garbled(.tooLarge(size: length, limit: limit), id) }
        guard fill(length) else { return damaged(id) }
        // The two line ends behind it, and what the next record begins with.
        _ = fill(length + 9)
        var next = start + length
        while next < bytes.count, bytes[next] == 0x0A || bytes[next] == 0x0D { next += 1 }
        if next + 5 <= bytes.count {
            guard next >= start + length + 2 || begins(next) else {
                return garbled(.wrongLength, id)
            }
        } else if let failedPart, failedPart == part(at: start + length) {
            // The sum of a part is known at its end: this one failed in or behind the record.
            return damaged(id)
        }
        let content = Array(bytes[start..<(start + length)])
        start += length
        do throws(WarcProblem) {
            return try page(header, kind, content, id ?? "record \(record)").map(WarcItem.page)
        } catch {
            return finding(error, id)
        }
    }

    private func page(
        _ header: WarcHeader, _ kind: String, _ content: [UInt8], _ id: String
    ) throws(WarcProblem) -> WarcRecord? {
        var type = header.kind("content-type") ?? ""
        var charset = header.parameter("charset", of: "content-type")
        var body = content
        if kind == "response", type.isEmpty || type == "application/http" {
            let answer = try HTTPAnswer(content, limit: limit)
            guard (200...299).contains(answer.status) else {
                skips.answers += 1
                return nil
            }
            type = answer.header.kind("content-type") ?? ""
            charset = answer.header.parameter("charset", of: "content-type")
            guard Self.payload(type, content) != nil else {
                skips.otherPayloads += 1
                return nil
            }
            body = try answer.unpacked()
        }
        guard let payload = Self.payload(type, body) else {
            skips.otherPayloads += 1
            return nil
        }
        let target = header["warc-target-uri"].map { target in
            target.hasPrefix("<") ? String(target.dropFirst().prefix { $0 != ">" }) : target
        }
        return WarcRecord(
            id: id, target: target, captured: header["warc-date"], payload: payload,
            charset: charset, bytes: body)
    }

    /// What a payload is by its media type; one without is judged later, by its bytes.
    private static func payload(_ type: String, _ bytes: [UInt8]) -> WarcRecord.Payload? {
        switch type {
        case "text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml": return .html
        case "text/plain": return .text
        case "", "application/octet-stream", "unknown/unknown", "unk", "content/unknown":
            let head = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased()
            return head.contains("<html") || head.contains("<!doctype html") ? .html : nil
        default: return nil
        }
    }

    /// The header at `start`, which is moved behind it; nil when it does not end.
    private func readHeader() -> WarcHeader? {
        var wanted = 1 << 10
        while true {
            let isWhole = fill(wanted)
            let bytes = bytes
            if let end = WarcHeader.end(in: bytes.span, from: start, to: bytes.count) {
                let header = WarcHeader(bytes[start..<end.header])
                start = end.after
                return header
            }
            guard isWhole, wanted < WarcHeader.limit else { return nil }
            wanted *= 2
        }
    }

    // MARK: Damage

    private func finding(_ problem: WarcProblem, _ id: String?) -> WarcItem {
        .finding(WarcFinding(record: record, id: id, reason: problem.reason))
    }

    /// A record that the file does not hold whole; what follows it is looked for.
    private func damaged(_ id: String?) -> WarcItem {
        guard let problem else { return garbled(.cutShort, id) }
        resume()
        return .finding(WarcFinding(record: record, id: id, reason: problem.reason))
    }

    /// Bytes that are no record, up to the next one.
    private func garbled(_ why: WarcProblem, _ id: String? = nil) -> WarcItem {
        let item = finding(why, id)
        while true {
            var at = start
            while at + 5 <= bytes.count {
                if bytes[at] == 0x57, at == 0 || bytes[at - 1] == 0x0A, begins(at) {
                    start = at
                    return item
                }
                at += 1
            }
            start = max(start, bytes.count - 5)
            if !fill(bytes.count - start + 1) {
                if problem == nil { start = bytes.count } else { resume() }
                return item
            }
        }
    }

    /// Drops what was read and goes on with the next part of the stream, if there is one.
    private func resume() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll()
        start = 0
        let failed = problem
        problem = nil
        resumes += 1
        guard failed != nil, resumes <= Self.mostResumes, let parted = stream as? any PartedStream,
            (try? parted.resume()) == true
        else {
            isAtEnd = true
            return
        }
    }

    /// The end of the file, or of what can be read of it.
    private func end() -> WarcItem? {
        if let problem {
            record += 1
            resume()
            return .finding(WarcFinding(record: record, reason: problem.reason))
        }
        if start < bytes.count {
            start = bytes.count
            record += 1
            return finding(.noRecord, nil)
        }
        if file?.isUnchanged == false {
            file = nil
            record += 1
            return .finding(WarcFinding(record: record, reason: Unreadable.changing.reason))
        }
        return nil
    }

    // MARK: Bytes

    private func begins(_ at: Int) -> Bool {
        bytes[at...].starts(with: [0x57, 0x41, 0x52, 0x43, 0x2F])
    }

    private func skipLineEnds() {
        while fill(1), bytes[start] == 0x0A || bytes[start] == 0x0D { start += 1 }
    }

    /// Passes over bytes without keeping them; false when there are fewer.
    private func skip(_ count: Int) -> Bool {
        var left = count
        while left > 0 {
            guard fill(1) else { return false }
            let step = min(left, bytes.count - start)
            start += step
            left -= step
        }
        return true
    }

    private var failedPart: Int? { problem == nil ? nil : (stream as? any PartedStream)?.part }

    /// The part of the stream that the byte before `place` came from.
    private func part(at place: Int) -> Int? { ends.first { $0.end >= place }?.part }

    /// Reads on until `count` bytes stand from `start` on; false when there are fewer.
    private func fill(_ count: Int) -> Bool {
        if bytes.count - start >= count { return true }
        if start >= 1 << 16 {
            bytes.removeSubrange(..<start)
            ends = ends.filter { $0.end > start }.map { ($0.end - start, $0.part) }
            start = 0
        }
        while bytes.count - start < count {
            guard !isAtEnd, problem == nil, let stream else { return false }
            let filled = bytes.count
            // No more than what is asked for, lest a length that lies takes memory.
            let room = min(max(count, 1 << 16), 1 << 20)
            bytes.append(contentsOf: repeatElement(0, count: room))
            let read = bytes.withUnsafeMutableBytes { all in
                do throws(StreamProblem) {
                    return try stream.read(
                        into: UnsafeMutableRawBufferPointer(rebasing: all[filled...]))
                } catch {
                    problem = error
                    if error.isPassing { isUnread = true }
                    return 0
                }
            }
            if read == 0, problem == nil { isAtEnd = true }
            bytes.removeLast(room - read)
            if read > 0, let parted = stream as? any PartedStream {
                ends.append((bytes.count, parted.part))
            }
        }
        return true
    }
}
