internal import Core
internal import Store

/// The stages that match pieces: what is boilerplate, which pairs may share text, what they share.
extension Pass {
    /// Matches all pieces of an archive.
    func match(_ archive: inout ArchiveIndex) throws -> MatchedArchive {
        progress.begin("match")
        archive.index.learn()
        let candidates = try propose(archive.index)
        var matched = MatchedArchive()
        try verify(candidates, &archive, into: &matched)
        matched.settle(archive.index)
        return matched
    }

    /// Matches the pieces of an archive of which the store knows most: what it says of pairs that have
    /// not changed is taken over.
    ///
    /// - Parameter verdicts: what the store says of pairs, by the places of the pieces.
    func match(
        _ archive: inout ArchiveIndex, _ verdicts: inout KeptVerdicts, changed: [Bool]
    ) throws -> MatchedArchive {
        let candidates = try propose(archive.index).filtered { pair in
            let isNew = changed[Int(pair.a)] || changed[Int(pair.b)]
            return isNew || !verdicts.keep(PiecePair(pair.a, pair.b))
        }
        var matched = MatchedArchive()
        try verdicts.give(to: &matched)
        try verify(candidates, &archive, into: &matched)
        matched.settle(archive.index)
        return matched
    }

    private func verify(
        _ candidates: Candidates, _ archive: inout ArchiveIndex, into matched: inout MatchedArchive
    ) throws {
        archive.index.releaseSketches()
        FreedMemory.giveBack()
        let index = archive.index
        let texts = archive.texts
        progress.begin("verify")
        try Flow(of: ArraySlice<CandidatePair>.self)
            .stage(
                "match", configuration.stages.match,
                scratch: { MatchWorker(index: index, texts: texts) }
            ) {
                try $0.verify($1)
            }
            .run(over: candidates.batches(), cancellation: cancellation) { outcomes in
                matched.add(outcomes)
            }
        FreedMemory.giveBack()
    }

    private func propose(_ index: CandidateIndex) throws -> Candidates {
        let width = configuration.stages.match
        let shards = index.shards(workers: width.workers.count)
        var proposals: [Proposals] = []
        try Flow(of: Int.self)
            .stage("propose", width) { index.proposals(shard: $0, of: shards) }
            .run(over: Array(0..<shards), cancellation: cancellation) { proposals.append($0) }
        return index.candidates(proposals)
    }
}
