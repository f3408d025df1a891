internal import Foundation

extension Configuration {
    /// Name of the settings file that a pass looks for in the current folder.
    package static let fileName = "pipeline.yaml"

    /// The settings for a pass: those of `file`, which must be there; else those of `pipeline.yaml`
    /// in `folder`, when there is one; else the defaults.
    ///
    /// - Throws: `ConfigurationError` with everything that is wrong with the file.
    package static func load(
        file: String?, folder: String = ""
    ) throws(ConfigurationError) -> Configuration {
        if let file { return try read(file: file) }
        let usual = folder.isEmpty ? fileName : folder + "/" + fileName
        guard FileManager.default.fileExists(atPath: usual) else { return Configuration() }
        return try read(file: usual)
    }

    /// Reads settings over the defaults.
    ///
    /// Relative paths are taken from the folder of `file`.
    package init(yaml text: String, file: String) throws(ConfigurationError) {
        self.init()
        var problems = Problems(file: file)
        if let root = try YAMLNode.read(text, file: file) {
            Self.table.read(root, into: &self, &problems)
        }
        try problems.check()
        let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
        startPaths(at: folder.isEmpty && file.hasPrefix("/") ? "/" : folder)
    }

    private static func read(file: String) throws(ConfigurationError) -> Configuration {
        try Configuration(yaml: try SettingsFile.text(file), file: file)
    }

    private mutating func startPaths(at folder: String) {
        func started(_ path: String) -> String {
            guard !folder.isEmpty, !path.hasPrefix("/") else { return path }
            return folder.hasSuffix("/") ? folder + path : folder + "/" + path
        }
        corpus = corpus.map(started)
        store = started(store)
        report = report.map(started)
        outlets = outlets.map(started)
        lexicon = lexicon.map(started)
        if case .file(let path) = notices.log { notices.log = .file(started(path)) }
        notices.metrics = notices.metrics.map(started)
        // A name without a slash is looked for where programs are.
        if let program = notices.hook.first, program.contains("/") {
            notices.hook[0] = started(program)
        }
    }
}

/// A file with settings, as text.
enum SettingsFile {
    /// Settings files are written by hand; a larger one is something else.
    static let greatestSize = 16 << 20

    /// The text of a file.
    ///
    /// - Throws: `ConfigurationError` when it cannot be read, is too large or is not UTF-8.
    static func text(_ file: String) throws(ConfigurationError) -> String {
        func refusal(_ message: String) -> ConfigurationError {
            ConfigurationError(problems: [
                ConfigurationProblem(file: file, line: nil, column: nil, message: message)
            ])
        }
        var status = stat()
        guard stat(file, &status) == 0 else {
            throw refusal("the file cannot be read: \(String(cString: strerror(errno))).")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw refusal("this is not a file; name a settings file.")
        }
        guard status.st_size <= greatestSize else {
            throw refusal("the file is larger than \(ByteSize.text(greatestSize)).")
        }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw refusal("the file cannot be read; check its permissions.")
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw refusal("the file is not UTF-8; save it in that encoding.")
        }
        return text
    }
}
