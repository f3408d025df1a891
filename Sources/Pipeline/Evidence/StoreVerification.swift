package import Core
internal import Readers
package import Store

/// Checks a store: its tables, its texts, and on request what they say against the captured bytes.
package struct StoreVerification {
    /// One thing that a store is checked for.
    struct Part: Sendable {
        let name: String
        let check:
            @Sendable (Snapshot, _ store: String, _ add: (Check) throws -> Void) throws -> Void
    }

    /// What every verification looks at, in this order; whatever else a store comes to hold gets a
    /// part of its own here.
    static let parts = [
        Part(name: "integrity") { snapshot, _, add in try snapshot.checkIntegrity(add) },
        Part(name: "references") { snapshot, _, add in try snapshot.checkReferences(add) },
        Part(name: "counts") { snapshot, _, add in try snapshot.checkCounts(add) },
        Part(name: "stamps") { snapshot, _, add in try snapshot.checkStamps(add) },
        Part(name: "segments") { try $0.checkSegments(of: $1, $2) },
        Part(name: "pages") { snapshot, _, add in try snapshot.checkFrames(add) },
        Part(name: "pieces") { snapshot, _, add in try checkPieces(snapshot, add) },
        Part(name: "rows") { snapshot, _, add in try checkRows(snapshot, add) },
        Part(name: "forgotten") { try checkForgotten($0, store: $1, $2) },
    ]

    private let snapshot: Snapshot
    private let store: String

    /// Takes a state of the store in the folder `store`.
    package init(_ snapshot: Snapshot, store: String) {
        self.snapshot = snapshot
        self.store = store
    }

    /// Hands over every check; a part that cannot be read to its end is a check that fails.
    ///
    /// - Throws: what `add` throws.
    package func run(_ add: (Check) throws -> Void) throws {
        for part in Self.parts { try run(part, add) }
    }

    /// The same for what the captured bytes say: that every source still says what the store has
    /// of it, that the words of credits stand there, and that matches and claims hold.
    ///
    /// - Throws: `CorpusError`, and what `add` throws.
    package func runClaims(
        _ configuration: Configuration, _ add: (Check) throws -> Void
    ) throws {
        let shelf = try CaptureShelf(configuration)
        try run(Part(name: "captures") { try Self.checkCaptures($0, shelf, $2) }, add)
        try run(
            Part(name: "matches") { snapshot, _, add in try Self.checkMatches(snapshot, add) }, add)
        try run(
            Part(name: "claims") { snapshot, _, add in try Self.checkClaims(snapshot, add) }, add)
    }

    private func run(_ part: Part, _ add: (Check) throws -> Void) throws {
        // What the receiver throws is its own affair, and ends the verification.
        var refusal: (any Error)?
        do {
            try part.check(snapshot, store) { check in
                do {
                    try add(check)
                } catch {
                    refusal = error
                    throw error
                }
            }
        } catch {
            if let refusal { throw refusal }
            let reason = (error as? StoreError)?.what ?? "\(error)"
            try add(Check(.store, part.name, .fails, "it cannot be read: \(reason)"))
        }
    }
}

// MARK: - Texts and rows

extension StoreVerification {
    private static func checkPieces(_ snapshot: Snapshot, _ add: (Check) throws -> Void) throws {
        let checks = PieceChecks()
        var page: (source: String, text: [UInt8]?) = ("", nil)
        try snapshot.eachPieceBySource { piece in
            if page.source != piece.source {
                page = (piece.source, try snapshot.page(ofSource: piece.source))
            }
            guard let text = page.text else {
                return try add(Check(.piece, piece.id, .fails, "its page is not in the store"))
            }
            try add(checks.check(piece, text: text))
        }
    }

    /// Looks for what is on the list of what was forgotten.
    private static func checkForgotten(
        _ snapshot: Snapshot, store: String, _ add: (Check) throws -> Void
    ) throws {
        let list = try ForgottenList(of: store)
        if list.isEmpty { return }
        let held = try ForgottenContent(snapshot, list).names.count
        try add(
            held == 0
                ? Check(.store, "forgotten", .holds, "nothing of it is in the store")
                : Check(
                    .store, "forgotten", .fails,
                    "\(held) sources are in the store still; `stemma run` takes them out"))
    }

    /// Reads every row of the other tables, whose lists are text to SQLite.
    private static func checkRows(_ snapshot: Snapshot, _ add: (Check) throws -> Void) throws {
        var (matches, clusters, lineages, templates) = (0, 0, 0, 0)
        try snapshot.eachMatch { _ in matches += 1 }
        try snapshot.eachCluster { cluster in
            clusters += 1
            guard !cluster.pieces.contains(cluster.representative) else { return }
            try add(
                Check(.store, cluster.id, .fails, "the cluster does not hold its representative"))
        }
        try snapshot.eachLineage { _ in lineages += 1 }
        try snapshot.eachTemplate { _ in templates += 1 }
        try add(
            Check(
                .store, "rows", .holds,
                "\(matches) matches, \(clusters) clusters, \(lineages) lineages and \(templates) templates can be read"
            ))
    }
}

// MARK: - Claims

extension StoreVerification {
    private static func checkCaptures(
        _ snapshot: Snapshot, _ shelf: CaptureShelf, _ add: (Check) throws -> Void
    ) throws {
        let digester = ByteDigester()
        let checks = PieceChecks()
        var files: [Source] = []
        // By their files.
        var records: [String: [String: String]] = [:]
        try snapshot.eachSource { source in
            if source.isRecord {
                let file = source.path.lastIndex(of: "#").map { String(source.path[..<$0]) } ?? ""
                records[file, default: [:]][source.path] = source.sha256
            } else if source.state == .read || source.format == .jsonl || source.format == .warc {
                files.append(source)
            }
        }
        for file in files {
            let held = records[file.path] ?? [:]
            var seen: Set<String> = []
            do {
                try shelf.each(of: file.path) { name, capture in
                    let stored = capture.kind == .row ? nil : held[name] ?? file.sha256
                    guard let text = try snapshot.page(ofSource: name) else { return true }
                    seen.insert(name)
                    let pieces = try snapshot.pieces(ofSource: name)
                    let digest = digester.digest(capture.bytes.span).hexadecimal
                    if let stored, stored != digest {
                        try add(
                            Check(.source, name, .fails, "its bytes have changed since the pass"))
                        return true
                    }
                    let read: ReadCapture
                    do throws(Undecipherable) {
                        read = try capture.read()
                    } catch {
                        try add(Check(.source, name, .fails, error.reason))
                        return true
                    }
                    guard read.text == text else {
                        try add(
                            Check(.source, name, .fails, "it does not say what the store has"))
                        return true
                    }
                    try add(
                        Check(.source, name, .holds, "\(capture.bytes.count) bytes say the same"))
                    for piece in pieces {
                        for check in checks.credits(piece, text: text, capture: read, missing: "") {
                            try add(check)
                        }
                    }
                    return true
                }
            } catch let missing as NotOnShelf {
                try add(Check(.source, file.path, .unchecked, missing.reason))
                continue
            }
            // Records of the store that the file does not have any more.
            for name in held.keys.sorted()
            where try !seen.contains(name) && snapshot.page(ofSource: name) != nil {
                try add(Check(.source, name, .fails, "its file does not hold it any more"))
            }
        }
    }

    private static func checkMatches(_ snapshot: Snapshot, _ add: (Check) throws -> Void) throws {
        var setAside: [String] = []
        try snapshot.eachBoilerplate { setAside.append($0.sha256) }
        let checks = MatchChecks(setAside: setAside)
        func body(_ id: String) throws -> (piece: Piece, text: [UInt8])? {
            guard let piece = try snapshot.piece(id: id),
                let text = try snapshot.text(ofSource: piece.source, bytes: piece.body),
                text.count == piece.body.count
            else { return nil }
            return (piece, text)
        }
        // One side stays the same for many matches in a row.
        var left: (piece: Piece, text: [UInt8])?
        try snapshot.eachMatch { match in
            if left?.piece.id != match.a { left = try body(match.a) }
            guard let a = left, let b = try body(match.b) else {
                return try add(
                    Check(
                        .match, "\(match.a) \(match.b)", .fails, "the texts of both are not there"))
            }
            for check in checks.check(match, a, b) { try add(check) }
        }
    }

    private static func checkClaims(_ snapshot: Snapshot, _ add: (Check) throws -> Void) throws {
        try snapshot.eachLineage { lineage in
            guard !lineage.derivedFrom.isEmpty || lineage.chain.count > 1 else { return }
            guard let piece = try snapshot.piece(id: lineage.piece) else {
                return try add(
                    Check(.claim, lineage.piece, .fails, "there is no such piece in the store"))
            }
            let found = try ClaimChecks.check(
                lineage, of: piece, knows: { try snapshot.piece(id: $0) != nil },
                match: { try snapshot.match($0, $1) })
            for check in found { try add(check) }
        }
    }
}
