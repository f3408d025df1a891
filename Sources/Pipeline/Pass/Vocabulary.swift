internal import Core
internal import Foundation

/// The words and names that a configuration gives to a pass: built-in lexicons, added ones, and
/// the outlets files.
struct Vocabulary: Sendable {
    var lexicon: Lexicon
    var outlets = OutletNames()
    /// Digest of the files that were read: when they change, pages are divided again.
    var stamp = ""

    init(_ configuration: Configuration) throws {
        var lexicon = try LexiconLoader.builtIn()
        // Words that are built in count like those of files: a new version divides anew.
        var read = LexiconLoader.builtInText
        var examples = LexiconExamples()
        for path in configuration.lexicon {
            for file in try Self.files(path) {
                let text = try Self.text(file)
                try LexiconLoader.add(text, file: file, to: &lexicon)
                try examples.add(text, file: file)
                read += "\(file)\u{0}\(text)\u{0}"
            }
        }
        // A rule that does not read its own example is refused with what it reads instead.
        if let failure = examples.failures(with: lexicon).first {
            throw LexiconLoader.Problem(description: failure)
        }
        self.lexicon = lexicon
        // A list that lies beside the pages is theirs.
        let beside = configuration.corpus.map { $0 + "/" + OutletFile.name }
            .filter { FileManager.default.fileExists(atPath: $0) }
        for file in configuration.outlets + beside {
            read += "\(file)\u{0}\(try Self.text(file))\u{0}"
            add(try OutletFile.load(file))
        }
        // After the lists of the archive, so that theirs win.
        add(try OutletFile.builtIn())
        stamp = ByteDigester().digest(read).hexadecimal
    }

    private mutating func add(_ entries: [OutletEntry]) {
        for entry in entries {
            outlets.add(
                Outlet(name: entry.name, domain: entry.domains.first, id: entry.id),
                aliases: entry.aliases + entry.domains)
        }
    }

    private static func files(_ path: String) throws -> [String] {
        var folder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &folder) else {
            throw LexiconLoader.Problem(
                description:
                    "\(path): there is no such file or folder; `lexicon` of pipeline.yaml names it")
        }
        guard folder.boolValue else { return [path] }
        return try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted().map {
                path + "/" + $0
            }
    }

    private static func text(_ file: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw LexiconLoader.Problem(
                description: "\(file): can't be read; pipeline.yaml names it")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
