internal import Core

// Values of the model as the manifest writes them, and back. What is read back is checked: a bundle
// may be made by anybody.

private func range(_ numbers: [Int], _ what: String) throws(BundleProblem) -> Range<Int> {
    guard numbers.count == 2, numbers[0] >= 0, numbers[0] <= numbers[1],
        numbers[1] <= Int(UInt32.max)
    else { throw BundleProblem("The manifest has no range of \(what) where it should.") }
    return numbers[0]..<numbers[1]
}

private func lines(_ numbers: [Int]?) throws(BundleProblem) -> ClosedRange<Int>? {
    guard let numbers else { return nil }
    guard numbers.count == 2, numbers[0] >= 1, numbers[0] <= numbers[1] else {
        throw BundleProblem("The manifest has no range of lines where it should.")
    }
    return numbers[0]...numbers[1]
}

private func word<Word: RawRepresentable<String>>(
    _ text: String, _ type: Word.Type
) throws(BundleProblem) -> Word {
    guard let word = Word(rawValue: text) else {
        throw BundleProblem("The manifest has a word that is not known: \(shown(text)).")
    }
    return word
}

extension Range<Int> {
    fileprivate var pair: [Int] { [lowerBound, upperBound] }
}

extension ClosedRange<Int> {
    fileprivate var pair: [Int] { [lowerBound, upperBound] }
}

extension EvidenceManifest.Piece {
    init(_ piece: Core.Piece) {
        self.init(
            piece: piece.id, source: piece.source, format: piece.format.rawValue,
            lines: piece.lines?.pair, bytes: piece.bytes.pair, body: piece.body.pair,
            title: piece.title, kind: piece.kind.rawValue, language: piece.language,
            host: piece.host, url: piece.url, posted: piece.posted?.description,
            published: piece.published?.description, captured: piece.captured,
            outlets: piece.outlets.map {
                EvidenceManifest.Outlet(name: $0.name, domain: $0.domain, id: $0.id)
            }, authors: piece.authors, translators: piece.translators,
            signatories: piece.signatories,
            credits: piece.credits.map {
                EvidenceManifest.Credit(
                    role: $0.role.rawValue, value: $0.value, line: $0.line, chars: $0.scalars.pair,
                    bytes: $0.bytes.pair, text: $0.text, rule: $0.rule, confidence: $0.confidence)
            }, words: piece.words, paragraphs: piece.paragraphs, sha256: piece.sha256)
    }

    func model() throws(BundleProblem) -> Core.Piece {
        var credits: [Core.Credit] = []
        for credit in self.credits {
            credits.append(
                Core.Credit(
                    role: try word(credit.role, CreditRole.self), value: credit.value,
                    line: credit.line, scalars: try range(credit.chars, "characters"),
                    bytes: try range(credit.bytes, "bytes"), text: credit.text, rule: credit.rule,
                    confidence: credit.confidence))
        }
        return Core.Piece(
            id: piece, source: source, format: try word(format, SourceFormat.self),
            lines: try Pipeline.lines(lines), bytes: try range(bytes, "bytes"),
            body: try range(body, "bytes"), title: title, kind: try word(kind, PieceKind.self),
            language: language, host: host, url: url,
            posted: posted.flatMap { PartialDate(iso: $0) },
            published: published.flatMap { PartialDate(iso: $0) }, captured: captured,
            outlets: outlets.map { Core.Outlet(name: $0.name, domain: $0.domain, id: $0.id) },
            authors: authors, translators: translators, signatories: signatories,
            credits: credits, words: words, paragraphs: paragraphs, sha256: sha256)
    }
}

extension EvidenceManifest.Match {
    init(_ match: Core.Match) {
        self.init(
            a: match.a, b: match.b, relation: match.relation.rawValue,
            resemblance: match.resemblance, containmentA: match.containmentA,
            containmentB: match.containmentB, direction: match.direction.rawValue,
            recapture: match.recapture,
            passages: match.passages.map {
                EvidenceManifest.Passage(
                    aLines: $0.aLines?.pair, bLines: $0.bLines?.pair, aBytes: $0.aBytes.pair,
                    bBytes: $0.bBytes.pair, aPage: $0.aPage?.pair, bPage: $0.bPage?.pair,
                    words: $0.words, identical: $0.identical)
            }, evidence: match.evidence)
    }

    func model() throws(BundleProblem) -> Core.Match {
        var passages: [Core.Passage] = []
        for passage in self.passages {
            var model = Core.Passage(
                aLines: try lines(passage.aLines), bLines: try lines(passage.bLines),
                aBytes: try range(passage.aBytes, "bytes"),
                bBytes: try range(passage.bBytes, "bytes"), words: passage.words,
                identical: passage.identical)
            if let page = passage.aPage { model.aPage = try range(page, "bytes") }
            if let page = passage.bPage { model.bPage = try range(page, "bytes") }
            passages.append(model)
        }
        return Core.Match(
            a: a, b: b, relation: try word(relation, Relation.self), resemblance: resemblance,
            containmentA: containmentA, containmentB: containmentB, passages: passages,
            direction: try word(direction, Direction.self), recapture: recapture,
            evidence: evidence)
    }
}

extension EvidenceManifest.Lineage {
    init(_ lineage: Core.Lineage) {
        self.init(
            chain: lineage.chain.map {
                EvidenceManifest.Step(
                    role: $0.role.rawValue, outlet: $0.outlet, piece: $0.piece,
                    evidence: $0.evidence)
            },
            derivedFrom: lineage.derivedFrom.map {
                EvidenceManifest.Claim(
                    piece: $0.piece, outlet: $0.outlet, how: $0.how.rawValue,
                    state: $0.state.rawValue, confidence: $0.confidence, evidence: $0.evidence,
                    against: $0.against)
            }, order: lineage.orderKnown ? "known" : "unknown")
    }

    func model(of piece: String) throws(BundleProblem) -> Core.Lineage {
        var lineage = Core.Lineage(piece: piece, orderKnown: order == "known")
        for step in chain {
            lineage.chain.append(
                LineageStep(
                    role: try word(step.role, LineageRole.self), outlet: step.outlet,
                    piece: step.piece, evidence: step.evidence))
        }
        for claim in derivedFrom {
            lineage.derivedFrom.append(
                Derivation(
                    piece: claim.piece, outlet: claim.outlet,
                    how: try word(claim.how, DerivationKind.self),
                    state: try word(claim.state, ClaimState.self), confidence: claim.confidence,
                    evidence: claim.evidence, against: claim.against))
        }
        return lineage
    }
}
