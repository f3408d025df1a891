internal import ArgumentParser
internal import Core
internal import Foundation
internal import Pipeline
internal import Readers
internal import Report
internal import Store

/// What the process ends with.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    /// Done, but some sources were quarantined.
    case quarantined = 2
    case usage = 64
    case busy = 75
    case configuration = 78
}

/// A failure that a command found itself.
struct Failure: Error {
    var message: String
    var status: ExitStatus = .failed

    /// Prints an error as a sentence and ends the process with its code.
    static func end(_ error: any Error, in command: any ParsableCommand.Type) -> Never {
        let (message, code) = words(error)
        guard let message else { command.exit(withError: error) }
        if !message.isEmpty {
            // Names of files and words of pages stand in messages.
            let safe = message.split(separator: "\n", omittingEmptySubsequences: false)
                .map { Terminal.safe(String($0)) }.joined(separator: "\n")
            FileHandle.standardError.write(Data("stemma: \(safe)\n".utf8))
        }
        exit(code)
    }

    /// The sentence that an error ends with, nil where the command line has its own, and the exit
    /// code.
    static func words(_ error: any Error) -> (String?, Int32) {
        switch error {
        case let error as Failure: (error.message, error.status.rawValue)
        case let error as Ended: ("", error.status.rawValue)
        case let error as ConfigurationError: (error.description, ExitStatus.configuration.rawValue)
        case let error as LexiconLoader.Problem:
            (error.description, ExitStatus.configuration.rawValue)
        case let error as CorpusError: (error.description, ExitStatus.failed.rawValue)
        case let error as NamedFileError: (error.description, ExitStatus.failed.rawValue)
        case let error as Uninspectable: (error.description, ExitStatus.failed.rawValue)
        case let error as StoreError:
            (
                error.description,
                error.kind == .locked ? ExitStatus.busy.rawValue : ExitStatus.failed.rawValue
            )
        case let error as Interrupted: (error.description, error.exitCode)
        case let error as BundleProblem: (error.description, ExitStatus.failed.rawValue)
        case let error as EmptiedCorpus: (error.description, ExitStatus.failed.rawValue)
        case let error as NothingToForget: (error.description, ExitStatus.failed.rawValue)
        case let error as NoticeProblem: (error.description, ExitStatus.failed.rawValue)
        case let error as SpoolError: (error.description, ExitStatus.failed.rawValue)
        default: (nil, ExitStatus.failed.rawValue)
        }
    }
}

/// The command did its work and said what there was to say; the process ends with this code.
struct Ended: Error {
    var status: ExitStatus
}
