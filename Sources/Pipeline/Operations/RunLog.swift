internal import Core
internal import Foundation
internal import Glibc
package import Report
internal import Store

/// The log of passes: JSON Lines, one for each pass and one for each quarantined source.
///
/// It is added to in whole lines, under a lock on the file (`flock(2)`), and put aside by renaming
/// when it is large.
package struct RunLog: Sendable {
    package static let fileName = "runs.log"

    package let path: String
    private let limit: Int

    /// Logs that were put aside and are kept: `runs.log.1` is the newest.
    static let kept = 4

    /// The log of the passes with these settings; nil when none is kept.
    package init?(_ configuration: Configuration) {
        switch configuration.notices.log {
        case .none: return nil
        case .beside: path = configuration.store + "/" + Self.fileName
        case .file(let file): path = file
        }
        limit = configuration.notices.logMaxBytes
    }

    // MARK: Writing

    /// Appends lines.
    ///
    /// - Throws: `NoticeProblem`.
    func append(_ lines: [UInt8]) throws(NoticeProblem) {
        let file = try open()
        defer { close(file) }
        let isWhole = lines.withUnsafeBytes { raw in
            transferWhole(raw.count) {
                write(file, raw.baseAddress?.advanced(by: $0), raw.count - $0)
            }
        }
        guard isWhole else { throw problem("it can't be written") }
    }

    /// The log, locked and with room: another process may put it aside while we wait for the lock.
    private func open() throws(NoticeProblem) -> Int32 {
        for _ in 0..<100 {
            let file = Glibc.open(
                path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o644)
            guard file >= 0 else { throw problem("it can't be opened") }
            var locked = flock(file, LOCK_EX)
            while locked != 0, errno == EINTR { locked = flock(file, LOCK_EX) }
            var (ours, named) = (stat(), stat())
            guard locked == 0, fstat(file, &ours) == 0, ours.st_mode & S_IFMT == S_IFREG else {
                close(file)
                throw NoticeProblem(
                    "\(path): the run log is not a file; give another path as `log`.")
            }
            guard stat(path, &named) == 0, named.st_ino == ours.st_ino, named.st_dev == ours.st_dev
            else {
                close(file)
                continue
            }
            guard ours.st_size >= limit else { return file }
            let put = rotate()
            close(file)
            guard put else { throw problem("it can't be put aside") }
        }
        throw NoticeProblem("\(path): the run log is being put aside again and again.")
    }

    private func rotate() -> Bool {
        for number in stride(from: Self.kept - 1, through: 1, by: -1) {
            rename("\(path).\(number)", "\(path).\(number + 1)")
        }
        return rename(path, path + ".1") == 0
    }

    private func problem(_ what: String) -> NoticeProblem {
        NoticeProblem(
            "\(path): the run log was not written: \(what) (\(String(cString: strerror(errno)))). "
                + "Give another path as `log`, or false.")
    }

    // MARK: Reading

    /// What is read back of the passes before this one.
    struct Past: Sendable {
        var run: Int?
        var state: RunState
        var started: String
        var ended: Int
        var storeBytes: Int
        var pieces: Int?
        var hosts: [HostFigures]
        /// Records of WARC files that it passed over.
        var skips: WarcSkips
        /// What the watch-list had found; cut to what the log keeps.
        var hits: [WatchedPiece]
        /// How many hits there were.
        var hitCount: Int
        /// Digest of what was watched, and the number of the last piece that was looked at; nil when the
        /// log does not say.
        var watchList: String?
        var lastPiece: Int?

        var knowsAllHits: Bool { hits.count == hitCount }
    }

    /// Bytes at the end of a log that are looked at.
    private static let lookedAt = 32 << 20

    /// The last passes that ended well, the newest first, at most so many.
    ///
    /// A log that can't be read has none, and a line that is damaged counts as missing.
    func past(_ most: Int) -> [Past] {
        var found: [Past] = []
        for file in [path, path + ".1"] {
            guard found.count < most else { break }
            for line in Self.tail(file).split(separator: UInt8(ascii: "\n")).reversed() {
                guard found.count < most else { break }
                // Most lines tell of sources, and need no reading.
                guard line.starts(with: Self.opening) else { continue }
                guard let read = try? JSONDecoder().decode(Line.self, from: Data(line)),
                    let past = read.past, past.state == .done || past.state == .unchanged
                else { continue }
                found.append(past)
            }
        }
        return found
    }

    private static let opening = Array(#"{"event":"run""#.utf8)

    /// The sources that the log says a pass could not read; of very many, those that it names.
    func quarantined(inRun run: Int) -> Set<String> {
        var paths: Set<String> = []
        let opening = Array(#"{"event":"quarantined","run":\#(run),"#.utf8)
        for file in [path + ".1", path] {
            for line in Self.tail(file).split(separator: UInt8(ascii: "\n"))
            where line.starts(with: opening) {
                let read = try? JSONDecoder().decode(QuarantineEntry.self, from: Data(line))
                if let read { paths.insert(read.source) }
            }
        }
        return paths
    }

    private struct QuarantineEntry: Decodable { var source: String }

    private static func tail(_ path: String) -> [UInt8] {
        let file = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return [] }
        let from = max(0, Int(facts.st_size) - lookedAt)
        let size = Int(facts.st_size) - from
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { room, count in
            while count < size {
                let more = pread(
                    file, room.baseAddress?.advanced(by: count), size - count, off_t(from + count))
                if more <= 0 { break }
                count += more
            }
        }
        // The first line may be cut.
        guard from > 0, let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return bytes }
        return Array(bytes[(end + 1)...])
    }

    private struct Line: Decodable {
        struct Host: Decodable {
            var host: String
            var sources: Int
            var pieces: Int
            var quarantined: Int
            var empty: Int
        }
        struct Hit: Decodable {
            var kind: String
            var watched: String
            var piece: String
        }
        struct PassedOver: Decodable {
            var revisits: Int
            var answers: Int
            var other_payloads: Int
            var other_records: Int

            var skips: WarcSkips {
                var skips = WarcSkips()
                (skips.revisits, skips.answers) = (revisits, answers)
                (skips.otherPayloads, skips.otherRecords) = (other_payloads, other_records)
                return skips
            }
        }
        struct Content: Decodable { var pieces: Int }

        var run: Int?
        var state: String
        var started: String
        var ended: Int
        var store_bytes: Int
        var content: Content?
        var passed_over: PassedOver?
        var hosts: [Host]
        var watch: [Hit]
        var watch_hits: Int?
        var watch_list: String?
        var watch_last_piece: Int?

        var past: Past? {
            guard let state = RunState(rawValue: state) else { return nil }
            return Past(
                run: run, state: state, started: started, ended: ended, storeBytes: store_bytes,
                pieces: content?.pieces,
                hosts: hosts.map {
                    HostFigures(
                        host: $0.host, sources: $0.sources, pieces: $0.pieces,
                        quarantined: $0.quarantined, empty: $0.empty)
                },
                skips: passed_over?.skips ?? WarcSkips(),
                hits: watch.map {
                    WatchedPiece(kind: $0.kind, watched: $0.watched, piece: $0.piece)
                }, hitCount: watch_hits ?? watch.count, watchList: watch_list,
                lastPiece: watch_last_piece)
        }
    }
}

/// What tells one hit of the watch-list from another.
struct WatchedPiece: Hashable, Sendable {
    var kind: String
    var watched: String
    var piece: String
}

extension WatchHit {
    var key: WatchedPiece { WatchedPiece(kind: kind.rawValue, watched: watched, piece: piece) }
}

/// Something that a pass could not tell; the pass itself is done.
package struct NoticeProblem: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

extension RunLog {
    /// Passes whose sizes are told.
    private static let sizesTold = 30

    /// How large the store was after the last passes, the newest first.
    package func sizes() -> [StoreStatus.Size] {
        past(Self.sizesTold).map {
            StoreStatus.Size(
                run: $0.run, state: $0.state, ended: $0.ended, bytes: $0.storeBytes,
                pieces: $0.pieces)
        }
    }
}
