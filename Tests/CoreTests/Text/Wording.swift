/// A generator of numbers that gives the same ones on every machine (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Invented prose.
struct Wording {
    var random: Seeded
    private let words: [String]

    init(_ seed: UInt64) {
        var random = Seeded(seed)
        let heads = ["br", "k", "l", "m", "st", "tr", "v", "pl", "gr", "s", "d", "n"]
        let tails = ["a", "e", "o", "ar", "in", "ul", "est", "ock", "im", "and"]
        words = (0..<4000).map { _ in
            (0..<Int.random(in: 1...4, using: &random)).map { _ in
                heads[Int.random(in: 0..<heads.count, using: &random)]
                    + tails[Int.random(in: 0..<tails.count, using: &random)]
            }.joined()
        }
        self.random = random
    }

    mutating func word() -> String { words[Int.random(in: 0..<words.count, using: &random)] }

    mutating func name() -> String {
        let word = word() + word()
        return word.prefix(1).uppercased() + word.dropFirst()
    }

    /// A sentence of about fourteen words.
    mutating func sentence() -> String {
        let count = Int.random(in: 9...19, using: &random)
        let text = (0..<count).map { _ in word() }.joined(separator: " ")
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    mutating func paragraph(_ sentences: Int = 4) -> String {
        (0..<sentences).map { _ in sentence() }.joined(separator: " ")
    }

    mutating func text(_ paragraphs: Int = 5) -> String {
        (0..<paragraphs).map { _ in paragraph() }.joined(separator: "\n\n")
    }
}
