/// The words of UTF-8 bytes as `FoldedText.words` has them, without making that text: how many there
/// are, and their hashes.
package struct WordSurvey: Sendable {
    package private(set) var words = 0
    /// The hash of the first word.
    package private(set) var first: UInt64?
    /// A capital stands after a small letter, so that words may have run together.
    package private(set) var hasRunTogether = false
    /// Neither apostrophes nor what no reader sees stand within its words.
    package private(set) var isPlain = true
    /// The walk went to the end of the bytes.
    package private(set) var isWhole = false

    /// Walks over the bytes once and hands over the hash of each word.
    ///
    /// - Parameters:
    ///   - bytes: valid UTF-8.
    ///   - most: after so many words the walk ends at the next sign that is part of none.
    ///   - body: takes a hash.
    @inline(__always)
    package init(_ bytes: Span<UInt8>, most: Int = .max, _ body: (UInt64) -> Void) {
        var walk = Walk()
        var index = 0
        // The byte before was a small letter of ASCII.
        var lower = false
        var runsTogether = false
        let end = bytes.count
        while index < end {
            // Within `0..<end`, here and below.
            var byte = bytes[unchecked: index]
            if byte &- 97 < 26 {
                walk.begin(.letters, body)
                var hash = walk.hash
                repeat {
                    hash = (hash ^ UInt64(byte)) &* FoldedText.hashFactor
                    index &+= 1
                    if index == end { break }
                    byte = bytes[unchecked: index]
                } while byte &- 97 < 26
                walk.hash = hash
                lower = true
                continue
            }
            if byte < 0x80 {
                index &+= 1
                if byte &- 65 < 26 {
                    runsTogether = runsTogether || lower
                    walk.begin(.letters, body)
                    walk.keep(UInt32(byte | 0x20))
                } else if byte &- 48 < 10 {
                    walk.begin(.figures, body)
                    walk.keep(UInt32(byte))
                } else if byte == 0x27 {
                    apostrophe(bytes, index, &walk, body)
                } else {
                    walk.end(body)
                    if walk.words >= most {
                        (words, first, hasRunTogether) = (walk.words, walk.first, runsTogether)
                        isPlain = walk.isPlain
                        return
                    }
                }
                lower = false
                continue
            }
            let scalar = FoldedText.scalar(bytes, &index)
            let kinds = ScalarTable.kinds(scalar)
            runsTogether = runsTogether || (lower && kinds.contains(.upper))
            lower = kinds.contains(.lower)
            let folded = FoldedText.fold(scalar)
            if FoldedText.isInvisible(folded) {
                walk.isPlain = false
                continue
            }
            if FoldedText.isMark(folded) {
                if FoldedText.isWord(folded) { walk.open() }
            } else if folded == "'" {
                apostrophe(bytes, index, &walk, body)
            } else if FoldedText.isWord(folded) {
                walk.begin(FoldedText.isDigit(folded) ? .figures : .letters, body)
                walk.keep(folded.value)
            } else {
                walk.end(body)
            }
        }
        walk.end(body)
        (words, first, hasRunTogether) = (walk.words, walk.first, runsTogether)
        isPlain = walk.isPlain
        isWhole = true
    }

    /// An apostrophe is part of a word when a letter stands before it and a word goes on behind it.
    private func apostrophe(
        _ bytes: Span<UInt8>, _ next: Int, _ walk: inout Walk, _ body: (UInt64) -> Void
    ) {
        guard walk.state == .letters, next < bytes.count else { return walk.end(body) }
        var index = next
        if FoldedText.isWord(FoldedText.folded(bytes, &index)) {
            walk.keep(0x27)
            walk.isPlain = false
        } else {
            walk.end(body)
        }
    }

    private struct Walk {
        enum State { case outside, letters, figures }
        var state = State.outside
        var hash = FoldedText.hashSeed
        var words = 0
        var first: UInt64?
        var isPlain = true

        @inline(__always)
        mutating func keep(_ value: UInt32) {
            hash = (hash ^ UInt64(value)) &* FoldedText.hashFactor
        }

        mutating func open() {
            guard state == .outside else { return }
            state = .letters
            words &+= 1
        }

        /// Goes on with a word of that sort, or ends the one before and begins one.
        @inline(__always)
        mutating func begin(_ sort: State, _ body: (UInt64) -> Void) {
            guard state != sort else { return }
            end(body)
            state = sort
            words &+= 1
        }

        @inline(__always)
        mutating func end(_ body: (UInt64) -> Void) {
            guard state != .outside else { return }
            if first == nil { first = hash }
            body(hash)
            hash = FoldedText.hashSeed
            state = .outside
        }
    }
}
