internal import Core
internal import Store

/// The stages that match pieces: what is boilerplate, which pairs may share text, what they share.
extension Pass {
    /// Matches all pieces of an archive.
    func match(_ archive: inout ArchiveIndex) throws -> MatchedArchive {
        progress.begin("match")
        archive.index.learn()
        let candidates = try propose(&archive.index)
        var matched = MatchedArchive()
        try verify(candidates, &archive, into: &matched)
        matched.settle(archive.index)
        return matched
    }

    /// Matches the pieces of an archive of which the store knows most.
    ///
    /// What the store says of pairs that have not changed is taken over. Where few pieces have changed
    /// and none went, only pairs that these can concern are proposed.
    ///
    /// `verdicts` are what the store says of pairs, `change` is what differs from the night before, and
    /// `hasLost` says whether pieces have gone.
    func match(
        _ archive: inout ArchiveIndex, _ verdicts: inout KeptVerdicts, _ change: IndexChange,
        hasLost: Bool
    ) throws -> MatchedArchive {
        var change = change
        let candidates: Candidates
        let changed = change.isChanged
        if hasLost || changed.count(where: { $0 }) * 8 > changed.count {
            candidates = try propose(&archive.index)
        } else {
            let index = archive.index
            let found = try find(index.keys(of: change), in: index)
            let known = verdicts
            let sought = index.doubt(&change, found) { known.says(of: PiecePair($0, $1)) }
            let shared = try find(sought, in: index)
            verdicts.keep { change.isSame(index.proposer(of: $0), index.proposer(of: $1)) }
            candidates = index.candidates(around: change, found, shared)
        }
        let new = candidates.filtered { pair in
            let isNew = changed[Int(pair.a)] || changed[Int(pair.b)]
            return isNew || !verdicts.keep(PiecePair(pair.a, pair.b))
        }
        var matched = MatchedArchive()
        try verdicts.give(to: &matched)
        try verify(new, &archive, into: &matched)
        matched.settle(archive.index)
        return matched
    }

    /// Looks for keys in all pieces, in stretches side by side.
    private func find(
        _ keys: SoughtKeySet, in index: CandidateIndex
    ) throws -> FoundKeys {
        let stretch = 16_384
        let stretches = stride(from: 0, to: index.count, by: stretch).map {
            $0..<min($0 + stretch, index.count)
        }
        var parts: [FoundKeys] = []
        try Flow(of: Range<Int>.self)
            .stage("find", configuration.stages.match) { index.find(keys, in: $0) }
            .run(over: stretches, cancellation: cancellation) { parts.append($0) }
        return index.joined(parts)
    }

    private func verify(
        _ candidates: Candidates, _ archive: inout ArchiveIndex, into matched: inout MatchedArchive
    ) throws {
        archive.index.releaseSketches()
        FreedMemory.giveBack()
        let index = archive.index
        let texts = archive.texts
        let workers = configuration.stages.match.workers.count
        progress.begin("verify")
        try Flow(of: ArraySlice<CandidatePair>.self)
            .stage(
                "match", configuration.stages.match,
                scratch: { MatchWorker(index: index, texts: texts, workers: workers) }
            ) {
                try $0.verify($1)
            }
            .run(over: candidates.batches(), cancellation: cancellation) { outcomes in
                matched.add(outcomes)
            }
        FreedMemory.giveBack()
    }

    /// Proposes pairs of all pieces; the samples of an index are of no more use then.
    private func propose(_ index: inout CandidateIndex) throws -> Candidates {
        let proposals = try proposals(index)
        index.releaseSamples()
        return index.candidates(proposals)
    }

    private func proposals(_ index: CandidateIndex) throws -> [Proposals] {
        let width = configuration.stages.match
        let workers = width.workers.count
        let shards = index.shards(workers: workers)
        var proposals: [Proposals] = []
        try Flow(of: Int.self)
            .stage(
                "propose", width,
                scratch: { ProposalScratch(pieces: index.count, workers: workers) }
            ) {
                index.proposals(shard: $1, of: shards, in: $0)
            }
            .run(over: Array(0..<shards), cancellation: cancellation) { proposals.append($0) }
        return proposals
    }
}
