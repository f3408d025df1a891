/// Bytes of a file in their order, unpacked where the file is packed.
protocol ByteStream: AnyObject {
    /// Fills `room` from its start, as far as there are bytes at once.
    ///
    /// - Returns: how many bytes were written; 0 at the end.
    func read(into room: UnsafeMutableRawBufferPointer) throws(StreamProblem) -> Int
}

/// A stream of parts that are packed each by itself, so that what follows a damaged one can be read.
protocol PartedStream: ByteStream {
    /// Number of the part that the bytes of the last `read` came from, or in which it failed.
    var part: Int { get }

    /// Goes to the next place, behind the beginning of the part that failed, at which one may begin.
    ///
    /// Damage may hide the end of its part, so that bytes of the next one were taken for its own.
    /// - Returns: whether there is one.
    func resume() throws(StreamProblem) -> Bool
}

/// Why the rest of a file was not read.
enum StreamProblem: Error, Hashable {
    case file(Unreadable)
    case damaged(String)
    case cutShort
    case bomb(ratio: Int)
    case tooLarge(limit: Int)

    /// Whether another attempt may end otherwise though size and time of the file stay the same.
    var isPassing: Bool {
        if case .file(let why) = self { why.isPassing } else { false }
    }

    var reason: String {
        switch self {
        case .file(let why): why.reason
        case .damaged(let what): "The compressed file is damaged (\(what)). Make it again."
        case .cutShort:
            "The compressed file ends too soon. Make it again, or wait until it is whole."
        case .bomb(let ratio):
            "The file unpacks to more than \(ratio) times its size, as no text does. Unpack it"
                + " by hand if it is to be trusted."
        case .tooLarge(let limit):
            "The file unpacks to more than \(limit >> 20) MiB. Raise `jsonl.max_unpacked_bytes` in"
                + " pipeline.yaml, or split the file."
        }
    }
}
