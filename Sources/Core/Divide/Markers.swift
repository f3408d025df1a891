/// The lines that mark the posts of a page, one for each, and where they stand in a post.
struct Markers {
    /// 0-based line indices, ascending.
    var lines: [Int]
    var layout: DividedPage.Layout

    /// Chooses the dates that mark posts: those of the form that parts the most running text.
    /// Nil when no date of the page does.
    static func choose(in view: PageView) -> Markers? {
        var forms: [String: [Int]] = [:]
        for line in view.lines {
            guard let stamp = line.stamp, !line.bulleted else { continue }
            forms[stamp.form, default: []].append(line.index)
        }
        var best: (score: Int, weight: Int, form: String, lines: [Int])?
        for (form, all) in forms {
            let lines = view.parting(all)
            guard !lines.isEmpty else { continue }
            let weight = Self.weight(form)
            // A form with an unknown word in it must recur to be believed.
            if form.contains("?"), lines.count < 2 { continue }
            if form == "date", lines.count < 2, !view.standsAlone(lines[0]) { continue }
            let score = lines.count
            let better: Bool
            if let best {
                let ours = score * 2 + weight
                let theirs = best.score * 2 + best.weight
                better = ours != theirs ? ours > theirs : form < best.form
            } else {
                better = true
            }
            if better { best = (score, weight, form, lines) }
        }
        guard let best else { return nil }
        return layout(of: best.lines, in: view)
    }

    /// How much the words beside a date say that it is the host's.
    private static func weight(_ form: String) -> Int {
        let parts = form.split(separator: " ")
        var weight = 0
        if parts.contains("comments") { weight += 2 }
        if parts.contains("by") { weight += 2 }
        if parts.count > 1, !parts.contains("?") { weight += 1 }
        if parts.first == "date" { weight += 1 }
        return weight
    }

    private static func layout(of lines: [Int], in view: PageView) -> Markers {
        guard let first = lines.first, let last = lines.last else {
            return Markers(lines: lines, layout: .single)
        }
        let before = view.proseWeight(0..<first)
        let after = view.proseWeight((last + 1)..<view.bottom(from: last + 1))
        var under = 0
        var above = 0
        for line in lines {
            guard let next = view.next(after: line) else { continue }
            let previous = view.previous(before: line)
            let titleBefore = previous.map { view.isTitleLike($0) } ?? false
            let titleAfter = view.isTitleLike(next) && view.next(after: next) != nil
            if view.lines[next].shape == .prose, titleBefore { under += 2 }
            if !titleAfter, titleBefore { under += 1 }
            if titleAfter, !titleBefore { above += 2 }
            if titleAfter, titleBefore { above += 1 }
        }
        if after == 0 || (before > 0 && before > after * 4) {
            if before > 0 || view.previous(before: first) != nil {
                // Titles right before every date, texts right after: only the last text is short.
                if !(before == 0 && under > above) { return Markers(lines: lines, layout: .dateAfter) }
            }
        }
        if before > 0, after > 0 {
            // Text at both ends: does what stands above the first date have a header of its own?
            let header = view.next(after: -1).map { view.isTitleLike($0) } ?? false
            if header, above >= under, view.headerBefore(first) {
                return Markers(lines: lines, layout: .dateAfter)
            }
        }
        return Markers(lines: lines, layout: under >= above ? .dateUnderTitle : .dateAboveTitle)
    }
}
