/// Text in one tone.
///
/// Whatever it is made from becomes safe for a terminal here, and nowhere else.
struct Span: Sendable {
    enum Tone: Sendable {
        case plain, strong, soft, accent, marked
        /// What lines of a page are: dates, captions and categories, credits.
        case date, label, credit
    }

    let text: String
    let tone: Tone

    init(_ text: String, _ tone: Tone = .plain, limit: Int = 2000) {
        self.text = Terminal.safe(Words.clipped(text, scalars: limit))
        self.tone = tone
    }

    /// Text that is safe already.
    fileprivate init(safe text: String, _ tone: Tone) {
        self.text = text
        self.tone = tone
    }

    static func strong(_ text: String) -> Span { Span(text, .strong) }
    static func soft(_ text: String) -> Span { Span(text, .soft) }
    static func accent(_ text: String) -> Span { Span(text, .accent) }

    var columns: Int { Terminal.columns(text) }

    func fitted(_ columns: Int) -> Span {
        Span(safe: Terminal.fitted(text, columns: columns), tone)
    }
}

extension Span: ExpressibleByStringInterpolation {
    init(stringLiteral text: String) { self.init(text) }
}

extension [Span] {
    var columns: Int { reduce(0) { $0 + $1.columns } }

    /// The words of the spans as lines of at most `width` columns.
    ///
    /// A word that is wider than a line is cut.
    func wrapped(_ width: Int) -> [[Span]] {
        let width = Swift.max(width, 8)
        var lines: [[Span]] = []
        var line: [Span] = []
        var used = 0
        func end() {
            lines.append(line)
            line = []
            used = 0
        }
        for word in words() {
            let columns = word.columns
            if used > 0, used + 1 + columns > width { end() }
            if used > 0 {
                let follows = line.last?.tone == word.first?.tone ? word.first?.tone : nil
                line.append(Span(safe: " ", follows ?? .plain))
                used += 1
            }
            for piece in word {
                var rest = piece.text
                while used + Terminal.columns(rest) > width, !rest.isEmpty {
                    if used >= width { end() }
                    let cut = Terminal.prefix(rest, columns: width - used)
                    line.append(Span(safe: cut.head, piece.tone))
                    rest = cut.tail
                    end()
                }
                if rest.isEmpty { continue }
                line.append(Span(safe: rest, piece.tone))
                used += Terminal.columns(rest)
            }
        }
        if !line.isEmpty { end() }
        return lines
    }

    /// Runs without a space, across spans that no space parts.
    private func words() -> [[Span]] {
        var words: [[Span]] = []
        var word: [Span] = []
        for span in self {
            let parts = span.text.split(separator: " ", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if index > 0, !word.isEmpty {
                    words.append(word)
                    word = []
                }
                if !part.isEmpty { word.append(Span(safe: String(part), span.tone)) }
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
