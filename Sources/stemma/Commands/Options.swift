internal import ArgumentParser
internal import Core
internal import Foundation
internal import Pipeline
internal import Report
internal import Store

/// The option that says where the settings are.
struct SettingsOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Settings file.",
            discussion: "Default: pipeline.yaml of the current folder, when there is one.",
            valueName: "file"))
    var config: String?

    func configuration() throws -> Configuration { try Configuration.load(file: config) }
}

/// Options that say where the store and its settings are.
struct StoreOptions: ParsableArguments {
    @OptionGroup var settings: SettingsOption

    @Option(help: ArgumentHelp("Folder of the store.", valueName: "dir"))
    var store: String?

    func configuration() throws -> Configuration {
        var configuration = try settings.configuration()
        if let store { configuration.store = store }
        return configuration
    }

    /// The store, open for reading: the last commit, also while a pass is at work.
    func catalog(_ configuration: Configuration) throws -> Catalog {
        try Catalog(folder: configuration.store, versions: Pass.versions, access: .read)
    }
}

/// The option that says how long to wait for another pass.
struct WaitOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Wait so long for another pass that holds the store; 75 when it still does.",
            valueName: "seconds"))
    var wait = 0

    func validate() throws {
        if wait < 0 { throw ValidationError("--wait takes a number of seconds.") }
    }
}

/// What standard output can show.
enum Output {
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    static var style: TextStyle {
        let plain = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let columns =
            ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? terminalColumns
            ?? 100
        return TextStyle(ansi: isTerminal && !plain, width: columns)
    }

    private static var terminalColumns: Int? {
        var size = winsize()
        guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }

    /// Writes to standard output.
    ///
    /// A reader that closed the pipe has seen enough: that is a normal end.
    static func write(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Foundation.write(
                    STDOUT_FILENO, raw.baseAddress?.advanced(by: done), bytes.count - done)
            }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { throw Ended(status: .done) }
                throw Failure(message: "standard output: \(String(cString: strerror(errno)))")
            }
            done += count
        }
    }

    static func write(_ text: String) throws { try write(Array(text.utf8)) }

    /// Says on standard error what went wrong beside the work itself.
    static func problem(_ text: String) { note("stemma: \(Terminal.safe(text))") }

    static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
