internal import Core
internal import Readers
package import Report
internal import Store

/// A file that holds no page to inspect.
package struct Uninspectable: Error, CustomStringConvertible {
    package let description: String
}

/// Looks at one page as a pass does, and keeps the reasons.
package struct Inspecting: Sendable {
    private let configuration: Configuration
    private let progress: PassProgress

    /// Bytes of sources that are read before anybody asks how long it will take.
    private static let soonRead = 16 << 20

    package init(configuration: Configuration, progress: PassProgress) {
        self.configuration = configuration
        self.progress = progress
    }

    /// How a file is read and divided; progress is told where there is much to learn from.
    ///
    /// When a pass would read it, what belongs to its host is learned from all sources of the corpus,
    /// else from the file alone.
    ///
    /// - Throws: `NamedFileError`, `Uninspectable`, `CorpusError` and what reading the lexicon throws.
    package func inspection(of file: String) throws -> Inspection {
        let named = try FoundSource(named: file)
        let (found, sources, learned) = try place(named)
        guard found.format != .jsonl else {
            throw Uninspectable(
                description:
                    "\(named.path): rows of JSON Lines are pieces as they are, and are not divided; "
                    + "`stemma export pieces` shows what was read of them")
        }
        guard found.format != .warc else {
            throw Uninspectable(
                description:
                    "\(named.path): a WARC file holds many pages; unpack the record that is to be "
                    + "looked at into a file of its own")
        }
        let words = try Vocabulary(configuration)
        let isLong = sources.reduce(0) { $0 + $1.size } > Self.soonRead
        let progress = isLong ? progress : PassProgress(style: .quiet)
        let knowledge = try Pass(configuration: configuration, progress: progress)
            .learn(sources, words)
        progress.finish()
        let worker = PageWorker(knowledge: knowledge, options: configuration.read)
        let read = worker.read(PageCapture(file: found))
        if case .quarantined(let reason) = read.source.state {
            throw Uninspectable(description: "\(named.path): \(reason)")
        }
        var record: PageRecord? = PageRecord()
        let divided = worker.divide(read, record: &record)
        let noted = record ?? PageRecord()
        return Inspection(
            source: divided.source, origin: noted.origin, learned: learned,
            hostPages: noted.hostPages, page: noted.page, account: noted.account,
            pieces: divided.pieces)
    }

    /// The file as a pass finds it, and the sources that a pass would learn from.
    private func place(_ named: FoundSource) throws
        -> (found: FoundSource, sources: [FoundSource], learned: Inspection.Learned)
    {
        for folder in configuration.corpus {
            let root = RawPath(folder)
            // A corpus folder that is not there holds nothing.
            guard let real = try? root.resolved(), let below = named.file.below(real) else {
                continue
            }
            // A store is not needed; where there is one, what it has forgotten teaches nothing.
            let forgotten = try ForgottenList(of: configuration.store)
            let walk = try CorpusWalk(roots: configuration.corpus).without {
                forgotten.entry(ofPath: $0) != nil
            }
            let file = root.appending(below)
            guard let found = walk.sources.first(where: { $0.file == file }) else {
                return (named, [named], .leftOut(folder: root.description))
            }
            return (
                found, walk.sources,
                .corpus(folder: root.description, sources: walk.sources.count)
            )
        }
        return (named, [named], .file)
    }
}
