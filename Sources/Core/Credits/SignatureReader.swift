/// Reads who signs a letter: the lines after its closing formula, or a list under a heading.
struct SignatureReader {
    let lexicon: Lexicon
    let forms: NameForms

    struct Signature {
        var line: CreditReader.Line
        var range: Range<Int>
        var rule: String
    }

    /// Index in the page of the line with the closing formula, among the last lines of the text.
    func closing(_ lines: [CreditReader.Line]) -> Int? {
        for position in lines.indices.reversed() {
            if lines.count - position > 24 { return nil }
            let line = lines[position]
            // Running text is neither, and need not be counted.
            if line.byteCount > 240 { continue }
            if isClosing(line), position + 1 < lines.count { return line.index }
            if heading(words: line, most: 12), line.has(":", among: 240) { return line.index }
        }
        return nil
    }

    func isClosing(_ line: CreditReader.Line) -> Bool {
        // The first word settles it for most lines, before any is counted.
        let step = line.opening(.closings, of: lexicon)
        if step > 0 { return line.wordCount <= min(12, step + 9) }
        return heading(line) && line.wordCount <= 12
    }

    private func heading(_ line: CreditReader.Line) -> Bool { heading(words: line, most: 2) }

    private func heading(words line: CreditReader.Line, most: Int) -> Bool {
        let step = line.opening(.signatories, of: lexicon)
        return step > 0 && line.wordCount - step <= most
    }

    func signatories(_ lines: [CreditReader.Line], _ close: Int?, letter: Bool) -> [Signature] {
        guard let close, let start = lines.firstIndex(where: { $0.index == close }) else {
            return []
        }
        // A heading further down lists them all.
        if let list = lines.indices.first(where: { $0 >= start && heading(lines[$0]) }) {
            var found: [Signature] = []
            for line in lines[(list + 1)...] {
                let range = line.text.trimmed(0..<line.text.count)
                guard let name = name(line, range) else { break }
                found.append(Signature(line: line, range: name, rule: "signatories-list"))
            }
            if !found.isEmpty { return found }
        }
        // `Signed: A. Name, Town`
        if let sign = lines[start...].first(where: { heading(words: $0, most: 12) }),
            let colon = sign.text.folded.firstIndex(of: ":")
        {
            let rest = sign.text.trimmed((colon + 1)..<sign.text.count)
            if !rest.isEmpty, let name = name(sign, rest) {
                return [Signature(line: sign, range: name, rule: "signed")]
            }
        }
        guard letter else { return [] }
        for line in lines[(start + 1)...].prefix(3) {
            let range = line.text.trimmed(0..<line.text.count)
            if let name = name(line, range) ?? collective(line, range) {
                return [Signature(line: line, range: name, rule: "signature")]
            }
        }
        return []
    }

    /// The name at the beginning of a line: `A. Name, 75 years old`, `A. Name – Paris`.
    private func name(_ line: CreditReader.Line, _ range: Range<Int>) -> Range<Int>? {
        let text = line.text
        var end = range.upperBound
        for index in range {
            let scalar = text.folded[index]
            let dash =
                scalar == "-" && index > range.lowerBound
                && FoldedText.isSpace(text.folded[index - 1])
            if scalar == "," || scalar == "(" || scalar == "\u{60C}" || dash {
                end = index
                break
            }
        }
        let name = text.trimmed(range.lowerBound..<end)
        return forms.isPerson(text, name) ? name : nil
    }

    /// `The family of …`, `…’s family from …`.
    private func collective(_ line: CreditReader.Line, _ range: Range<Int>) -> Range<Int>? {
        guard line.wordCount <= 12, line.lists(lexicon).contains(.init(.collective)) else {
            return nil
        }
        return range
    }
}
