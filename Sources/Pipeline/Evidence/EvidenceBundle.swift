package import Core
internal import Foundation
internal import Readers
package import Store
internal import Zip

/// A self-contained bundle that shows where a piece comes from.
package struct EvidenceBundle: Sendable {
    /// The zip archive.
    package let bytes: [UInt8]
    /// Pieces and matches in it, and captured sources.
    package let pieces: Int
    package let matches: Int
    package let captures: Int
    /// What does not fit or could not be had, a sentence each.
    package let leftOut: [String]

    /// Most pieces beside the one that the bundle is about: those of the chain and of the surest
    /// claims.
    static let mostPieces = 64
    /// Larger captures are left out.
    package static let captureLimit = 16 << 20
    /// Bytes of all captures together.
    fileprivate static let capturesLimit = 128 << 20

    /// Gathers the evidence for a piece.
    ///
    /// The same store and the same captures give the same bytes.
    ///
    /// - Throws: `StoreError`, `CorpusError`, `BundleProblem`.
    package init(
        of piece: Piece, from snapshot: Snapshot, configuration: Configuration
    ) throws {
        var gathering = EvidenceGathering(snapshot, configuration)
        let manifest = try gathering.manifest(of: piece)
        let manifestBytes = try manifest.bytes()
        var entries = [
            ZipArchive.Entry(name: EvidenceManifest.fileName, bytes: manifestBytes),
            ZipArchive.Entry(name: "README.txt", bytes: Array(Self.readme.utf8)),
        ]
        entries += gathering.files
        let digester = ByteDigester()
        let sums = entries.map { "\(digester.digest($0.bytes.span).hexadecimal)  \($0.name)\n" }
        entries.append(ZipArchive.Entry(name: "SHA256SUMS", bytes: Array(sums.joined().utf8)))
        do {
            bytes = try ZipArchive.bytes(of: entries)
            // What we cannot open again nobody is to be given.
            _ = try ZipArchive.entries(of: bytes)
        } catch {
            throw BundleProblem("The bundle cannot be made: \(error).")
        }
        pieces = manifest.pieces.count
        matches = manifest.matches.count
        captures = manifest.sources.count { $0.capture != nil }
        leftOut =
            manifest.leftOut
            + manifest.sources.compactMap { source in
                source.captureMissing.map { "\(source.source): no captured bytes: \($0)" }
            }
    }

    private static let readme = """
        Evidence for where a piece of news comes from, gathered by Stemma.

        manifest.json   the piece, the claims of its lineage, the matches and passages that they
                        rest on, and the credits with the places of their words
        texts/          the texts of the sources as they were compared, in UTF-8; ranges of bytes
                        of pieces and passages count from their first byte
        captures/       the bytes of the sources as they were captured; lines and bytes of credits
                        count in them, decoded to UTF-8
        SHA256SUMS      digests of these files: `sha256sum -c SHA256SUMS`

        `stemma verify FILE.zip` checks all of it without the archive that it was taken from: the
        digests, that the words of each credit stand at its place, that the passages are the same
        on both sides as far as is claimed, and the resemblance of the texts.

        """
}

/// Puts a manifest together, and the files that it names.
private struct EvidenceGathering {
    private let snapshot: Snapshot
    private let configuration: Configuration
    private let digester = ByteDigester()
    private(set) var files: [ZipArchive.Entry] = []
    private var room = EvidenceBundle.capturesLimit

    init(_ snapshot: Snapshot, _ configuration: Configuration) {
        self.snapshot = snapshot
        self.configuration = configuration
    }

    mutating func manifest(of piece: Piece) throws -> EvidenceManifest {
        guard let run = try snapshot.lastRun() else {
            throw BundleProblem("The store is empty; `stemma run` fills it.")
        }
        var lineage = try snapshot.lineage(ofPiece: piece.id) ?? Lineage(piece: piece.id)
        var leftOut: [String] = []
        let pieces = try gathered(piece, &lineage, &leftOut)
        let known = Set(pieces.map(\.id))
        var matches: [Match] = []
        for one in pieces {
            for match in try snapshot.matches(ofPiece: one.id)
            where match.a == one.id && known.contains(match.b) { matches.append(match) }
        }
        matches.sort { ($0.a, $0.b) < ($1.a, $1.b) }
        var sources: [EvidenceManifest.Source] = []
        var texts: [[UInt8]] = []
        let shelf = try? CaptureShelf(configuration)
        for path in Set(pieces.map(\.source)).sorted() {
            let (source, text) = try self.source(path, number: sources.count + 1, shelf)
            sources.append(source)
            texts.append(text)
        }
        return EvidenceManifest(
            program: Release.version, piece: piece.id, commit: run.number,
            committed: run.summary.started,
            stamps: try snapshot.stamps().map { .init(name: $0.name, value: $0.value) },
            settings: configuration.shaping.map { .init(name: $0.name, value: $0.value) },
            sources: sources, pieces: pieces.map { EvidenceManifest.Piece($0) },
            matches: matches.map { EvidenceManifest.Match($0) },
            lineage: EvidenceManifest.Lineage(lineage), setAside: try setAside(texts),
            leftOut: leftOut)
    }

    /// The piece, those of its chain and those of its claims, by identifier.
    private func gathered(
        _ piece: Piece, _ lineage: inout Lineage, _ leftOut: inout [String]
    ) throws -> [Piece] {
        var pieces = [piece.id: piece]
        for id in lineage.chain.compactMap(\.piece) where pieces[id] == nil {
            pieces[id] = try snapshot.piece(id: id)
        }
        var claims: [Derivation] = []
        for claim in lineage.derivedFrom {
            if let id = claim.piece, pieces[id] == nil {
                guard pieces.count <= EvidenceBundle.mostPieces else { continue }
                pieces[id] = try snapshot.piece(id: id)
            }
            claims.append(claim)
        }
        let missing = lineage.derivedFrom.count - claims.count
        if missing > 0 {
            leftOut.append(
                "The \(missing) least sure of \(lineage.derivedFrom.count) claims are left out.")
        }
        lineage.derivedFrom = claims
        return pieces.values.sorted { $0.id < $1.id }
    }

    // MARK: Sources

    private mutating func source(
        _ path: String, number: Int, _ shelf: CaptureShelf?
    ) throws -> (EvidenceManifest.Source, [UInt8]) {
        // A row has no entry of its own: its file has.
        let container = path.lastIndex(of: "#").map { String(path[..<$0]) }
        let own = try snapshot.source(path: path)
        let source = try own ?? container.flatMap { try snapshot.source(path: $0) }
        guard let source, let text = try snapshot.page(ofSource: path) else {
            throw BundleProblem("\(path): the store does not hold its text. Run `stemma verify`.")
        }
        let name = Self.padded(number)
        let textFile = add(text, "texts/\(name).txt")
        var made = EvidenceManifest.Source(
            source: path, format: source.format.rawValue, size: source.size,
            modified: source.modified, sha256: own?.sha256 ?? "", encoding: source.encoding,
            host: source.host, site: source.site, text: textFile)
        do {
            guard let shelf else { throw NotOnShelf(reason: "the corpus cannot be walked") }
            let capture = try shelf.capture(of: path)
            guard capture.bytes.count <= EvidenceBundle.captureLimit else {
                throw NotOnShelf(reason: "they are more than a bundle takes of one source")
            }
            guard capture.bytes.count <= room else {
                throw NotOnShelf(reason: "there is no room for them in the bundle")
            }
            let digest = digester.digest(capture.bytes.span).hexadecimal
            guard made.sha256.isEmpty || digest == made.sha256 else {
                throw NotOnShelf(reason: "the file has changed since the pass")
            }
            room -= capture.bytes.count
            let fields = capture.kind == .row ? capture.fields.named : nil
            made.capture = EvidenceManifest.Capture(
                file: add(capture.bytes, "captures/\(name).bin"), kind: capture.kind.rawValue,
                charset: capture.charset,
                fields: fields?.map { .init(name: $0.name, value: $0.value) })
        } catch let missing as NotOnShelf {
            made.captureMissing = missing.reason
        }
        return (made, text)
    }

    private mutating func add(_ bytes: [UInt8], _ name: String) -> EvidenceManifest.File {
        files.append(ZipArchive.Entry(name: name, bytes: bytes))
        return EvidenceManifest.File(
            name: name, sha256: digester.digest(bytes.span).hexadecimal)
    }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    /// The paragraphs of these texts that the store sets aside.
    private func setAside(_ texts: [[UInt8]]) throws -> [String] {
        var stored: Set<String> = []
        try snapshot.eachBoilerplate { stored.insert($0.sha256) }
        let fingerprinter = Fingerprinter()
        var found: Set<String> = []
        for text in texts {
            for paragraph in fingerprinter.fingerprint(text.span).paragraphs {
                let digest = paragraph.digest.hexadecimal
                if stored.contains(digest) { found.insert(digest) }
            }
        }
        return found.sorted()
    }
}
