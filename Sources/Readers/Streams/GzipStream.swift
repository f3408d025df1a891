import CZlib

/// A gzip file (RFC 1952), also of several members one after the other.
///
/// No `read` gives bytes of two members.
final class GzipStream: PartedStream {
    private let file: FileStream
    private let bounds: UnpackingBounds
    private let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    /// Bytes unpacked, and the place in the file, since the bounds began to count.
    private var unpacked = 0
    private var start = 0
    /// Where the member begins.
    private var began = 0
    private(set) var part = 0
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

    /// Place in the file up to which bytes were unpacked.
    private var place: Int { file.taken - Int(stream.pointee.avail_in) }

    func read(into room: UnsafeMutableRawBufferPointer) throws(StreamProblem) -> Int {
        guard !isAtEnd, room.count > 0 else { return 0 }
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(min(room.count, 1 << 30))
        let wanted = Int(stream.pointee.avail_out)
        while true {
            if stream.pointee.avail_in == 0, try !refill() {
                guard isBetweenMembers else { throw .cutShort }
                isAtEnd = true
                return 0
            }
            if isBetweenMembers {
                // Zeros that pad a file to the size of a block are no member.
                while part > 0, stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
                    skip(1)
                }
                if stream.pointee.avail_in == 0 { continue }
                begin()
            }
            let before = stream.pointee.avail_out
            let code = inflate(stream, Z_NO_FLUSH)
            unpacked += Int(before - stream.pointee.avail_out)
            try bounds.check(unpacked: unpacked, packed: place - start)
            switch code {
            case Z_STREAM_END: isBetweenMembers = true
            case Z_OK, Z_BUF_ERROR: break
            default: throw .damaged("gzip, error \(code)")
            }
            let count = wanted - Int(stream.pointee.avail_out)
            if count > 0 { return count }
        }
    }

    func resume() throws(StreamProblem) -> Bool {
        try file.seek(to: began + 1)
        stream.pointee.avail_in = 0
        while true {
            // What begins a member: two bytes of gzip, DEFLATE, and flags of which three are zero.
            while stream.pointee.avail_in >= 4 {
                let next = stream.pointee.next_in
                if let next, next[0] == 0x1F, next[1] == 0x8B, next[2] == 8, next[3] & 0xE0 == 0 {
                    isBetweenMembers = true
                    return true
                }
                skip(1)
            }
            if try !refill() {
                isBetweenMembers = true
                isAtEnd = true
                return false
            }
        }
    }

    private func begin() {
        inflateReset(stream)
        part += 1
        began = place
        isBetweenMembers = false
        if bounds.byPart { (unpacked, start) = (0, place) }
    }

    /// Reads on behind what is left; false at the end of the file.
    private func refill() throws(StreamProblem) -> Bool {
        let left = Int(stream.pointee.avail_in)
        // At most three bytes are left: `resume` looks at four.
        for index in 0..<left { packed[index] = stream.pointee.next_in[index] }
        let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: packed[left...]))
        stream.pointee.next_in = packed.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(left + count)
        return count > 0
    }

    private func skip(_ count: Int) {
        stream.pointee.next_in += count
        stream.pointee.avail_in -= UInt32(count)
    }
}
