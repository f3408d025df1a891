/// Host names as they stand in text: `www.example.org`, `https://example.org/page`, `/example.org`.
package enum DomainName {
    package struct Found: Sendable {
        /// Lower case, without `www.`.
        package var name: String
        /// Scalars of the whole address, with scheme and path.
        package var range: Range<Int>
    }

    /// Endings that name files, not sites.
    private static let files: Set<String> = [
        "pdf", "jpg", "jpeg", "png", "gif", "mp3", "mp4", "avi", "mov", "html", "htm", "php", "doc",
        "docx", "txt", "zip", "css", "js", "xml", "svg", "webp",
    ]

    /// Addresses in order.
    ///
    /// E-mail addresses are none. Linear in the length of the range.
    package static func find(in text: FoldedText, _ range: Range<Int>? = nil) -> [Found] {
        let range = range ?? 0..<text.count
        var found: [Found] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard isLabel(text.folded[index]) else {
                index += 1
                continue
            }
            var end = index
            while end < range.upperBound, isLabel(text.folded[end]) || text.folded[end] == "." {
                end += 1
            }
            let start = index
            index = end
            while end > start, text.folded[end - 1] == "." || text.folded[end - 1] == "-" {
                end -= 1
            }
            if end < range.upperBound, text.folded[end] == "@" { continue }
            if start > range.lowerBound, text.folded[start - 1] == "@" { continue }
            if start > range.lowerBound, FoldedText.isWord(text.folded[start - 1]) { continue }
            guard let name = domain(text.folded[start..<end]) else { continue }
            var whole = start..<end
            if let scheme = schemeStart(text, start, range.lowerBound) {
                whole = scheme..<end
            } else if start > range.lowerBound, text.folded[start - 1] == "/",
                start - 1 == range.lowerBound || FoldedText.isSpace(text.folded[start - 2])
            {
                whole = (start - 1)..<end
            } else if start > range.lowerBound, text.folded[start - 1] == "/" {
                continue
            }
            var tail = end
            if tail < range.upperBound, text.folded[tail] == "/" {
                while tail < range.upperBound, !FoldedText.isSpace(text.folded[tail]) { tail += 1 }
                index = tail
            }
            whole = whole.lowerBound..<tail
            found.append(Found(name: name, range: whole))
        }
        return found
    }

    /// The domain, when the text is an address and nothing else.
    package static func whole(_ text: FoldedText, _ range: Range<Int>? = nil) -> Found? {
        let trimmed = text.trimmed(range ?? 0..<text.count)
        let found = find(in: text, trimmed)
        guard found.count == 1, let one = found.first, one.range == trimmed else { return nil }
        return one
    }

    /// The host that a folder is named after: labels between points, a port left out.
    ///
    /// Unlike words in a text, a folder may have a first label of one letter.
    package static func folder(_ name: some StringProtocol) -> String? {
        let host = FoldedText(name.split(separator: ":").first ?? "")
        guard host.count <= 253, host.folded.allSatisfy({ isLabel($0) || $0 == "." }) else {
            return nil
        }
        var labels = host.folded.split(separator: ".", omittingEmptySubsequences: false)
        if labels.count > 2, labels[0].elementsEqual("www".unicodeScalars) { labels.removeFirst() }
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty && $0.count <= 63 }),
            let last = labels.last, last.count >= 2,
            last.allSatisfy({ (97...122).contains($0.value) })
        else { return nil }
        return labels.map { String(String.UnicodeScalarView($0)) }.joined(separator: ".")
    }

    private static func isLabel(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return (48...57).contains(value) || (97...122).contains(value) || scalar == "-"
    }

    private static func domain(_ scalars: ArraySlice<Unicode.Scalar>) -> String? {
        guard scalars.count <= 253, scalars.contains(".") else { return nil }
        var labels = scalars.split(separator: ".", omittingEmptySubsequences: false)
        guard
            labels.allSatisfy({ !$0.isEmpty && $0.count <= 63 && $0.first != "-" && $0.last != "-" }
            )
        else { return nil }
        if labels.count > 2, labels[0].elementsEqual("www".unicodeScalars) { labels.removeFirst() }
        guard let last = labels.last, (2...24).contains(last.count), labels.count >= 2,
            last.allSatisfy({ (97...122).contains($0.value) }),
            labels.contains(where: { $0.count >= 2 && $0 != last })
        else { return nil }
        var view = String.UnicodeScalarView()
        for (index, label) in labels.enumerated() {
            if index > 0 { view.append(".") }
            view.append(contentsOf: label)
        }
        let name = String(view)
        let ending = String(String.UnicodeScalarView(last))
        return files.contains(ending) ? nil : name
    }

    private static func schemeStart(_ text: FoldedText, _ start: Int, _ lower: Int) -> Int? {
        for scheme in ["https://", "http://"] {
            let length = scheme.unicodeScalars.count
            if start - length >= lower,
                text.folded[(start - length)..<start].elementsEqual(scheme.unicodeScalars)
            {
                return start - length
            }
        }
        return nil
    }
}
