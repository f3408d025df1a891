package import Core
internal import Foundation

/// What was forgotten for good, and is not to be read again: digests of paths, captures and hosts.
///
/// It stands beside the catalog, so that it outlasts a store that is made anew. It names nothing: who has
/// a path, a host or the bytes of a capture can look whether it is there, and nobody else can tell what it
/// was.
package struct ForgottenList: Sendable {
    /// What was asked for at one time under one name.
    package struct Entry: Hashable, Sendable, Codable {
        package enum Kind: String, Sendable, Codable, CaseIterable { case source, host }

        package var kind: Kind
        /// Digest of the name.
        package var name: String
        /// RFC 3339, UTC.
        package var since: String
        /// Digests of the paths of files and records that are passed over.
        package var paths: Set<String> = []
        /// SHA-256 of captures, and `key(ofRow:)` of rows, that are passed over under any name.
        package var captures: Set<String> = []
        /// Digests of the paths of files of which a part was passed over: they are read again when the
        /// entry is taken back.
        package var files: Set<String> = []

        package init(_ kind: Kind, name: String, since: String) {
            self.kind = kind
            self.name = ForgottenList.digest(name)
            self.since = since
        }

        /// What it is called by, since it has no name.
        package var id: String { String(name.prefix(12)) }
    }

    package static let fileName = "forgotten.jsonl"

    package private(set) var entries: [Entry] = []
    /// Places of entries by what they hold.
    private var paths: [String: Int] = [:]
    private var captures: [String: Int] = [:]
    private var hosts: [String: Int] = [:]

    /// A list of some entries.
    package init(_ entries: [Entry] = []) {
        for entry in entries { add(entry) }
    }

    /// Reads the list of a store; one that is not there is empty.
    ///
    /// - Throws: `StoreError` for a list that cannot be read: what it holds must not come back.
    package init(of store: String) throws {
        let path = store + "/" + Self.fileName
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            let decoder = JSONDecoder()
            for line in try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: 0x0A) {
                add(try decoder.decode(Entry.self, from: Data(line)))
            }
        } catch {
            throw StoreError(
                .damaged, "The list of what was forgotten cannot be read.", place: path,
                advice:
                    "Put it back from a backup. Without it what was forgotten would be read again;"
                    + " remove the file if that is meant.")
        }
    }

    package var isEmpty: Bool { entries.isEmpty }

    /// Tells whether two lists forbid the same; what passes have found by it does not count.
    package var digest: String {
        guard !isEmpty else { return "" }
        return Self.digest(
            entries.map {
                ([$0.kind.rawValue, $0.name] + $0.captures.sorted()).joined(separator: " ")
            }
            .sorted().joined(separator: "\n"))
    }

    // MARK: What it holds

    /// Place of the entry that holds a path; nil when none does.
    package func entry(ofPath path: String) -> Int? {
        paths.isEmpty ? nil : paths[Self.digest(path)]
    }

    package func entry(ofCapture sha256: String) -> Int? { captures[sha256] }

    package func entry(ofHost host: String?) -> Int? {
        hosts.isEmpty ? nil : host.flatMap { hosts[Self.digest($0)] }
    }

    /// Place of the entry that holds a source.
    package func entry(path: String, capture: String, host: String?) -> Int? {
        if isEmpty { return nil }
        return entry(ofPath: path) ?? entry(ofCapture: capture) ?? entry(ofHost: host)
    }

    /// Place of the entry that holds a row, by a piece of it.
    package func entry(ofRow piece: Piece) -> Int? {
        if isEmpty { return nil }
        return entry(ofHost: piece.host)
            ?? (captures.isEmpty ? nil : entry(ofCapture: Self.key(ofRow: piece)))
    }

    /// SHA-256 of a text, as the list holds it.
    package static func digest(_ text: String) -> String { ByteDigester().digest(text).hexadecimal }

    /// What tells a row, wherever it stands: what it says of itself, and its text.
    package static func key(ofRow piece: Piece) -> String {
        digest(
            [piece.rowID ?? "", piece.url ?? "", piece.host ?? "", piece.sha256]
                .joined(separator: "\u{0}"))
    }

    // MARK: What is changed

    /// Adds an entry, or what it holds to that of the same name.
    package mutating func add(_ entry: Entry) {
        let place: Int
        if let known = entries.firstIndex(where: { ($0.kind, $0.name) == (entry.kind, entry.name) })
        {
            place = known
            entries[known].paths.formUnion(entry.paths)
            entries[known].captures.formUnion(entry.captures)
            entries[known].files.formUnion(entry.files)
        } else {
            place = entries.count
            entries.append(entry)
        }
        for path in entry.paths { paths[path] = place }
        for capture in entry.captures { captures[capture] = place }
        if entry.kind == .host { hosts[entry.name] = place }
    }

    /// Notes what a pass has passed over because of the entry at a place.
    package mutating func note(_ passed: RunWriter.PassedOver) {
        var entry = entries[passed.entry]
        (entry.paths, entry.captures, entry.files) = ([], [], [])
        if passed.isWhole {
            entry.paths = [Self.digest(passed.path)]
        } else {
            entry.files = [Self.digest(passed.path)]
        }
        add(entry)
    }

    /// Takes the entries out that are called so, by their name or by the beginning of what they are called
    /// by instead.
    ///
    /// - Returns: the entries.
    package mutating func remove(_ name: String) -> [Entry] {
        let digest = Self.digest(name)
        let host = Self.digest(name.lowercased())
        let isBeginning = name.utf8.count >= 4
        let removed = entries.filter {
            $0.name == ($0.kind == .host ? host : digest) || isBeginning && $0.id.hasPrefix(name)
        }
        self = ForgottenList(entries.filter { !removed.contains($0) })
        return removed
    }

    /// Writes the list beside the catalog of a store: whole, or not at all.
    ///
    /// For the one who holds the writer's lock.
    ///
    /// - Throws: `StoreError`.
    package func save(to store: String) throws {
        let path = store + "/" + Self.fileName
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            var bytes = Data()
            for entry in entries {
                bytes += try encoder.encode(Lines(entry))
                bytes.append(0x0A)
            }
            try bytes.write(to: URL(fileURLWithPath: path + Draft.suffix))
        } catch {
            throw StoreError(
                .refused,
                "The list of what was forgotten cannot be written (\(error.systemReason)).",
                place: path,
                advice: "Check the disk and the permissions of the store folder.")
        }
        try Draft.settle(path + Draft.suffix)
        WriteStep.reach(.listSynced)
        guard rename(path + Draft.suffix, path) == 0 else { throw Draft.refused(path) }
        WriteStep.reach(.listNamed)
        try Draft.settle(store)
    }

    /// An entry with its digests in order, so that the same list has the same bytes.
    private struct Lines: Encodable {
        var kind: Entry.Kind
        var name, since: String
        var paths, captures, files: [String]

        init(_ entry: Entry) {
            (kind, name, since) = (entry.kind, entry.name, entry.since)
            (paths, captures, files) = (
                entry.paths.sorted(), entry.captures.sorted(), entry.files.sorted()
            )
        }
    }
}
