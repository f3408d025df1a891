private import Glibc

/// The strongest contrast of words on a page of running text: which lines speak of the one subject
/// and which of the other.
///
/// Pieces that stand beside each other are often about different things, and paragraphs that no
/// name holds together are still held together by the words of their subject. Lines are parted by
/// the words that they share (the normalised cut of Shi and Malik, 2000, by power iteration), then
/// each is asked what the words of all others make of it. A page about one thing has no
/// contrast: words that tell nothing about other lines speak for neither side.
struct SubjectContrast {
    /// For each line the logarithm of the odds that it is about the one subject rather than the
    /// other; 0 where nothing is known.
    private(set) var odds: [Double]

    /// Fewer lines of text than this have no contrast that could be told from chance.
    private static let fewestLines = 8
    private static let fewestWords = 10
    private static let turns = 20
    private static let rounds = 10
    /// How much of the page's words each side is thought to hold beforehand.
    private static let prior = 0.08

    /// Lines without a contrast.
    init(without count: Int) { odds = Array(repeating: 0, count: count) }

    /// - Parameters:
    ///   - words: those of each line.
    ///   - isText: lines that are running text; others are about nothing.
    init(_ words: [[UInt64]], isText: [Bool]) {
        odds = Array(repeating: 0, count: words.count)
        let lines = words.indices.filter { isText[$0] && !words[$0].isEmpty }
        guard lines.count >= Self.fewestLines else { return }
        var counts: [UInt64: Int] = [:]
        for line in lines { for word in words[line] { counts[word, default: 0] += 1 } }
        // Words of most lines are those of the language, words of one line tell nothing of others.
        var numbers: [UInt64: Int] = [:]
        var shares: [Int] = []
        let rows = lines.map { line in
            words[line].compactMap { word -> Int? in
                guard let count = counts[word], count > 1, count * 2 <= lines.count else {
                    return nil
                }
                if let number = numbers[word] { return number }
                numbers[word] = shares.count
                shares.append(count)
                return shares.count - 1
            }
        }
        guard shares.count >= Self.fewestWords else { return }
        let odds = Self.refined(Self.cut(rows, shares), rows, shares)
        for (row, line) in lines.enumerated() { self.odds[line] = odds[row] }
    }

    /// The side of each row: the second eigenvector of the rows' likeness, rows beside each other
    /// taken together.
    private static func cut(_ rows: [[Int]], _ shares: [Int]) -> [Bool] {
        let rarity = shares.map { log(Double(rows.count) / Double($0)) }
        var scale = rows.map { row in
            1 / max(1e-9, row.reduce(0) { $0 + rarity[$1] * rarity[$1] }).squareRoot()
        }
        var sums = Array(repeating: 0.0, count: shares.count)
        for (row, words) in rows.enumerated() {
            for word in words { sums[word] += scale[row] * rarity[word] }
        }
        let degrees = rows.enumerated().map { row, words in
            max(1e-9, words.reduce(0) { $0 + sums[$1] * rarity[$1] } * scale[row]).squareRoot()
        }
        let length = degrees.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let first = degrees.map { $0 / length }
        for row in rows.indices { scale[row] /= degrees[row] }
        // Any start that is not the first eigenvector will do; it must be the same each time.
        var vector = rows.indices.map {
            Double(UInt32(truncatingIfNeeded: ($0 + 1) &* 2_654_435_761)) / 4_294_967_296 - 0.5
        }
        for _ in 0..<turns {
            orthogonalise(&vector, first)
            for word in sums.indices { sums[word] = 0 }
            for (row, words) in rows.enumerated() {
                let value = vector[row] * scale[row]
                for word in words { sums[word] += value * rarity[word] }
            }
            var norm = 0.0
            for (row, words) in rows.enumerated() {
                vector[row] = words.reduce(0) { $0 + sums[$1] * rarity[$1] } * scale[row]
                norm += vector[row] * vector[row]
            }
            norm = max(1e-30, norm.squareRoot())
            for row in vector.indices { vector[row] /= norm }
        }
        orthogonalise(&vector, first)
        return neighbourly(zip(vector, degrees).map { $0 / $1 }).map { $0 > 0 }
    }

    private static func orthogonalise(_ vector: inout [Double], _ other: [Double]) {
        let product = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
        for row in vector.indices { vector[row] -= product * other[row] }
    }

    /// What each row says together with those beside it.
    private static func neighbourly(_ values: [Double]) -> [Double] {
        values.indices.map { row in
            values[row] + (row > 0 ? values[row - 1] : 0)
                + (row + 1 < values.count ? values[row + 1] : 0)
        }
    }

    /// What the words of all other rows make of each row, over and over.
    private static func refined(_ sides: [Bool], _ rows: [[Int]], _ shares: [Int]) -> [Double] {
        let all = shares.reduce(0) { $0 + Double($1) + 0.5 }
        let sum = Double(shares.reduce(0, +))
        let prior = prior * sum
        let base = shares.map { prior * (Double($0) + 0.5) / all }
        var sides = sides
        var odds = Array(repeating: 0.0, count: rows.count)
        for _ in 0..<rounds {
            var counts = Array(repeating: 0.0, count: shares.count)
            var total = 0.0
            for (row, words) in rows.enumerated() where sides[row] {
                for word in words { counts[word] += 1 }
                total += Double(words.count)
            }
            // By the side of the row that is asked, which is left out of the counts.
            let ofOne = counts.indices.map {
                log(max(0, counts[$0] - 1) + base[$0])
                    - log(Double(shares[$0]) - counts[$0] + base[$0])
            }
            let ofOther = counts.indices.map {
                log(counts[$0] + base[$0])
                    - log(max(0, Double(shares[$0]) - counts[$0] - 1) + base[$0])
            }
            for (row, words) in rows.enumerated() {
                let own = Double(words.count)
                let isOne = sides[row]
                let one = total - (isOne ? own : 0) + prior
                let other = sum - total - (isOne ? 0 : own) + prior
                odds[row] =
                    words.reduce(0) { $0 + (isOne ? ofOne[$1] : ofOther[$1]) }
                    - own * log(one / other)
            }
            let next = neighbourly(odds).map { $0 > 0 }
            if next == sides { break }
            sides = next
        }
        return odds
    }
}
