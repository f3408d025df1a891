package import Core

/// What the sketches of a configuration find, by resemblance: `stemma explain --curve`.
package struct CurveText: Sendable {
    private let settings: MatchSettings
    private let style: TextStyle
    /// Words of the two texts that the model of the samples is drawn for.
    private static let words = 400

    package init(_ settings: MatchSettings, style: TextStyle = TextStyle()) {
        self.settings = settings
        self.style = style
    }

    package var text: String {
        let sketch = settings.sketch
        var text = """
            How likely two texts are to be compared, by their resemblance (Jaccard, of word shingles):
            \(sketch.bands) bands of \(sketch.rows) rows, and sampled shingles of texts of \(Self.words) words.

            resemblance   bands  samples   either

            """
        for step in 1...20 {
            let resemblance = Double(step) / 20
            let bands = sketch.probability(resemblance: resemblance)
            let samples = sampled(resemblance)
            let either = 1 - (1 - bands) * (1 - samples)
            text += Self.number(resemblance, 11) + Self.number(bands, 8)
            text += Self.number(samples, 9) + Self.number(either, 9)
            text += "  " + String(repeating: style.ansi ? "█" : "#", count: Int(either * 30 + 0.5))
            text += "\n"
        }
        let run = sketch.window + 4
        return text + """

            bands: 1 - (1 - J^\(sketch.rows))^\(sketch.bands). samples: one shingle in \((sketch.window + 1) / 2) is kept; texts are compared
            that share two or more of them, taken as independent (a model: real copies share runs,
            and a run of \(run) words is always seen). Pairs that are compared become matches
            from a resemblance of \(Decimals.text(settings.nearDuplicate, places: 2)) on, or by a passage of \(settings.longPassage) equal words.

            """
    }

    /// Probability that two texts of equal length share at least two samples.
    ///
    /// Each has `n` shingles and shares `2J / (1 + J)` of them; `2 / (window + 1)` of all are kept,
    /// so the number of shared samples is about Poisson.
    private func sampled(_ resemblance: Double) -> Double {
        let shingles = Double(Self.words - 4)
        let window = settings.sketch.window(shingles: Self.words - 4)
        let mean = 2 * resemblance / (1 + resemblance) * shingles * 2 / Double(window + 1)
        return 1 - Self.exponential(-mean) * (1 + mean)
    }

    /// e to the power of a number that is not positive, by halving and squaring.
    private static func exponential(_ power: Double) -> Double {
        var sum = 1.0
        var term = 1.0
        let part = power / 1024
        for step in 1...12 {
            term *= part / Double(step)
            sum += term
        }
        for _ in 0..<10 { sum *= sum }
        return sum
    }

    private static func number(_ value: Double, _ width: Int) -> String {
        var digits = Decimals.text(value, places: 3)
        if !digits.contains(".") { digits += "." }
        digits += String(repeating: "0", count: max(0, 5 - digits.count))
        return String(repeating: " ", count: max(1, width - digits.count)) + digits
    }
}
