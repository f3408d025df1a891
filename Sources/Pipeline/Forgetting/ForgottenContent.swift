internal import Core
package import Store

/// What a store holds of what is to be forgotten.
package struct ForgottenContent: Sendable {
    /// Files that go whole, records of files that stay, by path.
    package private(set) var files: [(number: Int, path: String)] = []
    package private(set) var records: [(number: Int, path: String, file: String)] = []
    /// Pieces of rows of files that stay, by the path of the file.
    package private(set) var rows: [(path: String, row: Int, pieces: [Int])] = []
    /// Identifiers of all pieces that go.
    package private(set) var pieces: Set<String> = []
    /// Hosts of what goes, of which nothing stays.
    package private(set) var emptiedHosts: Set<String> = []

    package init() {}

    /// Looks through all sources and rows of a store.
    ///
    /// Linear; the digest of every path is made.
    package init(_ snapshot: Snapshot, _ list: ForgottenList) throws {
        if list.isEmpty { return }
        var paths: [Int: String] = [:]
        var leaving: Set<Int> = []
        var held: [Snapshot.HeldSource] = []
        var hosts: Set<String> = []
        try snapshot.eachHeldSource { source in
            if !source.isRecord { paths[source.number] = source.path }
            guard list.entry(path: source.path, capture: source.sha256, host: source.host) != nil
            else { return }
            held.append(source)
            if let host = source.host { hosts.insert(host) }
            if !source.isRecord {
                leaving.insert(source.number)
                files.append((source.number, source.path))
            }
        }
        for source in held where source.isRecord {
            guard let file = source.file, !leaving.contains(file) else { continue }
            records.append((source.number, source.path, paths[file] ?? ""))
        }
        struct Row: Hashable {
            var file: Int
            var row: Int
        }
        var rows: Set<Row> = []
        try snapshot.eachHeldRow { held in
            guard !leaving.contains(held.file) else {
                if let host = held.piece.host { hosts.insert(host) }
                return
            }
            guard list.entry(ofRow: held.piece) != nil else { return }
            rows.insert(Row(file: held.file, row: held.row))
        }
        // A row goes with all of its pieces.
        var pieces: [Row: [Snapshot.HeldRow]] = [:]
        if !rows.isEmpty {
            try snapshot.eachHeldRow { held in
                let row = Row(file: held.file, row: held.row)
                if rows.contains(row) { pieces[row, default: []].append(held) }
            }
        }
        for row in rows.sorted(by: {
            (paths[$0.file] ?? "", $0.row) < (paths[$1.file] ?? "", $1.row)
        }) {
            let held = pieces[row] ?? []
            self.rows.append((paths[row.file] ?? "", row.row, held.map(\.number)))
            self.pieces.formUnion(held.map(\.piece.id))
            hosts.formUnion(held.compactMap(\.piece.host))
        }
        for source in files.map(\.number) + records.map(\.number) {
            self.pieces.formUnion(try snapshot.pieces(ofHeldSource: source).map(\.id))
        }
        emptiedHosts = hosts.subtracting(
            try snapshot.presentHosts(
                withoutSources: Set(held.map(\.number)), pieces: self.pieces))
    }

    package var isEmpty: Bool { files.isEmpty && records.isEmpty && rows.isEmpty }

    /// Paths of the sources, as they are named.
    package var names: [String] {
        files.map(\.path) + records.map(\.path) + rows.map { "\($0.path)#\($0.row)" }
    }
}
