internal import Core
internal import Foundation
internal import Store

/// Takes what was forgotten out of the run log and of those that were put aside.
struct LogScrubbing {
    /// Names of sources, with those of all files and records that went.
    private let sources: Set<String>
    /// Hosts of which nothing is left.
    private let hosts: Set<String>
    private let pieces: Set<String>

    init(_ plan: Forgetting.Plan) {
        sources = Set(plan.content.names + plan.names)
        hosts = plan.content.emptiedHosts
        pieces = plan.content.pieces
    }

    /// Writes the logs of a store anew where they name what was forgotten.
    ///
    /// - Throws: `NoticeProblem`.
    func scrub(_ configuration: Configuration) throws(NoticeProblem) {
        guard let log = RunLog(configuration) else { return }
        for number in 0...RunLog.kept {
            try scrub(number == 0 ? log.path : "\(log.path).\(number)")
        }
    }

    private func scrub(_ path: String) throws(NoticeProblem) {
        let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard file >= 0 else { return }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return }
        // Who adds a line waits, and opens the new file.
        while flock(file, LOCK_EX) != 0, errno == EINTR {}
        do {
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            var after = Data()
            for line in before.split(separator: 0x0A) {
                guard let kept = scrubbed(Data(line)) else { continue }
                after += kept
                after.append(0x0A)
            }
            if after != before {
                try after.write(to: URL(fileURLWithPath: path), options: .atomic)
            }
        } catch {
            throw NoticeProblem(
                "\(path): the run log still names what was forgotten: it can't be written (\(error.systemReason)). "
                    + "Remove the file, or these lines of it.")
        }
    }

    /// A line without what was forgotten; nil when it tells of nothing else.
    private func scrubbed(_ line: Data) -> Data? {
        guard var object = (try? JSONSerialization.jsonObject(with: line)) as? [String: Any] else {
            return line
        }
        if let source = object["source"] as? String, isForgotten(source: source) { return nil }
        var isChanged = false
        func filter(_ key: String, _ isForgotten: ([String: Any]) -> Bool) {
            guard let list = object[key] as? [[String: Any]] else { return }
            let kept = list.filter { !isForgotten($0) }
            if kept.count < list.count { (object[key], isChanged) = (kept, true) }
        }
        func names(_ value: Any?) -> Bool {
            guard let text = value as? String else { return false }
            return hosts.contains(text) || pieces.contains(text) || isForgotten(source: text)
        }
        for key in ["hosts", "alarms"] { filter(key) { names($0["host"]) } }
        filter("watch") { names($0["host"]) || names($0["piece"]) || names($0["source"]) }
        if let error = object["error"] as? String,
            sources.union(hosts).contains(where: { error.contains($0) })
        {
            (object["error"], isChanged) = ("It named what was forgotten since.", true)
        }
        guard isChanged, let event = object.removeValue(forKey: "event"),
            let head = try? JSONSerialization.data(withJSONObject: ["event": event]),
            let rest = try? JSONSerialization.data(
                withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        else { return line }
        // What a line tells of stands first in it.
        return head.dropLast() + [UInt8(ascii: ",")] + rest.dropFirst()
    }

    /// Whether it is one of the sources, or a former version, a record or a row of one.
    private func isForgotten(source: String) -> Bool {
        if sources.contains(source) { return true }
        let ends = source.indices.filter { source[$0] == "#" || source[$0] == "~" }
        return ends.contains { sources.contains(String(source[..<$0])) }
    }
}
