import Core

/// How pieces, claims and passages are written, wherever they are written.
extension TextPage {
    static func title(_ piece: Piece?, _ id: String) -> Span {
        guard let piece else { return .strong(id) }
        if let title = piece.title, !title.isEmpty { return Span(title, .strong, limit: 240) }
        return Span("Untitled \(piece.kind.rawValue)", .strong)
    }

    /// `host · date · kind · from outlet`.
    static func facts(_ piece: Piece, outlet: Bool = true) -> String {
        var facts: [String] = []
        if let host = piece.host { facts.append(Words.clipped(host, scalars: 240)) }
        if let date = piece.posted { facts.append("\(date)") }
        if piece.kind != .article { facts.append(piece.kind.rawValue) }
        if outlet, let outlet = piece.outlets.first {
            facts.append("from " + Words.clipped(outlet.name, scalars: 240))
        }
        return facts.joined(separator: " · ")
    }

    /// `source:first-last`, as a program that opens files at a line reads it.
    static func place(_ source: String, _ lines: ClosedRange<Int>?) -> String {
        let source = Words.clipped(source, scalars: 400)
        guard let lines else { return source }
        return "\(source):\(lines.lowerBound)-\(lines.upperBound)"
    }

    /// A piece in three lines: title, particulars, and where it stands.
    mutating func piece(_ piece: Piece?, _ id: String, indent: Int = 2) {
        wrapped(Self.title(piece, id), indent: indent, hanging: 2)
        guard let piece else { return }
        let facts = Self.facts(piece)
        if !facts.isEmpty { wrapped(Span(facts), indent: indent) }
        line(.soft("\(piece.id)  \(Self.place(piece.source, piece.lines))"), indent: indent)
    }

    mutating func more(_ number: Int, _ one: String, _ many: String? = nil, indent: Int = 2) {
        guard number > 0 else { return }
        line(
            .soft("and \(Words.count(number, "more " + one, many.map { "more " + $0 }))"),
            indent: indent)
    }

    mutating func empty(_ sentence: String, indent: Int = 2) {
        wrapped(.soft(sentence), indent: indent)
    }

    // MARK: Lineage

    /// The way of a text from its origin, one station a line.
    mutating func chain(_ chain: [LineageStep], _ pieces: [String: Piece], indent: Int = 2) {
        for (index, step) in chain.prefix(30).enumerated() {
            let isGhost = step.piece == nil && step.role != .translator
            let sign = isGhost ? "○" : step.role == .translator ? "◇" : "●"
            let role = step.role.rawValue
            var spans: [Span] = [
                .accent(sign), " ",
                .soft(role + String(repeating: " ", count: max(1, 12 - role.utf8.count))),
                Span(step.outlet, limit: 240),
            ]
            if let id = step.piece {
                if let date = pieces[id]?.posted { spans.append(.soft(", \(date)")) }
                spans.append(.soft("  \(id)"))
            } else if isGhost {
                spans.append(.soft(", not in the archive"))
            }
            if index > 0 { line(.accent("│"), indent: indent) }
            line(spans, indent: indent)
        }
        more(chain.count - 30, "step", indent: indent)
    }

    /// The family tree of a text, one station a line, with the letters of its members.
    mutating func tree(_ tree: StemmaTree, _ pieces: [String: Piece], indent: Int) {
        func write(_ index: Int, lead: String, next: String, _ page: inout TextPage) {
            let node = tree.nodes[index]
            var spans: [Span] = [
                .soft(lead),
                .accent(node.isGhost ? "○ " : node.isPerson ? "" : "● "), .strong(node.label),
                Span("  " + Words.clipped(node.step.outlet, scalars: 240)),
            ]
            if let date = node.step.piece.flatMap({ pieces[$0]?.posted }) {
                spans.append(.soft(", \(date)"))
            }
            if node.isGhost { spans.append(.soft(", not in the archive")) }
            if node.isPerson { spans.append(.soft(", translator")) }
            page.line(spans, indent: indent)
            for child in node.children {
                let isLast = child == node.children.last
                write(
                    child, lead: next + (isLast ? "└─ " : "├─ "),
                    next: next + (isLast ? "   " : "│  "), &page)
            }
        }
        for root in tree.roots { write(root, lead: "", next: "", &self) }
    }

    /// A claim with the evidence for and against it.
    mutating func claim(
        _ claim: Derivation, _ pieces: [String: Piece], evidence cap: Int, indent: Int = 2
    ) {
        let width = 14
        var spans: [Span] = [Span(claim.how.phrase + " ")]
        if let id = claim.piece {
            spans.append(Self.title(pieces[id], id))
            if let piece = pieces[id] {
                spans.append(.soft(" · \(Self.facts(piece, outlet: false))"))
            }
        } else {
            spans.append(.strong(Words.clipped(claim.outlet ?? "an unnamed source", scalars: 240)))
        }
        spans.append(.soft(" · \(Decimals.percent(claim.confidence))"))
        labelled(
            Span(claim.state.rawValue, claim.state == .undetermined ? .soft : .accent),
            columns: width, spans, indent: indent)
        evidence(claim.evidence, sign: "+", cap: cap, indent: indent + width)
        evidence(claim.against, sign: "−", cap: cap, indent: indent + width)
    }

    mutating func evidence(_ sentences: [String], sign: String, cap: Int, indent: Int) {
        for sentence in sentences.prefix(max(cap, 0)) {
            labelled(.soft(sign), columns: 2, [Span(sentence, limit: 400)], indent: indent)
        }
        more(sentences.count - max(cap, 0), "line of evidence", "lines of evidence", indent: indent)
    }

    // MARK: Passages

    /// A passage, its two sides beside each other where the page is wide enough.
    ///
    /// Words of one side alone are marked, by brackets where there is no colour.
    mutating func passage(
        _ text: PassageText, a: String, b: String, words: Int, indent: Int = 2
    ) {
        let collation = Collation(text.a, text.b, limit: words)
        let left = spans(collation.a, goesOn: collation.aGoesOn)
        let right = spans(collation.b, goesOn: collation.bGoesOn)
        let sideBySide = style.width >= 100
        let width = sideBySide ? (style.width - indent - 3) / 2 : style.width - indent - 2
        let heads = [(a, text.passage.aLines), (b, text.passage.bLines)].map { source, lines in
            [Span(Self.place(source, lines), .soft).fitted(width)]
        }
        if sideBySide {
            columns([heads[0]], [heads[1]], width: width, indent: indent)
            columns(left.wrapped(width), right.wrapped(width), width: width, indent: indent)
        } else {
            for (head, side) in zip(heads, [left, right]) {
                line(head, indent: indent)
                wrapped(side, indent: indent + 2)
            }
        }
    }

    private func spans(_ readings: [Collation.Reading], goesOn: Bool) -> [Span] {
        var spans = readings.map { reading in
            switch reading {
            case .same(let text): return Span(text, limit: 40_000)
            case .gap(let words): return .soft(" … \(Words.count(words, "word")) alike … ")
            case .differs(let text):
                let words = Terminal.safe(text).split(separator: " ").joined(separator: " ")
                return Span(style.ansi ? words : "[\(words)]", .marked, limit: 40_000)
            }
        }
        // What parts a marked stretch from the words after it stands outside the mark.
        var index = 0
        for reading in readings {
            index += 1
            guard case .differs(let text) = reading,
                text.unicodeScalars.last.map({ $0 == " " || $0 == "\n" }) == true
            else { continue }
            spans.insert(" ", at: index)
            index += 1
        }
        if goesOn { spans.append(.soft(" …")) }
        return spans
    }
}
