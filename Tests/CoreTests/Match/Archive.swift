@testable import Core

/// Texts with facts, run through the whole engine serially: the executable specification of what a
/// pipeline does in parallel.
struct Archive {
    var texts: [String]
    var facts: [PieceFacts]
    var settings = MatchSettings()

    init(_ texts: [String], hosts: [UInt32]? = nil) {
        self.texts = texts
        facts = texts.indices.map {
            PieceFacts(
                host: hosts?[$0] ?? UInt32($0 + 1), title: UInt64($0 + 1),
                url: UInt64($0 + 1), posted: Int32($0))
        }
    }

    struct Run {
        var index: CandidateIndex
        var candidates: Candidates
        var settled: SettledPairs
        var clusters: Clusters

        /// Pairs of the matches, smaller number first.
        var pairs: Set<[UInt32]> {
            Set(settled.matches.map { [min($0.a, $0.b), max($0.a, $0.b)] })
        }
    }

    func index() -> CandidateIndex {
        var index = CandidateIndex(settings: settings)
        let fingerprinter = Fingerprinter(settings: settings.sketch)
        for (text, facts) in zip(texts, facts) {
            let made = Array(text.utf8).withUnsafeBufferPointer { fingerprinter.fingerprint($0) }
            index.add(made, facts: facts)
        }
        index.learn()
        return index
    }

    func run(shards: Int = 1) -> Run {
        let index = index()
        let scratch = ProposalScratch(pieces: index.count, workers: shards)
        let candidates = index.candidates(
            (0..<shards).map { index.proposals(shard: $0, of: shards, in: scratch) })
        // As in a pass: what proposals were made from is not needed any more.
        var verified = index
        verified.releaseSketches()
        let verifier = Verifier(settings: settings, memory: 1 << 16)
        var matches: [VerifiedMatch] = []
        var templates: [TemplatePair] = []
        for pair in candidates.pairs {
            let verdict = verifier.verify(pair, in: verified) { piece, body in
                Array(texts[Int(piece)].utf8).withUnsafeBufferPointer(body)
            }
            switch verdict {
            case .match(let match): matches.append(match)
            case .template(let pair): templates.append(pair)
            case .nothing: break
            }
        }
        let settled = TemplateFamilies.settle(
            matches, templates, pieces: index.count, settings: settings)
        return Run(
            index: index, candidates: candidates, settled: settled,
            clusters: Clustering(index: verified).clusters(settled))
    }
}
