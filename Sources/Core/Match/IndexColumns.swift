/// A stretch of an index as bytes: what a store keeps of fingerprints from one night to the next.
///
/// One column for each fact, with the values of all pieces one after the other as they stand in
/// memory (little-endian); rows of several values (samples, lines) are in columns of their own, and
/// where the row of a piece ends is counted from the first piece of the stretch.
package enum IndexColumn: Int, CaseIterable, Sendable {
    case host, title, url, posted, kind, signature
    case digest, words, lengths, compared, bands
    case sampleEnds, samples, contexts
    case lineEnds, lineDigests, lineSampleEnds, lineWords
}

extension CandidateIndex {
    /// Hands over the columns of the pieces, in the order of `IndexColumn`, one by one.
    ///
    /// Linear; a column is copied at most once.
    package func eachColumn(
        of pieces: Range<Int>, _ body: (IndexColumn, UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        let sampleStart = pieces.lowerBound == 0 ? 0 : sampleEnds[pieces.lowerBound - 1]
        let lineStart = pieces.lowerBound == 0 ? 0 : lineEnds[pieces.lowerBound - 1]
        let samples =
            sampleStart..<(pieces.isEmpty ? sampleStart : sampleEnds[pieces.upperBound - 1])
        let lines = lineStart..<(pieces.isEmpty ? lineStart : lineEnds[pieces.upperBound - 1])
        let bands = settings.sketch.bands
        func fact<Value: BitwiseCopyable>(_ value: (PieceFacts) -> Value) -> [Value] {
            facts[pieces].map(value)
        }
        func give<Value: BitwiseCopyable>(_ column: IndexColumn, _ values: some Sequence<Value>)
            throws
        {
            if try values.withContiguousStorageIfAvailable({
                try body(column, UnsafeRawBufferPointer($0))
            }) == nil {
                try Array(values).withUnsafeBytes { try body(column, $0) }
            }
        }
        for column in IndexColumn.allCases {
            switch column {
            case .host: try give(column, fact(\.host))
            case .title: try give(column, fact(\.title))
            case .url: try give(column, fact(\.url))
            case .posted: try give(column, fact { $0.posted ?? .min })
            case .kind: try give(column, fact { Self.number(of: $0.kind) })
            case .signature: try give(column, fact(\.signature))
            case .digest: try give(column, digests[pieces])
            case .words: try give(column, words[pieces])
            case .lengths: try give(column, lengths[pieces])
            case .compared: try give(column, compared[pieces].map { UInt8($0 ? 1 : 0) })
            case .bands:
                try give(
                    column,
                    self.bands[(pieces.lowerBound * bands)..<(pieces.upperBound * bands)])
            case .sampleEnds:
                try give(column, sampleEnds[pieces].map { UInt32($0 - sampleStart) })
            case .samples: try give(column, self.samples[samples])
            case .contexts: try give(column, contexts[samples])
            case .lineEnds: try give(column, lineEnds[pieces].map { UInt32($0 - lineStart) })
            case .lineDigests: try give(column, lineDigests[lines])
            case .lineSampleEnds: try give(column, lineSampleEnds[lines])
            case .lineWords: try give(column, lineWords[lines])
            }
        }
    }

    /// Appends the pieces `rows` of a stretch whose columns `column` hands over.
    ///
    /// Linear; makes no room of its own beyond what `reserve` made.
    ///
    /// - Returns: false when the columns do not fit one another; the index is of no use then.
    package mutating func append(
        _ rows: Range<Int>, of column: (IndexColumn) -> UnsafeRawBufferPointer
    ) -> Bool {
        let sampleEnds = column(.sampleEnds).values(of: UInt32.self)
        let lineEnds = column(.lineEnds).values(of: UInt32.self)
        let count = sampleEnds.count
        let bands = settings.sketch.bands
        guard rows.lowerBound >= 0, rows.upperBound <= count, lineEnds.count == count else {
            return false
        }
        if rows.isEmpty { return true }
        let samples = Self.stretch(rows, sampleEnds)
        let lines = Self.stretch(rows, lineEnds)
        let hosts = column(.host).values(of: UInt32.self)
        let titles = column(.title).values(of: UInt64.self)
        let urls = column(.url).values(of: UInt64.self)
        let posted = column(.posted).values(of: Int32.self)
        let kinds = column(.kind).values(of: UInt8.self)
        let signatures = column(.signature).values(of: UInt64.self)
        let digests = column(.digest).values(of: Digest.self)
        let words = column(.words).values(of: UInt32.self)
        let lengths = column(.lengths).values(of: UInt32.self)
        let compared = column(.compared).values(of: UInt8.self)
        let bandKeys = column(.bands).values(of: UInt32.self)
        let sampleValues = column(.samples).values(of: UInt32.self)
        let contexts = column(.contexts).values(of: UInt16.self)
        let lineDigests = column(.lineDigests).values(of: UInt64.self)
        let lineSampleEnds = column(.lineSampleEnds).values(of: UInt32.self)
        let lineWords = column(.lineWords).values(of: UInt16.self)
        guard hosts.count == count, titles.count == count, urls.count == count,
            posted.count == count, kinds.count == count, signatures.count == count,
            digests.count == count, words.count == count, lengths.count == count,
            compared.count == count, bandKeys.count == count * bands,
            samples.lowerBound <= samples.upperBound, samples.upperBound <= sampleValues.count,
            contexts.count == sampleValues.count, lines.lowerBound <= lines.upperBound,
            lines.upperBound <= lineDigests.count, lineSampleEnds.count == lineDigests.count,
            lineWords.count == lineDigests.count
        else { return false }
        let firstSample = self.samples.count - samples.lowerBound
        let firstLine = self.lineDigests.count - lines.lowerBound
        var last = (sample: UInt32(samples.lowerBound), line: UInt32(lines.lowerBound))
        for row in rows {
            guard sampleEnds[row] >= last.sample, lineEnds[row] >= last.line else { return false }
            last = (sampleEnds[row], lineEnds[row])
            facts.append(
                PieceFacts(
                    host: hosts[row], title: titles[row], url: urls[row],
                    posted: posted[row] == .min ? nil : posted[row], kind: Self.kind(kinds[row]),
                    signature: signatures[row]))
            self.compared.append(compared[row] != 0)
            self.sampleEnds.append(Int(sampleEnds[row]) + firstSample)
            self.lineEnds.append(Int(lineEnds[row]) + firstLine)
        }
        self.digests.append(contentsOf: UnsafeBufferPointer(rebasing: digests[rows]))
        self.words.append(contentsOf: UnsafeBufferPointer(rebasing: words[rows]))
        self.lengths.append(contentsOf: UnsafeBufferPointer(rebasing: lengths[rows]))
        self.bands.append(
            contentsOf: UnsafeBufferPointer(
                rebasing: bandKeys[(rows.lowerBound * bands)..<(rows.upperBound * bands)]))
        self.samples.append(contentsOf: UnsafeBufferPointer(rebasing: sampleValues[samples]))
        self.contexts.append(contentsOf: UnsafeBufferPointer(rebasing: contexts[samples]))
        self.lineDigests.append(contentsOf: UnsafeBufferPointer(rebasing: lineDigests[lines]))
        self.lineSampleEnds.append(contentsOf: UnsafeBufferPointer(rebasing: lineSampleEnds[lines]))
        self.lineWords.append(contentsOf: UnsafeBufferPointer(rebasing: lineWords[lines]))
        return true
    }

    private static func stretch(_ rows: Range<Int>, _ ends: UnsafeBufferPointer<UInt32>)
        -> Range<Int>
    {
        let low = rows.lowerBound == 0 ? 0 : Int(ends[rows.lowerBound - 1])
        return low..<max(low, Int(ends[rows.upperBound - 1]))
    }

    /// Kinds by number, in the order in which they are declared.
    private static let kinds = PieceKind.allCases

    private static func number(of kind: PieceKind) -> UInt8 {
        UInt8(kinds.firstIndex(of: kind) ?? 0)
    }

    private static func kind(_ number: UInt8) -> PieceKind {
        kinds.indices.contains(Int(number)) ? kinds[Int(number)] : .article
    }
}

extension UnsafeRawBufferPointer {
    /// The whole values that the bytes hold; the bytes begin where such a value may stand.
    package func values<Value: BitwiseCopyable>(of type: Value.Type) -> UnsafeBufferPointer<Value> {
        let typed = baseAddress?.assumingMemoryBound(to: Value.self)
        return UnsafeBufferPointer(start: typed, count: count / MemoryLayout<Value>.stride)
    }
}
