import Core
import Foundation

/// One run of the engine, stage by stage, with the seconds of each: by the clock, and of processors.
struct EngineRun {
    let workers: Int
    private var archive = Archive()
    private var index = CandidateIndex()
    private var facts: [PieceFacts] = []
    private var words: [Int] = []
    private var candidates = Candidates()
    private var matches: [VerifiedMatch] = []
    private var templates: [TemplatePair] = []
    private var settled: SettledPairs?
    private var families: [TemplateFamily] = []
    private var clusters: [PieceCluster] = []
    private var seconds: [(name: String, wall: Double, processor: Double)] = []

    init(workers: Int) { self.workers = workers }

    /// What `body` takes is added to what the stage took before.
    private mutating func timed<Made>(
        _ name: String, _ body: (inout EngineRun) throws -> Made
    ) rethrows -> Made {
        let start = (Date(), Self.processorSeconds())
        let made = try body(&self)
        let took = (Date().timeIntervalSince(start.0), Self.processorSeconds() - start.1)
        if let stage = seconds.firstIndex(where: { $0.name == name }) {
            seconds[stage].wall += took.0
            seconds[stage].processor += took.1
        } else {
            seconds.append((name, took.0, took.1))
        }
        return made
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    mutating func load(_ folder: String) throws {
        try timed("load") { run in
            run.archive = try Archive(folder: folder, workers: run.workers)
            var hosts: [String: UInt32] = [:]
            run.facts.reserveCapacity(run.archive.rows.count)
            for row in run.archive.rows {
                let host = hosts[row.host] ?? UInt32(hosts.count + 1)
                hosts[row.host] = host
                run.facts.append(
                    PieceFacts(
                        host: row.host.isEmpty ? 0 : host, title: row.title,
                        url: row.url, posted: row.posted, kind: .article))
            }
        }
    }

    /// Fingerprints stretch by stretch, as a pass does: it never holds all fingerprints.
    mutating func fingerprint() {
        let stretch = 1 << 14
        for start in stride(from: 0, to: archive.rows.count, by: stretch) {
            let rows = start..<min(start + stretch, archive.rows.count)
            let made = timed("fingerprint") { $0.fingerprints(rows) }
            timed("index") { run in
                if start == 0 {
                    run.index.reserve(pieces: run.archive.rows.count, bytes: run.archive.bytes)
                }
                for (row, fingerprint) in zip(rows, made.joined()) {
                    run.words.append(fingerprint.words)
                    run.index.add(fingerprint, facts: run.facts[row])
                }
            }
        }
    }

    private func fingerprints(_ rows: Range<Int>) -> [[Fingerprint]] {
        let archive = archive
        let batch = 64
        return inParallel(
            (rows.count + batch - 1) / batch, workers: workers,
            make: { Fingerprinter() },
            work: { fingerprinter, number in
                let start = rows.lowerBound + number * batch
                return (start..<min(rows.upperBound, start + batch)).map { row in
                    archive.rows[row].text.withUnsafeBufferPointer {
                        fingerprinter.fingerprint($0)
                    }
                }
            })
    }

    mutating func propose() {
        timed("learn") { $0.index.learn() }
        timed("propose") { run in
            let index = run.index
            let count = index.shards(workers: run.workers)
            let shards = inParallel(
                count, workers: run.workers,
                make: { [workers = run.workers] in
                    ProposalScratch(pieces: index.count, workers: workers)
                },
                work: { index.proposals(shard: $1, of: count, in: $0) })
            run.candidates = index.candidates(shards)
        }
    }

    mutating func verify() {
        timed("verify") { run in
            let index = run.index
            let rows = run.archive
            let batches = run.candidates.batches()
            let verdicts = inParallel(
                batches.count, workers: run.workers,
                make: { Verifier(settings: index.settings) },
                work: { verifier, number in
                    batches[number].map { pair in
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
        func line(_ name: String, _ wall: Double, _ processor: Double) {
            Swift.print(
                name.padding(toLength: 12, withPad: " ", startingAt: 0),
                String(
                    format: "%8.3f s %9.1f MB/s %8.3f CPU-s", wall,
                    megabytes / max(wall, 1e-9), processor))
        }
        for (name, wall, processor) in seconds { line(name, wall, processor) }
        let engine = seconds.dropFirst()
        line(
            "engine", engine.reduce(0) { $0 + $1.wall }, engine.reduce(0) { $0 + $1.processor })
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
            out += "{\"piece\":\"\(row.id)\",\"source\":\"\(row.source)\","
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
}
