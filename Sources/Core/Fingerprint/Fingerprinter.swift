/// Makes fingerprints; holds the memory that one worker uses again for every text.
///
/// Not `Sendable`: make one for each worker. The result depends on the text and the settings
/// alone. Time is linear in the bytes; memory is about 30 bytes a token of the longest text met.
package final class Fingerprinter {
    private let settings: SketchSettings
    private let walk = TextWalk()
    private let digests = DigestContext()
    private let sketch: Sketch
    private let tokens = ScratchBuffer<UInt64>(capacity: 4096)
    private let shingles = ScratchBuffer<UInt64>(capacity: 4096)
    private let lines = ScratchBuffer<Line>(capacity: 256)
    private let samples = ScratchBuffer<UInt32>(capacity: 1024)
    private let contexts = ScratchBuffer<UInt16>(capacity: 1024)
    private let kept = ScratchBuffer<UInt32>(capacity: 1024)
    private let suffixes = ScratchBuffer<Least>(capacity: 64)

    struct Line: BitwiseCopyable {
        var digest: Digest
        var firstToken: Int
    }

    package init(settings: SketchSettings = SketchSettings()) {
        self.settings = settings
        sketch = Sketch(settings)
    }

    /// Fingerprint of the UTF-8 bytes of a text.
    package func fingerprint(_ text: Span<UInt8>) -> Fingerprint {
        text.withUnsafeBufferPointer { fingerprint($0) }
    }

    /// Fingerprint of the UTF-8 bytes of a text.
    package func fingerprint(_ text: UnsafeBufferPointer<UInt8>) -> Fingerprint {
        // A token takes at least one byte, and two of them a byte between, except for characters
        // that are tokens (two bytes or more) and fractions; the sink checks those.
        tokens.reserve(text.count / 2 + 64)
        var sink = Sink(tokens: tokens, lines: lines, digests: digests, walk: walk)
        let length = walk.walk(text, &sink)
        let words = sink.count
        let positions = Shingle.positions(words)
        shingles.reserve(positions)
        let sketched = positions >= settings.leastShingles
        let (from, to, sketch) = (tokens.base, shingles.base, sketch)
        if sketched {
            sketch.clear()
            Shingle.each(of: words, token: { from[$0] }) { at, hash in
                to[at] = hash
                sketch.take(hash)
            }
        } else {
            Shingle.each(of: words, token: { from[$0] }) { at, hash in to[at] = hash }
        }
        let hashes = UnsafeBufferPointer(start: shingles.base, count: positions)
        let digest = digests.digest(walk.normal.base, length)
        return Fingerprint(
            digest: digest, words: words, bytes: text.count,
            paragraphs: winnow(hashes, lineCount: sink.lineCount, words: words),
            samples: Array(UnsafeBufferPointer(start: samples.base, count: sampled)),
            contexts: Array(UnsafeBufferPointer(start: contexts.base, count: sampled)),
            bands: sketched ? sketch.keys() : [])
    }

    private var sampled = 0

    /// Samples the shingles and divides the samples among the lines in which they begin.
    private func winnow(
        _ hashes: UnsafeBufferPointer<UInt64>, lineCount: Int, words: Int
    ) -> [ParagraphMark] {
        let window = settings.window(shingles: hashes.count)
        samples.reserve(hashes.count + 1)
        contexts.reserve(hashes.count + 1)
        let out = samples.base
        let around = contexts.base
        let size = Shingle.size
        let lines = lines.base
        var made = 0
        let marks = [ParagraphMark](unsafeUninitializedCapacity: lineCount) { marks, count in
            var line = 0
            var nextLine = lineCount > 1 ? lines[1].firstToken : Int.max
            func keep(_ at: Int) {
                while at >= nextLine {
                    mark(line)
                    line += 1
                    nextLine = line + 1 < lineCount ? lines[line + 1].firstToken : Int.max
                }
                out[made] = UInt32(truncatingIfNeeded: hashes[at])
                let before = at >= size ? hashes[at &- size] : UInt64(at) &* Mixing.lengthKey
                let after = at &+ size < hashes.count ? hashes[at &+ size] : ~hashes[at]
                around[made] = UInt16(truncatingIfNeeded: (before >> 48) & 0xFF00 | after >> 56)
                made += 1
            }
            func mark(_ line: Int) {
                let next = line + 1 < lineCount ? lines[line + 1].firstToken : words
                marks.initializeElement(
                    at: line,
                    to: ParagraphMark(
                        digest: lines[line].digest,
                        words: UInt32(clamping: next - lines[line].firstToken),
                        sampleEnd: UInt32(clamping: made)))
            }
            if window == 1 {
                for at in 0..<hashes.count { keep(at) }
            } else {
                for number in 0..<least(hashes, window) { keep(Int(kept.base[number])) }
            }
            while line < lineCount {
                mark(line)
                line += 1
            }
            count = lineCount
        }
        sampled = made
        return marks
    }

    /// A position and its hash: the least one of some that stand in a row, the last of equal ones.
    private struct Least: BitwiseCopyable {
        var hash: UInt64
        var at: Int
    }

    /// Writes to `kept` each position that holds the least hash of some window (the last of equal
    /// ones), in order and once; returns how many there are.
    ///
    /// A window that does not end where a block of `window` hashes ends is the end of one block and the
    /// beginning of the next (van Herk 1992): one pass back and one forth over each block tell the least
    /// of both, and a processor has nothing to guess.
    ///
    /// Unsafe memory: `kept` has room for one position more than there are hashes, `suffixes` for those
    /// of a block.
    private func least(_ hashes: UnsafeBufferPointer<UInt64>, _ window: Int) -> Int {
        let n = hashes.count
        let width = max(1, min(window, n))
        kept.reserve(n + 1)
        suffixes.reserve(width)
        let (kept, suffixes) = (kept.base, suffixes.base)
        var made = 0
        var last = -1
        @inline(__always)
        func keep(_ at: Int) {
            kept[made] = UInt32(truncatingIfNeeded: at)
            made &+= at != last ? 1 : 0
            last = at
        }
        var block = 0
        while block &+ width <= n {
            var k = width &- 1
            var least = Least(hash: hashes[block &+ k], at: block &+ k)
            suffixes[k] = least
            while k > 0 {
                k &-= 1
                let hash = hashes[block &+ k]
                let isLess = hash < least.hash
                least.hash = isLess ? hash : least.hash
                least.at = isLess ? block &+ k : least.at
                suffixes[k] = least
            }
            keep(least.at)
            // What follows the block, as far as the window reaches.
            var beyond = Least(hash: .max, at: 0)
            let windows = min(width, n &- width &- block &+ 1)
            k = 1
            while k < windows {
                let end = block &+ width &+ k &- 1
                let hash = hashes[end]
                let isLess = hash <= beyond.hash
                beyond.hash = isLess ? hash : beyond.hash
                beyond.at = isLess ? end : beyond.at
                let suffix = suffixes[k]
                keep(beyond.hash <= suffix.hash ? beyond.at : suffix.at)
                k &+= 1
            }
            block &+= width
        }
        return made
    }

    /// Writes token hashes and line digests while the walk goes on.
    private struct Sink: TokenSink {
        let tokens: ScratchBuffer<UInt64>
        let lines: ScratchBuffer<Line>
        let digests: DigestContext
        let walk: TextWalk
        var hashes: UnsafeMutablePointer<UInt64>
        var capacity: Int
        var count = 0
        var lineCount = 0
        var lineStart = 0

        init(
            tokens: ScratchBuffer<UInt64>, lines: ScratchBuffer<Line>, digests: DigestContext,
            walk: TextWalk
        ) {
            self.tokens = tokens
            self.lines = lines
            self.digests = digests
            self.walk = walk
            hashes = tokens.base
            capacity = tokens.capacity
        }

        @inline(__always)
        mutating func token(_ hash: UInt64, _ start: Int, _ end: Int) {
            if count >= capacity { grow() }
            hashes[count] = hash
            count &+= 1
        }

        @inline(never)
        mutating func grow() {
            tokens.reserve(capacity * 2, keeping: count)
            capacity = tokens.capacity
            hashes = tokens.base
        }

        @inline(__always)
        mutating func line(_ normal: Range<Int>) {
            lines.reserve(lineCount &+ 1, keeping: lineCount)
            lines.base[lineCount] = Line(
                digest: digests.digest(walk.normal.base + normal.lowerBound, normal.count),
                firstToken: lineStart)
            lineCount &+= 1
            lineStart = count
        }
    }
}
