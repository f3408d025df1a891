import Core
import Foundation

/// One run of the engine, stage by stage, with the seconds of each.
struct EngineRun {
    let workers: Int
    private var archive = Archive()
    private var index = CandidateIndex()
    private var facts: [PieceFacts] = []
    private var words: [Int] = []
    private var made: [[Fingerprint]] = []
    private var candidates = Candidates()
    private var matches: [VerifiedMatch] = []
    private var templates: [TemplatePair] = []
    private var settled: SettledPairs?
    private var families: [TemplateFamily] = []
    private var clusters: [PieceCluster] = []
    private var seconds: [(String, Double)] = []

    init(workers: Int) { self.workers = workers }

    private mutating func timed(_ name: String, _ body: (inout EngineRun) throws -> Void) rethrows {
        let start = Date()
        try body(&self)
        seconds.append((name, Date().timeIntervalSince(start)))
    }

    mutating func load(_ folder: String) throws {
        try timed("load") { run in
            try run.archive.load(folder)
            var hosts: [String: UInt32] = [:]
            for (number, row) in run.archive.rows.enumerated() {
                let host = hosts[row.host] ?? UInt32(hosts.count + 1)
                hosts[row.host] = host
                run.facts.append(
                    PieceFacts(
                        host: row.host.isEmpty ? 0 : host, source: UInt32(number),
                        title: Self.hash(row.title.lowercased()), url: Self.hash(row.url),
                        posted: Self.day(row.posted), kind: row.kind))
            }
        }
    }

    mutating func fingerprint() {
        timed("fingerprint") { run in
            let rows = run.archive
            let batch = 64
            let made = inParallel(
                (rows.rows.count + batch - 1) / batch, workers: run.workers,
                make: { Fingerprinter() },
                work: { fingerprinter, number in
                    (number * batch..<min(rows.rows.count, (number + 1) * batch)).map { row in
                        rows.rows[row].text.withUnsafeBufferPointer {
                            fingerprinter.fingerprint($0)
                        }
                    }
                })
            run.made = made
        }
        timed("index") { run in
            let rows = run.archive
            let made = run.made
            run.made = []
            run.index.reserve(pieces: rows.rows.count, bytes: rows.bytes)
            var number = 0
            for fingerprint in made.joined() {
                run.words.append(fingerprint.words)
                run.index.add(fingerprint, facts: run.facts[number])
                number += 1
            }
        }
    }

    mutating func propose() {
        timed("learn") { $0.index.learn() }
        timed("propose") { run in
            let index = run.index
            let shards = inParallel(
                run.workers, workers: run.workers, make: {},
                work: { [count = run.workers] _, shard in
                    index.proposals(shard: shard, of: count)
                })
            run.candidates = index.candidates(shards)
        }
    }

    mutating func verify() {
        timed("verify") { run in
            let index = run.index
            let rows = run.archive
            let pairs = run.candidates.pairs
            let batch = 256
            let verdicts = inParallel(
                (pairs.count + batch - 1) / batch, workers: run.workers,
                make: { Verifier(settings: index.settings) },
                work: { verifier, number in
                    pairs[number * batch..<min(pairs.count, (number + 1) * batch)].map { pair in
                        verifier.verify(pair, in: index) { piece, body in
                            rows.rows[Int(piece)].text.withUnsafeBufferPointer(body)
                        }
                    }
                })
            for verdict in verdicts.joined() {
                switch verdict {
                case .match(let match): run.matches.append(match)
                case .template(let pair): run.templates.append(pair)
                case .nothing: break
                }
            }
        }
    }

    mutating func cluster() {
        timed("settle") { run in
            let settled = TemplateFamilies.settle(
                run.matches, run.templates, pieces: run.index.count)
            run.matches = settled.matches
            run.families = settled.families
            run.settled = settled
        }
        timed("cluster") { run in
            guard let settled = run.settled else { return }
            run.clusters = Clustering(index: run.index).clusters(settled).clusters
        }
    }

    func print() {
        let megabytes = Double(archive.bytes) / 1e6
        for (name, time) in seconds {
            Swift.print(
                name.padding(toLength: 12, withPad: " ", startingAt: 0),
                String(format: "%8.3f s %9.1f MB/s", time, megabytes / max(time, 1e-9)))
        }
        let all = seconds.dropFirst().reduce(0) { $0 + $1.1 }
        Swift.print("engine      ", String(format: "%8.3f s %9.1f MB/s", all, megabytes / all))
        Swift.print(
            """
            \(facts.count) pieces, \(candidates.pairs.count) candidates, \(matches.count) matches, \
            \(templates.count) template pairs in \
            \(families.count) families, \(clusters.count) clusters, \
            \(index.boilerplate.count) boilerplate paragraphs, \(candidates.cut.count) cut shingles
            """)
    }

    func write(to folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let ids = archive.rows.map(\.id)
        var out = ""
        for (number, row) in archive.rows.enumerated() {
            out += "{\"piece\":\"\(row.id)\",\"source\":\"\(row.source)\",\"url\":\"\(row.url)\","
            out += "\"words\":\(words[number])}\n"
        }
        try out.write(toFile: folder + "/pieces.jsonl", atomically: false, encoding: .utf8)
        out = ""
        for match in matches {
            let passages = match.passages.map { passage in
                "{\"a_bytes\":[\(passage.a.lowerBound),\(passage.a.upperBound)],"
                    + "\"b_bytes\":[\(passage.b.lowerBound),\(passage.b.upperBound)],"
                    + "\"words\":\(passage.words),\"identical\":\(passage.identical)}"
            }
            out += "{\"a\":\"\(ids[Int(match.a)])\",\"b\":\"\(ids[Int(match.b)])\","
            out += "\"relation\":\"\(match.relation.rawValue)\","
            out += "\"resemblance\":\(match.resemblance),"
            out += "\"containment_a\":\(match.containmentA),"
            out += "\"containment_b\":\(match.containmentB),"
            out += "\"recapture\":\(match.recapture),\"same\":\(match.sameText),"
            let evidence = match.evidence.map { "\"\($0)\"" }
            out += "\"evidence\":[\(evidence.joined(separator: ","))],"
            let slots = match.slots
            out += "\"slots\":[\(slots.specificsKept),\(slots.specificsLost),"
            out += "\(slots.othersKept),\(slots.othersLost),\(slots.conflicts)],"
            out += "\"passages\":[\(passages.joined(separator: ","))]}\n"
        }
        try out.write(toFile: folder + "/matches.jsonl", atomically: false, encoding: .utf8)
        out = ""
        for cluster in clusters {
            let pieces = cluster.pieces.map { "\"\(ids[Int($0)])\"" }
            out += "{\"cluster\":\"\(ids[Int(cluster.pieces[0])])\","
            out += "\"representative\":\"\(ids[Int(cluster.representative)])\","
            out += "\"pieces\":[\(pieces.joined(separator: ","))]}\n"
        }
        try out.write(toFile: folder + "/clusters.jsonl", atomically: false, encoding: .utf8)
    }

    /// FNV-1a; 0 for an empty string.
    private static func hash(_ text: String) -> UInt64 {
        if text.isEmpty { return 0 }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }

    /// Days since 1970 of an ISO date (Hinnant's algorithm).
    private static func day(_ text: String) -> Int32? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * ((parts[1] + 9) % 12) + 2) / 5 + parts[2] - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }
}
