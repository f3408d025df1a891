/// Sizes of the two sketches.
///
/// They are part of what a stored fingerprint means: a store made with others is not comparable.
package struct SketchSettings: Sendable, Hashable {
    /// Bands of the MinHash sketch.
    ///
    /// More bands find more distant copies and propose more pairs.
    package var bands: Int
    /// Bins a band.
    ///
    /// A pair of resemblance `J` agrees in one band with probability `J^rows`.
    package var rows: Int
    /// Window of the sampled shingles of a long text: of any `window` consecutive shingles the one
    /// of least hash is kept (winnowing, Schleimer, Wilkerson and Aiken 2003), so a passage of
    /// `window + 4` words that two texts share is always seen.
    ///
    /// Smaller windows find shorter passages and cost memory: `2 / (window + 1)` of all shingles
    /// are kept.
    package var window: Int
    /// Texts of at most this many shingles keep all of them.
    package var keepAll: Int

    /// Texts of fewer shingles get no sketch: they are too short to be compared.
    package var leastShingles = 4

    package init(bands: Int = 24, rows: Int = 3, window: Int = 13, keepAll: Int = 48) {
        self.bands = bands
        self.rows = rows
        self.window = window
        self.keepAll = keepAll
    }

    /// Window of a text of `shingles` shingles.
    ///
    /// Windows nest: what a wide one keeps, a narrow one keeps too, so texts of different length
    /// are comparable.
    package func window(shingles: Int) -> Int {
        if shingles <= keepAll { return 1 }
        if shingles <= 4 * keepAll { return max(1, window / 2) }
        return window
    }

    /// Probability that two texts of resemblance `resemblance` agree in at least one band: the
    /// S-curve `1 - (1 - J^rows)^bands`.
    package func probability(resemblance: Double) -> Double {
        var agree = 1.0
        for _ in 0..<rows { agree *= resemblance }
        var none = 1.0
        for _ in 0..<bands { none *= 1 - agree }
        return 1 - none
    }
}
