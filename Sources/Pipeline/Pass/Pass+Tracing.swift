internal import Core
internal import Readers
internal import Store

/// The stage that traces pieces and writes what was found.
extension Pass {
    /// Writes what was found in an archive of which the store knows nothing.
    func write(
        _ matched: consuming MatchedArchive, _ archive: ArchiveIndex, _ knowledge: Knowledge,
        _ writer: RunWriter, _ summary: inout RunSummary
    ) throws {
        var matched = matched
        let places = Array(0..<UInt32(archive.numbers.count))
        let names = ArchiveNames(knowledge, archive)
        let (_, traced) = try together { [matched] in
            try write(verdictsOf: matched, archive, writer)
        } _: { [matched] in
            let chosen = matched.matches.indices.filter { matched.stands[$0] }
            return Traced(
                places: places, pieces: archive.traced,
                chosen: chosen.lazy.map { matched[$0] },
                texts: archive.texts.places, names: names.outlets, lexicon: knowledge.lexicon)
        }
        FreedMemory.letGo(matched.takeMatches())
        for match in traced.matches { try writer.add(match: match) }
        try write(clusters: Array(matched.clusters.indices), matched, archive, traced, writer)
        try trace(places, traced) { place, lineage, next in
            try writer.add(
                lineage: lineage, piece: Int(archive.numbers[Int(place)]),
                next: next.map { Int(archive.numbers[Int($0)]) })
        }
        let shown = ShownTexts(archive)
        for family in matched.families { try writer.add(template: shown.template(family)) }
        for learned in archive.boilerplate {
            try writer.add(
                boilerplate: shown.paragraph(learned),
                example: Int(archive.numbers[learned.example]), line: learned.line)
        }
        try writer.note(ArchiveNames.note, names.digest)
        summary.matches = traced.matches.count
        summary.clusters = matched.clusters.count
        summary.templates = matched.families.count
        summary.boilerplate = archive.boilerplate.count
        FreedMemory.letGo(consume traced)
    }

    /// Writes all that was said of pairs in this pass, in the order of their numbers.
    func write(verdictsOf matched: MatchedArchive, _ archive: ArchiveIndex, _ writer: RunWriter)
        throws
    {
        enum Said {
            case match(Int)
            case template(Int)
            case nothing
        }
        var said: [(key: UInt64, what: Said)] = []
        func key(_ pair: PiecePair) -> UInt64 {
            let (x, y) = (archive.numbers[Int(pair.a)], archive.numbers[Int(pair.b)])
            return UInt64(min(x, y)) << 32 | UInt64(max(x, y))
        }
        func isTurned(_ a: UInt32, _ b: UInt32) -> Bool {
            archive.numbers[Int(a)] > archive.numbers[Int(b)]
        }
        for place in matched.matches.indices where matched.origins[place] == nil {
            said.append((key(matched.matches[place].pair), .match(place)))
        }
        for place in matched.templatePairs.indices where matched.templateOrigins[place] == nil {
            said.append((key(matched.templatePairs[place].pair), .template(place)))
        }
        for pair in matched.unrelated { said.append((key(pair), .nothing)) }
        said.sort { $0.key < $1.key }
        for (key, what) in said {
            var stands = false
            var data: [UInt8]?
            switch what {
            case .match(let place):
                let placed = matched[place]
                stands = matched.stands[place]
                data = VerdictCoding.bytes(
                    of: placed, isTurned: isTurned(placed.match.a, placed.match.b))
            case .template(let place):
                let pair = matched.templatePairs[place]
                data = VerdictCoding.bytes(of: pair, isTurned: isTurned(pair.a, pair.b))
            case .nothing: break
            }
            try writer.add(
                verdict: data, a: Int(key >> 32), b: Int(key & 0xFFFF_FFFF), stands: stands)
        }
    }

    /// Writes the clusters at some places among the clusters.
    func write(
        clusters chosen: [Int], _ matched: MatchedArchive, _ archive: ArchiveIndex,
        _ traced: Traced, _ writer: RunWriter
    ) throws {
        let clusters = matched.clusters
        let suspicions = matched.suspicions
        try Flow(of: Range<Int>.self)
            .stage("clusters", configuration.stages.trace) { places in
                places.map { place in
                    let cluster = clusters[chosen[place]]
                    return traced.cluster(cluster, suspicion: suspicions[chosen[place]])
                }
            }
            .run(over: Self.parts(chosen.count), cancellation: cancellation) { made in
                for cluster in made {
                    try writer.add(cluster: cluster, shape: ClusterShape.of(cluster))
                }
            }
    }

    /// Hands over the lineages of some pieces, in their order.
    func trace(
        _ places: [UInt32], _ traced: Traced,
        deliver: (UInt32, Lineage, _ next: UInt32?) throws -> Void
    ) throws {
        try Flow(of: Range<Int>.self)
            .stage("trace", configuration.stages.trace) { part in
                part.map { (places[$0], traced.lineage(places[$0])) }
            }
            .run(over: Self.parts(places.count), cancellation: cancellation) { made in
                for (place, found) in made {
                    if let found { try deliver(place, found.lineage, found.next) }
                }
            }
    }

    /// Ranges of so many numbers that handing them on costs nothing.
    private static func parts(_ count: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: 128).map { $0..<min($0 + 128, count) }
    }
}

/// The outlets that tracing knows: those of the lists and of the pages, and the hosts of the archive.
struct ArchiveNames {
    static let note = "names"
    private(set) var outlets: OutletNames
    /// Tells whether they are the same still.
    let digest: String

    init(_ knowledge: Knowledge, _ archive: ArchiveIndex) {
        outlets = knowledge.outlets
        var present = [Bool](repeating: false, count: archive.hosts.names.count + 1)
        for host in archive.presentHosts { present[Int(host)] = true }
        let hosts = archive.hosts.names.enumerated().filter { present[$0.offset + 1] }
            .map(\.element).sorted()
        for host in hosts { outlets.add(Outlet(name: host, domain: host)) }
        digest =
            ByteDigester().digest(
                (hosts + [""] + knowledge.learned).joined(separator: "\u{0}")
            ).hexadecimal
    }
}

/// A hash of what a cluster is: its pieces, which of them stands for it, and whether it is doubtful.
enum ClusterShape {
    static func of(_ cluster: Cluster) -> Int {
        of(
            cluster.pieces, representative: cluster.representative,
            suspicion: cluster.suspicion)
    }

    static func of(_ ids: [String], representative: String, suspicion: String?) -> Int {
        let words = ids + [representative, suspicion ?? ""]
        return Int(
            truncatingIfNeeded: ByteDigester().digest(words.joined(separator: "\u{0}")).w0)
    }
}

/// Texts of an archive as they are shown: frames of templates, paragraphs that are set aside.
final class ShownTexts {
    private let archive: ArchiveIndex
    private let texts: TextCache
    private lazy var fingerprinter = Fingerprinter(settings: archive.index.settings.sketch)

    init(_ archive: ArchiveIndex) {
        self.archive = archive
        texts = TextCache(texts: archive.texts)
    }

    /// Characters of a frame or paragraph that are kept to be shown.
    private static let shownLength = 600

    func template(_ family: TemplateFamily) throws -> Template {
        let ids = family.pieces.map { PieceID.text(archive.ids[Int($0)]) }.sorted()
        let text = try texts.text(of: Int(family.example))
        let parts = family.frame.map {
            String(decoding: text[$0.clamped(to: 0..<text.count)], as: UTF8.self)
        }
        return Template(
            id: ids.first ?? "", pieces: ids,
            frame: String(parts.joined(separator: " … ").prefix(Self.shownLength)),
            slots: family.slots)
    }

    func paragraph(_ learned: LearnedBoilerplate) throws -> Boilerplate {
        let bytes = try texts.text(of: learned.example)
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
        let digest = fingerprinter.fingerprint(Array(text.utf8).span).digest
        let host = learned.host == 0 ? nil : archive.host(of: learned.example)
        return Boilerplate(
            sha256: digest.hexadecimal, text: String(text.prefix(Self.shownLength)), host: host,
            pieces: learned.pieces)
    }
}
