internal import Core
internal import Store

/// What the store holds of former nights: the files, and where the segments of the index have their
/// pieces.
struct KeptArchive {
    let files: [Snapshot.File]
    /// Names of hosts, by the numbers that fingerprints know them by.
    let hosts: [String]
    let entries: [Segment.Entry]
    /// Paths of the files by their numbers.
    private(set) var paths: [UInt32: String] = [:]
    private var numbers: [String: UInt32] = [:]
    /// Files that are gone and are called as a former version of another is, by the path of that and
    /// the number of the version.
    private var formers: [String: [Int: UInt32]] = [:]
    private let store: String
    private var segments: [StoredSegment] = []
    private var blocks: [Block] = []
    /// Places of the blocks of each file.
    private var blocksOfFile: [UInt32: [Int]] = [:]
    private(set) var dead: Set<UInt32>
    /// Whether pieces were dropped in this pass.
    private(set) var hasLost = false

    /// Rows of a segment that are the pieces of one file.
    private struct Block {
        var file: UInt32
        var segment: Int
        var rows: Range<Int>
    }

    /// Reads what the store holds; with an `index` that was made anew in place of its segments.
    ///
    /// - Throws: `StoreError`, of the kind `damaged` when a segment is not what it should be.
    init(_ snapshot: Snapshot, store: String, index: Segment.Entry?? = nil) throws {
        self.store = store
        files = try snapshot.files()
        hosts = try snapshot.hosts()
        if let index {
            entries = index.map { [$0] } ?? []
            dead = []
        } else {
            entries = try snapshot.segments()
            dead = Set(try snapshot.deadPieces().map { UInt32($0) })
        }
        for file in files {
            name(UInt32(file.number), file.path)
            if file.gone != nil { keepFormer(UInt32(file.number), file.path) }
        }
        for entry in entries { try add(entry) }
    }

    private mutating func add(_ entry: Segment.Entry) throws {
        let segment = try StoredSegment(entry, of: store)
        segments.append(segment)
        let files = segment.files
        var start = 0
        while start < segment.count {
            var end = start + 1
            while end < segment.count, files[end] == files[start] { end += 1 }
            blocksOfFile[files[start], default: []].append(blocks.count)
            blocks.append(
                Block(file: files[start], segment: segments.count - 1, rows: start..<end))
            start = end
        }
    }

    /// Adds the pieces of this pass, which stand in a segment of their own, and the paths of their
    /// files.
    mutating func add(_ entry: Segment.Entry, paths: [UInt32: String]) throws {
        try add(entry)
        for (number, path) in paths { name(number, path) }
    }

    private mutating func name(_ number: UInt32, _ path: String?) {
        if let former = paths[number] { numbers[former] = nil }
        paths[number] = path
        if let path { numbers[path] = number }
    }

    func number(ofPath path: String) -> Int? { numbers[path].map { Int($0) } }

    /// The name of the next former version of a file.
    func nextFormerName(of path: String) -> String {
        var number = (formers[path]?.keys.max() ?? 0) + 1
        while numbers[FormerVersion(of: path, number: number).name] != nil { number += 1 }
        return FormerVersion(of: path, number: number).name
    }

    /// Numbers of the former versions of a file, the oldest first.
    func formerVersions(of path: String) -> [Int] {
        (formers[path] ?? [:]).sorted { $0.key < $1.key }.compactMap { version, number in
            paths[number] == nil ? nil : Int(number)
        }
    }

    private mutating func keepFormer(_ number: UInt32, _ path: String) {
        guard let version = FormerVersion(path) else { return }
        formers[version.path, default: [:]][version.number] = number
    }

    /// Leaves a file and its pieces out.
    mutating func drop(file: Int) {
        hasLost = true
        name(UInt32(file), nil)
    }

    /// Gives a file another name.
    mutating func rename(file: Int, _ path: String) {
        name(UInt32(file), path)
        keepFormer(UInt32(file), path)
    }

    mutating func drop(pieces: [Int]) {
        hasLost = true
        dead.formUnion(pieces.map { UInt32($0) })
    }

    /// The pieces of a file: their numbers, and digests of their texts.
    func pieces(ofFile file: Int) -> [(number: Int, digest: Digest)] {
        (blocksOfFile[UInt32(file)] ?? []).flatMap { place in
            let block = blocks[place]
            let segment = segments[block.segment]
            return block.rows.compactMap { row in
                let number = segment.numbers[row]
                return dead.contains(number) ? nil : (Int(number), segment.digests[row])
            }
        }
    }

    /// Identifiers of all pieces that the segments hold, those of dead ones too, by their numbers.
    func identifiers(upTo last: Int) -> [UInt64] {
        var ids = [UInt64](repeating: 0, count: last + 1)
        for segment in segments {
            let (numbers, own) = (segment.numbers, segment.ids)
            for row in 0..<segment.count where Int(numbers[row]) <= last {
                ids[Int(numbers[row])] = own[row]
            }
        }
        return ids
    }

    /// The greatest number that a piece has.
    var lastNumber: Int {
        segments.reduce(0) { max($0, Int($1.numbers.max() ?? 0)) }
    }

    /// All pieces that stay, in the order of their files' paths.
    ///
    /// Linear, but for sorting the files.
    func index(settings: MatchSettings, texts: ArchiveTexts, hosts: HostNames) throws
        -> ArchiveIndex
    {
        let ordered = blocks.compactMap { block in paths[block.file].map { ($0, block) } }
            .sorted { one, two in
                Self.precedes(one.0, two.0)
                    || (one.0 == two.0 && one.1.rows.lowerBound < two.1.rows.lowerBound)
            }
        var archive = ArchiveIndex(settings: settings, texts: texts.withoutPlaces, hosts: hosts)
        archive.reserve(segments)
        for (_, block) in ordered {
            let segment = segments[block.segment]
            for rows in alive(block) where !archive.append(rows, of: segment) {
                throw StoreError.unsoundSegment(
                    entries[min(block.segment, entries.count - 1)], of: store)
            }
        }
        for segment in segments { segment.letGo() }
        return archive
    }

    /// The rows of a block that are not dead, in stretches.
    private func alive(_ block: Block) -> [Range<Int>] {
        if dead.isEmpty { return [block.rows] }
        let numbers = segments[block.segment].numbers
        var stretches: [Range<Int>] = []
        var start = block.rows.lowerBound
        for row in block.rows where dead.contains(numbers[row]) {
            if start < row { stretches.append(start..<row) }
            start = row + 1
        }
        if start < block.rows.upperBound { stretches.append(start..<block.rows.upperBound) }
        return stretches
    }

    /// The order of files in an archive: by the bytes of their paths.
    static func precedes(_ one: String, _ two: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(two.utf8)
    }
}
