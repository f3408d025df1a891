import CZlib
import CZstd

/// The answer of a server (RFC 9110, RFC 9112) as a crawl kept it: its body, unpacked.
struct HTTPAnswer {
    let header: WarcHeader
    let status: Int
    private let body: ArraySlice<UInt8>
    private let limit: Int

    init(_ bytes: [UInt8], limit: Int) throws(WarcProblem) {
        guard bytes.starts(with: Array("HTTP/".utf8)),
            let end = WarcHeader.end(in: bytes.span, from: 0, to: bytes.count)
        else { throw .noAnswer }
        header = WarcHeader(bytes[..<end.header])
        let words = header.first.split(separator: " ")
        status = words.count > 1 ? Int(words[1]) ?? 0 : 0
        body = bytes[end.after...]
        self.limit = limit
    }

    /// The body as the reader of a browser has it.
    func unpacked() throws(WarcProblem) -> [UInt8] {
        var bytes = body
        if header.kind("transfer-encoding")?.hasSuffix("chunked") == true {
            // Many crawlers put chunks together and leave the field as it was.
            bytes = Self.joined(bytes).map { $0[...] } ?? bytes
        }
        for packing in (header["content-encoding"] ?? "").split(separator: ",").reversed() {
            let name = packing.filter { $0 != " " && $0 != "\t" }.lowercased()
            switch name {
            case "gzip", "x-gzip", "deflate":
                // The same holds for what was packed.
                if name != "deflate", !bytes.starts(with: [0x1F, 0x8B]) { continue }
                bytes = try Self.inflated(bytes, limit)[...]
            case "zstd":
                if !bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { continue }
                bytes = try Self.expanded(bytes, limit)[...]
            case "identity", "": continue
            default: throw .packing(name)
            }
        }
        return Array(bytes)
    }

    /// The chunks put together; nil when the bytes are no chunks.
    ///
    /// What follows a last chunk that is cut short is lost, as it was to the crawler.
    static func joined(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var rest = bytes
        var whole: [UInt8] = []
        while let end = rest.prefix(64).firstIndex(of: 0x0A) {
            var size = 0
            var digits = 0
            for byte in rest[..<end] {
                let digit: UInt8
                switch byte {
                case 48...57: digit = byte - 48
                case 65...70: digit = byte - 55
                case 97...102: digit = byte - 87
                case 0x3B, 0x0D, 0x20: digit = 16
                default: return nil
                }
                if digit == 16 { break }
                size = size << 4 | Int(digit)
                digits += 1
                if digits > 12 { return nil }
            }
            guard digits > 0 else { return nil }
            rest = rest[(end + 1)...]
            if size == 0 { return whole }
            whole += rest.prefix(size)
            rest = rest.dropFirst(size)
            if rest.first == 0x0D { rest = rest.dropFirst() }
            if rest.first == 0x0A { rest = rest.dropFirst() }
        }
        return whole.isEmpty || !rest.isEmpty ? nil : whole
    }

    /// Unpacks gzip, zlib's wrapping of DEFLATE, and DEFLATE alone, which servers confuse.
    private static func inflated(
        _ bytes: ArraySlice<UInt8>, _ limit: Int
    ) throws(WarcProblem) -> [UInt8] {
        do throws(WarcProblem) {
            // 32: gzip or zlib, as the bytes say.
            return try inflated(bytes, limit, window: 15 + 32)
        } catch {
            guard case .payload(.damaged) = error, !bytes.starts(with: [0x1F, 0x8B]) else {
                throw error
            }
            return try inflated(bytes, limit, window: -15)
        }
    }

    private static func inflated(
        _ bytes: ArraySlice<UInt8>, _ limit: Int, window: Int32
    ) throws(WarcProblem) -> [UInt8] {
        let bounds = UnpackingBounds(greatestSize: limit)
        var stream = z_stream()
        guard stemma_inflate_init(&stream, window) == Z_OK else {
            throw .payload(.damaged("no memory for zlib"))
        }
        defer { inflateEnd(&stream) }
        var packed = Array(bytes)
        var whole: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 64 << 10)
        var code = Z_OK
        stream.avail_in = UInt32(clamping: packed.count)
        var place = 0
        while code == Z_OK {
            let count = packed.withUnsafeMutableBufferPointer { packed in
                room.withUnsafeMutableBufferPointer { room in
                    // Both buffers hold still for the time of the call.
                    stream.next_in = packed.baseAddress.map { $0 + place }
                    stream.next_out = room.baseAddress
                    stream.avail_out = UInt32(room.count)
                    code = inflate(&stream, Z_NO_FLUSH)
                    place = packed.count - Int(stream.avail_in)
                    return room.count - Int(stream.avail_out)
                }
            }
            whole += room[..<count]
            do throws(StreamProblem) {
                try bounds.check(unpacked: whole.count, packed: place)
            } catch {
                throw .payload(error)
            }
            if code == Z_OK, count == 0, stream.avail_in == 0 { code = Z_BUF_ERROR }
        }
        switch code {
        case Z_STREAM_END: return whole
        case Z_BUF_ERROR: throw .cutShort
        default: throw .payload(.damaged("gzip, error \(code)"))
        }
    }

    private static func expanded(
        _ bytes: ArraySlice<UInt8>, _ limit: Int
    ) throws(WarcProblem) -> [UInt8] {
        guard let context = ZSTD_createDCtx() else {
            throw .payload(.damaged("no memory for Zstandard"))
        }
        defer { ZSTD_freeDCtx(context) }
        let bounds = UnpackingBounds(greatestSize: limit)
        let packed = Array(bytes)
        var whole: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 128 << 10)
        var place = 0
        while true {
            let step = packed.withUnsafeBytes { packed in
                room.withUnsafeMutableBytes { room in
                    var input = ZSTD_inBuffer(
                        src: packed.baseAddress, size: packed.count, pos: place)
                    var output = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
                    let code = ZSTD_decompressStream(context, &output, &input)
                    place = input.pos
                    return (code: code, count: output.pos)
                }
            }
            if ZSTD_isError(step.code) != 0 {
                throw .payload(
                    .damaged("Zstandard, \(String(cString: ZSTD_getErrorName(step.code)))"))
            }
            whole += room[..<step.count]
            do throws(StreamProblem) {
                try bounds.check(unpacked: whole.count, packed: place)
            } catch {
                throw .payload(error)
            }
            if step.code == 0 { return whole }
            if step.count == 0, place == packed.count { throw .cutShort }
        }
    }
}
