package import Core
package import Report
package import Store

/// Answers for the command line: the chain of a piece, the sources of any text, one match.
package struct Tracing {
    private let snapshot: Snapshot

    package init(snapshot: Snapshot) { self.snapshot = snapshot }

    /// Members of a family that are told of by more than their identifiers.
    private static let membersShown = 40

    /// The piece that a user means: by its identifier or the beginning of it, or by
    /// `source:line`.
    ///
    /// - Returns: nil when there is none; several when the beginning fits more than one.
    package func pieces(named name: String) throws -> [Piece] {
        if let colon = name.lastIndex(of: ":"), let line = Int(name[name.index(after: colon)...]),
            let piece = try snapshot.piece(ofSource: String(name[..<colon]), line: line)
        {
            return [piece]
        }
        let name = name.lowercased()
        guard name.utf8.count >= 4,
            name.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else {
            return []
        }
        return try snapshot.pieces(idPrefix: name, limit: 6)
    }

    package func trace(_ piece: Piece) throws -> Trace {
        let lineage = try snapshot.lineage(ofPiece: piece.id)
        var pieces: [String: Piece] = [piece.id: piece]
        for id in (lineage?.chain.compactMap(\.piece) ?? [])
            + (lineage?.derivedFrom.compactMap(\.piece) ?? [])
        {
            if pieces[id] == nil { pieces[id] = try snapshot.piece(id: id) }
        }
        let cluster = try snapshot.cluster(ofPiece: piece.id)
        for id in cluster?.pieces.prefix(Self.membersShown) ?? [] where pieces[id] == nil {
            pieces[id] = try snapshot.piece(id: id)
        }
        return Trace(piece: piece, lineage: lineage, cluster: cluster, pieces: pieces)
    }

    package func explanation(_ a: Piece, _ b: Piece) throws -> Explanation {
        guard let match = try snapshot.match(a.id, b.id) else {
            return Explanation(a: a, b: b, comparison: nil, notes: try whyNot(a, b))
        }
        let straight = match.a == a.id
        let (left, right) = straight ? (a, b) : (b, a)
        let passages = try match.passages.map { passage in
            PassageText(
                passage: passage, a: try words(left.source, passage.aShown),
                b: try words(right.source, passage.bShown))
        }
        return Explanation(
            a: left, b: right, comparison: Comparison(match: match, passages: passages))
    }

    /// Why two pieces are no match, as far as the store can tell.
    private func whyNot(_ a: Piece, _ b: Piece) throws -> [String] {
        if a.id == b.id { return ["Both names mean the same piece."] }
        var notes: [String] = []
        try snapshot.eachTemplate { template in
            if template.pieces.contains(a.id), template.pieces.contains(b.id) {
                notes.append(
                    "Both are cut from one frame (template \(template.id)) with other names and figures in its \(template.slots) slots; pieces of one frame are no match."
                )
            }
        }
        if notes.isEmpty {
            notes.append(
                "They share no passage that is long enough, boilerplate and stock phrases left out."
            )
        }
        return notes
    }

    /// The sources of a text that is not in the store.
    ///
    /// Linear in the fingerprints of the store, which are only looked through.
    ///
    /// - Parameters:
    ///   - text: valid UTF-8.
    ///   - name: what the text is called in the answer.
    ///   - store: the folder of the store.
    ///   - settings: those that the store was made with.
    /// - Returns: the pieces that share passages with it, those that hold most of it first.
    /// - Throws: `StoreError`.
    package func sources(
        of text: [UInt8], name: String, store: String, settings: MatchSettings
    ) throws -> FoundSources {
        let print = Fingerprinter(settings: settings.sketch).fingerprint(text.span)
        let search = try TextSearch(snapshot, store: store, settings: settings)
        let (numbers, index) = try search.candidates(print)
        let pieces = try numbers.map { number in
            guard let piece = try snapshot.piece(number: number) else {
                throw StoreError.missingPiece(UInt32(number))
            }
            return piece
        }
        var page: (source: String, text: [UInt8]) = ("", [])
        func body(_ piece: Piece) throws -> ArraySlice<UInt8> {
            if page.source != piece.source {
                page = (piece.source, try snapshot.page(ofSource: piece.source) ?? [])
            }
            return page.text.indices.contains(piece.body.lowerBound)
                && piece.body.upperBound <= page.text.count
                ? page.text[piece.body] : []
        }
        let query = UInt32(pieces.count)
        let pairs = (0..<query).map { CandidatePair(a: $0, b: query, weight: .max) }
        let verifier = Verifier(settings: settings)
        var rows: [FoundSources.Row] = []
        for pair in pairs {
            var failure: (any Error)?
            let verdict = verifier.verify(pair, in: index) { number, hand in
                do {
                    let bytes = number == query ? text[...] : try body(pieces[Int(number)])
                    bytes.span.withUnsafeBufferPointer { hand($0) }
                } catch {
                    failure = error
                    hand(UnsafeBufferPointer(start: nil, count: 0))
                }
            }
            if let failure { throw failure }
            guard case .match(let match) = verdict else { continue }
            rows.append(try row(match, query, text, pieces))
        }
        rows.sort { one, two in
            let (a, b) = (one.comparison.match, two.comparison.match)
            return (b.containmentA, one.piece.id) < (a.containmentA, two.piece.id)
        }
        var others: [String: Piece] = [:]
        for row in rows {
            for id in row.lineage?.chain.compactMap(\.piece) ?? [] where others[id] == nil {
                others[id] = try snapshot.piece(id: id)
            }
        }
        return FoundSources(name: name, words: print.words, found: Listing(rows), pieces: others)
    }

    /// A match read from the text to a piece of the store.
    private func row(_ match: VerifiedMatch, _ query: UInt32, _ text: [UInt8], _ pieces: [Piece])
        throws -> FoundSources.Row
    {
        let straight = match.a == query
        let piece = pieces[Int(straight ? match.b : match.a)]
        let lines = Lines(of: text)
        var texts: [PassageText] = []
        for passage in match.passages {
            let mine = straight ? passage.a : passage.b
            let theirs = straight ? passage.b : passage.a
            let there = theirs.shifted(by: piece.body.lowerBound)
            let placed = Passage(
                aLines: lines.numbers(of: mine), aBytes: mine, bBytes: there, words: passage.words,
                identical: passage.identical)
            texts.append(
                PassageText(
                    passage: placed, a: String(decoding: text[mine], as: UTF8.self),
                    b: try words(piece.source, there)))
        }
        let turned = Match(
            a: "text", b: piece.id, relation: match.relation, resemblance: match.resemblance,
            containmentA: straight ? match.containmentA : match.containmentB,
            containmentB: straight ? match.containmentB : match.containmentA,
            passages: texts.map(\.passage),
            evidence: match.evidence)
        return FoundSources.Row(
            piece: piece, comparison: Comparison(match: turned, passages: texts),
            lineage: try snapshot.lineage(ofPiece: piece.id))
    }

    private func words(_ source: String, _ bytes: Range<Int>) throws -> String {
        try snapshot.text(ofSource: source, bytes: bytes).map {
            String(decoding: $0, as: UTF8.self)
        } ?? ""
    }
}
