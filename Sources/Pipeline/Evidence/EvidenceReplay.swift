package import Core
internal import Foundation
internal import Readers
package import Store
internal import Zip

/// What a bundle says, looked at again with nothing but the bundle.
package struct EvidenceReplay: Sendable {
    /// The piece that it is about.
    package let piece: String
    /// SHA-256 of the bundle, for those who quote it.
    package let digest: String
    package private(set) var checks: [Check] = []

    /// Opens a bundle and checks all of it.
    ///
    /// - Throws: `BundleProblem` when it is none that can be looked at.
    package init(bundle bytes: [UInt8]) throws {
        let entries: [ZipArchive.Entry]
        do {
            entries = try ZipArchive.entries(of: bytes)
        } catch {
            throw BundleProblem("It is no bundle that can be opened: \(error).")
        }
        let files = Dictionary(entries.map { ($0.name, $0.bytes) }) { first, _ in first }
        guard let manifestBytes = files[EvidenceManifest.fileName] else {
            throw BundleProblem(
                "There is no \(EvidenceManifest.fileName) in it: it is not a bundle of Stemma.")
        }
        let manifest = try EvidenceManifest(bytes: manifestBytes)
        piece = manifest.piece
        digest = ByteDigester().digest(bytes.span).hexadecimal
        var replay = Replay(manifest, files)
        try replay.run()
        checks = replay.checks
    }

    /// Looks again at a piece of a store, at what it derives from, and at the captured bytes of all
    /// of these: what a bundle of it would show.
    ///
    /// - Throws: `StoreError`, `BundleProblem`.
    package init(
        of piece: Piece, _ snapshot: Snapshot, _ configuration: Configuration
    ) throws {
        try self.init(
            bundle: try EvidenceBundle(of: piece, from: snapshot, configuration: configuration)
                .bytes)
        // Its files are no one's but ours.
        checks.removeAll { $0.subject == .file }
    }
}

private struct Replay {
    private let manifest: EvidenceManifest
    private let files: [String: [UInt8]]
    private let digester = ByteDigester()
    private let pieceChecks = PieceChecks()
    private(set) var checks: [Check] = []
    private var sources: [String: EvidenceManifest.Source] = [:]
    private var texts: [String: [UInt8]] = [:]
    private var captures: [String: ReadCapture] = [:]
    private var missing: [String: String] = [:]

    init(_ manifest: EvidenceManifest, _ files: [String: [UInt8]]) {
        self.manifest = manifest
        self.files = files
    }

    private mutating func add(
        _ subject: Check.Subject, _ place: String, _ outcome: Check.Outcome, _ detail: String
    ) {
        checks.append(Check(subject, place, outcome, detail))
    }

    mutating func run() throws {
        let isComparable = checkStamps()
        sums()
        for source in manifest.sources {
            guard sources.updateValue(source, forKey: source.source) == nil else {
                throw BundleProblem("The manifest has the source \(shown(source.source)) twice.")
            }
            read(source)
        }
        var pieces: [String: Piece] = [:]
        for made in manifest.pieces {
            let piece = try made.model()
            guard pieces.updateValue(piece, forKey: piece.id) == nil else {
                throw BundleProblem("The manifest has the piece \(shown(piece.id)) twice.")
            }
            check(piece, isComparable)
        }
        if pieces[manifest.piece] == nil {
            add(.piece, manifest.piece, .fails, "the bundle is about it, and does not hold it")
        }
        try checkMatches(pieces, isComparable)
    }

    // MARK: Files

    /// Whether this program counts words and shingles as the one that made the bundle.
    private mutating func checkStamps() -> Bool {
        var others: [String] = []
        for (name, version) in Pass.versions.named where EvidenceReplay.counting.contains(name) {
            let stamp = manifest.stamps.first { $0.name == name }?.value
            if stamp != String(version) {
                others.append("\(name) \(stamp ?? "unknown"), not \(version)")
            }
        }
        guard others.isEmpty else {
            add(
                .stamp, EvidenceManifest.fileName, .unchecked,
                "made by a version of stemma that counts in another way ("
                    + others.joined(separator: "; ")
                    + "): words and shingles cannot be counted again")
            return false
        }
        add(
            .stamp, EvidenceManifest.fileName, .holds,
            "made by stemma \(manifest.program) of commit \(manifest.commit)")
        return true
    }

    /// Compares every file but the list itself with the list of digests.
    private mutating func sums() {
        let list = "SHA256SUMS"
        guard let bytes = files[list] else {
            return add(.file, list, .fails, "it is not in the bundle")
        }
        var listed: Set<String> = []
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            let name = parts.count == 2 ? String(parts[1].drop { $0 == " " }) : ""
            guard let contents = files[name], listed.insert(name).inserted else {
                add(.file, name, .fails, "\(list) names it, and it is not in the bundle once")
                continue
            }
            let digest = digester.digest(contents.span).hexadecimal
            if digest == parts[0] {
                add(.file, name, .holds, "SHA-256 \(digest.prefix(16))…")
            } else {
                add(.file, name, .fails, "it has another SHA-256 than \(list) says")
            }
        }
        for name in files.keys.sorted() where name != list && !listed.contains(name) {
            add(.file, name, .fails, "\(list) does not name it")
        }
    }

    /// The bytes of a file that the manifest names; nil when they are not those that it means.
    private mutating func contents(_ file: EvidenceManifest.File) -> [UInt8]? {
        guard let bytes = files[file.name] else {
            add(.file, file.name, .fails, "the manifest names it, and it is not in the bundle")
            return nil
        }
        guard digester.digest(bytes.span).hexadecimal == file.sha256 else {
            add(.file, file.name, .fails, "it has another SHA-256 than the manifest says")
            return nil
        }
        return bytes
    }

    private mutating func read(_ source: EvidenceManifest.Source) {
        guard let text = contents(source.text) else { return }
        guard String(validating: text, as: UTF8.self) != nil else {
            return add(.page, source.source, .fails, "\(source.text.name) is no UTF-8")
        }
        texts[source.source] = text
        guard let capture = source.capture else {
            missing[source.source] =
                "the captured bytes are not in the bundle: \(source.captureMissing ?? "no reason given")"
            return add(.source, source.source, .unchecked, missing[source.source] ?? "")
        }
        missing[source.source] = "the captured bytes cannot be read"
        guard let bytes = contents(capture.file) else { return }
        guard source.sha256.isEmpty || source.sha256 == capture.file.sha256 else {
            return add(
                .source, source.source, .fails, "\(capture.file.name) has another SHA-256 than it")
        }
        guard let captured = CapturedBytes(capture, bytes) else {
            return add(.source, source.source, .fails, "the manifest does not say how to read it")
        }
        do {
            let read = try captured.read()
            guard read.text == text else {
                return add(
                    .source, source.source, .fails,
                    "\(capture.file.name) does not say what \(source.text.name) does")
            }
            captures[source.source] = read
            add(
                .source, source.source, .holds,
                "\(bytes.count) captured bytes say what \(source.text.name) does")
        } catch {
            add(.source, source.source, .fails, "\(capture.file.name): \(error.reason)")
        }
    }

    // MARK: Claims

    private mutating func check(_ piece: Piece, _ isComparable: Bool) {
        guard let text = texts[piece.source] else {
            return add(.piece, piece.id, .fails, "its text is not in the bundle")
        }
        if isComparable {
            checks.append(pieceChecks.check(piece, text: text))
        } else {
            add(.piece, piece.id, .unchecked, "its words cannot be counted again")
        }
        checks += pieceChecks.credits(
            piece, text: text, capture: captures[piece.source],
            missing: missing[piece.source] ?? "")
    }

    /// Checks that the lines and bytes of one side of a passage are those of its words in the
    /// capture; what is right is not told, since the passage is.
    private mutating func checkPlace(
        _ place: String, _ piece: Piece, _ shown: Range<Int>, _ bytes: Range<Int>,
        _ lines: ClosedRange<Int>?, _ page: Range<Int>?
    ) {
        let text = texts[piece.source]
        guard let document = captures[piece.source]?.document ?? (page == nil ? text : nil),
            let text, shown.upperBound <= text.count, bytes.upperBound <= document.count
        else {
            if shown.upperBound > text?.count ?? 0 {
                add(.passage, place, .fails, "it lies outside the text of \(piece.id)")
            }
            return
        }
        let map = captures[piece.source]?.marked?.map
        if bytes != map?.source(of: shown) ?? shown {
            add(.passage, place, .fails, "its bytes in \(piece.source) are those of other words")
        }
        if let lines, lines != map?.lines(of: shown) ?? Lines(of: document).numbers(of: bytes) {
            add(.passage, place, .fails, "its lines in \(piece.source) are those of other words")
        }
    }

    /// The running text of a piece; nil when it has none.
    private func body(_ piece: Piece) -> [UInt8]? {
        guard let text = texts[piece.source], piece.body.upperBound <= text.count,
            piece.body.cutsCharacters(of: text)
        else { return nil }
        return Array(text[piece.body])
    }

    private mutating func checkMatches(
        _ pieces: [String: Piece], _ isComparable: Bool
    ) throws {
        var matches: [Match] = []
        for made in manifest.matches { matches.append(try made.model()) }
        let counting = MatchChecks(setAside: manifest.setAside)
        for match in matches {
            let place = "\(match.a) \(match.b)"
            guard let a = pieces[match.a], let b = pieces[match.b], let textA = body(a),
                let textB = body(b)
            else {
                add(.match, place, .fails, "the texts of both are not in the bundle")
                continue
            }
            for (index, passage) in match.passages.enumerated() {
                let number = "\(place) passage \(index + 1)"
                checkPlace(
                    number, a, passage.aShown, passage.aBytes, passage.aLines, passage.aPage)
                checkPlace(
                    number, b, passage.bShown, passage.bBytes, passage.bLines, passage.bPage)
            }
            if isComparable {
                checks += counting.check(match, (a, textA), (b, textB))
            } else {
                add(.match, place, .unchecked, "its shingles cannot be counted again")
            }
        }
        guard let piece = pieces[manifest.piece] else { return }
        checks += ClaimChecks.check(
            try manifest.lineage.model(of: piece.id), of: piece, knows: { pieces[$0] != nil },
            match: { one, other in
                matches.first { ($0.a, $0.b) == (one, other) || ($0.a, $0.b) == (other, one) }
            })
    }
}

extension EvidenceReplay {
    /// The stamps that counting depends on.
    fileprivate static let counting = ["normaliser", "tokeniser", "shingle hash"]
}

extension CapturedBytes {
    fileprivate init?(_ capture: EvidenceManifest.Capture, _ bytes: [UInt8]) {
        guard let kind = Kind(rawValue: capture.kind) else { return nil }
        self.init(kind: kind, charset: capture.charset, bytes: bytes)
        if kind == .row {
            guard
                let fields = RowFields(
                    named: (capture.fields ?? []).map { (name: $0.name, value: $0.value) })
            else { return nil }
            self.fields = fields
        }
    }
}
