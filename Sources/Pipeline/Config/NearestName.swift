/// Finds the name that was probably meant.
enum NearestName {
    /// Longer words are not compared: nobody means a setting by them.
    private static let longest = 64

    /// The candidate with the fewest edits from `word`, the first of those when several have; nil
    /// when none is near.
    static func find(_ word: String, in candidates: [String]) -> String? {
        let plain = folded(word)
        guard plain.count <= longest else { return nil }
        var best: (name: String, edits: Int)?
        for candidate in candidates {
            let edits = distance(plain, folded(candidate))
            // A third of the letters may differ: `wrokers`, `max-size`, not `report` for `store`.
            guard edits <= max(1, min(plain.count, candidate.count) / 3) else { continue }
            if edits < best?.edits ?? .max { best = (candidate, edits) }
        }
        return best?.name
    }

    private static func folded(_ word: String) -> [Character] {
        word.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 }
    }

    /// Damerau–Levenshtein distance in its restricted form (optimal string alignment): insertions,
    /// deletions, substitutions and swaps of neighbours.
    ///
    /// - Complexity: O(a·b).
    static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in 0..<b.count {
                var edits = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    edits = min(edits, beforeLast[j - 1] + 1)
                }
                row.append(edits)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
