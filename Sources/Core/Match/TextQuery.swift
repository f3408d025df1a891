/// Finds the pieces of a stored index that may share text with one that is in no index.
///
/// It asks the columns as they lie in a file: keys of all pieces are looked through once, without a
/// table or a sort (see `CandidateIndex.find`). Keys weigh what they weigh for a pair of the index;
/// but where a crowd shares a key, the text is paired with all of it.
package struct TextQuery: Sendable {
    private let settings: MatchSettings
    private let digest: Digest
    /// Samples of the text that do not begin in boilerplate, sorted by key.
    private let samples: [(key: UInt32, context: UInt16)]
    /// Empty where boilerplate makes out so much of the text that a sketch of it would mislead.
    private let bands: [UInt32]
    /// First 64 bits of the digests of the paragraphs that stay out of matching.
    private let setAside: Set<UInt64>
    private let filter: SoughtKeys

    /// A query for the text of a fingerprint.
    package init(_ print: Fingerprint, setAside: Set<UInt64>, settings: MatchSettings) {
        self.settings = settings
        self.setAside = setAside
        digest = print.digest
        var samples: [(key: UInt32, context: UInt16)] = []
        var (start, prose, out) = (0, 0, 0)
        for mark in print.paragraphs {
            let end = Int(mark.sampleEnd)
            if Int(mark.words) >= settings.proseLine { prose += Int(mark.words) }
            if setAside.contains(mark.digest.w0) {
                out += Int(mark.words)
            } else {
                for i in start..<end { samples.append((print.samples[i], print.contexts[i])) }
            }
            start = end
        }
        let isCompared = prose >= settings.minimumWords
        samples.sort { ($0.key, $0.context) < ($1.key, $1.context) }
        self.samples = isCompared ? samples : []
        bands = isCompared && settings.isSketched(print.words, without: out) ? print.bands : []
        var filter = SoughtKeys(width: 18)
        for sample in self.samples { filter.insert(sample.key) }
        self.filter = filter
    }

    /// An appearance of a key of the text in a piece.
    package struct Appearance: Sendable {
        /// Number of the key: of a sample, or after these of a band.
        var key: UInt32
        package var row: UInt32
        var digest: Digest
        /// Samples of the piece.
        var samples: UInt32
        /// Whether the shingle before or after is the same too.
        var isBeside: Bool

        /// The same appearance where other rows come before.
        package func moved(by rows: Int) -> Appearance {
            var moved = self
            moved.row += UInt32(rows)
            return moved
        }
    }

    /// The appearances of the keys in some rows of the columns that `column` hands over.
    ///
    /// Linear in the keys of the rows.
    ///
    /// - Returns: nil when the columns do not fit one another.
    package func appearances(
        in rows: Range<Int>, of column: (IndexColumn) -> UnsafeRawBufferPointer
    ) -> [Appearance]? {
        guard let columns = Columns(column, bands: settings.sketch.bands),
            rows.upperBound <= columns.sampleEnds.count
        else { return nil }
        var found: [Appearance] = []
        if !samples.isEmpty {
            guard findSamples(rows, columns, &found) else { return nil }
        }
        if !bands.isEmpty {
            for row in rows {
                let keys = row * bands.count
                for band in bands.indices where columns.bands[keys + band] == bands[band] {
                    guard columns.compared[row] != 0, isSketched(row, columns) else { continue }
                    found.append(
                        appearance(samples.count + band, row, columns, isBeside: false))
                }
            }
        }
        return found
    }

    private func findSamples(
        _ rows: Range<Int>, _ columns: Columns, _ found: inout [Appearance]
    ) -> Bool {
        let first = columns.samples(of: rows.lowerBound).lowerBound
        let last = rows.isEmpty ? first : Int(columns.sampleEnds[rows.upperBound - 1])
        guard first <= last, last <= columns.samples.count else { return false }
        var hits: [Int] = []
        filter.withWords { words in
            guard let words else { return }
            for at in first..<last where filter.holds(columns.samples[at], words) {
                hits.append(at)
            }
        }
        for at in hits {
            let value = columns.samples[at]
            var key = samples.firstPlace { $0.key >= value }
            guard key < samples.count, samples[key].key == value,
                let row = columns.row(ofSample: at, in: rows), !isSetAside(at, row, columns)
            else { continue }
            // The text may hold a key several times.
            while key < samples.count, samples[key].key == value {
                found.append(
                    appearance(
                        key, row, columns,
                        isBeside: Posting.areBeside(samples[key].context, columns.contexts[at])))
                key += 1
            }
        }
        return true
    }

    private func appearance(_ key: Int, _ row: Int, _ columns: Columns, isBeside: Bool)
        -> Appearance
    {
        Appearance(
            key: UInt32(key), row: UInt32(row), digest: columns.digests[row],
            samples: UInt32(columns.samples(of: row).count), isBeside: isBeside)
    }

    /// Whether a sample of a row begins in a paragraph that stays out of matching.
    private func isSetAside(_ sample: Int, _ row: Int, _ columns: Columns) -> Bool {
        let place = sample - columns.samples(of: row).lowerBound
        for line in columns.lines(of: row) where place < Int(columns.lineSampleEnds[line]) {
            return setAside.contains(columns.lineDigests[line])
        }
        return false
    }

    private func isSketched(_ row: Int, _ columns: Columns) -> Bool {
        var out = 0
        for line in columns.lines(of: row) where setAside.contains(columns.lineDigests[line]) {
            out += Int(columns.lineWords[line])
        }
        return settings.isSketched(Int(columns.words[row]), without: out)
    }

    // MARK: What is found

    /// The rows whose shared keys weigh enough to be verified, in order.
    ///
    /// Copies of one text count once, and are all among the rows when their text is.
    package func rows(of found: [Appearance]) -> [Int] {
        struct Text {
            var weight = 0
            var samples = 0
            var rows: Set<UInt32> = []
        }
        var texts: [Digest: Text] = [:]
        let sorted = found.sorted {
            ($0.key, $0.digest.w0, $0.digest.w1, $0.row)
                < ($1.key, $1.digest.w0, $1.digest.w1, $1.row)
        }
        var start = 0
        while start < sorted.count {
            var end = start
            // Of the copies of a text, the first one's appearances.
            var counted: [Appearance] = []
            while end < sorted.count, sorted[end].key == sorted[start].key {
                let entry = sorted[end]
                if counted.last?.digest != entry.digest || counted.last?.row == entry.row {
                    counted.append(entry)
                }
                texts[entry.digest, default: Text()].rows.insert(entry.row)
                end += 1
            }
            let isBand = Int(sorted[start].key) >= samples.count
            let all = counted.count + (texts[digest] == nil ? 1 : 0)
            let weight = settings.weight(all, ofSamples: !isBand)
            if let weight, all <= settings.commonShingle {
                for entry in counted {
                    let beside = entry.isBeside && all <= settings.allPairs
                    texts[entry.digest]?.weight +=
                        Int(weight) + (beside ? Int(settings.besideWeight) : 0)
                    texts[entry.digest]?.samples = Int(entry.samples)
                }
            }
            start = end
        }
        var rows: [Int] = []
        for (digest, text) in texts {
            let least = settings.leastWeight(samples.count, text.samples)
            if text.weight >= least || digest == self.digest { rows += text.rows.map { Int($0) } }
        }
        return rows.sorted()
    }
}

extension TextQuery {
    /// The columns of a stretch that a query looks at, of one length as far as they ought to be.
    private struct Columns {
        let sampleEnds: UnsafeBufferPointer<UInt32>
        let samples: UnsafeBufferPointer<UInt32>
        let contexts: UnsafeBufferPointer<UInt16>
        let bands: UnsafeBufferPointer<UInt32>
        let compared: UnsafeBufferPointer<UInt8>
        let words: UnsafeBufferPointer<UInt32>
        let digests: UnsafeBufferPointer<Digest>
        private let lineEnds: UnsafeBufferPointer<UInt32>
        let lineDigests: UnsafeBufferPointer<UInt64>
        let lineSampleEnds: UnsafeBufferPointer<UInt32>
        let lineWords: UnsafeBufferPointer<UInt16>

        init?(_ column: (IndexColumn) -> UnsafeRawBufferPointer, bands count: Int) {
            sampleEnds = column(.sampleEnds).values(of: UInt32.self)
            samples = column(.samples).values(of: UInt32.self)
            contexts = column(.contexts).values(of: UInt16.self)
            bands = column(.bands).values(of: UInt32.self)
            compared = column(.compared).values(of: UInt8.self)
            words = column(.words).values(of: UInt32.self)
            digests = column(.digest).values(of: Digest.self)
            lineEnds = column(.lineEnds).values(of: UInt32.self)
            lineDigests = column(.lineDigests).values(of: UInt64.self)
            lineSampleEnds = column(.lineSampleEnds).values(of: UInt32.self)
            lineWords = column(.lineWords).values(of: UInt16.self)
            let pieces = sampleEnds.count
            guard contexts.count == samples.count, bands.count == pieces * count,
                compared.count == pieces, words.count == pieces, digests.count == pieces,
                lineEnds.count == pieces, lineSampleEnds.count == lineDigests.count,
                lineWords.count == lineDigests.count
            else { return nil }
        }

        /// Cut to what there is: a file may hold anything.
        func samples(of row: Int) -> Range<Int> {
            Self.row(row, sampleEnds, limit: samples.count)
        }

        func lines(of row: Int) -> Range<Int> {
            Self.row(row, lineEnds, limit: lineDigests.count)
        }

        private static func row(_ row: Int, _ ends: UnsafeBufferPointer<UInt32>, limit: Int)
            -> Range<Int>
        {
            let start = row == 0 ? 0 : min(limit, Int(ends[row - 1]))
            return start..<max(start, min(limit, Int(ends[row])))
        }

        /// The row that a sample belongs to.
        func row(ofSample sample: Int, in rows: Range<Int>) -> Int? {
            let row = rows.firstPlace { Int(sampleEnds[$0]) > sample }
            return row < rows.upperBound && samples(of: row).contains(sample) ? row : nil
        }
    }
}
