/// The stretches of a page that hold one post each.
struct Region {
    var lines: Range<Int>
    /// The line that gives the host's date.
    var marker: Int?
}

/// How the posts of a page begin.
struct HeaderStyle {
    /// Caption and category stand in a block of their own above the title.
    var blockAboveTitle = false
}

extension PageView {
    func regions(_ markers: Markers) -> [Region] {
        switch markers.layout {
        case .dateAfter, .separated: return regionsBeforeMarkers(markers)
        case .dateUnderTitle: return regionsAroundMarkers(markers)
        case .dateAboveTitle: return regionsAfterMarkers(markers)
        case .runningText, .single, .chromeOnly: return []
        }
    }

    /// The date (or separator) closes each post.
    private func regionsBeforeMarkers(_ markers: Markers) -> [Region] {
        var regions: [Region] = []
        var low = 0
        for (position, marker) in markers.lines.enumerated() {
            var start = low
            if position == 0 {
                start = top(before: marker)
            } else {
                start = skipLeadingChrome(low..<marker)
            }
            let end = trailingEnd(start..<marker)
            if end > start { regions.append(Region(lines: start..<end, marker: marker)) }
            low = marker + 1
        }
        if markers.layout == .separated {
            let start = skipLeadingChrome(low..<lines.count)
            let end = trailingEnd(start..<foot(from: start))
            if end > start { regions.append(Region(lines: start..<end, marker: nil)) }
            return regions.map { Region(lines: $0.lines, marker: nil) }
        }
        return regions
    }

    /// The date stands between title and text.
    private func regionsAroundMarkers(_ markers: Markers) -> [Region] {
        var starts: [Int] = []
        for (position, marker) in markers.lines.enumerated() {
            let floor = position > 0 ? markers.lines[position - 1] + 1 : 0
            starts.append(headerStart(marker, floor: floor, first: position == 0))
        }
        // The first header has the navigation above it and not the end of a post: it is no longer
        // than the others.
        let depths = markers.lines.indices.dropFirst().map { depth(starts[$0]..<markers.lines[$0]) }
        if let deepest = depths.max(), depths.count >= 2, let first = markers.lines.first {
            while depth(starts[0]..<first) > deepest { starts[0] = nextFilled(after: starts[0]) }
        }
        return markers.lines.indices.map { position in
            let marker = markers.lines[position]
            let roof =
                position + 1 < starts.count
                ? starts[position + 1] : foot(from: marker + 1)
            let end = max(marker + 1, trailingEnd((marker + 1)..<max(marker + 1, roof)))
            return Region(lines: starts[position]..<end, marker: marker)
        }
    }

    private func depth(_ range: Range<Int>) -> Int {
        range.count { !lines[$0].isBlank && !isChrome($0) }
    }

    private func nextFilled(after index: Int) -> Int {
        var at = index + 1
        while at < lines.count, lines[at].isBlank { at += 1 }
        return at
    }

    /// The date stands above the title.
    private func regionsAfterMarkers(_ markers: Markers) -> [Region] {
        var regions: [Region] = []
        for (position, marker) in markers.lines.enumerated() {
            let roof =
                position + 1 < markers.lines.count
                ? markers.lines[position + 1] : foot(from: marker + 1)
            guard roof > marker + 1 else { continue }
            let start = skipLeadingChrome((marker + 1)..<roof)
            let end = trailingEnd(start..<roof)
            if end > start { regions.append(Region(lines: start..<end, marker: marker)) }
        }
        return regions
    }

    /// Where the page's foot begins, below the last post.
    func foot(from start: Int) -> Int {
        var index = start
        while index < lines.count {
            let line = lines[index]
            if line.shape != .prose,
                !line.marks.isDisjoint(with: [.pager, .sidebar, .copyright])
            {
                return index
            }
            // A run of menu lines with no running text below it.
            if line.marks.contains(.menu) || line.marks.contains(.repeated),
                proseWeight(index..<lines.count) == 0
            {
                return index
            }
            index += 1
        }
        return lines.count
    }

    /// Past the chrome and the blank lines that a region opens with.
    private func skipLeadingChrome(_ range: Range<Int>) -> Int {
        var firstProse = range.lowerBound
        while firstProse < range.upperBound, lines[firstProse].shape != .prose { firstProse += 1 }
        // The last chrome line of the opening, as long as it is not inside a header already begun:
        // a header has at most four lines.
        var start = range.lowerBound
        var seen = 0
        for index in range.lowerBound..<firstProse where !lines[index].isBlank {
            if isChrome(index) || (lines[index].shape == .rule && seen == 0) {
                start = index + 1
                seen = 0
            } else {
                seen += 1
                if seen > 6 { break }
            }
        }
        while start < range.upperBound, lines[start].isBlank { start += 1 }
        return start
    }

    /// The end of a post inside `range`: before the chrome that follows its last line of text.
    private func trailingEnd(_ range: Range<Int>) -> Int {
        var lastProse = range.upperBound - 1
        while lastProse > range.lowerBound, lines[lastProse].shape != .prose || isChrome(lastProse)
        {
            lastProse -= 1
        }
        var end = range.upperBound
        if lastProse >= range.lowerBound {
            let chrome = (lastProse + 1..<max(lastProse + 1, range.upperBound)).first {
                isChrome($0) && $0 > range.lowerBound
            }
            if let chrome { end = chrome }
        }
        while end > range.lowerBound,
            lines[end - 1].isBlank || isChrome(end - 1) || lines[end - 1].shape == .rule
        {
            end -= 1
        }
        return end
    }

    /// The first line of the first post, below the navigation.
    private func top(before marker: Int) -> Int {
        let firstProse = (0..<marker).first { lines[$0].shape == .prose && !isChrome($0) } ?? marker
        var start = firstProse
        var index = firstProse - 1
        while index >= 0 {
            let line = lines[index]
            if line.isBlank {
                index -= 1
                continue
            }
            if line.shape == .rule { break }
            if isChrome(index) {
                // A category may have the name of a menu entry: it stands under a line of its post.
                let tolerated =
                    line.marks.isDisjoint(with: PageLine.Marks.chrome.subtracting([.repeated]))
                    && index > 0 && !lines[index - 1].isBlank && !isChrome(index - 1)
                    && start > index
                if !tolerated { break }
            }
            start = index
            index -= 1
        }
        return start
    }

    /// The first line of the header that ends at a date under the title.
    private func headerStart(_ marker: Int, floor: Int, first: Bool) -> Int {
        guard let title = previous(before: marker), title >= floor else { return marker }
        var lastProse = title - 1
        while lastProse >= floor, lines[lastProse].shape != .prose { lastProse -= 1 }
        // Below the last chrome line between the texts, everything is header.
        var chrome = title - 1
        while chrome > lastProse, !(isChrome(chrome) || lines[chrome].shape == .rule) {
            chrome -= 1
        }
        if chrome > lastProse {
            var start = chrome + 1
            while start < title, lines[start].isBlank { start += 1 }
            let count = (start..<title).count { !lines[$0].isBlank }
            if count <= 4 { return start }
        }
        // No chrome between the texts: the title and the short lines that touch it.
        var start = title
        while start - 1 > lastProse, start - 1 >= floor, !lines[start - 1].isBlank,
            lines[start - 1].shape == .short, !isChrome(start - 1), title - start < 3
        {
            start -= 1
        }
        return start
    }

    // MARK: Pages without dates

    /// Lines that recur between stretches of running text, on a page without dates.
    func separators() -> [Int]? {
        var found: [UInt64: [Int]] = [:]
        for line in lines {
            if line.shape == .rule { found[0, default: []].append(line.index) }
            if !line.marks.isDisjoint(with: [.share, .comments, .advert, .furniture]),
                line.shape == .short
            {
                found[line.mask | 1, default: []].append(line.index)
            }
        }
        var best: [Int] = []
        for (_, indices) in found.sorted(by: { ($0.value.count, $1.key) > ($1.value.count, $0.key) }
        ) {
            var kept: [Int] = []
            var low = 0
            for index in indices {
                if proseWeight(low..<index) > 0 { kept.append(index) }
                low = index + 1
            }
            if kept.count > best.count { best = kept }
        }
        let tail = best.last.map { proseWeight(($0 + 1)..<lines.count) > 0 } ?? false
        return best.count >= 2 || (best.count == 1 && tail) ? best : nil
    }

    /// What is left of the page without the chrome at its edges; nil when nothing is.
    func content() -> Range<Int>? {
        guard let first = lines.first(where: { $0.shape == .prose && !isChrome($0.index) })?.index
        else {
            // No running text at all: the lines that are not chrome, if they are together.
            let rest = lines.filter { $0.shape == .short && !isChrome($0.index) && !$0.bulleted }
            guard let low = rest.first?.index, let high = rest.last?.index, rest.count >= 3,
                high - low < rest.count * 3
            else { return nil }
            return low..<(high + 1)
        }
        let start = top(before: first + 1)
        let end = trailingEnd(start..<foot(from: first))
        return end > start ? start..<end : nil
    }

    // MARK: Headers

    /// Takes from the first post the lines above its title that no other post has: they are the
    /// end of a menu.
    func trimFirst(_ regions: inout [Region], _ markers: Markers, _ style: HeaderStyle) {
        func above(_ region: Region) -> Int? {
            guard
                let piece = draft(
                    region.lines, marker: region.marker, layout: markers.layout, style: style),
                piece.title != nil
            else { return nil }
            return piece.captions.count + piece.categories.count
        }
        trimRunningHeader(&regions)
        let others = regions.dropFirst().compactMap(above)
        guard others.count >= 2, let most = others.max(), var first = regions.first else { return }
        let start = first.lines.lowerBound
        while let count = above(first) ?? (first.lines.lowerBound == start ? .max : nil),
            count > most
        {
            let next = nextFilled(after: first.lines.lowerBound)
            guard next < first.lines.upperBound, lines[next].shape != .prose else { return }
            first.lines = next..<first.lines.upperBound
        }
        if above(first) != nil { regions[0] = first }
    }

    /// The same where no blank line parts titles from texts: then the short lines above the first
    /// text tell.
    private func trimRunningHeader(_ regions: inout [Region]) {
        func short(_ region: Region) -> Int? {
            guard let block = blocks(region.lines, 1).first,
                let text = block.firstIndex(where: { lines[$0].shape == .prose })
            else { return nil }
            return text
        }
        let others = regions.dropFirst().compactMap(short)
        guard others.count >= 2, others.count * 2 > regions.count - 1, let most = others.max(),
            var first = regions.first
        else { return }
        while let count = short(first), count > most, lines[first.lines.lowerBound].words <= 3 {
            first.lines = nextFilled(after: first.lines.lowerBound)..<first.lines.upperBound
        }
        regions[0] = first
    }

    /// How the posts of the page begin, by majority.
    func headerStyle(_ regions: [Region], _ markers: Markers) -> HeaderStyle {
        guard markers.layout != .dateUnderTitle else { return HeaderStyle() }
        var candidates = 0
        var counted = 0
        var aboveWords = 0
        var titleWords = 0
        var above: [UInt64: Int] = [:]
        for region in regions {
            let blocks = blocks(region.lines, 3)
            guard blocks.count >= 3 else { continue }
            counted += 1
            guard blocks[0].count <= 3, blocks[1].count == 1,
                blocks[0].allSatisfy({ lines[$0].words <= 40 && lines[$0].text != nil }),
                isTitleLike(blocks[1][0])
            else { continue }
            candidates += 1
            if let last = blocks[0].last {
                aboveWords += lines[last].words
                above[lines[last].mask, default: 0] += 1
            }
            titleWords += lines[blocks[1][0]].words
        }
        guard candidates > 0, candidates * 5 >= counted * 3 else { return HeaderStyle() }
        let shared = above.values.reduce(0) { $0 + ($1 > 1 ? $1 : 0) }
        return HeaderStyle(
            blockAboveTitle: titleWords > aboveWords || shared * 2 >= candidates)
    }

    /// The first blocks of lines without a blank between them; chrome and dates are passed over.
    private func blocks(_ range: Range<Int>, _ most: Int) -> [[Int]] {
        var blocks: [[Int]] = []
        var open = false
        for index in range {
            if lines[index].isBlank {
                open = false
                if blocks.count == most { break }
                continue
            }
            if isChrome(index), lines[index].marks.isDisjoint(with: [.repeated, .share]) {
                continue
            }
            if open {
                blocks[blocks.count - 1].append(index)
            } else {
                if blocks.count == most { break }
                blocks.append([index])
                open = true
            }
        }
        return blocks
    }

    /// The piece of a region: its header parted from its text.
    func draft(
        _ range: Range<Int>, marker: Int?, layout: DividedPage.Layout,
        style: HeaderStyle = HeaderStyle()
    ) -> PieceDraft? {
        var low = range.lowerBound
        var high = range.upperBound - 1
        while low <= high, lines[low].isBlank { low += 1 }
        while high >= low, lines[high].isBlank { high -= 1 }
        guard low <= high else { return nil }
        var piece = PieceDraft(lines: low...high, body: low)
        if layout == .dateUnderTitle, let marker, let title = previous(before: marker), title >= low
        {
            piece.title = title
            piece.heading = .aboveDate
            setAbove(&piece, (low..<title).filter { !lines[$0].isBlank && !isChrome($0) })
            piece.body = min(high, next(after: marker) ?? high)
        } else {
            splitHeader(&piece, low..<(high + 1), style)
        }
        if let marker, let stamp = lines[marker].stamp {
            piece.posted = (stamp.date, marker, stamp.range)
            if let by = stamp.by { piece.postedBy = (marker, by) }
        }
        return piece
    }

    private func splitHeader(_ piece: inout PieceDraft, _ range: Range<Int>, _ style: HeaderStyle) {
        let blocks = blocks(range, 3)
        guard let first = blocks.first else { return }
        if style.blockAboveTitle, blocks.count >= 2, first.count <= 3,
            first.allSatisfy({ lines[$0].words <= 40 && lines[$0].text != nil }),
            let title = blocks[1].first,
            lines[title].shape != .rule
        {
            setAbove(&piece, first)
            piece.title = title
            piece.heading = .belowBlock
            piece.body = next(after: title) ?? title
        } else if first.count <= 3, blocks.count >= 2, let title = first.last,
            first.allSatisfy({ lines[$0].words <= 40 && lines[$0].text != nil })
        {
            setAbove(&piece, Array(first.dropLast()))
            piece.title = title
            piece.heading = .endOfBlock
            piece.body = next(after: title) ?? title
        } else if let title = first.first, lines[title].text != nil, first.count > 1,
            isTitleLike(title)
        {
            piece.title = title
            piece.heading = .firstLine
            piece.body = next(after: title) ?? title
        }
        piece.body = min(piece.body, range.upperBound - 1)
    }

    /// Above a title stand captions and, nearest to it, the category.
    private func setAbove(_ piece: inout PieceDraft, _ above: [Int]) {
        guard let last = above.last else { return }
        piece.categories = [last]
        piece.captions = Array(above.dropLast())
    }
}
