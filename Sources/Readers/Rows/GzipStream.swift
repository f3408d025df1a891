import CZlib

/// A gzip file (RFC 1952), also of several members one after the other.
final class GzipStream: RowStream {
    private let file: FileStream
    private let bounds: UnpackingBounds
    private let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var unpacked = 0
    private var isBetweenMembers = true
    private var isAtEnd = false

    init(_ file: FileStream, bounds: UnpackingBounds) {
        self.file = file
        self.bounds = bounds
        stream.initialize(to: z_stream())
        // 15 bits of window, and 16 that say gzip.
        let code = stemma_inflate_init(stream, 15 + 16)
        precondition(code == Z_OK, "No memory for zlib.")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        packed.deallocate()
    }

    func read(into room: UnsafeMutableRawBufferPointer) throws(RowStreamProblem) -> Int {
        guard !isAtEnd, room.count > 0 else { return 0 }
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(min(room.count, 1 << 30))
        let wanted = Int(stream.pointee.avail_out)
        while true {
            if stream.pointee.avail_in == 0 {
                let count = try file.read(into: packed)
                if count == 0 {
                    guard isBetweenMembers else { throw .cutShort }
                    isAtEnd = true
                    return wanted - Int(stream.pointee.avail_out)
                }
                stream.pointee.next_in = packed.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_in = UInt32(count)
            }
            if isBetweenMembers, unpacked > 0 || file.taken > packed.count {
                // Zeros that pad a file to the size of a block are no member.
                while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
                    stream.pointee.next_in += 1
                    stream.pointee.avail_in -= 1
                }
                if stream.pointee.avail_in == 0 { continue }
                inflateReset(stream)
            }
            isBetweenMembers = false
            let before = stream.pointee.avail_out
            let code = inflate(stream, Z_NO_FLUSH)
            unpacked += Int(before - stream.pointee.avail_out)
            try bounds.check(unpacked: unpacked, packed: file.taken)
            switch code {
            case Z_STREAM_END: isBetweenMembers = true
            case Z_OK, Z_BUF_ERROR: break
            default: throw .damaged("gzip, error \(code)")
            }
            let count = wanted - Int(stream.pointee.avail_out)
            if count > 0 { return count }
        }
    }
}
