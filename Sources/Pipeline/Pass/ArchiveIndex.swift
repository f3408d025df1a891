internal import Core

/// What a pass keeps in memory of the pieces that went by: fingerprints, facts, places of texts.
struct ArchiveIndex {
    var index: CandidateIndex
    private(set) var texts: SpooledTexts
    var traced: [TracedPiece] = []
    private(set) var hosts = HostNames()
    private var shared = SharedTraits()
    private var sources = 0

    init(settings: MatchSettings, spool: TextSpool) {
        index = CandidateIndex(settings: settings)
        texts = SpooledTexts(spool: spool)
    }

    mutating func add(_ divided: DividedSource) {
        sources += 1
        guard let page = divided.spooled else { return }
        let number = texts.add(page)
        if let map = divided.spooledMap { _ = texts.add(map) }
        let kind: TextPlace.Kind = divided.spooledMap == nil ? .capture : .made
        for (piece, print) in zip(divided.pieces, divided.prints) {
            texts.add(TextPlace(page: number, body: piece.body, kind: kind))
            add(piece, print, site: divided.source.site)
        }
    }

    /// Makes room for the pieces of so many bytes of sources.
    ///
    /// Growing by doubling would hold twice what is needed; room that is not used costs nothing.
    mutating func reserve(bytes: Int) {
        let pieces = min(bytes / Self.smallPiece, 1 << 22)
        index.reserve(pieces: pieces, bytes: min(bytes, pieces * 4 * Self.smallPiece))
        texts.reserve(pieces: pieces)
        traced.reserveCapacity(pieces)
    }

    /// Bytes of a small piece; most are larger.
    private static let smallPiece = 2 << 10

    /// Lets go what only matching needs.
    mutating func releaseIndex() {
        index = CandidateIndex(settings: index.settings)
    }

    /// Adds rows; each counts as a source of its own.
    mutating func add(_ rows: RowPieces) {
        let pages = rows.spooled.map { block in
            let number = texts.add(block.text)
            if let map = block.map { _ = texts.add(map) }
            return number
        }
        for index in rows.pieces.indices {
            if index == 0 || rows.numbers[index] != rows.numbers[index - 1] { sources += 1 }
            let block = rows.blockOf[index]
            texts.add(
                TextPlace(
                    page: pages[block],
                    body: rows.pieces[index].body.shifted(by: rows.places[index].lowerBound),
                    kind: rows.spooled[block].map == nil ? .row : .made))
            add(rows.pieces[index], rows.prints[index], site: nil)
        }
    }

    private mutating func add(_ piece: Piece, _ print: PiecePrint, site: String?) {
        traced.append(TracedPiece(piece, site: site, sharing: &shared))
        index.add(
            print.fingerprint,
            facts: PieceFacts(
                host: piece.host.map { hosts.number(of: $0) } ?? 0, source: UInt32(sources),
                title: print.title, url: print.url,
                posted: piece.posted?.day == nil ? nil : piece.posted.map { Int32($0.firstDay) },
                kind: piece.kind, signature: print.signature))
    }
}

/// The hosts of an archive, numbered from 1 in the order in which they came.
struct HostNames {
    private var numbers: [String: UInt32] = [:]
    private(set) var names: [String] = []

    mutating func number(of name: String) -> UInt32 {
        if let number = numbers[name] { return number }
        names.append(name)
        numbers[name] = UInt32(names.count)
        return UInt32(names.count)
    }
}

/// What matching found in an archive.
struct MatchedArchive {
    private var placed: [PairKey: [PlacedPassage]] = [:]
    private(set) var verified: [VerifiedMatch] = []
    private var templatePairs: [TemplatePair] = []
    private(set) var clusters: [PieceCluster] = []
    /// Reasons by the cluster's place among the clusters.
    private(set) var suspicions: [Int: String] = [:]
    private(set) var templates: [Template] = []
    private(set) var boilerplate: [Boilerplate] = []

    private struct PairKey: Hashable {
        var a: UInt32
        var b: UInt32
    }

    mutating func add(_ outcomes: [MatchWorker.Outcome]) {
        for outcome in outcomes {
            switch outcome {
            case .match(let placed):
                verified.append(placed.match)
                self.placed[PairKey(a: placed.match.a, b: placed.match.b)] = placed.passages
            case .template(let pair):
                templatePairs.append(pair)
            }
        }
    }

    /// Parts matches from templates among the pairs, and makes clusters of what stands.
    mutating func settle(_ archive: ArchiveIndex) throws {
        let settled = TemplateFamilies.settle(
            verified, templatePairs, pieces: archive.index.count, settings: archive.index.settings)
        verified = settled.matches
        let grouped = Clustering(index: archive.index).clusters(settled)
        clusters = grouped.clusters
        for cluster in grouped.suspicious { suspicions[cluster.cluster] = cluster.reason }
        templates = try settled.families.map { try template($0, archive) }
        boilerplate = try archive.index.boilerplate.map { try paragraph($0, archive) }
    }

    /// The passages of a match in the pages of its pieces.
    func passages(of match: VerifiedMatch, _ places: [TextPlace]) -> [Passage] {
        let placed = placed[PairKey(a: match.a, b: match.b)] ?? []
        return zip(match.passages, placed).map { passage, place in
            place.passage(passage, places[Int(match.a)], places[Int(match.b)])
        }
    }

    /// Lets go what tracing has taken over.
    mutating func releaseMatches() {
        verified = []
        placed = [:]
    }

    /// Characters of a frame or paragraph that are kept to be shown.
    private static let shownLength = 600

    private func template(_ family: TemplateFamily, _ archive: ArchiveIndex) throws -> Template {
        let ids = family.pieces.map { archive.traced[Int($0)].id }.sorted()
        let text = try archive.texts.text(of: Int(family.example))
        let parts = family.frame.map { String(decoding: text[$0], as: UTF8.self) }
        return Template(
            id: ids.first ?? "", pieces: ids,
            frame: String(parts.joined(separator: " … ").prefix(Self.shownLength)),
            slots: family.slots)
    }

    private func paragraph(_ learned: LearnedBoilerplate, _ archive: ArchiveIndex) throws
        -> Boilerplate
    {
        let bytes = try archive.texts.text(of: learned.example)
        let lines = Lines(of: bytes)
        var line: Range<Int>?
        var number = 0
        for range in lines {
            guard
                FoldedText(String(decoding: bytes[range], as: UTF8.self)).words().isEmpty == false
            else { continue }
            if number == learned.line {
                line = range
                break
            }
            number += 1
        }
        let text = line.map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""
        let digest = Fingerprinter(settings: archive.index.settings.sketch).fingerprint(
            Array(text.utf8).span
        ).digest
        return Boilerplate(
            sha256: digest.hexadecimal, text: String(text.prefix(Self.shownLength)),
            host: archive.traced[learned.example].host,
            pieces: learned.pieces)
    }
}
