/// Arithmetic of half-open ranges of bytes.
enum Spans {
    /// Sorted ranges that do not touch and cover the same bytes.
    static func union(_ spans: [Range<Int>]) -> [Range<Int>] {
        var made: [Range<Int>] = []
        for span in spans.sorted(by: {
            ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
        }) where !span.isEmpty {
            if let last = made.last, span.lowerBound <= last.upperBound {
                made[made.count - 1] =
                    last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                made.append(span)
            }
        }
        return made
    }

    /// Bytes that two unions have in common.
    static func common(_ a: [Range<Int>], _ b: [Range<Int>]) -> Int {
        var i = 0
        var j = 0
        var total = 0
        while i < a.count && j < b.count {
            total += max(
                0, min(a[i].upperBound, b[j].upperBound) - max(a[i].lowerBound, b[j].lowerBound))
            if a[i].upperBound < b[j].upperBound { i += 1 } else { j += 1 }
        }
        return total
    }
}
