import Core

/// What pieces say about themselves, and what digests are made of.
extension ReportPage {
    var republished: HTML {
        guard data.republished.total > 0 else {
            return empty(
                "No piece credits an outlet for its text. An outlet that is merely mentioned "
                    + "(“according to …”) is not a credit.")
        }
        return group {
            intro("Pieces that credit an outlet for their text, by outlet.")
            list(data.republished, cap: caps.outlets, share: 0.08, more: "outlet") { _, row in
                article(.class("entry")) {
                    header {
                        h3 { bdi(text: clipped(row.outlet.name)) }
                        p(.class("meta")) {
                            separated(outletFacts(row))
                        }
                    }
                    pieceList(row.pieces)
                }
            }
        }
    }

    private func outletFacts(_ row: RepublishedOutlet) -> [HTML] {
        var facts: [HTML] = []
        if let domain = row.outlet.domain { facts.append(bdi(text: clipped(domain))) }
        facts.append(.text(Words.count(row.pieces.total, "piece")))
        if let originals = row.originalsInArchive {
            facts.append(
                .text(
                    originals == 0
                        ? "no original in the archive"
                        : Words.count(originals, "original") + " in the archive"))
        }
        return facts
    }

    var translators: HTML {
        guard data.translators.total > 0 else {
            return empty("No piece names a translator.")
        }
        return group {
            intro("People and desks that pieces credit with their translation.")
            list(data.translators, cap: caps.translators, share: 0.06, more: "translator") {
                _, row in
                article(.class("entry")) {
                    header {
                        h3 { bdi(text: clipped(row.name)) }
                        p(.class("meta")) { Words.count(row.pieces.total, "piece") }
                    }
                    pieceList(row.pieces)
                }
            }
        }
    }

    /// Titles with their particulars, one a line.
    func pieceList(_ pieces: Listing<String>) -> HTML {
        let shown = pieces.rows.prefix(max(caps.members, 0))
        return group {
            ul(.class("pieces")) {
                for id in shown {
                    li {
                        linkedTitle(id)
                        particulars(id, outlets: false)
                    }
                }
            }
            more(pieces.total - shown.count, "piece")
        }
    }

    var digests: HTML {
        guard data.digests.total > 0 else {
            return empty("No piece holds the whole or the parts of several others.")
        }
        return group {
            intro(
                "Pieces that hold others, and their parts in the order in which they stand. The "
                    + "ribbon shows how much of a digest is found elsewhere in the archive.")
            list(data.digests, cap: caps.digests, share: 0.08, more: "digest") { _, row in
                article(.class("entry")) {
                    header {
                        h3 { linkedTitle(row.digest) }
                        p(.class("where")) {
                            particulars(row.digest)
                            place(row.digest)
                        }
                    }
                    ribbon(row)
                    ol(.class("pieces parts")) {
                        for match in row.parts.rows.prefix(max(caps.members, 0)) {
                            part(match, of: row.digest)
                        }
                    }
                    more(
                        row.parts.total - min(row.parts.rows.count, max(caps.members, 0)), "part")
                }
            }
        }
    }

    private func part(_ match: Match, of digest: String) -> HTML {
        let isA = match.a == digest
        let other = isA ? match.b : match.a
        let share = isA ? match.containmentB : match.containmentA
        let places = match.passages.prefix(3).compactMap {
            Words.lines(isA ? $0.aLines : $0.bLines)
        }
        return li {
            linkedTitle(other)
            particulars(other)
            span(.class("place")) {
                (["\(Decimals.percent(share)) of it"] + places).joined(separator: ", ")
            }
        }
    }

    private func ribbon(_ row: DigestParts) -> HTML {
        guard let piece = data.pieces[row.digest], !piece.shown.isEmpty else { return .nothing }
        let length = Double(piece.shown.count)
        let stretches = row.parts.rows.prefix(200).flatMap { match in
            match.passages.prefix(4).map { passage -> ClosedRange<Double> in
                let range = match.a == row.digest ? passage.aShown : passage.bShown
                let start = Double(range.lowerBound - piece.shown.lowerBound) / length
                return
                    start...max(
                        start, Double(range.upperBound - piece.shown.lowerBound) / length)
            }
        }
        return stretches.isEmpty ? .nothing : Drawing.ribbon(stretches)
    }
}
