/// The lines that mark the posts of a page, one for each, and where they stand in a post.
struct Markers {
    /// 0-based line indices, ascending.
    var lines: [Int]
    var layout: DividedPage.Layout
    var reason: LayoutReason
    /// The form of the dates, as `PageLine.Stamp` has it; empty for other lines.
    var form = ""

    /// Chooses the dates that mark posts: those of the form that parts the most running text.
    ///
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
        var markers = layout(of: best.lines, in: view)
        markers.form = best.form
        return markers
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

    private static func layout(of all: [Int], in view: PageView) -> Markers {
        var lines = all
        guard let first = lines.first else {
            return Markers(lines: lines, layout: .single, reason: .nothingParts)
        }
        let before = view.proseWeight(0..<first)
        let lastProse =
            view.lines.last { $0.shape == .prose && !view.isChrome($0.index) }?.index ?? -1
        // A share bar or a link to comments right below a date closes a post, even one without
        // running text.
        if before == 0, view.closesPost(first), view.hasBody(0..<first) {
            return Markers(
                lines: view.alikeBelow(lines), layout: .dateAfter, reason: .closedBelowDate)
        }
        // Without text above the first date, a date below the last text belongs to a list of links.
        if before == 0, lines.contains(where: { $0 < lastProse }) {
            lines.removeAll { $0 > lastProse }
        }
        guard let last = lines.last else {
            return Markers(lines: lines, layout: .single, reason: .nothingParts)
        }
        let after = view.proseWeight((last + 1)..<view.bottom(from: last + 1))
        var titlesBefore = 0
        var titlesAfter = 0
        var textAfter = 0
        for line in lines {
            guard let next = view.next(after: line) else { continue }
            if view.previous(before: line).map({ view.isTitleLike($0) }) ?? false {
                titlesBefore += 1
            }
            if view.lines[next].shape == .prose { textAfter += 1 }
            if view.isTitleLike(next) { titlesAfter += 1 }
        }
        // Under a title there is always a title before; above one there is what closes the post
        // before it: a share bar, a link to comments, a rule, or the end of its text.
        let under =
            titlesBefore * 10 >= lines.count * 9 && !view.chromeBefore(lines)
            && (titlesAfter <= titlesBefore || textAfter * 3 >= lines.count)
        if after == 0 || (before > 0 && before > after * 4) {
            if before > 0 || view.previous(before: first) != nil {
                return Markers(
                    lines: closing(lines, in: view), layout: .dateAfter, reason: .textAboveFirst)
            }
        }
        if before > 0, after > 0 {
            // Text at both ends: does what stands above the first date have a header of its own?
            let header = view.next(after: -1).map { view.isTitleLike($0) } ?? false
            if header, !under, view.headerBefore(first) {
                return Markers(
                    lines: closing(lines, in: view), layout: .dateAfter, reason: .headerAboveFirst)
            }
        }
        guard under else {
            // A date that closes a text has chrome or the next post below it and no text.
            let opening = lines.indices.filter { position in
                let line = lines[position]
                let roof =
                    position + 1 < lines.count ? lines[position + 1] : view.foot(from: line + 1)
                return view.hasBody((line + 1)..<max(line + 1, roof))
            }
            return Markers(
                lines: opening.map { lines[$0] }, layout: .dateAboveTitle,
                reason: view.chromeBefore(lines)
                    ? .chromeAboveDates
                    : .titlesBelow(
                        above: titlesBefore, below: titlesAfter, dates: lines.count))
        }
        // A date at the end of a text has the form of the host's, but no title above it.
        var titled = lines.filter { line in
            view.previous(before: line).map { view.isTitleLike($0) } ?? false
        }
        // Or nothing below it but the header of the next post.
        titled = titled.indices.filter { position in
            let line = titled[position]
            let roof =
                position + 1 < titled.count ? titled[position + 1] : view.foot(from: line + 1)
            return view.hasBody((line + 1)..<max(line + 1, roof))
        }.map { titled[$0] }
        return Markers(
            lines: titled, layout: .dateUnderTitle,
            reason: .titlesAbove(titles: titlesBefore, dates: lines.count))
    }

    /// A date at the end of a text has the form of the host's, but not below it what stands below
    /// the host's dates.
    private static func closing(_ lines: [Int], in view: PageView) -> [Int] {
        let alike = view.alikeBelow(lines)
        return alike.count * 4 >= lines.count * 3 ? alike : lines
    }
}
