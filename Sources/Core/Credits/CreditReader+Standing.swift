/// What the divider asks of a line.
extension CreditReader {
    enum Standing { case salutation, head, tail, both(usual: CreditPattern.Place?) }

    /// Whether a line of running text is a credit, and at which end of a piece such a line stands.
    func standing(_ line: Line) -> Standing? {
        guard line.has(atMost: 300) else { return nil }
        let lead = line.opening(.salutations, of: lexicon) > 0
        if lead, line.wordCount <= 12,
            line.text.scalars[line.text.trimmed(0..<line.text.count)].last == ","
        {
            return .salutation
        }
        if let pattern = capture(edgePatterns, line, general: true)?.pattern {
            if pattern.places.isSuperset(of: [.head, .tail]) {
                return .both(usual: pattern.usual)
            }
            return pattern.places.contains(.head) ? .head : .tail
        }
        let range = line.text.trimmed(0..<line.text.count)
        if DomainName.whole(line.text, range) != nil { return .tail }
        if line.wordCount <= 6, forms.known.find(line.text, range) != nil { return .tail }
        if line.wordCount <= 3, forms.isPerson(line.text, range) { return .tail }
        return nil
    }

    /// A formula that closes a letter, or the heading of its signatures.
    func closesLetter(_ line: Line) -> Bool { signatures.isClosing(line) }

    /// `++ …`, `>> …`: a doubled sign opens an item of a digest.
    func opensItem(_ line: Line) -> Bool { kinds.isItem(line) }

    /// The heading of a newsletter's contents, and nothing else.
    func opensNewsletter(_ line: Line) -> Bool {
        guard line.wordCount <= 6 else { return false }
        let length = line.opening(.newsletter, of: lexicon)
        return length > 0 && length == line.wordCount
    }

    /// A line that a credit pattern fits, or the name of a person alone.
    func isCreditOrName(_ line: Line) -> Bool {
        guard line.has(atMost: 200) else { return false }
        let range = line.text.trimmed(0..<line.text.count)
        if line.wordCount <= 4, !forms.hasNoCase(line.text, range), forms.isPerson(line.text, range)
        {
            return true
        }
        return capture(tailPatterns, line, general: false) != nil
    }

    /// A line that is the name of a listed outlet or of a publication and nothing else.
    func namesOutlet(_ line: Line) -> Bool {
        let range = line.text.trimmed(0..<line.text.count)
        guard range.count <= 80, line.wordCount <= 7, forms.isOutlet(line.text, range) else {
            return false
        }
        if let address = DomainName.whole(line.text, range) {
            return address.range.count == address.name.unicodeScalars.count
        }
        return hasOutletSign(line, range)
    }

    /// `PLACE (AGENCY) – …` at the beginning of a paragraph.
    func opensWithDateline(_ line: Line) -> Bool {
        var found = PieceCredits()
        readDateline(line, &found)
        return !found.credits.isEmpty
    }
}
