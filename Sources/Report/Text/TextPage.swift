/// Lines for a terminal, gathered from top to bottom.
struct TextPage {
    let style: TextStyle
    private var lines: [String] = []

    init(_ style: TextStyle) { self.style = style }

    /// The whole, every line ended.
    var text: String { lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n" }

    mutating func blank() {
        if let last = lines.last, !last.isEmpty { lines.append("") }
    }

    /// One line, cut to the width when it is too long.
    mutating func line(_ spans: Span..., indent: Int = 0) { line(spans, indent: indent) }

    mutating func line(_ spans: [Span], indent: Int = 0) {
        var shown: [Span] = []
        var left = style.width - indent
        for span in spans where left > 0 {
            let fitted = span.fitted(left)
            shown.append(fitted)
            left -= fitted.columns
        }
        add(shown, indent: indent)
    }

    /// One line that is never cut, for paths that are copied from where they stand.
    mutating func whole(_ spans: Span...) { add(spans, indent: 0) }

    /// Lines broken between words; those after the first are indented by `hanging` more.
    mutating func wrapped(_ spans: Span..., indent: Int = 0, hanging: Int = 0) {
        wrapped(spans, indent: indent, hanging: hanging)
    }

    mutating func wrapped(_ spans: [Span], indent: Int = 0, hanging: Int = 0) {
        for (index, line) in spans.wrapped(style.width - indent - hanging).enumerated() {
            add(line, indent: index == 0 ? indent : indent + hanging)
        }
    }

    /// Lines broken between words, in a column of their own to the right of a label.
    mutating func labelled(_ label: Span, columns: Int, _ spans: [Span], indent: Int) {
        let label = label.fitted(columns - 1)
        let padding = Span(String(repeating: " ", count: max(1, columns - label.columns)))
        let lines = spans.wrapped(style.width - indent - columns)
        add([label, padding] + (lines.first ?? []), indent: indent)
        for line in lines.dropFirst() { add(line, indent: indent + columns) }
    }

    /// A heading with a rule below it.
    mutating func heading(_ name: String, _ note: String = "") {
        blank()
        line(.strong(name), note.isEmpty ? "" : .soft("  " + note))
        line(.soft(String(repeating: "─", count: style.width)))
    }

    /// Rows whose columns stand below one another.
    ///
    /// Each column is as wide as its widest cell, and the last takes what is left. Those in `right`
    /// are set flush right, as figures are.
    mutating func table(_ rows: [[Span]], right: Set<Int> = [], indent: Int = 2) {
        let count = rows.map(\.count).max() ?? 0
        guard count > 0 else { return }
        var widths = Array(repeating: 0, count: count)
        let most = max(10, (style.width - indent) / 2)
        for row in rows {
            for (column, cell) in row.enumerated() {
                widths[column] = min(max(widths[column], cell.columns), most)
            }
        }
        for row in rows {
            var spans: [Span] = []
            for (column, cell) in row.enumerated() {
                let isLast = column == row.count - 1
                let cell = isLast ? cell : cell.fitted(widths[column])
                let padding = Span(
                    String(repeating: " ", count: max(0, widths[column] - cell.columns)))
                if right.contains(column) { spans.append(padding) }
                spans.append(cell)
                if isLast { continue }
                if !right.contains(column) { spans.append(padding) }
                spans.append("  ")
            }
            line(spans, indent: indent)
        }
    }

    /// Two texts beside each other where the width allows it.
    mutating func columns(_ left: [[Span]], _ right: [[Span]], width: Int, indent: Int) {
        for index in 0..<max(left.count, right.count) {
            let first = index < left.count ? left[index] : []
            let second = index < right.count ? right[index] : []
            let padding = String(repeating: " ", count: max(0, width - first.columns))
            add(first + [Span(padding), .soft(" │ ")] + second, indent: indent)
        }
    }

    private mutating func add(_ spans: [Span], indent: Int) {
        var text = String(repeating: " ", count: indent)
        var tone = Span.Tone.plain
        for span in spans where !span.text.isEmpty {
            if style.ansi, span.tone != tone {
                if tone != .plain { text += Self.end }
                text += Self.start(span.tone)
                tone = span.tone
            }
            text += span.text
        }
        if tone != .plain { text += Self.end }
        while text.hasSuffix(" ") { text.removeLast() }
        lines.append(text)
    }

    private static let end = "\u{1B}[0m"

    private static func start(_ tone: Span.Tone) -> String {
        switch tone {
        case .plain: ""
        case .strong: "\u{1B}[1m"
        case .soft: "\u{1B}[2m"
        case .accent: "\u{1B}[31m"
        case .marked: "\u{1B}[1;4;31m"
        case .date: "\u{1B}[36m"
        case .label: "\u{1B}[33m"
        case .credit: "\u{1B}[32m"
        }
    }
}
