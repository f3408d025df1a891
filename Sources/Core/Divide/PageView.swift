/// The lines of a page with what has been found out about them.
struct PageView {
    var lines: [PageLine]
    let lexicon: Lexicon
    /// Where reasons are noted; nil in a pass.
    var record: DivisionRecord?

    init(lines: [PageLine], lexicon: Lexicon) {
        self.lines = lines
        self.lexicon = lexicon
    }

    func isChrome(_ index: Int) -> Bool { !lines[index].marks.isDisjoint(with: .chrome) }

    /// Marks a line, and notes why where that is asked for.
    private mutating func mark(
        _ index: Int, _ mark: PageLine.Marks, _ reason: @autoclosure () -> LineReason
    ) {
        lines[index].marks.insert(mark)
        if record != nil { record?.reasons[index, default: []].append(reason()) }
    }

    /// Notes the lines that mark posts, where that is asked for.
    mutating func note(_ markers: Markers) {
        guard record != nil else { return }
        let count = markers.lines.count
        for line in markers.lines {
            record?.reasons[line, default: []].append(
                markers.layout == .separated
                    ? .partsPosts(lines: count) : .hostDate(form: markers.form, lines: count))
        }
    }

    /// The nearest line before that is neither blank nor chrome.
    func previous(before index: Int) -> Int? {
        var at = index - 1
        while at >= 0 {
            if !lines[at].isBlank, !isChrome(at), lines[at].shape != .rule { return at }
            at -= 1
        }
        return nil
    }

    func next(after index: Int) -> Int? {
        var at = index + 1
        while at < lines.count {
            if !lines[at].isBlank, !isChrome(at), lines[at].shape != .rule { return at }
            at += 1
        }
        return nil
    }

    /// A short line that does not end as a sentence does.
    func isTitleLike(_ index: Int) -> Bool {
        let line = lines[index]
        guard let text = line.text, line.shape != .blank, line.shape != .rule, line.stamp == nil
        else { return false }
        guard let last = text.scalars.last else { return false }
        if line.words > 26 { return false }
        if line.words <= 4, DomainName.whole(text) != nil { return false }
        return last != "." && last != "," && last != ";" && last != ":" || line.words <= 3
    }

    /// Words of running text in a stretch, chrome left out.
    func proseWeight(_ range: Range<Int>) -> Int {
        var words = 0
        for index in range where lines[index].shape == .prose && !isChrome(index) {
            words += lines[index].words
        }
        return words
    }

    /// Of these dates, those with running text (or at least a text line) between them and the next:
    /// lists of dated links fall away.
    func parting(_ dates: [Int]) -> [Int] {
        var kept: [Int] = []
        for (position, line) in dates.enumerated() {
            let next = position + 1 < dates.count ? dates[position + 1] : lines.count
            let previous = position > 0 ? dates[position - 1] : -1
            if let above = lineBefore(line) {
                if lines[above].bulleted, proseWeight((line + 1)..<next) == 0 { continue }
                if lines[above].dashed, proseWeight((previous + 1)..<line) == 0 { continue }
            }
            let proseAfter = hasText((line + 1)..<next)
            let proseBefore = hasText((previous + 1)..<line)
            if proseAfter || proseBefore { kept.append(line) }
        }
        // A date list at the foot: dates after the last running text, one title apart.
        guard
            let lastProse = lines.last(where: { $0.shape == .prose && !isChrome($0.index) })?.index
        else {
            return kept
        }
        let tail = kept.filter { $0 > lastProse }
        if tail.count > 1, let first = tail.first { kept.removeAll { $0 > first } }
        return kept
    }

    private func lineBefore(_ index: Int) -> Int? {
        var at = index - 1
        while at >= 0, lines[at].isBlank { at -= 1 }
        return at >= 0 ? at : nil
    }

    private func hasText(_ range: Range<Int>) -> Bool {
        var short = 0
        for index in range where !isChrome(index) {
            if lines[index].shape == .prose { return true }
            if lines[index].shape == .short, !lines[index].bulleted, lines[index].stamp == nil {
                short += 1
            }
        }
        return short >= 3
    }

    /// More between a date and the next than the header of the next post.
    func hasBody(_ range: Range<Int>) -> Bool {
        if proseWeight(range) > 0 { return true }
        return range.count { !lines[$0].isBlank && !isChrome($0) && lines[$0].shape != .rule } > 3
    }

    /// A lone date that may be the page's own: near its title, not at the end of its text.
    func standsAlone(_ index: Int) -> Bool {
        if index + 1 < lines.count,
            let below = (index + 1..<lines.count).first(where: { !lines[$0].isBlank }),
            isChrome(below), proseWeight(0..<index) > 0
        {
            return true
        }
        guard let next = next(after: index) else { return false }
        let after = proseWeight(index..<lines.count)
        let before = proseWeight(0..<index)
        return after > before && (lines[next].shape == .prose || isTitleLike(next))
    }

    /// Whether a share bar or a link to comments stands right below a date.
    func closesPost(_ date: Int) -> Bool {
        guard
            let line = (date + 1..<max(date + 1, lines.count)).first(where: { !lines[$0].isBlank })
        else { return false }
        return !lines[line].marks.isDisjoint(with: [.share, .comments])
    }

    /// The dates that are followed by what follows most of them: chrome, or one and the same line.
    ///
    /// All of them when nothing follows most.
    func alikeBelow(_ dates: [Int]) -> [Int] {
        func below(_ date: Int) -> UInt64? {
            guard
                let line = (date + 1..<max(date + 1, lines.count)).first(where: {
                    !lines[$0].isBlank
                })
            else { return nil }
            return isChrome(line) ? 1 : lines[line].mask
        }
        var times: [UInt64: Int] = [:]
        for date in dates { if let mask = below(date) { times[mask, default: 0] += 1 } }
        guard let (mask, count) = times.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            count * 5 >= dates.count * 3, count >= 2
        else { return dates }
        return dates.filter { below($0) == mask }
    }

    /// Whether most of the dates follow right upon chrome, or upon one and the same line.
    func chromeBefore(_ dates: [Int]) -> Bool {
        var chrome = 0
        var masks: [UInt64: Int] = [:]
        for date in dates {
            guard let above = lineBefore(date) else { continue }
            if isChrome(above) || lines[above].shape == .rule {
                chrome += 1
            } else {
                masks[lines[above].mask, default: 0] += 1
            }
        }
        let same = masks.values.max() ?? 0
        return (chrome + (same >= 3 ? same : 0)) * 2 > dates.count
    }

    /// Whether the lines above the first date look like a post with a header of its own.
    func headerBefore(_ marker: Int) -> Bool {
        var index = 0
        while index < marker, lines[index].isBlank || isChrome(index) || lines[index].shape == .rule
        {
            index += 1
        }
        guard index < marker, lines[index].shape == .short else { return false }
        return proseWeight(index..<marker) >= PageLine.proseWords * 2
    }

    // MARK: Edges

    /// Marks as chrome what recurs at the edges of the page or on most pages of the host.
    mutating func markEdges(_ profile: HostProfile?) {
        let first = lines.first { $0.shape == .prose && !$0.bulleted }?.index ?? lines.count
        let last = lines.last { $0.shape == .prose && !$0.bulleted }?.index ?? -1
        let foot =
            lines.first {
                $0.index > last
                    && ($0.stamp != nil
                        || !$0.marks.isDisjoint(with: [
                            .share, .pager, .sidebar, .comments, .copyright,
                        ]))
            }?.index ?? lines.count
        // Two lines that stand together more than once: a menu. (A title alone may stand again in a
        // list of recent posts.)
        let edge = lines.filter { $0.shape == .short && ($0.index < first || $0.index > last) }
        var together: [UInt64: Int] = [:]
        for (one, two) in zip(edge, edge.dropFirst()) {
            together[Self.pair(one, two), default: 0] += 1
        }
        for (one, two) in zip(edge, edge.dropFirst())
        where together[Self.pair(one, two), default: 0] >= 2 {
            // A title with its date may head a post and stand in a list of recent ones.
            if one.stamp != nil || two.stamp != nil, !one.bulleted { continue }
            for line in [one, two] where line.stamp == nil || line.bulleted {
                mark(line.index, .repeated, .recurringPair)
            }
        }
        for index in lines.indices where index < first || index > last {
            guard lines[index].shape == .short else { continue }
            let mask = lines[index].mask
            if let profile, profile.isChrome(mask), lines[index].stamp == nil {
                mark(
                    index, .repeated, .host(pages: profile.pages(with: mask), of: profile.count))
            }
            if lines[index].bulleted || (lines[index].dashed && index > foot) {
                mark(index, .menu, .menuEntries)
            }
        }
        markMenus(before: first)
        markLists()
    }

    /// The entries of a list under a furniture heading (`Related:`), down to the next blank line.
    private mutating func markLists() {
        var index = 0
        while index < lines.count {
            defer { index += 1 }
            guard lines[index].marks.contains(.furniture), lines[index].text?.folded.last == ":"
            else { continue }
            var entry = index + 1
            while entry < lines.count, entry - index <= 8, lines[entry].shape == .short,
                lines[entry].stamp == nil
            {
                mark(entry, .furniture, .listUnderHeading)
                entry += 1
            }
        }
    }

    private static func pair(_ one: PageLine, _ two: PageLine) -> UInt64 {
        (one.mask &* 0x9E37_79B9_7F4A_7C15) ^ two.mask
    }

    /// Four or more lines of one to three words without a blank between them, at the top.
    private mutating func markMenus(before first: Int) {
        var start = 0
        while start < first {
            var end = start
            while end < first, lines[end].shape == .short, lines[end].words <= 3,
                lines[end].stamp == nil
            {
                end += 1
            }
            if end - start >= 4 {
                // The last two may be the header of the first post, unless it has one of its own.
                let last = hasHeader(below: end) ? end : end - 2
                for index in start..<last { mark(index, .menu, .shortRun) }
            }
            start = max(end, start + 1)
        }
    }

    /// Whether a blank line follows, and under it two short lines that touch: category and title.
    private func hasHeader(below end: Int) -> Bool {
        guard end < lines.count, lines[end].isBlank,
            let next = (end..<lines.count).first(where: { !lines[$0].isBlank }),
            next + 1 < lines.count
        else { return false }
        return [next, next + 1].allSatisfy {
            lines[$0].shape == .short && lines[$0].stamp == nil && !isChrome($0)
        }
    }

    /// The end of the content below `start`: the first line from which on there is only chrome.
    func bottom(from start: Int) -> Int {
        var end = start
        var index = start
        while index < lines.count {
            let line = lines[index]
            if !line.isBlank, !isChrome(index), line.shape != .rule { end = index + 1 }
            if line.marks.contains(.pager) || line.marks.contains(.sidebar)
                || line.marks.contains(.copyright),
                line.shape != .prose
            {
                break
            }
            index += 1
        }
        return end
    }

    // MARK: Gaps

    /// Finds the lines that recur between posts (share bars, comment links, adverts, rules, tags)
    /// and marks them as furniture.
    ///
    /// `isCredit` tells whether a line says who wrote the post or where it is from: such a line may
    /// close every post of a page and belongs to each.
    mutating func learnGaps(_ markers: Markers, isCredit: (Int) -> Bool) {
        let gaps = gapRanges(markers)
        guard gaps.count >= 2 else { return }
        var seen: [UInt64: Int] = [:]
        var heads: [String: Int] = [:]
        var rules = 0
        for gap in gaps {
            var masks: Set<UInt64> = []
            var words: Set<String> = []
            var rule = false
            for index in gap {
                let line = lines[index]
                if line.shape == .rule { rule = true }
                guard line.shape == .short, line.stamp == nil else { continue }
                masks.insert(line.mask)
                if let head = Self.head(line) { words.insert(head) }
            }
            for mask in masks { seen[mask, default: 0] += 1 }
            for word in words { heads[word, default: 0] += 1 }
            if rule { rules += 1 }
        }
        let most = max(2, (gaps.count * 4 + 4) / 5)
        for gap in gaps {
            for index in gap {
                let line = lines[index]
                if line.shape == .rule {
                    if rules * 5 >= gaps.count * 3 {
                        mark(index, .furniture, .gaps(times: rules, of: gaps.count))
                    }
                    continue
                }
                guard line.shape == .short, line.stamp == nil, !markers.lines.contains(index) else {
                    continue
                }
                let recurs = seen[line.mask, default: 0] >= most
                if let head = Self.head(line), let times = heads[head], times >= most {
                    mark(
                        index, .furniture,
                        .headedGaps(word: head, times: times, of: gaps.count))
                } else if recurs, gaps.count >= 3, !isCategoryPlace(index, markers),
                    !isCredit(index)
                {
                    mark(
                        index, .furniture,
                        .gaps(times: seen[line.mask, default: 0], of: gaps.count))
                }
            }
        }
    }

    /// `Tags` of `Tags: a, b`.
    private static func head(_ line: PageLine) -> String? {
        guard let text = line.text, let first = line.tokens.first, first.range.lowerBound <= 1,
            first.number == nil
        else { return nil }
        var index = first.range.upperBound
        while index < text.count, FoldedText.isSpace(text.folded[index]) { index += 1 }
        guard index < text.count, text.folded[index] == ":" else { return nil }
        return text.string(first)
    }

    /// Right above a title: a category that all posts of a page share is still a category.
    private func isCategoryPlace(_ index: Int, _ markers: Markers) -> Bool {
        guard lines[index].marks.isDisjoint(with: .chrome),
            lines[index].tokens.contains(where: { $0.number == nil })
        else { return false }
        guard index + 2 < lines.count else { return false }
        switch markers.layout {
        case .dateAfter, .dateAboveTitle, .separated:
            let apart = index == 0 || lines[index - 1].isBlank || lines[index - 1].shape == .rule
            if apart, !lines[index + 1].isBlank, isTitleLike(index + 1), lines[index + 2].isBlank {
                return true
            }
            return lines[index + 1].isBlank && !lines[index + 2].isBlank && isTitleLike(index + 2)
                && (index + 3 >= lines.count || lines[index + 3].isBlank)
        case .dateUnderTitle:
            guard let title = next(after: index),
                let date = (title + 1..<lines.count).first(where: { !lines[$0].isBlank })
            else { return false }
            return markers.lines.contains(date) && title - index <= 2
        case .runningText, .single, .chromeOnly:
            return false
        }
    }

    /// Between the last running text of a post and the first of the next.
    private func gapRanges(_ markers: Markers) -> [Range<Int>] {
        var gaps: [Range<Int>] = []
        for (position, marker) in markers.lines.enumerated() {
            var low = marker
            let floor = position > 0 ? markers.lines[position - 1] : -1
            while low > floor + 1, lines[low - 1].shape != .prose { low -= 1 }
            var high = marker + 1
            let roof =
                position + 1 < markers.lines.count ? markers.lines[position + 1] : lines.count
            while high < roof, lines[high].shape != .prose { high += 1 }
            // The edges of the page are not gaps between posts.
            if position == 0, floor < 0, markers.layout != .dateAfter { low = max(low, marker - 4) }
            if position + 1 == markers.lines.count, markers.layout == .dateAfter {
                high = min(high, marker + 5)
            }
            if let previous = gaps.last, previous.upperBound > low {
                if previous.upperBound >= high { continue }
                low = previous.upperBound
            }
            gaps.append(low..<high)
        }
        return gaps
    }
}
