import Dispatch
package import Foundation
import Glibc

/// A program that a test runs as a user would: by its arguments, what it is given and what it says.
package struct StemmaProgram: Sendable {
    package let executable: URL

    /// The `stemma` that was built beside the tests.
    package init() throws {
        let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        try self.init(at: folder.appendingPathComponent("stemma"))
    }

    /// Any other program.
    package init(at executable: URL) throws {
        guard FileManager.default.isExecutableFile(atPath: executable.path) else {
            throw NotBuilt(path: executable.path)
        }
        self.executable = executable
    }

    package struct NotBuilt: Error, CustomStringConvertible {
        let path: String
        package var description: String { "There is no program at \(path): build it first." }
    }

    /// Runs the program and waits for its end, at most as many seconds as the time limit.
    ///
    /// The environment is added to that of the tests, and goes before it; the folder is the current
    /// one when nil.
    package func run(
        _ arguments: [String], in folder: String? = nil, input: some Sequence<UInt8> = [],
        environment: [String: String] = [:], timeLimit: Double = 120
    ) throws -> Outcome {
        try start(arguments, in: folder, input: input, environment: environment)
            .finish(timeLimit: timeLimit)
    }

    /// Runs the program and waits for its end.
    package func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

    /// Starts the program and does not wait, for tests that send it signals.
    package func start(
        _ arguments: [String], in folder: String? = nil, input: some Sequence<UInt8> = [],
        environment: [String: String] = [:]
    ) throws -> Running {
        try Running(
            executable, arguments, folder: folder, input: Array(input), environment: environment)
    }

    /// What a program did.
    package struct Outcome: Sendable {
        /// Its exit code, or the number of the signal that ended it.
        package var exitCode: Int32
        /// Whether a signal ended it.
        package var wasKilled: Bool
        /// Whether it was killed because its time was over.
        package var timedOut: Bool
        package var outputBytes: [UInt8]
        package var errorBytes: [UInt8]

        package var output: String { String(decoding: outputBytes, as: UTF8.self) }
        package var errors: String { String(decoding: errorBytes, as: UTF8.self) }
    }

    /// A program that has been started.
    ///
    /// Its output goes to files: a pipe that nobody empties stops a program that says much.
    package final class Running {
        private let process = Process()
        private let ended = DispatchSemaphore(value: 0)
        private let streams: TemporaryFolder

        fileprivate init(
            _ executable: URL, _ arguments: [String], folder: String?, input: [UInt8],
            environment: [String: String]
        ) throws {
            streams = try TemporaryFolder()
            process.executableURL = executable
            process.arguments = arguments
            if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
            process.environment = ProcessInfo.processInfo.environment
                .merging(environment) { _, added in added }
            process.standardInput = try FileHandle(
                forReadingFrom: streams.write(input, to: "input"))
            process.standardOutput = try FileHandle(
                forWritingTo: streams.write([UInt8](), to: "output"))
            process.standardError = try FileHandle(
                forWritingTo: streams.write([UInt8](), to: "errors"))
            process.terminationHandler = { [ended] _ in ended.signal() }
            try withSignalsUnblocked { try process.run() }
        }

        /// Sends a signal to the program, if it still runs.
        package func send(signal number: Int32) {
            if process.isRunning { kill(process.processIdentifier, number) }
        }

        /// What the program has said so far on its standard error.
        package var errorsSoFar: String { String(decoding: read("errors"), as: UTF8.self) }

        /// Waits for the end of the program, and kills it when its time is over.
        package func finish(timeLimit: Double = 120) -> Outcome {
            let timedOut = ended.wait(timeout: .now() + timeLimit) == .timedOut
            if timedOut {
                send(signal: SIGKILL)
                ended.wait()
            }
            return Outcome(
                exitCode: process.terminationStatus,
                wasKilled: process.terminationReason == .uncaughtSignal, timedOut: timedOut,
                outputBytes: read("output"), errorBytes: read("errors"))
        }

        private func read(_ stream: String) -> [UInt8] {
            let file = streams.url.appendingPathComponent(stream)
            return (try? Data(contentsOf: file)).map { Array($0) } ?? []
        }
    }
}

/// Runs a body on a thread that blocks no signal, as a shell would.
///
/// Tests run on threads of Dispatch, which block most signals, and a program inherits the mask of the
/// thread that starts it: it would never hear of a SIGTERM.
private func withSignalsUnblocked<Result>(_ body: () throws -> Result) rethrows -> Result {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try body()
}
