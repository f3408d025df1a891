/// Reads the site's name and host from its copyright line: `© 2003 - 2024 Name. example.org`.
struct SiteReader {
    let lexicon: Lexicon

    func site(_ lines: [PageLine]) -> Site {
        var names: [String: Int] = [:]
        var hosts: [String: Int] = [:]
        for line in lines where line.marks.contains(.copyright) {
            guard let text = line.text else { continue }
            let domains = DomainName.find(in: text)
            for domain in domains { hosts[domain.name, default: 0] += 1 }
            if let name = name(text, domains) { names[name, default: 0] += 1 }
        }
        var site = Site(host: best(hosts), name: best(names))
        // The page's own spelling of the name, where it heads the page.
        if let name = site.name, let first = lines.first(where: { !$0.isBlank })?.text {
            let own = first.text(first.trimmed(0..<first.count))
            if FoldedText.key(own) == FoldedText.key(name) { site.name = own }
        }
        return site
    }

    private func best(_ counts: [String: Int]) -> String? {
        counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    private func name(_ text: FoldedText, _ domains: [DomainName.Found]) -> String? {
        let words = text.words()
        var index = 0
        // Skip the sign, the word "copyright" and the years.
        while index < words.count,
            words[index].number != nil || words[index].reads("copyright")
                || words[index].reads("c")
        {
            index += 1
        }
        guard index < words.count else { return nil }
        let start = words[index].range.lowerBound
        var end = start
        var at = index
        while at < words.count, at - index < 10 {
            let word = words[at]
            if domains.contains(where: { $0.range.contains(word.range.lowerBound) }) { break }
            if lexicon.phrase(words, at: at, .sidebar) > 0
                || lexicon.phrase(words, at: at, .stamp) > 0
            {
                break
            }
            if word.number != nil, word.range.count == 4 { break }
            if at > index {
                let between = text.folded[words[at - 1].range.upperBound..<word.range.lowerBound]
                if between.contains(where: { $0 == "." || $0 == "|" || $0 == "," }) { break }
            }
            end = word.range.upperBound
            at += 1
        }
        guard end > start else { return nil }
        return text.text(start..<end)
    }
}
