/// What a line of running text does there: the text, its openings, its closings.
struct RunningLine {
    enum Role {
        /// A sentence or more.
        case text
        /// Short, and no sentence: a heading, a caption, a name.
        case label
        /// A dateline, a credit that stands under titles alone, the address of a letter.
        case opens
        /// A short line that says what it heads: a letter, a notice, an interview.
        case heading
        /// A credit that stands at either end of a piece; one that usually stands under the title; one
        /// that usually stands at the foot.
        case credit, headCredit, footCredit
        /// A credit that stands at the foot alone, a line that says that the text goes on elsewhere.
        case closes
        /// The closing formula of a letter.
        case formula
        /// A line under a closing formula; the last of them closes the letter.
        case signature, lastSignature
        /// An entry of a digest or list.
        case item
        /// Nothing but strokes.
        case strokes
    }

    var line: PageLine
    var role: Role
    /// Says where the piece is from, or that it goes on elsewhere.
    var isCredit: Bool { [.closes, .credit, .headCredit, .footCredit].contains(role) }
    /// Says who wrote what stands below, as a credit or a dateline does; who wrote what stands above.
    var opensWithAuthor: Bool {
        role == .credit || role == .headCredit || role == .opens && line.shape == .prose
    }
    var closesWithAuthor: Bool { role == .credit || role == .footCredit }
    /// Ends without a stop, as a text does to whose end something was added.
    var endsOpen = false
    /// Ends with a colon: more follows.
    var announces = false
    /// Tells of the author who was credited on the line before.
    var isBiography = false
    /// Belongs to a list or digest that began above.
    var goesOn = false
}

/// Tells what each line of a running text does.
struct RunningLineReader {
    let credits: CreditReader
    let page: Page

    /// Most lines under a closing formula that are its signatures.
    private static let signatureLines = 8
    /// Most lines above a salutation that give the address.
    private static let addressLines = 3
    /// Most lines of a letter in which another salutation is a turn of its text.
    private static let letterLines = 25
    /// Most lines of an entry, where nothing else is taken for a piece.
    private static let entryLines = 25
    /// Most lines from one entry of a digest to the next.
    private static let itemLines = 40

    func read(_ filled: [PageLine]) -> [RunningLine] {
        var lines = filled.map(line)
        markSignatures(&lines)
        markLetters(&lines)
        markItems(&lines)
        markBiographies(&lines)
        return lines
    }

    private func line(_ line: PageLine) -> RunningLine {
        var found = RunningLine(line: line, role: role(line))
        let end = ending(line)
        // A comma is often left behind a name when what followed it was cut off.
        found.announces = end == .announces || end == .pauses && !found.isCredit
        found.endsOpen = found.role == .text && end == .open
        return found
    }

    private func role(_ line: PageLine) -> RunningLine.Role {
        if line.shape == .rule { return line.marks.contains(.truncation) ? .closes : .strokes }
        let read = credits.line(page, line.index)
        if isItem(line, read) { return .item }
        if line.shape == .prose {
            return credits.opensWithDateline(read) ? .opens : .text
        }
        if line.words == 0 { return .strokes }
        if line.marks.contains(.truncation) { return .closes }
        switch credits.standing(read) {
        case .salutation: return .opens
        case .head: return .opens
        case .tail: return .closes
        case .both(.head): return .headCredit
        case .both(.tail): return .footCredit
        case .both: return .credit
        case nil: break
        }
        if credits.closesLetter(read) { return .formula }
        if credits.opensNewsletter(read) { return .opens }
        if headsKind(read) { return .heading }
        switch ending(line) {
        case .stop: return .text
        case .announces, .pauses: return line.words > 4 ? .text : .label
        case .open: return .label
        }
    }

    /// `Open letter to …`, `Market report, Town`: the words of a kind of piece, at the beginning.
    private func headsKind(_ line: CreditReader.Line) -> Bool {
        [.letter, .announcement, .interview].contains {
            line.opening($0, of: credits.lexicon) > 0
        }
    }

    private enum Ending { case stop, announces, pauses, open }

    /// How the line ends, quotation marks and brackets apart.
    private func ending(_ line: PageLine) -> Ending {
        let bytes = line.bytes.suffix(24)
        let text = FoldedText(utf8: page.text.span.extracting(bytes.lowerBound..<bytes.upperBound))
        var at = text.count - 1
        while at >= 0 {
            switch text.folded[at] {
            case "\"", "'", "]", "*": at -= 1
            case ".", "!", "?", "\u{2026}", "\u{61F}", "\u{6D4}", "\u{3002}": return .stop
            case ":", ";", "\u{61B}": return .announces
            case ",", "\u{60C}": return .pauses
            default:
                if FoldedText.isSpace(text.folded[at]) { at -= 1 } else { return .open }
            }
        }
        return .open
    }

    /// An entry of a list, or a doubled sign, which opens an item of a digest.
    private func isItem(_ line: PageLine, _ read: CreditReader.Line) -> Bool {
        line.bulleted || line.dashed || credits.opensItem(read)
    }

    /// The lines under a closing formula: short ones, up to what opens something else.
    private func markSignatures(_ lines: inout [RunningLine]) {
        var index = 0
        while index < lines.count {
            defer { index += 1 }
            guard lines[index].role == .formula else { continue }
            var end = index
            while end + 1 < lines.count, end - index < Self.signatureLines,
                [.label, .closes, .formula, .heading].contains(lines[end + 1].role),
                !isAddress(lines[end + 1])
            {
                end += 1
                lines[end].role = .signature
            }
            if end > index { lines[end].role = .lastSignature }
            index = end
        }
    }

    /// `Mr. A. Name, Mayor of Town`: a line that begins as salutations do.
    private func isAddress(_ line: RunningLine) -> Bool {
        credits.line(page, line.line.index).opening(.salutations, of: credits.lexicon) > 0
    }

    private func isSalutation(_ line: RunningLine) -> Bool {
        line.role == .opens && line.line.shape == .short && isAddress(line)
    }

    /// A letter begins with the address above its salutation, and later salutations are turns of it.
    private func markLetters(_ lines: inout [RunningLine]) {
        var opened: Int?
        for index in lines.indices {
            switch lines[index].role {
            case .closes, .credit, .headCredit, .footCredit, .lastSignature: opened = nil
            case .opens where isSalutation(lines[index]):
                if let opened, index - opened <= Self.letterLines {
                    lines[index].role = .text
                    continue
                }
                opened = index
                var first = index
                while first > 0, index - first < Self.addressLines, lines[first - 1].role == .label,
                    first - 1 == index - 1 || isAddress(lines[first - 1])
                        || isAddress(lines[first]) == false && first < index
                {
                    first -= 1
                }
                while first < index, !isAddress(lines[first]) { first += 1 }
                if first < index {
                    lines[first].role = .opens
                    for line in (first + 1)...index { lines[line].role = .text }
                }
            default: break
            }
        }
    }

    /// Entries go on what the first of them began.
    private func markItems(_ lines: inout [RunningLine]) {
        var last: Int?
        for index in lines.indices {
            switch lines[index].role {
            case .item:
                if let before = last, index - before <= Self.itemLines {
                    // What stands between two entries belongs to the first of them.
                    let near = index - before <= Self.entryLines
                    for line in (near ? before + 1 : index)...index { lines[line].goesOn = true }
                }
                last = index
            case .lastSignature: last = nil
            case .label where isDate(lines[index].line):
                // The date of the digest, at its end.
                if let start = last, index - start <= Self.itemLines {
                    lines[index].role = .closes
                    last = nil
                }
            case .closes where lines[index].line.marks.contains(.truncation): last = nil
            default: break
            }
        }
    }

    /// Nothing but a date.
    private func isDate(_ line: PageLine) -> Bool {
        line.stamp.map { $0.form == "date" && $0.by == nil } ?? false
    }

    /// The biography of the author who was just credited belongs to the piece.
    private func markBiographies(_ lines: inout [RunningLine]) {
        for index in lines.indices.dropFirst() where lines[index].role == .text {
            guard lines[index - 1].isCredit,
                let credit = lines[index - 1].line.text
            else { continue }
            let names = credit.words().prefix(3).map(credit.string).joined(separator: " ")
            let line = lines[index].line
            let start = line.bytes.prefix(80)
            let text = FoldedText(
                utf8: page.text.span.extracting(start.lowerBound..<start.upperBound))
            let words = text.words().prefix(2).map(text.string).joined(separator: " ")
            lines[index].isBiography = !words.isEmpty && names.contains(words)
        }
    }
}
