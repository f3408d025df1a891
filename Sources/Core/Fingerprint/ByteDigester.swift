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

    package func digest(_ text: String) -> Digest { digest(Array(text.utf8).span) }
}
