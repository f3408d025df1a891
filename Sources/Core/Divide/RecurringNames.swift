/// The names that recur in a running text, line by line: who and what its stretches speak of.
///
/// A name is a capitalised word that stands inside a sentence somewhere on the page and nowhere begins
/// small. Names that stand once say nothing about where a text ends, and neither do those of most
/// of the page. Scripts without capitals have no names here.
struct RecurringNames {
    /// The names of each line, numbered from 0; each once.
    private(set) var lines: [[Int]] = []
    /// How many lines each name stands in.
    private(set) var counts: [Int] = []

    /// Most lines from one mention of a name to the next for it to recur.
    static let reach = 8

    /// Lines in which no name recurs.
    init(without count: Int) { lines = Array(repeating: [], count: count) }

    init(_ words: RunningWords) {
        let found = words.capitalised
        var places: [UInt64: [Int]] = [:]
        for (index, names) in found.enumerated() {
            for name in names where words.isName(name) { places[name, default: []].append(index) }
        }
        let most = max(4, found.count * 3 / 20)
        var numbers: [UInt64: Int] = [:]
        for names in found {
            var line: [Int] = []
            for name in names {
                guard let at = places[name], at.count <= most,
                    zip(at, at.dropFirst()).contains(where: { $1 - $0 <= Self.reach })
                else { continue }
                let number = numbers[name] ?? numbers.count
                if number == numbers.count {
                    numbers[name] = number
                    counts.append(at.count)
                }
                line.append(number)
            }
            lines.append(line)
        }
    }
}
