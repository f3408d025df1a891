package import Core

/// What the last pass brought, for the head of a report; lists are cut, and say how long they are.
package struct News: Sendable {
    package var counts: NewCounts
    /// Number of the commit.
    package var run: Int
    /// When the pass began: RFC 3339, UTC.
    package var started: String
    /// The pieces among those of the rows below that were not in the store before.
    package var newPieces: Set<String> = []
    /// Two copies of one text each, those of most words first; recaptures are left out.
    package var copies = Listing<Match>()
    /// The same piece of the same host, captured again.
    package var recaptures = 0
    /// New matches that are no copies: digests, excerpts, quotations and shared passages.
    package var passages = Listing<Match>()
    /// Identifiers of new pieces that credit an outlet, the longest first.
    package var republished = Listing<String>()
    package var changes = Listing<ChangedClaim>()
    /// Sources that could be read before, or were not there; nil when it is not known which they are.
    package var quarantined: Listing<Source>?
    package var gone = Listing<GoneSource>()
    /// What was lost since the pass before, by host, the greatest loss first.
    package var losses = Listing<HostFigures>()

    package init(counts: NewCounts, run: Int, started: String) {
        self.counts = counts
        self.run = run
        self.started = started
    }

    /// The relations of two copies of one text.
    package static let copying: [Relation] = [.duplicate, .nearDuplicate, .revision]
    package static let sharing: [Relation] = [.contains, .excerpt, .quotation, .sharedPassage]
}

/// What was said of a piece's origin, and what is said since the pass.
package struct ChangedClaim: Hashable, Sendable {
    package var former: Lineage
    /// Nil when the piece is no longer there.
    package var present: Lineage?
    /// A sentence.
    package var cause: String

    package init(former: Lineage, present: Lineage?, cause: String) {
        self.former = former
        self.present = present
        self.cause = cause
    }

    /// The first claim in which the two differ, of either side: nil where one has none.
    ///
    /// Where all claims are the same, the way of the text is what has changed.
    var difference: (former: Derivation?, present: Derivation?, isChain: Bool) {
        let now = present?.derivedFrom ?? []
        for index in 0..<max(former.derivedFrom.count, now.count) {
            let old = index < former.derivedFrom.count ? former.derivedFrom[index] : nil
            let new = index < now.count ? now[index] : nil
            if old != new { return (old, new, false) }
        }
        return (former.derivedFrom.first, now.first, true)
    }

    /// The stations of a text, from its origin on, by name.
    static func way(_ lineage: Lineage?) -> String {
        guard let chain = lineage?.chain, !chain.isEmpty else { return "no origin is known" }
        let names = chain.prefix(12).map { Words.clipped($0.outlet, scalars: 120) }
        return names.joined(separator: " → ") + (chain.count > 12 ? " → …" : "")
    }
}

/// A file that was in the corpus before.
package struct GoneSource: Hashable, Sendable {
    package var path: String
    /// Pieces of it that the store keeps.
    package var pieces: Int

    package init(path: String, pieces: Int) {
        self.path = path
        self.pieces = pieces
    }
}

extension NewCounts {
    /// The counts in words, those of nothing left out; nil when all are.
    var words: String? {
        var parts: [String] = []
        func add(_ number: Int, _ one: String, _ many: String? = nil, _ note: String = "") {
            if number > 0 { parts.append(Words.count(number, one, many) + note) }
        }
        add(
            pieces, "new piece", nil,
            republished > 0 ? " (\(Decimals.grouped(republished)) republished)" : "")
        add(
            matches, "new match", "new matches",
            copies > 0 ? " (\(Words.count(copies, "copy", "copies")))" : "")
        add(changedClaims, "changed claim")
        add(quarantined ?? 0, "source newly quarantined", "sources newly quarantined")
        add(gone, "source gone", "sources gone")
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension News {
    /// What is to be said where no list is: nil when there are lists.
    var sentence: String? {
        if counts.isWhole {
            return run == 1
                ? "This was the first pass: all of the archive is new."
                : "This pass made the whole store anew, so that it can't be told what was not there "
                    + "before."
        }
        return counts.isEmpty && losses.total == 0
            ? "Nothing is new since the pass before." : nil
    }
}
