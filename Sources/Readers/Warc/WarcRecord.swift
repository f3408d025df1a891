/// A page that a crawl captured: the payload of a WARC record (ISO 28500), unpacked.
package struct WarcRecord: Sendable, Hashable {
    package enum Payload: Sendable, Hashable { case html, text }

    /// `WARC-Record-ID` as it stands there, with its angle brackets.
    package var id: String
    /// Address of the page, without the angle brackets that older tools write.
    package var target: String?
    /// `WARC-Date`: when it was captured.
    package var captured: String?
    package var payload: Payload
    /// The encoding that the server named.
    package var charset: String?
    package var bytes: [UInt8]
}

/// What stands at one place of a WARC file.
package enum WarcItem: Sendable, Hashable {
    case page(WarcRecord)
    /// A record, or bytes between records, that should have been read and could not be.
    case finding(WarcFinding)
}

package struct WarcFinding: Sendable, Hashable {
    /// Number of the record in its file, from 1.
    package var record: Int
    package var id: String?
    /// What was wrong, as a sentence.
    package var reason: String
}

enum WarcProblem: Error, Hashable {
    case noRecord
    case longHeader
    case noLength
    case wrongLength
    case tooLarge(size: Int, limit: Int)
    case cutShort
    case noAnswer
    case packing(String)
    case payload(StreamProblem)

    var reason: String {
        switch self {
        case .noRecord:
            "Bytes that are no WARC record stand here. The file may be damaged: fetch it again."
        case .longHeader: "The header of the record does not end. The file may be damaged."
        case .noLength: "The record does not say how long it is. The file may be damaged."
        case .wrongLength:
            "The record is not as long as it says. The file may be damaged: fetch it again."
        case .tooLarge(let size, let limit):
            "The record holds \(size) bytes; the limit is \(limit). Raise `read.max_source_bytes` in"
                + " pipeline.yaml."
        case .cutShort: "The record is cut short. Fetch the file again."
        case .noAnswer: "The record is no answer of a server, though it says so."
        case .packing(let name): "The page is packed by \(name), which Stemma does not unpack."
        case .payload(let problem): problem.reason
        }
    }
}
