internal import Core
internal import Readers

/// Looks at a piece again, in the text that it stands in.
struct PieceChecks {
    private let fingerprinter = Fingerprinter()

    /// Checks the bounds of a piece, and the digest and number of its words.
    ///
    /// `text` is the page as the store keeps it.
    func check(_ piece: Piece, text: [UInt8]) -> Check {
        func fails(_ why: String) -> Check { Check(.piece, piece.id, .fails, why) }
        guard piece.body.lowerBound >= 0, piece.body.upperBound <= text.count else {
            return fails("it lies outside its page")
        }
        guard piece.body.cutsCharacters(of: text) else {
            return fails("its bytes begin or end within a character")
        }
        let print = fingerprinter.fingerprint(text[piece.body].span)
        guard print.digest.hexadecimal == piece.sha256 else {
            return fails("its words have another SHA-256 than it says")
        }
        guard print.words == piece.words else {
            return fails("it has \(print.words) words, not \(piece.words)")
        }
        return Check(
            .piece, piece.id, .holds, "\(piece.words) words, SHA-256 \(piece.sha256.prefix(16))…")
    }

    /// Checks that the words of each credit stand where it says.
    ///
    /// `capture` is nil, with the reason, where the captured bytes cannot be had; credits of plain
    /// text are looked up in the text then.
    func credits(_ piece: Piece, text: [UInt8], capture: ReadCapture?, missing: String) -> [Check] {
        let document = capture?.document ?? (piece.isMarkup ? nil : text)
        let lines = document.map { Lines(of: $0) }
        return piece.credits.map { credit in
            let place = credit.line.map { "\(piece.source):\($0)" } ?? piece.source
            let what = "\(credit.role.rawValue) “\(credit.value)” by “\(credit.text)”"
            func check(_ outcome: Check.Outcome, _ detail: String) -> Check {
                Check(.credit, place, outcome, detail)
            }
            guard let line = credit.line else {
                guard let capture, capture.row != nil || capture.marked != nil else {
                    return check(.unchecked, "\(what): \(missing)")
                }
                return capture.states(credit.text, rule: credit.rule)
                    ? check(.holds, "\(what), \(credit.rule)")
                    : check(.fails, "\(what): nothing beside the text states that")
            }
            guard let document, let lines else { return check(.unchecked, "\(what): \(missing)") }
            if let problem = problem(credit, line, document, lines, capture?.marked) {
                return check(.fails, "\(what): \(problem)")
            }
            return check(.holds, what)
        }
    }

    /// What is wrong with the place of a credit; nil when its words stand there.
    private func problem(
        _ credit: Credit, _ line: Int, _ document: [UInt8], _ lines: Lines, _ marked: MarkedPage?
    ) -> String? {
        let words = Array(credit.text.utf8)
        guard credit.bytes.lowerBound >= 0, credit.bytes.upperBound <= document.count,
            line >= 1, line <= lines.count
        else { return "its place is outside the page" }
        guard lines.number(at: credit.bytes.lowerBound) == line else {
            return "its bytes are not in line \(line)"
        }
        let start = lines[line - 1].lowerBound
        guard document[start..<credit.bytes.lowerBound].scalars == credit.scalars.lowerBound,
            document[credit.bytes].scalars == credit.scalars.count
        else { return "its characters are not its bytes" }
        let isThere =
            marked.map { stands(words, at: credit.bytes, in: $0) }
            ?? document[credit.bytes].elementsEqual(words)
        return isThere ? nil : "other words stand there"
    }

    /// Whether words of the text of a document were made of these bytes of it.
    private func stands(_ words: [UInt8], at bytes: Range<Int>, in page: MarkedPage) -> Bool {
        guard !words.isEmpty, words.count <= page.text.count else { return false }
        var at = 0
        while at + words.count <= page.text.count {
            guard let first = page.text[at...].firstIndex(of: words[0]),
                first + words.count <= page.text.count
            else { return false }
            let range = first..<(first + words.count)
            if page.text[range].elementsEqual(words), page.map.source(of: range) == bytes {
                return true
            }
            at = first + 1
        }
        return false
    }
}

extension ArraySlice<UInt8> {
    /// Unicode scalars of valid UTF-8.
    fileprivate var scalars: Int { count { $0 & 0xC0 != 0x80 } }
}

extension Piece {
    /// Whether its credits have their places in a document with markup, which the store does not
    /// keep.
    var isMarkup: Bool { format == .html || format == .warc }
}

extension Range<Int> {
    /// Whether both ends lie between two characters of a UTF-8 text.
    func cutsCharacters(of text: [UInt8]) -> Bool {
        func isBorder(_ at: Int) -> Bool { at == text.count || text[at] & 0xC0 != 0x80 }
        return isBorder(lowerBound) && isBorder(upperBound)
    }
}
