internal import Core

/// Looks at what a lineage claims: whether there is something that each claim rests on.
enum ClaimChecks {
    /// Checks the claims and the chain of a lineage.
    ///
    /// - Parameters:
    ///   - lineage: that of `piece`.
    ///   - piece: the piece.
    ///   - knows: whether a piece is at hand.
    ///   - match: the match of two pieces, if there is one.
    /// - Returns: a check for each claim and each step that names a piece.
    static func check(
        _ lineage: Lineage, of piece: Piece, knows: (String) throws -> Bool,
        match: (String, String) throws -> Match?
    ) rethrows -> [Check] {
        var checks: [Check] = []
        for claim in lineage.derivedFrom {
            let from = claim.piece ?? claim.outlet ?? "?"
            let what = "\(claim.how.rawValue) from \(from), \(claim.state.rawValue)"
            func check(_ outcome: Check.Outcome, _ detail: String) {
                checks.append(Check(.claim, piece.id, outcome, "\(what): \(detail)"))
            }
            if let other = claim.piece {
                guard try knows(other) else {
                    check(.fails, "that piece is not here")
                    continue
                }
                guard let match = try match(piece.id, other) else {
                    check(.fails, "no match of the two is here")
                    continue
                }
                let words = match.passages.reduce(0) { $0 + $1.words }
                check(.holds, "\(words) words in \(match.passages.count) passages")
            } else if piece.outlets.contains(where: { $0.name == claim.outlet }),
                let credit = piece.credits.first(where: { $0.role == .outlet })
            {
                check(.holds, "its credit says “\(credit.text)”")
            } else {
                check(.fails, "no credit of the piece names that outlet")
            }
        }
        for step in lineage.chain {
            guard let other = step.piece, try !knows(other) else { continue }
            checks.append(
                Check(
                    .claim, piece.id, .fails,
                    "\(step.role.rawValue) \(step.outlet): the piece \(other) is not here"))
        }
        return checks
    }
}
