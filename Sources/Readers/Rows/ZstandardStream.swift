import CZstd

/// A Zstandard file (RFC 8878), also of several frames one after the other.
final class ZstandardStream: RowStream {
    /// Frames that ask for a larger window than 2²⁷ bytes are refused: a reader must hold it.
    private static let largestWindow: Int32 = 27

    private let file: FileStream
    private let bounds: UnpackingBounds
    private let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    private let context: OpaquePointer
    private var input = ZSTD_inBuffer(src: nil, size: 0, pos: 0)
    private var unpacked = 0
    private var isBetweenFrames = true

    init(_ file: FileStream, bounds: UnpackingBounds) {
        guard let context = ZSTD_createDCtx() else {
            fatalError("No memory for a Zstandard context.")
        }
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.largestWindow)
        self.context = context
        self.file = file
        self.bounds = bounds
    }

    deinit {
        ZSTD_freeDCtx(context)
        packed.deallocate()
    }

    func read(into room: UnsafeMutableRawBufferPointer) throws(RowStreamProblem) -> Int {
        guard room.count > 0 else { return 0 }
        var output = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
        while true {
            if input.pos == input.size {
                let count = try file.read(into: packed)
                if count == 0 {
                    guard isBetweenFrames else { throw .cutShort }
                    return output.pos
                }
                input = ZSTD_inBuffer(src: packed.baseAddress, size: count, pos: 0)
            }
            let code = ZSTD_decompressStream(context, &output, &input)
            if ZSTD_isError(code) != 0 {
                throw .damaged("Zstandard, \(String(cString: ZSTD_getErrorName(code)))")
            }
            isBetweenFrames = code == 0
            if output.pos > 0 {
                unpacked += output.pos
                try bounds.check(unpacked: unpacked, packed: file.taken)
                return output.pos
            }
        }
    }
}
