private import Glibc

/// The most likely of all divisions of a text into pieces, by dynamic programming over its lines.
///
/// Each border has a score of its own, and each piece one for its names: they are drawn from one urn
/// a piece, in which a name that was drawn comes back more readily (Dirichlet–multinomial, as in
/// Eisenstein and Barzilay, “Bayesian Unsupervised Topic Segmentation”, 2008). Scores are natural
/// logarithms of odds.
struct BestDivision {
    /// For each line, what speaks for a border before it.
    var borders: [Double]
    /// Lines that are running text; a piece has one.
    var isText: [Bool]
    /// For each line, the last one above that says the same in a sentence or more.
    var repeated: [Int?]
    var names: RecurringNames
    /// For each line, what it says of the two subjects of the page; a piece has one.
    var subjects: SubjectContrast
    /// Lines that open a piece with who wrote it, and for each line the one that would close a piece
    /// with that, did it end there.
    var opensWithAuthor: [Bool]
    var closesWithAuthor: [Int?]

    /// How much of what the names say counts: mentions that stand close depend on one another.
    private static let nameWeight = 0.7
    /// New names in a piece for each that comes back: the Dirichlet parameter.
    private static let newNames = 3.0
    /// Names that there might be.
    private static let vocabulary = 2000.0
    private static let withoutText = -5.0
    private static let oneLine = -4.0
    /// For a line that the piece has already: a text and its revision, two texts with one closing.
    private static let saidTwice = -5.0
    /// For an author at either end.
    private static let authorTwice = -1.0
    /// How much of what the subjects say counts, and most of it that a line may say.
    private static let subjectWeight = 0.2
    private static let subjectLimit = 10.0
    /// Beginnings of the open piece that are followed up, the likeliest.
    private static let beam = 256

    /// A line that may begin the piece that is open.
    private struct Start {
        var line: Int
        /// Of the best division of what lies before, and of the piece so far.
        var score: Double
        var hasText = false
        /// Mentions of names in the piece so far.
        var mentions = 0.0
        /// What speaks against each of the two subjects.
        var one = 0.0
        var other = 0.0
        var scoreWithSubject: Double { score + subjectWeight * max(one, other) }
    }

    /// The first lines of the pieces, in order; linear in the lines, with a large factor.
    func starts() -> [Int] {
        guard !borders.isEmpty else { return [] }
        let share = shares()
        var seen: [[Int]] = Array(repeating: [], count: names.counts.count)
        var open: [Start] = []
        var from = Array(repeating: 0, count: borders.count + 1)
        var best = 0.0
        for line in borders.indices {
            open.append(Start(line: line, score: best + (line > 0 ? borders[line] : 0)))
            for name in names.lines[line] {
                mention(share[name], at: seen[name], &open)
                seen[name].append(line)
            }
            if let twin = repeated[line] {
                for index in open.indices where open[index].line <= twin {
                    open[index].score += Self.saidTwice
                }
            }
            let odds = max(
                -Self.subjectLimit, min(subjects.odds[line], Self.subjectLimit))
            var end = -Double.infinity
            for index in open.indices {
                open[index].hasText = open[index].hasText || isText[line]
                open[index].one += min(0, odds)
                open[index].other -= max(0, odds)
                let start = open[index]
                var score = start.scoreWithSubject
                if let foot = closesWithAuthor[line], start.line < foot,
                    opensWithAuthor[start.line]
                {
                    score += Self.authorTwice
                }
                if !start.hasText {
                    score += Self.withoutText
                } else if start.line == line {
                    score += Self.oneLine
                }
                // Lines without names belong to the text above: a new one begins by naming.
                if score >= end { (end, from[line + 1]) = (score, start.line) }
            }
            best = end
            if open.count > 2 * Self.beam { narrow(&open) }
        }
        var starts: [Int] = []
        var line = borders.count
        while line > 0 {
            line = from[line]
            starts.append(line)
        }
        return starts.reversed()
    }

    /// What each name weighs in an urn from which nothing was drawn.
    private func shares() -> [Double] {
        let all = Double(max(1, names.counts.reduce(0, +)))
        return names.counts.map {
            Self.newNames * (0.5 * Double($0) / all + 0.5 / Self.vocabulary)
        }
    }

    /// Draws a name in every open piece; `lines` are those where it was drawn before.
    private func mention(_ share: Double, at lines: [Int], _ open: inout [Start]) {
        var drawn = 0.0
        var next = lines.count - 1
        // From the last start to the first, so that the mentions inside a piece only grow.
        for index in open.indices.reversed() {
            while next >= 0, lines[next] >= open[index].line {
                drawn += 1
                next -= 1
            }
            open[index].score +=
                Self.nameWeight
                * log((drawn + share) / (open[index].mentions + Self.newNames))
            open[index].mentions += 1
        }
    }

    /// Keeps the likeliest starts, in the order of their lines.
    private func narrow(_ open: inout [Start]) {
        let order = open.indices.sorted {
            (open[$0].scoreWithSubject, $1) > (open[$1].scoreWithSubject, $0)
        }
        let kept = Set(order.prefix(Self.beam))
        open = open.indices.filter(kept.contains).map { open[$0] }
    }
}
