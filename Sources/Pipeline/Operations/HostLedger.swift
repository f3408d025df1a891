internal import Core
internal import Readers
internal import Store

/// What a store holds of each host, and what was lost of it.
struct HostLedger: Sendable {
    /// By name.
    let figures: [HostFigures]

    /// Hosts that are told of: those with the most sources.
    private static let most = 1_000

    /// - Throws: `StoreError`.
    init(_ snapshot: Snapshot) throws {
        var counted: [String: HostFigures] = [:]
        func count(_ host: String, _ change: (inout HostFigures) -> Void) {
            change(&counted[host, default: HostFigures(host: host)])
        }
        try snapshot.eachSourceNote { note in
            // A container counts by its rows and records; but what stopped its reading is a loss.
            guard !note.isContainer || note.isQuarantined else { return }
            count(note.host ?? Self.host(ofPath: note.path)) { figures in
                figures.sources += 1
                if note.isQuarantined {
                    figures.quarantined += 1
                } else if note.pieces == 0 {
                    figures.empty += 1
                }
                if !note.isContainer { figures.pieces += note.pieces }
            }
        }
        for (host, rows) in try snapshot.rowsByHost() {
            count(host) { figures in
                figures.sources += rows
                figures.pieces += rows
            }
        }
        let largest = counted.values.sorted { ($1.sources, $0.host) < ($0.sources, $1.host) }
        figures = largest.prefix(Self.most).sorted { $0.host < $1.host }
    }

    /// A page that was not read says nothing of its host; a folder may be named after it.
    private static func host(ofPath path: String) -> String {
        for folder in path.split(separator: "/").dropLast() {
            if let host = DomainName.folder(folder) { return host }
        }
        return ""
    }
}
