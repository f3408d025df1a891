/// SHA-256 of any bytes: captured sources, identifiers.
///
/// Not `Sendable`: one worker owns it.
package final class ByteDigester {
    private let context = DigestContext()

    package init() {}

    package func digest(_ bytes: Span<UInt8>) -> Digest {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                var none: UInt8 = 0
                return context.digest(&none, 0)
            }
            return context.digest(base, buffer.count)
        }
    }

    /// Digest of bytes that lie on the disk and are mapped, stretch by stretch.
    ///
    /// - Parameters:
    ///   - bytes: the bytes.
    ///   - stretch: how many are looked at before `body` is told.
    ///   - body: takes the stretch that is done with.
    /// - Returns: what `digest` has of all the bytes.
    package func digest(
        _ bytes: Span<UInt8>, by stretch: Int, _ body: (Range<Int>) -> Void
    ) -> Digest {
        context.begin()
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            for start in stride(from: 0, to: buffer.count, by: stretch) {
                let range = start..<min(start + stretch, buffer.count)
                context.add(base + start, range.count)
                body(range)
            }
        }
        return context.end()
    }

    package func digest(_ text: String) -> Digest { digest(Array(text.utf8).span) }
}
