internal import CZstd

/// The decoded text of a page as the store keeps it: one Zstandard frame (RFC 8878).
package struct StoredPage: Sendable {
    /// Bytes of the text.
    package let bytes: Int
    /// The compressed text.
    package let frame: [UInt8]

    package init(bytes: Int, frame: [UInt8]) {
        self.bytes = bytes
        self.frame = frame
    }
}

/// Compresses pages.
///
/// Each worker has one: the context is reused, which saves most of the time that a small page
/// takes.
package final class PageCompressor {
    /// Level 1.
    ///
    /// On pieces of 2 KB it packs to 0.585 at 300 MB/s where level 3 packs to 0.578 at 200; on
    /// pages of 20 KB to 0.495 at 570 MB/s where level 3 packs to 0.471 at 430 (English prose, one
    /// core).
    package static let level: Int32 = 1

    private let context: OpaquePointer

    package init() {
        guard let context = ZSTD_createCCtx() else {
            fatalError("No memory for a Zstandard context.")
        }
        self.context = context
    }

    deinit { ZSTD_freeCCtx(context) }

    /// One frame that holds `text`.
    package func compress(_ text: [UInt8]) -> StoredPage {
        let bound = ZSTD_compressBound(text.count)
        let frame = [UInt8](unsafeUninitializedCapacity: bound) { room, count in
            // `room` has the capacity that the library asks for, so that the only failure left is
            // a broken context.
            let written = text.withUnsafeBytes { source in
                ZSTD_compressCCtx(
                    context, room.baseAddress, bound, source.baseAddress, source.count,
                    Self.level)
            }
            precondition(ZSTD_isError(written) == 0, "Zstandard failed within its own bound.")
            count = written
        }
        return StoredPage(bytes: text.count, frame: frame)
    }
}

extension StoredPage {
    /// The text; nil when the frame is damaged or holds more or fewer than `bytes`.
    package func text() -> [UInt8]? {
        guard bytes >= 0 else { return nil }
        // The frame is asked first, so that a damaged row cannot make us reserve what it claims.
        let declared = frame.withUnsafeBytes {
            ZSTD_getFrameContentSize($0.baseAddress, $0.count)
        }
        guard declared == UInt64(bytes) else { return nil }
        var whole = false
        let text = [UInt8](unsafeUninitializedCapacity: bytes) { room, count in
            let written = frame.withUnsafeBytes {
                ZSTD_decompress(room.baseAddress, bytes, $0.baseAddress, $0.count)
            }
            whole = ZSTD_isError(written) == 0 && written == bytes
            count = whole ? bytes : 0
        }
        return whole ? text : nil
    }
}
