/// The words of UTF-8 bytes as `FoldedText.words` has them, without making that text: how many there
/// are, and their hashes.
package struct WordSurvey: Sendable {
    package private(set) var words = 0
    /// The hash of the first word.
    package private(set) var first: UInt64?
    package private(set) var scalars = 0
    /// A capital stands after a small letter, so that words may have run together.
    package private(set) var hasRunTogether = false

    /// Walks over the bytes once and hands over the hash of each word.
    ///
    /// - Parameters:
    ///   - bytes: valid UTF-8.
    ///   - body: takes a hash.
    package init(_ bytes: Span<UInt8>, _ body: (UInt64) -> Void) {
        var walk = Walk()
        var first: UInt64?
        let body: (UInt64) -> Void = { hash in
            if first == nil { first = hash }
            body(hash)
        }
        var index = 0
        var lower = false
        while index < bytes.count {
            let byte = bytes[index]
            scalars += 1
            if byte &- 97 < 26 {
                walk.add(UInt32(byte), digit: false, &words, body)
                lower = true
                index += 1
                continue
            }
            if byte < 0x80 {
                index += 1
                if byte &- 65 < 26 {
                    hasRunTogether = hasRunTogether || lower
                    walk.add(UInt32(byte | 0x20), digit: false, &words, body)
                } else if byte &- 48 < 10 {
                    walk.add(UInt32(byte), digit: true, &words, body)
                } else if byte == 0x27 {
                    apostrophe(bytes, index, &walk, body)
                } else {
                    walk.end(body)
                }
                lower = false
                continue
            }
            let scalar = FoldedText.scalar(bytes, &index)
            let kinds = ScalarTable.kinds(scalar)
            hasRunTogether = hasRunTogether || (lower && kinds.contains(.upper))
            lower = kinds.contains(.lower)
            let folded = FoldedText.fold(scalar)
            if FoldedText.isInvisible(folded) { continue }
            if FoldedText.isMark(folded) {
                if FoldedText.isWord(folded) { walk.open(&words) }
            } else if folded == "'" {
                apostrophe(bytes, index, &walk, body)
            } else if FoldedText.isWord(folded) {
                walk.add(folded.value, digit: FoldedText.isDigit(folded), &words, body)
            } else {
                walk.end(body)
            }
        }
        walk.end(body)
        self.first = first
    }

    /// An apostrophe is part of a word when a letter stands before it and a word goes on behind it.
    private func apostrophe(
        _ bytes: Span<UInt8>, _ next: Int, _ walk: inout Walk, _ body: (UInt64) -> Void
    ) {
        guard walk.state == .letters, next < bytes.count else { return walk.end(body) }
        var index = next
        let byte = bytes[index]
        let following = byte < 0x80 ? Unicode.Scalar(byte) : FoldedText.scalar(bytes, &index)
        if FoldedText.isWord(FoldedText.fold(following)) {
            walk.keep(0x27)
        } else {
            walk.end(body)
        }
    }

    private struct Walk {
        enum State { case outside, letters, figures }
        var state = State.outside
        var hash = FoldedText.hashSeed

        mutating func keep(_ value: UInt32) {
            hash = (hash ^ UInt64(value)) &* FoldedText.hashFactor
        }

        mutating func open(_ words: inout Int) {
            guard state == .outside else { return }
            state = .letters
            words += 1
        }

        @inline(__always)
        mutating func add(
            _ value: UInt32, digit: Bool, _ words: inout Int, _ body: (UInt64) -> Void
        ) {
            let kind = digit ? State.figures : .letters
            if state != kind {
                end(body)
                state = kind
                words += 1
            }
            keep(value)
        }

        @inline(__always)
        mutating func end(_ body: (UInt64) -> Void) {
            guard state != .outside else { return }
            body(hash)
            hash = FoldedText.hashSeed
            state = .outside
        }
    }
}
