/// What speaks for and against a border between two lines of a running text, as natural logarithms
/// of odds: 2 is seven to one.
///
/// The scores were set by hand, in steps of one half, and tried on texts of several kinds.
struct BorderEvidence {
    let lines: [RunningLine]
    let neighbours: ParagraphNeighbours
    /// Where this page has its credits that may stand at either end.
    private let creditsAtHead: Bool

    struct Border {
        var score: Double
        /// What speaks most for it.
        var reason: LineReason
    }

    /// One line in fifty or so begins a piece.
    private static let prior = -3.5

    init(_ lines: [RunningLine], _ neighbours: ParagraphNeighbours) {
        self.lines = lines
        self.neighbours = neighbours
        creditsAtHead = Self.headCredits(lines)
    }

    /// Whether credits open pieces rather than close them, where it can be told: at the ends of the
    /// page, and beside lines that close and open.
    private static func headCredits(_ lines: [RunningLine]) -> Bool {
        var all = 0
        var heads = 0
        var feet = 0
        for (index, line) in lines.enumerated() where line.role == .credit {
            all += 1
            if index == 0 || closes(lines[index - 1].role) { heads += 1 }
            if index + 1 == lines.count || lines[index + 1].role == .opens { feet += 1 }
        }
        return heads > feet && heads * 3 >= all
    }

    private static func closes(_ role: RunningLine.Role) -> Bool {
        role == .closes || role == .footCredit || role == .lastSignature
    }

    /// The border before a line that is not the first.
    func border(before index: Int) -> Border {
        let above = lines[index - 1]
        let below = lines[index]
        let opening = opening(below, above)
        let closing = closing(above)
        let elsewhere = elsewhere(above.line.mask, below.line.mask)
        let most = max(opening, closing, elsewhere)
        let reason: LineReason =
            most < 1
            ? .namesChange
            : most == opening
                ? .opensPiece : most == closing ? .followsClosing : .otherNeighbours
        return Border(score: Self.prior + opening + closing + elsewhere, reason: reason)
    }

    /// What the line below says.
    private func opening(_ line: RunningLine, _ above: RunningLine) -> Double {
        if line.isBiography { return -8 }
        if line.goesOn { return -40 }
        switch line.role {
        case .opens: return 5
        case .heading: return 3
        // Of two bylines in a row, one closes and one opens.
        case .credit: return above.isCredit ? 1.5 : creditsAtHead ? 3 : 0
        case .headCredit: return above.isCredit ? 1 : 3
        case .footCredit where above.role == .footCredit || above.role == .closes: return -9
        case .footCredit: return above.isCredit ? -3 : creditsAtHead ? 0 : -2
        case .closes, .formula, .signature, .lastSignature: return -8
        case .strokes: return -4
        case .text, .label, .item: return 0
        }
    }

    /// What the line above says.
    private func closing(_ line: RunningLine) -> Double {
        if line.announces, line.role != .lastSignature { return -3 }
        if line.isBiography { return 5 }
        switch line.role {
        case .lastSignature: return 8
        case .closes: return 5
        case .credit: return creditsAtHead ? -4 : 4
        case .headCredit: return -1
        case .footCredit: return creditsAtHead ? 3 : 5
        case .label: return 1.5
        case .opens, .heading: return line.line.shape == .prose ? 0 : -8
        case .formula, .signature: return -8
        case .strokes, .item: return line.line.shape == .prose ? 0 : -3
        case .text: return line.endsOpen ? 2 : 0
        }
    }

    /// What the archive says: where the two lines stand with others beside them.
    ///
    /// A run of paragraphs that stands twice is followed by different texts and preceded by different
    /// ones, but inside it each keeps its neighbours.
    private func elsewhere(_ above: UInt64, _ below: UInt64) -> Double {
        let one = neighbours[above]
        let two = neighbours[below]
        var score = 0.0
        if let one {
            // What has many places ends no more than those that it ended.
            if one.endsPage { score += one.before.count == ParagraphNeighbours.kept ? 3 : 8 }
            if one.isStock {
                score += 2
            } else if one.after.contains(where: { $0 != below }) {
                // The end of a run, or a paragraph alone.
                score += one.before.count > 1 ? 1 : 1.5
            } else if one.before.count > 1 || one.beginsPage {
                score -= 4
            }
        }
        if let two {
            if two.beginsPage { score += two.after.count == ParagraphNeighbours.kept ? 3 : 8 }
            if two.isStock {
                score -= 4
            } else if two.before.contains(where: { $0 != above }) {
                score += two.after.count > 1 ? 1 : 1.5
            } else if two.after.count > 1 || two.endsPage {
                score -= 4
            }
        }
        return score
    }
}
