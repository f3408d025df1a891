import CZstd
import Foundation
import TestSupport

@testable import Readers

/// Makes WARC files for tests.
enum WarcBuilder {
    static func record(
        _ type: String, id: Int, contentType: String?, target: String? = nil, _ content: [UInt8]
    ) -> [UInt8] {
        var head = "WARC/1.1\r\nWARC-Type: \(type)\r\nWARC-Record-ID: <urn:test:\(id)>\r\n"
        head += "WARC-Date: 2021-03-0\(id % 9 + 1)T04:05:06Z\r\n"
        if let target { head += "WARC-Target-URI: \(target)\r\n" }
        if let contentType { head += "Content-Type: \(contentType)\r\n" }
        head += "Content-Length: \(content.count)\r\n\r\n"
        return Array(head.utf8) + content + Array("\r\n\r\n".utf8)
    }

    static func answer(_ fields: [String], _ body: [UInt8], status: String = "200 OK") -> [UInt8] {
        Array(("HTTP/1.1 \(status)\r\n" + fields.map { "\($0)\r\n" }.joined() + "\r\n").utf8) + body
    }

    /// A response that holds a small HTML page.
    static func page(_ id: Int) -> [UInt8] {
        let body = "<html><body><p>Page \(id) of the harbour.</p></body></html>"
        return record(
            "response", id: id, contentType: "application/http; msgtype=response",
            target: "https://weir.example/\(id)",
            answer(["Content-Type: text/html; charset=utf-8"], Array(body.utf8)))
    }

    /// The bytes as one gzip member.
    static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let file = try folder.write(bytes, to: "plain")
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-c", "-n", file.path]
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(data)
    }

    /// The bytes as one Zstandard frame.
    static func zstandard(_ bytes: [UInt8]) -> [UInt8] {
        let room = ZSTD_compressBound(bytes.count)
        return [UInt8](unsafeUninitializedCapacity: room) { frame, count in
            count = ZSTD_compress(frame.baseAddress, room, bytes, bytes.count, 3)
        }
    }
}
