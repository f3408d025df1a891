import CZstd

/// A Zstandard file (RFC 8878), also of several frames one after the other.
///
/// No `read` gives bytes of two frames.
final class ZstandardStream: PartedStream {
    /// Frames that ask for a larger window than 2²⁷ bytes are refused: a reader must hold it.
    private static let largestWindow: Int32 = 27

    private let file: FileStream
    private let bounds: UnpackingBounds
    private let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    private let context: OpaquePointer
    private var input = ZSTD_inBuffer(src: nil, size: 0, pos: 0)
    /// Bytes unpacked, and the place in the file, since the bounds began to count.
    private var unpacked = 0
    private var start = 0
    /// Where the frame begins.
    private var began = 0
    private(set) var part = 0
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

    /// Place in the file up to which bytes were unpacked.
    private var place: Int { file.taken - (input.size - input.pos) }

    func read(into room: UnsafeMutableRawBufferPointer) throws(StreamProblem) -> Int {
        guard room.count > 0 else { return 0 }
        var output = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
        while true {
            if input.pos == input.size, try !refill() {
                guard isBetweenFrames else { throw .cutShort }
                return 0
            }
            if isBetweenFrames {
                part += 1
                began = place
                isBetweenFrames = false
                if bounds.byPart { (unpacked, start) = (0, place) }
            }
            let code = ZSTD_decompressStream(context, &output, &input)
            if ZSTD_isError(code) != 0 {
                throw .damaged("Zstandard, \(String(cString: ZSTD_getErrorName(code)))")
            }
            isBetweenFrames = code == 0
            if output.pos > 0 {
                unpacked += output.pos
                try bounds.check(unpacked: unpacked, packed: place - start)
                return output.pos
            }
        }
    }

    func resume() throws(StreamProblem) -> Bool {
        ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
        isBetweenFrames = true
        try file.seek(to: began + 1)
        input = ZSTD_inBuffer(src: nil, size: 0, pos: 0)
        while true {
            // The magic number of a frame, the least byte first.
            while input.size - input.pos >= 4 {
                let next = packed[input.pos..<(input.pos + 4)]
                if next.elementsEqual([0x28, 0xB5, 0x2F, 0xFD]) { return true }
                input.pos += 1
            }
            if try !refill() { return false }
        }
    }

    /// Reads on behind what is left; false at the end of the file.
    private func refill() throws(StreamProblem) -> Bool {
        let left = input.size - input.pos
        // At most three bytes are left: `resume` looks at four.
        for index in 0..<left { packed[index] = packed[input.pos + index] }
        let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: packed[left...]))
        input = ZSTD_inBuffer(src: packed.baseAddress, size: left + count, pos: 0)
        return count > 0
    }
}
