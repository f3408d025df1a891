/// How far packed bytes may grow when they are unpacked.
struct UnpackingBounds {
    /// Text packs to a twentieth at best, rows of one frame to a hundredth; DEFLATE reaches 1032,
    /// Zstandard far more.
    static let greatestRatio = 250
    /// Below this no ratio is looked at.
    static let free = 64 << 20

    let greatestSize: Int
    /// Whether each part of a file is bounded by itself: an archive of many pages may be of any size.
    var byPart = false

    func check(unpacked: Int, packed: Int) throws(StreamProblem) {
        if unpacked > greatestSize { throw .tooLarge(limit: greatestSize) }
        if unpacked > Self.free, unpacked / Self.greatestRatio > packed {
            throw .bomb(ratio: Self.greatestRatio)
        }
    }
}
